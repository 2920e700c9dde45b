"""Which driver a phone gets."""

from __future__ import annotations

from patrol.clock import Clock
from patrol.device.adb.device import AdbDevice
from patrol.device.settings_journal import SettingsJournal
from patrol.device.shell_driver import ShellDriver
from patrol.device.uiautomator2_driver import UiAutomator2Driver
from patrol.errors import ConfigError, DeviceError, DeviceLost
from patrol.yamlplaces import unknown

DRIVERS = ("auto", "uiautomator2", "shell")


def open_driver(
    device: AdbDevice, clock: Clock, kind: str = "auto", *, journal: SettingsJournal | None = None
) -> UiAutomator2Driver | ShellDriver:
    """A started driver. `auto` is uiautomator2, and shell where that cannot start: PhoneInfo.driver_note then says why.
    Raises DeviceError when a driver that was asked for by name cannot start, DeviceLost when the phone goes."""
    if kind not in DRIVERS:
        raise ConfigError(unknown("driver", kind, DRIVERS))
    if kind == "shell":
        return ShellDriver(device, clock)
    driver = UiAutomator2Driver(device, clock, journal=journal)
    try:
        driver.start()
        return driver
    except DeviceLost:
        raise
    except DeviceError as problem:
        driver.close()
        if kind == "uiautomator2":
            raise
        note = f"The slower shell driver is used, and it types ASCII only: {problem.message}"
        return ShellDriver(device, clock, note=note)
