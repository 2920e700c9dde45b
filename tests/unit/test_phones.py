"""Which phone a command gets, and that it is left as it was found."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol import phones
from patrol.device.adb.server import AdbServer
from patrol.device.devices_file import Devices, PhoneEntry, VirtualEntry
from patrol.device.lease import leased
from patrol.device.settings_journal import SettingsJournal
from patrol.errors import ConfigError, DeviceError
from patrol.phones import choose, find_devices, lease, list_phones
from patrol.settings import Settings, read
from tests.unit.device.fake_adb import FakeAdbServer, FakePhone
from tests.unit.device.fake_u2 import FakeU2

DEMO = PhoneEntry("demo", virtual=VirtualEntry(Path("demo.yaml")))
DESK = PhoneEntry("desk", serial="PHONE1", labels=("small",))
DEVICES = Devices({"demo": DEMO, "desk": DESK}, default="demo")


@pytest.fixture
def phone() -> FakePhone:
    return FakePhone()


@pytest.fixture
def fake(phone: FakePhone) -> Iterator[FakeAdbServer]:
    server = FakeAdbServer(phone)
    yield server
    server.kill()


@pytest.fixture
def settings(fake: FakeAdbServer, tmp_path: Path) -> Settings:
    return read({"PATROL_STATE": str(tmp_path), "ANDROID_ADB_SERVER_PORT": str(fake.port)})


def test_the_only_phone_is_taken_and_its_entry_found(fake: FakeAdbServer) -> None:
    assert choose("", DEVICES, AdbServer(fake.port)) is DESK


@pytest.mark.parametrize("name", ["desk", "PHONE1", "small"])
def test_by_name_serial_or_label(fake: FakeAdbServer, name: str) -> None:
    assert choose(name, DEVICES, AdbServer(fake.port)) is DESK


def test_android_serial_counts_when_nothing_is_named(fake: FakeAdbServer) -> None:
    fake.phones["OTHER"] = FakePhone("OTHER")
    assert choose("", DEVICES, AdbServer(fake.port), serial="OTHER").serial == "OTHER"


def test_the_default_when_nothing_is_attached(fake: FakeAdbServer) -> None:
    fake.phones.clear()
    assert choose("", DEVICES, AdbServer(fake.port)) is DEMO


def test_two_phones_and_none_named(fake: FakeAdbServer) -> None:
    fake.phones["OTHER"] = FakePhone("OTHER")
    with pytest.raises(DeviceError, match="2 phones are attached and none is named"):
        choose("", DEVICES, AdbServer(fake.port))


def test_a_name_that_does_not_exist(fake: FakeAdbServer) -> None:
    with pytest.raises(ConfigError, match=r"unknown phone “dekk”; did you mean “desk”\?"):
        choose("dekk", DEVICES, AdbServer(fake.port))


def test_a_serial_that_is_not_attached_is_the_phones_fault_not_the_names(fake: FakeAdbServer) -> None:
    with pytest.raises(DeviceError, match=r"no phone emulator-5554 is attached\. Attached: PHONE1"):
        choose("emulator-5554", DEVICES, AdbServer(fake.port))
    with pytest.raises(DeviceError, match="no phone R58M is attached"):
        choose("", DEVICES, AdbServer(fake.port), serial="R58M")
    with pytest.raises(ConfigError, match=r"unknown phone “dsk1”; did you mean “desk”\?"):
        choose("dsk1", DEVICES, AdbServer(fake.port))


def test_a_lease_puts_back_what_an_earlier_run_left(phone: FakePhone, settings: Settings) -> None:
    FakeU2(phone)
    phone.answers |= {"settings get global a": "null\n", "settings put global a 1": "", "settings delete global a": ""}
    journal = SettingsJournal.of(settings.state, "PHONE1")
    with contextlib.suppress(DeviceError):  # the scripted phone does not remember
        journal.put(lambda c: phones.AdbDevice(AdbServer(settings.adb_port), "PHONE1").shell(c), "global", "a", "1")
    with lease("desk", devices=DEVICES, settings=settings) as leased_phone:
        assert leased_phone.restored == ("global a",)
        assert leased_phone.phone.driver.name == "uiautomator2"
    assert journal.pending() == ()


def test_a_phone_in_use(phone: FakePhone, settings: Settings) -> None:
    FakeU2(phone)
    with (
        leased(settings.state, "PHONE1"),
        pytest.raises(DeviceError, match="is in use by another run"),
        lease("desk", devices=DEVICES, settings=settings),
    ):
        pass


def test_a_virtual_phone_is_started_and_its_old_journal_forgotten(
    fake: FakeAdbServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = fake.phones["127.0.0.1:4001"] = FakePhone("127.0.0.1:4001")
    FakeU2(phone)
    journal = SettingsJournal.of(settings.state, phone.serial)
    journal.note_reverse(7)
    started: list[VirtualEntry] = []

    @contextlib.contextmanager
    def running(entry: VirtualEntry, java: str) -> Iterator[str]:
        started.append(entry)
        yield phone.serial

    monkeypatch.setattr(phones, "_running", running)
    with lease("demo", devices=DEVICES, settings=settings) as leased_phone:
        assert leased_phone.phone.driver.info().serial == phone.serial
        assert journal.pending() == ()
    assert started == [DEMO.virtual]


def test_the_list_shows_attached_and_named(fake: FakeAdbServer, phone: FakePhone, settings: Settings) -> None:
    phone.answers["getprop"] = "[ro.product.model]: [Pixel]\n[ro.build.version.sdk]: [34]\n"
    fake.phones["Q"] = FakePhone("Q", "unauthorized")
    rows = {row.serial or row.name: row for row in list_phones(DEVICES, settings)}
    assert rows["PHONE1"].name == "desk"
    assert rows["PHONE1"].info and rows["PHONE1"].info.model == "Pixel"
    assert (rows["Q"].state, rows["Q"].info) == ("unauthorized", None)
    assert rows["demo"].state == "virtual"


def test_the_folders_own_file_comes_before_the_bundled_one(tmp_path: Path) -> None:
    assert "demo" in find_devices(tmp_path).phones
    (tmp_path / "devices.yaml").write_text("phones: {mine: {serial: x}}")
    assert list(find_devices(tmp_path).phones) == ["mine"]


def test_a_copy_of_the_file_elsewhere_still_finds_the_demo(tmp_path: Path) -> None:
    shipped = find_devices(tmp_path)
    (tmp_path / "devices.yaml").write_text(Path(shipped.file).read_text(encoding="utf-8"), encoding="utf-8")
    copied = find_devices(tmp_path)
    assert copied.phones["demo"].virtual == shipped.phones["demo"].virtual
