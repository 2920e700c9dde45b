"""The way to Frida on a phone: a port of this computer, forwarded by adb, and a look at who answers there.

Frida's own search for phones is not used: it asks the adb server of port 5037 only, and phones behind another server,
or virtual ones, would not be found.
"""

from __future__ import annotations

from contextlib import suppress

from patrol.device.adb.device import AdbDevice
from patrol.device.adb.forward import forward, remove_forward
from patrol.device.driver import Driver
from patrol.device.frida_server import frida_state
from patrol.device.hooks.process import FridaDevice, guarded, within
from patrol.errors import DeviceError, DeviceLost

PORT = 27042
"""Where frida-server and frida-gadget listen unless they are told otherwise (Frida's documentation)."""
ANSWER_S = 8.0
ROOTED = "`patrol doctor --frida-server FILE` puts a frida-server that you downloaded on the phone and starts it."
JAILED = "Put frida-gadget into a debuggable build; docs/phones-with-hooks.md tells how."


class Reach:
    """Frida on one phone. `device()` may be called again when the connection was lost."""

    def __init__(self, adb: AdbDevice, driver: Driver, client: str) -> None:
        self._adb = adb
        self._driver = driver
        self._client = client
        self._port = 0
        self.server = ""
        """Version of frida-server; "" when the phone does not tell."""

    def device(self) -> FridaDevice:
        """Raises DeviceError that says what is missing, and what to do."""
        import frida

        self.close()
        self._port = forward(self._adb, PORT)
        manager = frida.get_device_manager()
        found: FridaDevice = manager.add_remote_device(f"127.0.0.1:{self._port}")
        try:
            guarded(lambda: within(found.enumerate_processes, ANSWER_S), "Frida on the phone does not answer")
        except DeviceError as error:
            self.close()
            raise self._explained(error) from error
        self._compare()
        return found

    def close(self) -> None:
        if not self._port:
            return
        import frida

        with suppress(DeviceError):  # it was lost before
            guarded(
                lambda: frida.get_device_manager().remove_remote_device(f"127.0.0.1:{self._port}"), "The connection"
            )
        with suppress(DeviceError):  # the adb server has gone, and its forwards with it
            remove_forward(self._adb, self._port)
        self._port = 0

    def _compare(self) -> None:
        """Frida speaks to itself only."""
        self.server = frida_state(self._driver).version
        if self.server and self.server != self._client:
            self.close()
            raise DeviceError(
                f"frida-server on the phone is {self.server}, Frida on this computer {self._client}; "
                "they work together only when both are the same.",
                advice=f"Download frida-server {self._client}. {ROOTED}",
            )

    def _explained(self, error: DeviceError) -> DeviceError:
        """Why nobody answers."""
        try:
            state, rooted = frida_state(self._driver), self._driver.info().rooted
        except DeviceLost as lost:
            return lost
        if state.version and state.version != self._client:
            return DeviceError(
                f"frida-server on the phone is {state.version}, Frida on this computer {self._client}: {error.message}",
                advice=f"Download frida-server {self._client}. {ROOTED}",
            )
        if state.running:
            return DeviceError(
                f"frida-server runs on the phone and does not answer at port {PORT}: {error.message}",
                advice=f"Start it without -l, so that it listens at port {PORT}, as root.",
            )
        if state.path:
            return DeviceError(f"{state.path} does not run on the phone.", advice=ROOTED)
        what = "There is no frida-server on the phone" + ("." if rooted else ", and it is not rooted.")
        return DeviceError(what, advice=ROOTED if rooted else JAILED)
