"""What of an app's code can be come to from its components, by rapid type analysis.

A component's methods are called by the platform. From there calls are followed; a call whose object decides comes to
the methods of those classes of which an object is made (or that are named) in code already reached. An object of a
class with a parent or an interface outside the app (a listener, a thread, a view) may be called back by the platform at
any of its virtual methods. So `yes` means that nothing in the way was seen, not that a user can get there.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

from patrol.apk.budget import Budget
from patrol.apk.program import OBJECT, Class, Method, Program

ALWAYS = ("toString()", "hashCode()", "equals(Ljava/lang/Object;)", "finalize()", "run()", "call()")
"""What the platform calls on any object."""
PRIVATE_OR_STATIC = 0x000A


class Reached:
    """Methods that can be come to, each with the one it was first come to from."""

    def __init__(self, program: Program, budget: Budget) -> None:
        self._program, self._budget = program, budget
        self.came_from: dict[Method, Method | None] = {}
        self._waiting: deque[Method] = deque()
        self._made: dict[str, Method | None] = {}
        self._wanted: dict[str, dict[str, Method]] = defaultdict(dict)
        """Class → signatures that are called on it → by whom, for classes that are made later."""
        self._makers: dict[str, list[str]] = defaultdict(list)
        """Class → those made that are it or below it."""
        self._above: dict[str, tuple[str, ...]] = {}
        self._foreign: dict[str, bool] = {}

    def start(self, names: Iterable[str]) -> None:
        """Goes on from classes (descriptors) that the platform makes; all their methods may be called."""
        for name in names:
            one = self._program.classes.get(name)
            if one is None:
                continue
            self._make(name, None)
            for signature in one.methods:
                self._reach((name, signature), None)
        self._run()

    def path(self, method: Method, longest: int = 12) -> tuple[str, ...]:
        """The way to a method, from its entry on; `…` stands for what is left out."""
        way: list[Method] = []
        at: Method | None = method
        while at is not None and len(way) < 10_000:
            way.append(at)
            at = self.came_from.get(at)
        told = [_said(one) for one in reversed(way)]
        return tuple(told if len(told) <= longest else [*told[: longest // 2], "…", *told[1 - longest // 2 :]])

    def _run(self) -> None:
        done = 0
        while self._waiting:
            method = self._waiting.popleft()
            body = self._program.bodies.get(method)
            done += 1
            if not done % 4096:
                self._budget.tick()
            if body is None:
                continue
            for name in body.makes:
                self._make(name, method)
            for owner, signature, dynamic in body.calls:
                self._call(owner, signature, dynamic, method)

    def _call(self, owner: str, signature: str, dynamic: bool, caller: Method) -> None:
        found = self._program.resolve(owner, signature)
        if not dynamic:
            if found is not None:
                self._reach(found, caller)
            return
        wanted = self._wanted[owner]
        if signature in wanted:
            return
        wanted[signature] = caller
        for name in self._makers.get(owner, ()):
            self._dispatch(name, signature, caller)

    def _dispatch(self, name: str, signature: str, caller: Method | None) -> None:
        found = self._program.resolve(name, signature)
        if found is not None:
            self._reach(found, caller)

    def _make(self, name: str, maker: Method | None) -> None:
        if name in self._made or name not in self._program.classes:
            return
        self._made[name] = maker
        for above in self._all_above(name):
            self._makers[above].append(name)
            for signature, caller in tuple(self._wanted.get(above, {}).items()):
                self._dispatch(name, signature, caller)
        back = self._called_back(name)
        for one in self._program.above(name):
            for signature in one.virtual if back else ALWAYS:
                if signature in one.methods:
                    self._dispatch(name, signature, maker)
        self._initialise(name, maker)

    def _initialise(self, name: str, by: Method | None) -> None:
        if "<clinit>()" in self._program.classes[name].methods:
            self._reach((name, "<clinit>()"), by)

    def _reach(self, method: Method, by: Method | None) -> None:
        if method in self.came_from:
            return
        self.came_from[method] = by
        self._waiting.append(method)
        if method[1] != "<clinit>()" and method[0] in self._program.classes:
            self._initialise(method[0], by)

    def _all_above(self, name: str) -> tuple[str, ...]:
        """The class, all above it and all their interfaces, as far as the app declares them."""
        known = self._above.get(name)
        if known is None:
            found: dict[str, None] = {}
            waiting = [name]
            while waiting:
                one = self._program.classes.get(waiting.pop())
                if one is not None and one.name not in found:
                    found[one.name] = None
                    waiting += [one.parent, *one.interfaces]
            known = self._above[name] = tuple(found)
        return known

    def _called_back(self, name: str) -> bool:
        """Whether something above it belongs to the platform."""
        known = self._foreign.get(name)
        if known is None:
            ups = [self._program.classes[one] for one in self._all_above(name)]
            known = self._foreign[name] = any(_has_foreign(one, self._program) for one in ups)
        return known


def _has_foreign(one: Class, program: Program) -> bool:
    return any(up not in program.classes and up != OBJECT for up in (one.parent, *one.interfaces) if up)


def _said(method: Method) -> str:
    return f"{method[0][1:-1].replace('/', '.')}.{method[1].partition('(')[0]}"
