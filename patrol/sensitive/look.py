"""Looks through a message once: for known values in all shapes, and for what looks sensitive by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from patrol.sensitive.letters import ALNUM
from patrol.sensitive.recognise import Recogniser, recogniser
from patrol.sensitive.scan import Canary, Hit, Scanner
from patrol.sensitive.unpack import layers, unpacked

LARGEST = 4 << 20
"""Bytes of one message that are looked through, the first three quarters and the last; a longer one is told as cut."""
MEDIA = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"RIFF",
    b"wOFF",
    b"wOF2",
    b"PK\x03\x04",
    b"OggS",
    b"ID3",
    b"\0\0\0 ftyp",
)
"""How pictures, sound, fonts and archives begin: compressed by themselves; of pictures the metadata are read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that looks sensitive, in a layer of a message."""

    kind: str
    value: str
    """In clear: never to be kept."""
    path: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What one message holds."""

    hits: tuple[Hit, ...] = ()
    """Known values: each once for each way in which it stands there, the plainest first."""
    seen: tuple[Seen, ...] = ()
    """What looks sensitive beside them, each value once."""
    cut: bool = False
    """Not all of it was looked through."""


_NAME = bytes(0x61 if byte in ALNUM + b"_.-" or byte > 127 else 0x20 for byte in range(256))
LONGEST_FIELD = 60
ENDS_VALUE = re.compile(rb"""[&,;{}<>\n"']""")


def field_before(data: bytes, at: int) -> str:
    """Name of the field that a place in a text belongs to; "" for none. The value may begin before the place."""
    window = data[max(0, at - 2 * LONGEST_FIELD) : at]
    joint = max(window.rfind(b"="), window.rfind(b":"), window.rfind(b">"), window.rfind("：".encode()))
    if (
        joint < 0
        or window.startswith(b"//", joint + 1)
        or ENDS_VALUE.search(window[joint + 1 :].removeprefix("：".encode()[1:]).lstrip(b" \"'\\"))
    ):
        return ""
    said = window[:joint].rstrip(b" \"'\\")
    name = said[said.translate(_NAME).rfind(b" ") + 1 :][-LONGEST_FIELD:].decode("utf-8", "ignore")
    return "" if name[:1].isdigit() else name


def _without_halves(hits: list[Hit]) -> list[Hit]:
    """A half says something only where the other one stands too, and the whole does not."""
    if HALVES.isdisjoint(step for hit in hits for step in hit.steps):
        return hits
    halves: dict[str, set[str]] = {}
    for hit in hits:
        halves.setdefault(hit.canary.name, set()).add(next((step for step in hit.steps if step in HALVES), "whole"))
    return [hit for hit in hits if not HALVES & set(hit.steps) or halves[hit.canary.name] == HALVES]


HALVES = frozenset({"first half", "second half"})


def _findings(
    hits: dict[tuple[str, tuple[str, ...]], Hit], seen: dict[tuple[str, str], Seen], *, cut: bool
) -> Findings:
    if not hits and not seen and not cut:
        return NOTHING
    ordered = sorted(_without_halves(list(hits.values())), key=lambda hit: (len(hit.steps), hit.canary.name, hit.steps))
    return Findings(tuple(ordered), tuple(seen.values()), cut)


NOTHING = Findings()


class Looker:
    """Looks for known values, which may become more, and for what looks sensitive.

    Values come while a run goes on. Making a scanner for all of them anew with each would cost more than the scanning,
    so new ones get a scanner of their own, and two scanners of like size are joined to one: never more than a few.
    """

    def __init__(self, canaries: Iterable[Canary] = (), known: Recogniser | None = None) -> None:
        self._recogniser = known or recogniser()
        self._scanners: list[tuple[tuple[Canary, ...], Scanner]] = []
        self._values: set[str] = set()
        self.add(*canaries)

    def add(self, *canaries: Canary) -> tuple[Canary, ...]:
        """Look for these too; those that are new."""
        new = tuple({one.value: one for one in canaries if one.value not in self._values}.values())
        if not new:
            return ()
        self._values.update(one.value for one in new)
        # A new list, never a changed one: another thread may be looking.
        kept, joined = list(self._scanners), new
        while kept and len(kept[-1][0]) <= 2 * len(joined):
            joined = kept.pop()[0] + joined
        self._scanners = [*kept, (joined, Scanner(joined))]
        return new

    def find(self, data: bytes, encoding: str = "") -> Findings:
        """What a body holds; `encoding` is its Content-Encoding, which may be wrong."""
        cut = len(data) > LARGEST
        if cut:
            data = data[: LARGEST * 3 // 4] + b"\n" + data[-LARGEST // 4 :]
        if encoding and not cut:
            data = unpacked(data, encoding)
        hits: dict[tuple[str, tuple[str, ...]], Hit] = {}
        seen: dict[tuple[str, str], Seen] = {}
        recognise = self._recogniser.find
        for layer in layers(data, self._recogniser.sweep):
            if layer.data.startswith(MEDIA):
                continue
            for _, scanner in self._scanners:
                for hit in scanner.in_layer(layer):
                    if (hit.canary.name, hit.steps) not in hits:
                        hits[hit.canary.name, hit.steps] = hit.named(field_before(layer.data, hit.at))
            if layer.readable and (recognised := recognise(layer)):
                for one in recognised:
                    if one.value not in self._values:
                        seen.setdefault((one.kind, one.value), Seen(one.kind, one.value, layer.path, one.field))
        return _findings(hits, seen, cut=cut)

    def alone(self, *canaries: Canary) -> Looker:
        """One that looks for these alone, with the same types."""
        return Looker(canaries, self._recogniser)
