"""Sensitive calls of an app, seen by Frida: the HookSource of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import metadata
from typing import Protocol

from patrol.catalogue.apis import catalogue
from patrol.device.adb.device import AdbDevice
from patrol.device.driver import Driver
from patrol.device.hooks.messages import Raw
from patrol.device.hooks.outlet import AnyRecord, Outlet
from patrol.device.settings_journal import SettingsJournal
from patrol.errors import DeviceError, GatherError
from patrol.model.calls import HookedCall

PROPERTY = "ro.patrol.processes"
"""A virtual phone names the command here that tells of its processes (patrol.virtualphone.system.commands.jvm)."""
NO_FRIDA = "Run `make setup`, or `pip install frida`; or leave the hooks out with `--without calls`."


class Way(Protocol):
    """How the processes of this phone are reached."""

    how: str

    def start(self, driver: Driver, package: str) -> None:
        """Raises DeviceError with what to do."""

    def stop(self) -> None: ...


def hooks_maker(
    *, notice: Callable[[str], None] = lambda message: None
) -> Callable[[AdbDevice, SettingsJournal], FridaHooks]:
    """What patrol.phones.lease needs to give a phone hooks. Nothing is started yet."""

    def make(device: AdbDevice, journal: SettingsJournal) -> FridaHooks:
        return FridaHooks(device, journal, notice)

    return make


class FridaHooks:
    """Hooks for one phone. Frida is loaded when they are started."""

    def __init__(
        self, device: AdbDevice, journal: SettingsJournal, notice: Callable[[str], None] = lambda message: None
    ) -> None:
        self._device = device
        self._journal = journal
        self._notice = notice
        self._outlet = Outlet()
        self._way: Way | None = None
        self._server = ""

    def start(self, driver: Driver, package: str) -> str:
        try:
            self._way = self._chosen(driver)
            self._way.start(driver, package)
        except DeviceError as error:
            self._outlet.end()
            raise GatherError(f"The app's calls cannot be seen: {error.message}", advice=error.advice) from error
        return self._way.how

    def observe(self, observer: Callable[[float, HookedCall, tuple[Raw, ...]], None]) -> None:
        self._outlet.observe(observer)

    def records(self) -> Iterator[tuple[float, AnyRecord]]:
        return self._outlet.records()

    @property
    def versions(self) -> tuple[str, str]:
        try:
            client = metadata.version("frida")
        except metadata.PackageNotFoundError:
            client = ""
        return client, self._server

    @property
    def watched(self) -> int:
        return len(catalogue().entries)

    def stop(self) -> None:
        if self._way is not None:
            self._way.stop()
        self._outlet.end()

    def _chosen(self, driver: Driver) -> Way:
        try:
            import frida
        except ImportError as error:
            raise DeviceError(f"Frida is not installed here ({error}).", advice=NO_FRIDA) from error
        if driver.shell(f"getprop {PROPERTY}").output.strip():
            from patrol.device.hooks.virtual_way import VirtualWay

            self._server = frida.__version__  # the phone's processes are this computer's
            return VirtualWay(frida.get_local_device(), self._outlet)
        raise DeviceError("Hooks on a phone on a cable are not there yet.")
