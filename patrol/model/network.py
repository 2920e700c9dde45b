"""The network between phone and servers: what a run made of it, and what the proxy learned of it besides requests."""

from __future__ import annotations

from collections.abc import Sequence

from patrol.model.record import Record


class NetworkProfile(Record, frozen=True):
    """A network as the proxy plays it. What is 0 or None is left as it is."""

    name: str
    latency_ms: float = 0
    """Round-trip time that is added, half of it each way."""
    jitter_ms: float = 0
    """Standard deviation of the round-trip time."""
    down_kbps: float | None = None
    """Towards the phone, kilobits a second, shared by all connections."""
    up_kbps: float | None = None
    loss: float = 0
    """Share of packets that get lost and are sent again, 0 to 1; 1: nothing comes through, connections hang."""
    offline: bool = False
    """Every request fails at once, as without a network."""

    @property
    def changes(self) -> bool:
        """Whether it differs from the network as it is."""
        return bool(self.offline or self.latency_ms or self.loss or self.down_kbps or self.up_kbps)


class NetworkChange(Record, frozen=True):
    """From `at_ms` on this network was played; one that changes nothing ends the one before."""

    at_ms: int
    profile: NetworkProfile


class NetworkSpell(Record, frozen=True):
    """From `from_ms` until `to_ms` this network was played."""

    from_ms: int
    to_ms: int
    profile: NetworkProfile


def spells(changes: Sequence[NetworkChange], end_ms: int) -> tuple[NetworkSpell, ...]:
    """What was played when, without the times of the network as it is; `end_ms` ends one that nobody ended."""
    ends = [*(change.at_ms for change in changes[1:]), *(max(end_ms, change.at_ms) for change in changes[-1:])]
    pairs = zip(changes, ends, strict=True)
    return tuple(NetworkSpell(one.at_ms, end, one.profile) for one, end in pairs if one.profile.changes)


class Probe(Record, frozen=True):
    """A connection that was shown a certificate of an authority that nobody trusts."""

    at_ms: int
    host: str
    port: int
    accepted: bool
    """The app went on and sent its request: it does not check certificates."""
    request: str = ""
    """What it sent, as `POST /v1/events`, secrets masked; nothing of it was passed on."""


class ProxyCost(Record, frozen=True):
    """What the proxy adds to a request, measured when the run began: the same small request, straight and through it,
    in turn."""

    requests: int
    direct_ms: float
    """Median."""
    through_ms: float

    @property
    def added_ms(self) -> float:
        return max(0.0, self.through_ms - self.direct_ms)
