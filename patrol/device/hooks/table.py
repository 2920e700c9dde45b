"""What the agent is given: the hook table and its options."""

from __future__ import annotations

from functools import cache

from patrol.catalogue.apis import catalogue
from patrol.device.hooks import wanted
from patrol.device.hooks.messages import RAW_BYTES

OPTIONS = {"stacks": True, "depth": 64, "capacity": 20_000, "longest": 256, "raw": RAW_BYTES, "acks": True}
"""A stack of an app with a few SDKs and a framework in it has 30 to 60 frames; 20,000 events take some 20 MB."""


@cache
def table() -> dict[str, object]:
    """As the agent reads it."""
    return wanted.table(catalogue())
