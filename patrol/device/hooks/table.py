"""What the agent is given: the hook table and its options."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from patrol.catalogue.apis import catalogue
from patrol.device.hooks.wanted import hooks, native_hooks, told

OPTIONS = {"stacks": True, "depth": 64, "capacity": 20_000, "longest": 256}
"""A stack of an app with a few SDKs and a framework in it has 30 to 60 frames; 20,000 events take some 20 MB."""


@cache
def table() -> dict[str, Any]:
    """As the agent reads it."""
    known = catalogue()
    native = [
        {
            "symbol": hook.symbol,
            "args": list(hook.arguments),
            "ids": list(hook.ids),
            "when": [msgspec.to_builtins(when) for when in hook.when],
            "always": hook.always,
        }
        for hook in native_hooks(known)
    ]
    return {"java": told(hooks(known)), "native": native}
