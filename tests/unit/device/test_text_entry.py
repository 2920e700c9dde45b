"""Text in any script, by whichever way the field accepts."""

from collections.abc import Iterator

import pytest

from patrol.clock import RunClock
from patrol.device.adb.device import AdbDevice
from patrol.device.text_entry import ADB_KEYBOARD, ANY_FOCUSED, FIELD, TextEntry
from patrol.device.uiautomator import UiAutomatorServer
from patrol.errors import DeviceError
from tests.unit.device.fake_adb import FakePhone
from tests.unit.device.fake_u2 import FakeU2

IME = "com.google.android.inputmethod.latin/.LatinIME"


@pytest.fixture
def u2(phone: FakePhone) -> FakeU2:
    return FakeU2(phone, running=True)


@pytest.fixture
def entry(device: AdbDevice, u2: FakeU2) -> Iterator[TextEntry]:
    server = UiAutomatorServer(device, RunClock())
    yield TextEntry(device, server)
    server.stop()


def test_the_text_is_set_at_once(entry: TextEntry, u2: FakeU2) -> None:
    entry.enter("港湾银行 😀", clear=True)
    assert u2.calls == [("exist", [FIELD]), ("setText", [FIELD, "港湾银行 😀"])]


def test_an_editor_that_is_no_text_field(entry: TextEntry, u2: FakeU2) -> None:
    u2.answers["exist"] = lambda selector: selector == ANY_FOCUSED
    entry.enter("a", clear=True)
    assert u2.calls[-1] == ("setText", [ANY_FOCUSED, "a"])


def test_appending_pastes(entry: TextEntry, u2: FakeU2) -> None:
    u2.answers |= {"getClipboard": "尾", "pasteClipboard": True}
    entry.enter("尾", clear=False)
    assert u2.methods() == ["exist", "setClipboard", "getClipboard", "pasteClipboard"]


def test_a_field_that_refuses_to_be_set_is_cleared_and_pasted_into(entry: TextEntry, u2: FakeU2) -> None:
    u2.answers |= {"setText": False, "getClipboard": "a", "pasteClipboard": True}
    entry.enter("a", clear=True)
    assert u2.methods() == ["exist", "setText", "clearTextField", "setClipboard", "getClipboard", "pasteClipboard"]


def test_the_adb_keyboard_is_the_last_way_and_the_former_one_comes_back(
    entry: TextEntry, u2: FakeU2, phone: FakePhone
) -> None:
    u2.answers["setText"] = RuntimeError("nope")
    phone.answers |= {
        "ime list -s -a": f"{IME}\n{ADB_KEYBOARD}\n",
        "settings get secure default_input_method": f"{IME}\n",
        "am broadcast -a ADB_KEYBOARD_INPUT_TEXT --es text 5p+R": 'Broadcast completed: result=-1, data="success"\n',
    }
    entry.enter("柑", clear=True)
    commands = [asked.partition("raw:")[2] for asked in phone.asked if "ime " in asked]
    assert commands == [
        "ime list -s -a",
        f"ime enable {ADB_KEYBOARD}",
        f"ime set {ADB_KEYBOARD}",
        f"ime set {IME}",
        f"ime disable {ADB_KEYBOARD}",
    ]


def test_no_field_has_the_focus(entry: TextEntry, u2: FakeU2) -> None:
    u2.answers["exist"] = False
    with pytest.raises(DeviceError, match=r"no field has the focus on PHONE1\. Tap the field"):
        entry.enter("a", clear=True)


def test_a_field_that_takes_no_text_at_all(entry: TextEntry, u2: FakeU2, phone: FakePhone) -> None:
    u2.answers["setText"] = False
    phone.answers["ime list -s -a"] = f"{IME}\n"
    with pytest.raises(DeviceError, match="takes no text"):
        entry.enter("a", clear=True)
