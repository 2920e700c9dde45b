"""One process with patrol's agent in it.

Frida calls back on a thread of its own, and an exception there is lost; so what the agent says is put into a queue at
once, and whoever owns the process reads it on its own thread.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from patrol.device.hooks import agent
from patrol.device.hooks.messages import Counts, Message, Trouble, decoded
from patrol.errors import DeviceError

T = TypeVar("T")
ANSWER_S = 60.0
"""For what the agent is asked; the longest, installing some 600 hooks, takes one or two seconds of a processor, and ten
times that on a machine with ten other things to do."""


class Script(Protocol):
    """The part of frida.core.Script that is used."""

    exports_sync: Any

    def on(self, signal: str, callback: Callable[..., Any]) -> None: ...

    def load(self) -> None: ...

    def post(self, message: Mapping[str, Any]) -> None: ...

    def unload(self) -> None: ...


class FridaSession(Protocol):
    """The part of frida.core.Session that is used."""

    def on(self, signal: str, callback: Callable[..., Any]) -> None: ...

    def create_script(self, source: str) -> Any: ...

    def detach(self) -> None: ...


class FridaDevice(Protocol):
    """The part of frida.core.Device that is used: a phone's frida-server, or this computer."""

    def spawn(self, program: str | Sequence[str], **options: Any) -> int: ...

    def attach(self, target: int) -> Any: ...

    def resume(self, target: int) -> None: ...

    def kill(self, target: int) -> None: ...

    def on(self, signal: str, callback: Callable[..., Any]) -> None: ...

    def off(self, signal: str, callback: Callable[..., Any]) -> None: ...

    def enumerate_processes(self) -> Sequence[Any]: ...

    def enable_spawn_gating(self) -> None: ...

    def disable_spawn_gating(self) -> None: ...

    def enumerate_pending_spawn(self) -> Sequence[Any]: ...


Inbox = queue.SimpleQueue[tuple[int, Message | str]]
"""(pid, what its agent said; or a text: why the process is no longer hooked)."""


class HookedApp:
    """Attach to a process, load the agent, install the table. Raises DeviceError with what Frida says."""

    def __init__(self, device: FridaDevice, pid: int, inbox: Inbox) -> None:
        self.pid = pid
        self._inbox = inbox
        self._taken = 0
        self._session = guarded(lambda: device.attach(pid), f"Process {pid} cannot be hooked")
        self._session.on("detached", self._detached)
        self._script: Script = guarded(
            lambda: self._session.create_script(agent.source()), f"The agent cannot be put into process {pid}"
        )
        self._script.on("message", self._message)
        guarded(self._script.load, f"The agent does not run in process {pid}")

    def install(self, table: Mapping[str, Any], options: Mapping[str, Any]) -> None:
        """Native hooks stand when this returns; Java ones too where a VM runs already."""
        self.ask(lambda: self._script.exports_sync.install(table, options))

    def again(self) -> None:
        """Hook what was not there before: the app's own classes."""
        self.ask(lambda: self._script.exports_sync.again())

    def flush(self) -> None:
        """What waits in the process is in the inbox when this returns, and the exact counts behind it."""
        self._count(self.ask(lambda: self._script.exports_sync.flush()))

    def took(self, events: int) -> None:
        """So many events more are done with: there is room for others (see `acks` in patrol.device.hooks.messages)."""
        self._taken += events
        with suppress(DeviceError):  # it has ended
            guarded(lambda: self._script.post({"type": "ack", "taken": self._taken}), "It has ended")

    def leave(self) -> None:
        """Take the hooks out and let the process go on."""
        self._count(self.ask(lambda: self._script.exports_sync.stop()))
        self.ask(self._script.unload)
        self.ask(self._session.detach)

    def ask(self, question: Callable[[], T]) -> T:
        """A process may hang for ever, and Frida has no timeout."""
        return guarded(lambda: within(question, ANSWER_S), f"Process {self.pid} does not answer")

    def _count(self, said: Mapping[str, int] | None) -> None:
        if said:
            self._inbox.put((self.pid, Counts(said["made"], said["dropped"])))

    def _message(self, message: Mapping[str, Any], data: bytes | None) -> None:
        try:
            if message["type"] == "error":
                self._inbox.put((self.pid, Trouble("script", str(message.get("description")))))
            elif message["type"] == "send":
                self._inbox.put((self.pid, decoded(message["payload"], data)))
        except DeviceError as error:
            self._inbox.put((self.pid, Trouble("message", error.message)))

    def _detached(self, reason: str, crash: Any) -> None:
        self._inbox.put((self.pid, reason))


def guarded(action: Callable[[], T], what: str) -> T:
    """`action`, what Frida raises as DeviceError."""
    try:
        return action()
    except frida_errors() as error:
        raise DeviceError(f"{what}: {error}.".replace("..", ".")) from error


def frida_errors() -> tuple[type[Exception], ...]:
    """Frida's errors share no base."""
    import frida

    found = [getattr(frida, name) for name in dir(frida) if name.endswith(("Error", "RPCException"))]
    return tuple(found)


def within(question: Callable[[], T], seconds: float) -> T:
    """Its answer; frida.OperationCancelledError when it does not come in time."""
    import frida

    cancellable = frida.Cancellable()
    timer = threading.Timer(seconds, cancellable.cancel)
    timer.daemon = True
    timer.start()
    try:
        with cancellable:
            return question()
    finally:
        timer.cancel()
