"""devices.yaml and what is attached → a leased Phone.

    with lease("desk", devices=devices, settings=settings, clock=clock) as leased:
        leased.phone.driver.screen()

Leaving the context puts the phone's settings back, ends what runs on it for us, and frees it for the next run.
"""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from patrol.clock import Clock, RunClock
from patrol.device.adb.device import AdbDevice
from patrol.device.adb.server import AdbServer
from patrol.device.choose import open_driver
from patrol.device.describe import describe_phone
from patrol.device.devices_file import Devices, PhoneEntry, VirtualEntry, load_devices
from patrol.device.driver import Driver, HookSource, Phone, TrafficSource
from patrol.device.lease import holder_of, leased
from patrol.device.settings_journal import SettingsJournal
from patrol.errors import ConfigError, DeviceError, DeviceLost
from patrol.model.artifacts import PhoneInfo
from patrol.settings import Settings, bundled
from patrol.yamlplaces import unknown

TrafficMaker = Callable[[Driver, SettingsJournal], TrafficSource | None]
"""Makes the proxy for a phone; it journals what it changes there."""
HooksMaker = Callable[[AdbDevice], HookSource | None]
"""Makes the hooks for a phone; nothing is started yet."""


@dataclass(frozen=True, slots=True)
class LeasedPhone:
    """A phone that is ours for now."""

    phone: Phone
    device: AdbDevice
    journal: SettingsJournal
    entry: PhoneEntry
    restored: tuple[str, ...] = ()
    """Settings that an earlier, killed run had left changed and that are put back now."""


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """One line of `patrol phones`."""

    name: str
    """Its name in devices.yaml; "" when it has none."""
    serial: str
    state: str
    """device, offline, unauthorized, …; `virtual`: started when needed; `absent`: named but not attached."""
    labels: tuple[str, ...] = ()
    info: PhoneInfo | None = None
    """What it says of itself; only of phones in state `device`."""
    used_by: int | None = None
    """Process id of the run that has it."""
    note: str = ""


def find_devices(folder: Path | None = None) -> Devices:
    """devices.yaml of the folder (default: the current one), else the one that comes with patrol."""
    own = (folder or Path()) / "devices.yaml"
    shipped = bundled("devices.yaml")
    return load_devices(own if own.exists() else shipped, bundled=shipped.parent)


def choose(name: str, devices: Devices, server: AdbServer, *, serial: str = "") -> PhoneEntry:
    """The phone to take: the named one (name, serial or label), else ANDROID_SERIAL's (`serial`), else the only one
    attached, else devices.yaml's default. Raises ConfigError of a name that is wrong, DeviceError that says what to
    do of a phone that is not there: CI tries that again."""
    wanted = name or serial
    if wanted:
        if entry := devices.named(wanted):
            return entry
        labelled = devices.labelled(wanted)
        if labelled:
            return labelled[0]
        if not name or any(phone.serial == wanted for phone in server.phones()) or _is_serial(wanted, devices):
            return PhoneEntry(name="", serial=server.choose(wanted).serial)
        raise ConfigError(unknown("phone", wanted, devices.phones), advice="`patrol phones` lists all.")
    if devices.default and not server.phones():
        return devices.phones[devices.default]
    chosen = server.choose()
    return devices.named(chosen.serial) or PhoneEntry(name="", serial=chosen.serial)


def _is_serial(wanted: str, devices: Devices) -> bool:
    """Serials, unlike names, always hold a digit; `deks1` beside a phone `desk1` is a name with a slip in it."""
    return any(c.isdigit() for c in wanted) and not difflib.get_close_matches(wanted, devices.phones, 1)


@contextlib.contextmanager
def lease(
    name: str,
    *,
    devices: Devices,
    settings: Settings,
    clock: Clock | None = None,
    traffic: TrafficMaker | None = None,
    hooks: HooksMaker | None = None,
) -> Iterator[LeasedPhone]:
    """A phone of our own for a while. `name` "" chooses. Raises ConfigError, DeviceError, DeviceLost."""
    clock = clock or RunClock()
    server = AdbServer(settings.adb_port, clock=clock)
    entry = choose(name, devices, server, serial=settings.serial)
    with contextlib.ExitStack() as stack:
        if entry.virtual:
            address = stack.enter_context(_running(entry.virtual, settings.java))
            # Others see it too once it is attached: a run that names no phone must not take it for a free one.
            stack.enter_context(leased(settings.state, address, passing=True))
            server.attach(address)
            stack.callback(server.detach, address)
            ready = server.wait_ready(address, 10_000)
            if not ready:
                raise DeviceError(f"the virtual phone {entry.name} does not get ready.")
        else:
            address = _attached(entry, server)
            stack.enter_context(leased(settings.state, address))
        yield stack.enter_context(_opened(AdbDevice(server, address), entry, settings, clock, traffic, hooks))


def _attached(entry: PhoneEntry, server: AdbServer) -> str:
    if entry.address:
        server.attach(entry.address)
        server.wait_ready(entry.address, 10_000)
    return server.choose(entry.serial or entry.address).serial


@contextlib.contextmanager
def _opened(
    device: AdbDevice,
    entry: PhoneEntry,
    settings: Settings,
    clock: Clock,
    traffic: TrafficMaker | None,
    hooks: HooksMaker | None,
) -> Iterator[LeasedPhone]:
    journal = SettingsJournal.of(settings.state, device.serial)
    if entry.virtual:
        journal.forget()  # it was switched on just now; the file is of a phone that had this port before
    restored = journal.restore(device.shell, device.remove_reverse)
    driver = open_driver(device, clock, entry.driver, journal=journal)
    with contextlib.ExitStack() as stack:
        stack.callback(_unless_lost, driver.close)
        # Of a phone that is gone, the journal stays: the next run or `patrol doctor --repair` puts it back.
        stack.callback(_unless_lost, lambda: journal.restore(device.shell, device.remove_reverse))
        source = traffic(driver, journal) if traffic else None
        seen = hooks(device) if hooks else None
        yield LeasedPhone(Phone(driver, traffic=source, hooks=seen), device, journal, entry, restored)


def _unless_lost(action: Callable[[], object]) -> None:
    with contextlib.suppress(DeviceLost):
        action()


def list_phones(devices: Devices, settings: Settings, *, ask: bool = True) -> tuple[PhoneRow, ...]:
    """All that is attached or named. `ask` False leaves out what needs a conversation with each phone."""
    server = AdbServer(settings.adb_port)
    rows = []
    seen = set()
    for phone in server.phones():
        entry = devices.named(phone.serial)
        info, note = None, ""
        if ask and phone.ready:
            try:
                info = describe_phone(AdbDevice(server, phone.serial, come_back_ms=0))
            except DeviceError as problem:
                note = problem.message
        seen.add(entry.name if entry else "")
        name, labels = (entry.name, entry.labels) if entry else ("", ())
        used_by = holder_of(settings.state, phone.serial)
        rows.append(PhoneRow(name, phone.serial, phone.state, labels, info, used_by, note))
    for entry in devices.phones.values():
        if entry.name not in seen:
            state = "virtual" if entry.virtual else "absent"
            rows.append(PhoneRow(entry.name, entry.serial or entry.address, state, entry.labels))
    return tuple(rows)


@contextlib.contextmanager
def _running(entry: VirtualEntry, java: str) -> Iterator[str]:
    """The address of a virtual phone that is started for us."""
    from patrol.virtualphone.serve import running

    with running(entry.app, android=entry.android, faults=entry.faults, java=java) as phone:
        yield phone.address
