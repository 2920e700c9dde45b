"""Networks by name, from networks.yaml beside this file; what journeys write under `network:`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from patrol.journey.arguments import Wrong
from patrol.model.network import NetworkProfile
from patrol.yamlplaces import unknown

NORMAL = NetworkProfile("")
"""The network as it is."""
LIMITS = {
    "latency_ms": 60_000.0,
    "jitter_ms": 60_000.0,
    "down_kbps": 10_000_000.0,
    "up_kbps": 10_000_000.0,
    "loss": 1.0,
}
"""The keys of a network that is written out, with the largest value of each."""


class _Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    also: tuple[str, ...] = ()
    latency_ms: float = 0
    jitter_ms: float = 0
    down_kbps: float | None = None
    up_kbps: float | None = None
    loss: float = 0
    offline: bool = False


@cache
def networks() -> Mapping[str, NetworkProfile]:
    """Name → profile, other names of the same (`电梯`) among them."""
    text = Path(__file__).with_name("networks.yaml").read_text(encoding="utf-8")
    listed = msgspec.convert(yaml.safe_load(text)["networks"], dict[str, _Named])
    found: dict[str, NetworkProfile] = {}
    for name, one in listed.items():
        profile = NetworkProfile(name, one.latency_ms, one.jitter_ms, one.down_kbps, one.up_kbps, one.loss, one.offline)
        for each in (name, *one.also):
            found[each] = profile if profile.changes else NORMAL
    return found


@cache
def sources() -> Mapping[str, str]:
    """Name → where its numbers come from."""
    text = Path(__file__).with_name("networks.yaml").read_text(encoding="utf-8")
    return {
        name: one.source for name, one in msgspec.convert(yaml.safe_load(text)["networks"], dict[str, _Named]).items()
    }


def network_of(value: Any) -> NetworkProfile:
    """The network that is meant by a name, or by a mapping with keys of LIMITS. Raises Wrong."""
    if isinstance(value, Mapping):
        return _written_out(value)
    name = str(value)
    if name not in networks():
        raise Wrong(unknown("network", name, networks()))
    return networks()[name]


def _written_out(value: Mapping[str, Any]) -> NetworkProfile:
    if not value:
        raise Wrong(f"a network has a name, or some of {', '.join(LIMITS)}")
    for key, given in value.items():
        if key not in LIMITS:
            raise Wrong(unknown("key of a network", str(key), LIMITS))
        if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= LIMITS[key]:
            raise Wrong(f"`{key}` is a number from 0 to {LIMITS[key]:g}, not {given}")
    said = ", ".join(f"{key} {given:g}" for key, given in value.items())
    return msgspec.structs.replace(NetworkProfile(said), **value)
