"""The registry of JSON-RPC methods, the errors they may end with, and what they share."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from patrol.model.screen import Node
from patrol.virtualphone.uia.phone import UiaPhone
from patrol.virtualphone.uia.selector import BadSelector, Selector, parse
from patrol.virtualphone.uia.touch import Finger

Method = Callable[..., Awaitable[Any]]
METHODS: dict[str, Method] = {}

POLL_MS = 20
"""How often a wait looks again; a look at an unchanged window costs next to nothing."""


def method(run: Method) -> Method:
    """Register under the name that the client calls: `dump_window_hierarchy` → `dumpWindowHierarchy`."""
    first, *rest = run.__name__.strip("_").split("_")
    METHODS[first + "".join(word.capitalize() for word in rest)] = run
    return run


class RpcError(Exception):
    """An answer with `error`; `message` begins with the Java exception's class, as clients expect."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotFound(RpcError):
    def __init__(self, what: object) -> None:
        super().__init__(-32001, f"androidx.test.uiautomator.UiObjectNotFoundException: {what}")


class BadCall(RpcError):
    def __init__(self, message: str) -> None:
        super().__init__(-32602, f"java.lang.IllegalArgumentException: {message}")


@dataclass(slots=True)
class Session:
    """One running server: what its calls share."""

    phone: UiaPhone
    finger: Finger = field(init=False)
    named: dict[str, Target] = field(default_factory=dict)
    """Objects that childByText and its like gave names to."""
    configurator: dict[str, int] = field(
        default_factory=lambda: {
            "actionAcknowledgmentTimeout": 3000,
            "keyInjectionDelay": 0,
            "scrollAcknowledgmentTimeout": 200,
            "uiAutomationFlags": 0,
            "waitForIdleTimeout": 0,
            "waitForSelectorTimeout": 0,
        }
    )
    last_traversed: str = ""
    dump: tuple[Node | None, tuple[object, ...], str, object] | None = None
    """The last hierarchy dump: its root, its settings, the XML, and the XML as encoded JSON."""
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.finger = Finger(self.phone)

    def root(self) -> Node | None:
        window = self.phone.focused_window()
        return window.root if window else None

    def target(self, raw: object) -> Target:
        """What a call's first parameter points at: a selector, or the name of an object. Raises RpcError."""
        if isinstance(raw, str):
            if raw not in self.named:
                raise NotFound(f"no object is called {raw}")
            return self.named[raw]
        if not isinstance(raw, dict):
            raise BadCall(f"{raw!r} is no selector")
        try:
            return Target(parse(raw))
        except BadSelector as failure:
            raise BadCall(str(failure)) from failure

    def name(self, target: Target) -> str:
        name = f"uiobject-{next(self._numbers)}"
        self.named[name] = target
        return name

    def look(self, raw: object) -> Node | None:
        return self.target(raw).find(self.root())

    async def need(self, raw: object) -> Node:
        """The node, waiting as the configurator says. Raises NotFound."""
        target = self.target(raw)
        node: Node | None = await self.wait(
            lambda: target.find(self.root()), self.configurator["waitForSelectorTimeout"]
        )
        if node is None:
            raise NotFound(target)
        return node

    async def wait(self, look: Callable[[], Any], timeout_ms: float) -> Any:
        """The first truthy look, or the last one when time is up."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_ms / 1000
        while not (found := look()) and loop.time() < deadline:
            await asyncio.sleep(POLL_MS / 1000)
        return found


@dataclass(frozen=True, slots=True)
class Target:
    """A selector, or one node below what a selector finds."""

    selector: Selector
    inner: Selector | None = None
    accept: Callable[[Node], bool] | None = None
    words: str = ""
    skip: int = 0

    def __str__(self) -> str:
        return f"{self.selector}{self.words}"

    def find(self, root: Node | None) -> Node | None:
        if self.inner is None:
            return self.selector.find(root)
        parent = self.selector.find(root)
        if parent is None:
            return None
        fits = [n for n in self.inner.find_all(parent) if self.accept is None or self.accept(n)]
        return fits[self.skip] if len(fits) > self.skip else None
