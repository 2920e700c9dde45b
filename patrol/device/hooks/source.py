"""Sensitive calls of an app, seen by Frida: the HookSource of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from patrol.catalogue.apis import catalogue
from patrol.device.adb.device import AdbDevice
from patrol.device.driver import Driver
from patrol.device.frida_server import client_version, hooked_here
from patrol.device.hooks import helper_folder
from patrol.device.hooks.messages import Raw
from patrol.device.hooks.outlet import AnyRecord, Outlet
from patrol.device.hooks.phone_way import PhoneWay
from patrol.device.hooks.reach import Reach
from patrol.device.hooks.virtual_way import VirtualWay
from patrol.device.phone_clock import clock_offset_ms
from patrol.errors import DeviceError, GatherError
from patrol.model.calls import HookedCall

NO_FRIDA = "Run `make setup`, or `pip install frida`; or leave the hooks out with `--without calls`."


class Way(Protocol):
    """How the processes of this phone are reached."""

    how: str

    def start(self, driver: Driver, package: str) -> None:
        """Raises DeviceError with what to do."""

    def stop(self) -> None: ...


def hooks_maker(*, notice: Callable[[str], None] = lambda message: None) -> Callable[[AdbDevice], FridaHooks]:
    """What patrol.phones.lease needs to give a phone hooks. Nothing is started yet."""

    def make(device: AdbDevice) -> FridaHooks:
        return FridaHooks(device, notice)

    return make


class FridaHooks:
    """Hooks for one phone. Frida is loaded when they are started."""

    def __init__(self, device: AdbDevice, notice: Callable[[str], None] = lambda message: None) -> None:
        self._device = device
        self._notice = notice
        self._outlet = Outlet()
        self._way: Way | None = None
        self._reach: Reach | None = None
        self._server = ""

    def start(self, driver: Driver, package: str) -> str:
        try:
            self._way = self._chosen(driver)
            self._way.start(driver, package)
        except DeviceError as error:
            self.stop()
            raise GatherError(f"The app's calls cannot be seen: {error.message}", advice=error.advice) from error
        return self._way.how

    def observe(self, observer: Callable[[float, HookedCall, tuple[Raw, ...]], None]) -> None:
        self._outlet.observe(observer)

    def records(self) -> Iterator[tuple[float, AnyRecord]]:
        return self._outlet.records()

    @property
    def versions(self) -> tuple[str, str]:
        return client_version(), self._reach.server if self._reach else self._server

    @property
    def watched(self) -> int:
        return len(catalogue().entries)

    def stop(self) -> None:
        if self._way is not None:
            self._way.stop()
        if self._reach is not None:
            self._reach.close()
        self._outlet.end()

    def _chosen(self, driver: Driver) -> Way:
        try:
            import frida  # noqa: F401 - whether it is there
        except ImportError as error:
            raise DeviceError(f"Frida is not installed here ({error}).", advice=NO_FRIDA) from error
        helper_folder.watched()
        if hooked_here(driver):
            self._server = client_version()  # the phone's processes are this computer's
            return VirtualWay(helper_folder.local_device(), self._outlet)
        reach = self._reach = Reach(self._device, driver, client_version())
        ahead_s = (clock_offset_ms(driver) or 0) / 1000
        return PhoneWay(reach.device, self._outlet, phone_ahead_s=ahead_s, notice=self._notice)
