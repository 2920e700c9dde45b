"""Looks through what the run sees for values, on a thread of its own, and writes down where they stood."""

from __future__ import annotations

import queue
import threading
from collections import Counter, deque
from dataclasses import dataclass

import msgspec

from patrol.catalogue.data_types import data_types
from patrol.gather.base import Sink
from patrol.model.values import KnownValue, Place, PlaceLooked, Sighting
from patrol.sensitive.look import Findings, Looker
from patrol.sensitive.places import Told
from patrol.sensitive.scan import Canary

WRITTEN_EACH = 20
"""Sightings of one value in one place that are written one by one; the rest is counted."""
WRITTEN_STORED = 400
"""The same of what lies in files: each look at it tells that it is still there."""
STORED = frozenset({Place.file, Place.database, Place.preferences, Place.external, Place.image})
WAITING_BYTES = 64 << 20
"""Of what was not looked through yet; more is let go, counted and told."""
RING_BYTES = 4 << 20
"""Of what was looked through last and is kept in memory, for values that become known later."""
LOOKS_LIKE = frozenset({Place.screen, Place.clipboard})
"""Places where what looks sensitive without being known is meant to be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something to look through: what it is, where it stood."""

    at_ms: int
    place: Place
    where: str
    data: bytes
    encoding: str = ""
    host: str = ""
    encrypted: bool | None = None
    call: int | None = None
    pid: int = 0
    whole: int = 0
    """True length; more than `data` when the rest was not kept."""


class Sightings:
    """Takes what is to be looked through from any thread."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._looker = Looker()
        self._known: dict[str, KnownValue] = {}
        self._first: dict[str, str] = {}
        """In clear → the name under which the value was known first, and is looked for."""
        self._now: dict[str, KnownValue] = {}
        """That name → what the value is called now: where it was typed last."""
        self._waiting: queue.SimpleQueue[Found | None] = queue.SimpleQueue()
        self._waiting_bytes = 0
        self._ring: deque[Found] = deque()
        self._ring_bytes = 0
        self._new: list[Canary] = []
        self._lock = threading.Lock()
        self._counts: Counter[tuple[object, ...]] = Counter()
        self._last: dict[tuple[object, ...], Sighting] = {}
        self._looked: dict[Place, PlaceLooked] = {}
        self._notes: dict[Place, dict[str, None]] = {}
        self._thread = threading.Thread(target=self._run, name="gather values", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def know(self, value: KnownValue, clear: str, told: tuple[Told, ...] = ()) -> None:
        """Look for this value from now on, and in what was seen last; `told` are the ways to tell a coordinate."""
        with self._lock:
            if value.name in self._known:
                self._now[self._first.get(clear, value.name)] = value
                return
            self._known[value.name] = value
            first = self._first.setdefault(clear, value.name)
            self._now[first] = value
            if first == value.name:
                self._new.append(Canary(value.name, clear, told))
        self._sink.append("known_values", value)

    def look(self, found: Found) -> None:
        """Have this looked through soon."""
        with self._lock:
            if self._waiting_bytes + len(found.data) > WAITING_BYTES:
                self._note(found.place, "more came than could be looked through")
                return
            self._waiting_bytes += len(found.data)
        self._waiting.put(found)

    def note(self, place: Place, why: str) -> None:
        """Why a place could not be looked into, or not wholly."""
        with self._lock:
            self._note(place, why)

    def end(self, timeout_s: float = 20) -> None:
        """Look through what waits, then end."""
        self._waiting.put(None)
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            for place in self._looked:
                self.note(place, f"not all was looked through within {timeout_s:.0f} s of the run's end")
        for key, last in self._last.items():
            if (rest := self._counts[key] - _written_each(last.place)) > 0:
                self._sink.append("sightings", msgspec.structs.replace(last, count=rest))

    def looked(self) -> tuple[PlaceLooked, ...]:
        """Every place that was looked into, or why it could not be."""
        with self._lock:
            places = dict.fromkeys((*self._looked, *self._notes))
            return tuple(
                msgspec.structs.replace(
                    self._looked.get(place, PlaceLooked(place)), note="; ".join(self._notes.get(place, ()))
                )
                for place in places
            )

    # --- the thread that looks ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        while (found := self._waiting.get()) is not None:
            self._learn()
            with self._lock:
                self._waiting_bytes -= len(found.data)
            self._through(found, self._looker)
            self._keep(found)
        self._learn()

    def _learn(self) -> None:
        with self._lock:
            new, self._new = self._new, []
        added = self._looker.add(*new)
        if added and self._ring:
            alone = self._looker.alone(*added)
            for found in tuple(self._ring):
                self._through(found, alone, again=True)

    def _keep(self, found: Found) -> None:
        self._ring.append(found)
        self._ring_bytes += len(found.data)
        while self._ring_bytes > RING_BYTES:
            self._ring_bytes -= len(self._ring.popleft().data)

    def _through(self, found: Found, looker: Looker, *, again: bool = False) -> None:
        findings = looker.find(found.data, found.encoding)
        if not again:
            self._count(found, cut=findings.cut or found.whole > len(found.data) > 0)
        for sighting in self._sightings(found, findings, known_only=again):
            self._write(sighting, found)

    def _count(self, found: Found, *, cut: bool) -> None:
        with self._lock:
            before = self._looked.get(found.place, PlaceLooked(found.place))
            self._looked[found.place] = _one_more(before, len(found.data))
            if cut:
                self._note(found.place, "of very long ones only the beginning and the end")
            elif found.whole and not found.data:
                self._note(found.place, "large answers and media were not looked through")

    def _sightings(self, found: Found, findings: Findings, *, known_only: bool) -> list[Sighting]:
        base = Sighting(
            at_ms=found.at_ms,
            place=found.place,
            where=found.where,
            host=found.host,
            encrypted=found.encrypted,
            call=found.call,
            pid=found.pid,
        )
        told: list[Sighting] = []
        for hit in findings.hits:
            value = self._now[hit.canary.name]
            more = {"value": value.name, "kind": value.kind, "steps": hit.steps, "layers": hit.path, "field": hit.field}
            told.append(msgspec.structs.replace(base, **more, excerpt=value.masked))
        for seen in () if known_only or found.place in LOOKS_LIKE else findings.seen:
            meant = data_types().type(seen.kind)
            masked = meant.masked(seen.value) if meant else "***"
            more = {"kind": seen.kind, "layers": seen.path, "field": seen.field}
            told.append(msgspec.structs.replace(base, **more, excerpt=masked))
        return told

    def _write(self, sighting: Sighting, found: Found) -> None:
        target = found.host or found.where
        key = (sighting.place, target, sighting.value, sighting.kind, sighting.field, sighting.steps, found.encrypted)
        self._counts[key] += 1
        self._last[key] = sighting
        if self._counts[key] <= _written_each(sighting.place):
            self._sink.append("sightings", sighting)

    def _note(self, place: Place, why: str) -> None:
        self._notes.setdefault(place, {})[why] = None


def _written_each(place: Place) -> int:
    return WRITTEN_STORED if place in STORED else WRITTEN_EACH


def _one_more(before: PlaceLooked, size: int) -> PlaceLooked:
    return msgspec.structs.replace(before, seen=before.seen + 1, bytes=before.bytes + size)
