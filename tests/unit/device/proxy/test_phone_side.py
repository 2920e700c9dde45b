"""What is changed on a phone for the proxy is written down first and put back, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import trustme

from patrol.device.proxy.phone_side import authorities_with, own_authority, own_hosts, point_at, put_back, subject_hash
from patrol.device.settings_journal import Change, SettingsJournal
from patrol.errors import DeviceError
from tests.unit.gather.double import FakeDriver

CA = trustme.CA().cert_pem.bytes()


class Phone(FakeDriver):
    """Keeps settings and files as a phone does."""

    def __init__(self, *, rooted: bool = False) -> None:
        super().__init__()
        self.settings: dict[str, str] = {}
        self.rooted = rooted
        self.answers = {"settings": self._settings, "ls": "", "su 0": "", "su -c": "", "rm": ""}

    def _settings(self) -> str:
        _, verb, _, key, *value = self.commands[-1].split()
        if verb == "put":
            self.settings[key] = value[0]
        elif verb == "delete":
            self.settings.pop(key, None)
        return self.settings.get(key, "null")

    def shell(self, command: str, *, timeout_s: float = 20):  # type: ignore[no-untyped-def]
        if command.startswith("ls "):
            self.answers.pop("ls", None)
            if command.split()[1] in self.files:
                self.answers["ls"] = "there"
        if command.startswith("su 0 sh -c") and self.rooted:
            path = f"/apex/com.android.conscrypt/cacerts/{subject_hash(CA)}.0"
            self.files[path] = self.files["/data/local/tmp/patrol-ca.pem"]
        if command.startswith("rm -f "):
            self.files.pop(command.split()[2], None)
        return super().shell(command, timeout_s=timeout_s)

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None:
        if path.startswith("/apex"):
            raise DeviceError("read-only")
        super().push(data, path, mode=mode)


@pytest.fixture
def journal(tmp_path: Path) -> SettingsJournal:
    return SettingsJournal.of(tmp_path, "fake")


def test_the_phone_is_led_to_the_proxy_and_everything_is_put_back(journal: SettingsJournal) -> None:
    phone = Phone(rooted=True)
    reached = point_at(phone, journal, 8080, CA)
    assert (reached.how, reached.trusted) == ("adb-reverse", True)
    assert phone.settings == {"http_proxy": "127.0.0.1:8080"}
    assert phone.reversed == {8080: 8080}
    put_back(phone, journal)
    assert (phone.settings, phone.reversed, phone.files) == ({}, {}, {})
    assert "settings put global http_proxy :0" in phone.commands
    assert journal.pending() == ()


def test_a_killed_run_leaves_a_journal_that_the_next_run_puts_back(journal: SettingsJournal, tmp_path: Path) -> None:
    phone = Phone()
    phone.settings["http_proxy"] = "10.0.0.1:3128"
    point_at(phone, journal, 8080, CA)
    SettingsJournal.of(tmp_path, "fake").restore(phone.shell, phone.remove_reverse)
    assert phone.settings == {"http_proxy": "10.0.0.1:3128"}
    assert phone.reversed == {}


def test_the_port_is_written_down_before_the_phone_has_it_and_another_taken_where_it_is_in_use(
    journal: SettingsJournal,
) -> None:
    class Busy(Phone):
        def reverse(self, phone_port: int, host_port: int) -> int:
            if phone_port:
                assert Change("reverse", str(phone_port)) in journal.pending()
                raise DeviceError("cannot bind listener: Address already in use")
            return super().reverse(phone_port, host_port)

    phone = Busy()
    assert point_at(phone, journal, 8080, CA).port == 40000
    assert [change.key for change in journal.pending()] == ["40000", "http_proxy"]


def test_only_the_proxys_changes_are_put_back(journal: SettingsJournal) -> None:
    phone = Phone()
    journal.note(Change("global", "animator_duration_scale", "1"))
    point_at(phone, journal, 8080, CA)
    put_back(phone, journal)
    assert [change.key for change in journal.pending()] == ["animator_duration_scale"]


def test_a_phone_that_is_not_rooted_does_not_trust_the_proxy(journal: SettingsJournal) -> None:
    phone = Phone()
    assert not point_at(phone, journal, 8080, CA).trusted
    assert all(change.namespace != "file" for change in journal.pending())
    assert phone.files == {}


def test_a_phone_without_adb_reverse_is_left_as_it_was(journal: SettingsJournal) -> None:
    class Old(Phone):
        def reverse(self, phone_port: int, host_port: int) -> int:
            raise DeviceError("no adb reverse before Android 5")

    phone = Old()
    with pytest.raises(DeviceError, match="no adb reverse"):
        point_at(phone, journal, 8080, CA)
    assert (phone.settings, journal.pending()) == ({}, ())


def test_names_that_only_a_virtual_phone_resolves() -> None:
    table = {"api.bank": {"http": 1, "https": 2}}
    assert own_hosts(FakeDriver({"getprop ro.patrol.hosts": json.dumps(table)})) == table
    assert own_hosts(FakeDriver({"getprop": ""})) == {}
    assert own_hosts(FakeDriver({"getprop": "[1]"})) == {}
    assert own_hosts(FakeDriver({"getprop": "{"})) == {}
    assert own_authority(FakeDriver({"getprop": ""})) == b""


def test_the_bundle_holds_the_public_authorities_and_the_extra_one(tmp_path: Path) -> None:
    bundle = authorities_with(CA, tmp_path)
    assert bundle is not None
    assert bundle.read_bytes().endswith(CA)
    assert bundle.read_bytes().count(b"BEGIN CERTIFICATE") > 50
    assert authorities_with(b"", tmp_path) is None
