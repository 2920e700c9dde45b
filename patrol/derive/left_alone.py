"""What the app did while nobody touched the phone, on a page and in the background: CPU, wake locks, traffic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from patrol.model.artifacts import GatherFailure
from patrol.model.resources import Quiet, QuietSpan, Resources, ResourceSample, ThreadUse, WakeLock
from patrol.model.traffic import Flow, Traffic

NEAR_MS = 10_000
"""A whole reading is taken right before a span and right after it; a slow phone takes some seconds for it."""


@dataclass(frozen=True, slots=True)
class Alone:
    """One quiet span; None is unknown."""

    span: QuietSpan
    cpu_percent: float | None
    """Of one core, over the whole span."""
    cpu_points: tuple[tuple[float, float], ...]
    """(at_ms, percent since the point before)"""
    busiest: tuple[ThreadUse, ...]
    wake_locks: tuple[WakeLock, ...] | None
    """Held when the span began and still, or anew, when it ended."""
    received_bytes: int | None
    sent_bytes: int | None
    """By the phone's counter for the app's uid."""
    flows: tuple[Flow, ...] | None
    """Requests that began within the span; None when no proxy recorded them."""

    @property
    def seconds(self) -> float:
        return (self.span.ended_ms - self.span.started_ms) / 1000

    @property
    def bytes(self) -> int | None:
        """By the counter, or what the proxy saw where that is more: some counters leave out what goes through a proxy
        on the phone's own loopback."""
        counted = None
        if self.received_bytes is not None and self.sent_bytes is not None:
            counted = self.received_bytes + self.sent_bytes
        seen = None if self.flows is None else sum(flow.request.size + flow.response.size for flow in self.flows)
        known = [value for value in (counted, seen) if value is not None]
        return max(known) if known else None


@dataclass(frozen=True, slots=True)
class LeftAlone:
    page: Alone | None
    """With a page in front; None when there was no such span."""
    background: Alone | None


def left_alone(quiet: Quiet, resources: Resources | None, traffic: Traffic | None) -> LeftAlone | GatherFailure:
    if not quiet.spans:
        return GatherFailure(gatherer="quiet", artifact="quiet", message=quiet.note or "the app was not left alone")
    found = {span.background: _alone(span, resources.samples if resources else (), traffic) for span in quiet.spans}
    return LeftAlone(page=found.get(False), background=found.get(True))


def _alone(span: QuietSpan, samples: Sequence[ResourceSample], traffic: Traffic | None) -> Alone:
    first = next((s for s in reversed(samples) if s.at_ms <= span.started_ms), None)
    last = next((s for s in samples if s.at_ms >= span.ended_ms), None)
    inside = [s for s in samples if span.started_ms < s.at_ms and (last is None or s.at_ms <= last.at_ms)]
    points = _cpu(first.at_ms if first else span.started_ms, inside)
    passed = sum(ms for ms, _, _ in points)
    _, ending = _around(span, samples, lambda sample: sample.busiest or None)
    flows = None
    if traffic is not None:
        flows = tuple(flow for flow in traffic.flows if span.started_ms <= flow.at_ms <= span.ended_ms)
    return Alone(
        span=span,
        cpu_percent=round(sum(ms * percent for ms, _, percent in points) / passed, 1) if passed else None,
        cpu_points=tuple((float(at_ms), percent) for _, at_ms, percent in points),
        busiest=ending.busiest if ending else (),
        wake_locks=_held(*_around(span, samples, lambda sample: sample.wake_locks)),
        received_bytes=_more(span, samples, lambda sample: sample.received_bytes),
        sent_bytes=_more(span, samples, lambda sample: sample.sent_bytes),
        flows=flows,
    )


def _cpu(began_ms: int, inside: Sequence[ResourceSample]) -> list[tuple[int, int, float]]:
    """(milliseconds it speaks of, at_ms, percent) of each sample that tells CPU."""
    found, before = [], began_ms
    for sample in inside:
        if sample.cpu_percent is not None:
            found.append((max(1, sample.at_ms - before), sample.at_ms, sample.cpu_percent))
            before = sample.at_ms
    return found


def _around(
    span: QuietSpan, samples: Sequence[ResourceSample], read: Callable[[ResourceSample], object]
) -> tuple[ResourceSample | None, ResourceSample | None]:
    """The readings next to the span, before and after it, that tell this: light ones between them tell little."""
    telling = [sample for sample in samples if read(sample) is not None]
    before = (s for s in reversed(telling) if span.started_ms - NEAR_MS <= s.at_ms <= span.started_ms)
    after = (s for s in telling if span.ended_ms <= s.at_ms <= span.ended_ms + NEAR_MS)
    return next(before, None), next(after, None)


def _held(first: ResourceSample | None, last: ResourceSample | None) -> tuple[WakeLock, ...] | None:
    if first is None or last is None or first.wake_locks is None or last.wake_locks is None:
        return None
    before = {(lock.kind, lock.tag) for lock in first.wake_locks}
    return tuple(lock for lock in last.wake_locks if (lock.kind, lock.tag) in before)


def _more(
    span: QuietSpan, samples: Sequence[ResourceSample], read: Callable[[ResourceSample], int | None]
) -> int | None:
    """None for a counter that went back: the phone began to count anew."""
    first, last = _around(span, samples, read)
    before, after = read(first) if first else None, read(last) if last else None
    return after - before if before is not None and after is not None and after >= before else None
