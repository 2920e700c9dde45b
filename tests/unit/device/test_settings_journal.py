"""No setting stays changed, whatever ends the run."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from patrol.device.driver import ShellResult
from patrol.device.settings_journal import Change, SettingsJournal, journals, keyboard_chosen
from patrol.errors import DeviceError

IME = "com.google.android.inputmethod.latin/.LatinIME"


class FakeSettings:
    """`settings get|put|delete` and `ime set`, as a phone's shell runs them."""

    def __init__(self, **values: str) -> None:
        self.values = dict(values)
        self.commands: list[str] = []
        self.refuses = ""
        self.lost = False

    def __call__(self, command: str) -> ShellResult:
        if self.lost:
            raise DeviceError("gone")
        self.commands.append(command)
        words = [word.strip("'") for word in command.split()]
        if words[:2] == ["settings", "get"]:
            return ShellResult(self.values.get(words[3], "null") + "\n", 0)
        if words[:2] == ["settings", "put"] and words[3] != self.refuses:
            self.values[words[3]] = words[4]
        elif words[:2] == ["settings", "delete"]:
            self.values.pop(words[3], None)
        elif words[:2] == ["ime", "set"]:
            self.values["default_input_method"] = words[2]
        return ShellResult("", 0)


@pytest.fixture
def journal(tmp_path: Path) -> SettingsJournal:
    return SettingsJournal.of(tmp_path, "127.0.0.1:4000")


def test_values_are_put_back(journal: SettingsJournal) -> None:
    phone = FakeSettings(window_animation_scale="1.0")
    journal.put(phone, "global", "window_animation_scale", "0")
    journal.put(phone, "global", "window_animation_scale", "0.5")
    journal.put(phone, "global", "stay_on_while_plugged_in", "3")
    assert journal.pending() == (
        Change("global", "window_animation_scale", "1.0"),
        Change("global", "stay_on_while_plugged_in", None),
    )
    assert journal.restore(phone) == ("global stay_on_while_plugged_in", "global window_animation_scale")
    assert phone.values == {"window_animation_scale": "1.0"}
    assert not journal.path.exists()


def test_the_former_value_is_on_the_disk_before_the_phone_is_touched(journal: SettingsJournal) -> None:
    phone = FakeSettings()
    seen: list[bool] = []

    def shell(command: str) -> ShellResult:
        if "put" in command:
            seen.append(journal.path.exists())
        return phone(command)

    journal.put(shell, "global", "http_proxy", "127.0.0.1:8080")
    assert seen == [True]


def test_no_proxy_before_means_none_in_force_afterwards(journal: SettingsJournal) -> None:
    phone = FakeSettings()
    journal.put(phone, "global", "http_proxy", "127.0.0.1:8080")
    journal.restore(phone)
    changes = [command for command in phone.commands if " get " not in command]
    assert changes[-2:] == ["settings put global http_proxy :0", "settings delete global http_proxy"]
    assert phone.values == {}


def test_reverse_ports_are_removed(journal: SettingsJournal) -> None:
    removed: list[int] = []
    journal.note_reverse(38000)
    journal.restore(FakeSettings(), removed.append)
    assert removed == [38000]


def test_a_phone_that_refuses(journal: SettingsJournal) -> None:
    phone = FakeSettings()
    phone.refuses = "http_proxy"
    with pytest.raises(DeviceError, match=r"did not take the setting global http_proxy.*it says null"):
        journal.put(phone, "global", "http_proxy", "127.0.0.1:1")


def test_what_could_not_be_put_back_stays_in_the_journal(journal: SettingsJournal) -> None:
    phone = FakeSettings()
    journal.put(phone, "global", "a", "1")
    phone.lost = True
    with pytest.raises(DeviceError):
        journal.restore(phone)
    phone.lost = False
    assert journal.restore(phone) == ("global a",)


def test_the_keyboard_is_put_back_even_after_an_error(journal: SettingsJournal) -> None:
    phone = FakeSettings(default_input_method=IME)
    with pytest.raises(RuntimeError), keyboard_chosen(phone, journal, "x/.Adb"):
        assert phone.values["default_input_method"] == "x/.Adb"
        assert journal.pending() == (Change("secure", "default_input_method", IME),)
        raise RuntimeError
    assert phone.values["default_input_method"] == IME
    assert journal.pending() == ()


def test_a_keyboard_that_is_chosen_already_is_left_alone() -> None:
    phone = FakeSettings(default_input_method="x/.Adb")
    with keyboard_chosen(phone, None, "x/.Adb"):
        pass
    assert phone.commands == ["settings get secure default_input_method"]


def test_a_damaged_journal_is_no_error(journal: SettingsJournal) -> None:
    journal.path.parent.mkdir(parents=True)
    journal.path.write_text('{"ser')
    assert journal.pending() == ()
    assert journal.restore(FakeSettings()) == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from patrol.device.driver import ShellResult
from patrol.device.settings_journal import SettingsJournal

journal = SettingsJournal.of(Path(sys.argv[1]), "PHONE1")
class Phone:
    values = {}
    def __call__(self, command):
        words = command.split()
        if words[1] == "put":
            self.values[words[3]] = words[4]
            if words[3] == "third":
                os.kill(os.getpid(), signal.SIGKILL)
        return ShellResult(self.values.get(words[3], "old"), 0)
phone = Phone()
for key in ("first", "second", "third"):
    journal.put(phone, "global", key, "new")
"""


def test_survives_kill_9(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL
    (journal,) = journals(tmp_path)
    assert journal.serial == "PHONE1"
    phone = FakeSettings(first="new", second="new", third="new")
    journal.restore(phone)
    assert phone.values == {"first": "old", "second": "old", "third": "old"}
    assert journals(tmp_path) == ()


def test_what_the_phone_does_not_take_back_stays_in_the_journal(journal: SettingsJournal) -> None:
    phone = FakeSettings(http_proxy="10.0.0.1:3128")
    journal.put(phone, "global", "http_proxy", "127.0.0.1:8080")
    phone.refuses = "http_proxy"
    with pytest.raises(DeviceError, match="could not be put back to 10"):
        journal.restore(phone)
    assert journal.pending() == (Change("global", "http_proxy", "10.0.0.1:3128"),)


def test_a_file_that_stays_on_the_phone_stays_in_the_journal(journal: SettingsJournal) -> None:
    journal.note(Change("file", "/system/x.0"))
    with pytest.raises(DeviceError, match="still there"):
        journal.restore(lambda command: ShellResult("left\n" if "echo left" in command else "", 0))
    assert journal.restore(FakeSettings()) == ("file /system/x.0",)


def test_a_setting_that_cannot_be_read_is_not_changed(journal: SettingsJournal) -> None:
    with pytest.raises(DeviceError, match="does not tell"):
        journal.put(lambda command: ShellResult("", 255, "Failure calling service"), "global", "http_proxy", "x")
    assert journal.pending() == ()
