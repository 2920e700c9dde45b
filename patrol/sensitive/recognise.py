"""Recognises what looks sensitive by itself: by its look and a checksum, or by the name of the field that holds it.

Which types there are, how they look and what their fields are called is the catalogue's (data_types.json). Some types
need a known value: a row of 16 hex digits may be an Android id, and is mostly something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from patrol.catalogue.data_types import DataType, DataTypeTable, compiled, data_types
from patrol.sensitive import looks, rows
from patrol.sensitive.names import Names
from patrol.sensitive.rows import Candidate
from patrol.sensitive.sweep import Sweep, Swept
from patrol.sensitive.unpack import Layer
from patrol.sensitive.validators import VALIDATORS

NEVER_BY_LOOK = frozenset({"context_required", "known_value_match", "runtime_match", "date_and_area", "hex_length"})
"""Validations of types that look like many other things."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Something that looks sensitive, and where in the bytes it stands."""

    kind: str
    """Id of the data type."""
    value: str
    """In clear: never to be kept."""
    at: int
    field: str = ""
    """The name by which it was recognised; "" for its look alone."""


class Recogniser:
    """What the types of a table recognise in bytes."""

    def __init__(self, table: DataTypeTable) -> None:
        self._types = {one.id: one for one in table.types}
        self._patterns = compiled(table)
        self._bins = frozenset(one.encode() for one in table.bins)
        self._near = {one.id: looks.words_near(one.words, one.fields) for one in table.types}
        self._names = Names(table)
        self._rows = rows.begins(self._bins)
        searched = [*((one.expression, 0) for one in self._rows), *looks.patterns(), *self._names.patterns()]
        self._looks_from = len(self._rows)
        self._names_from = self._looks_from + len(looks.LOOKS)
        self.sweep = Sweep(searched)
        """The pass over a text that finds what may be sensitive."""

    def find(self, layer: Layer) -> list[Recognised]:
        """Everything in one text; a value that several types fit is told by the most particular one."""
        swept = layer.swept(self.sweep)
        if not swept.others:
            return []
        data = layer.data
        told: set[int] = set()
        recognised: list[Recognised] = []
        for name, start, end in self._fields(data, swept):
            value = data[start:end].decode("utf-8", "replace")
            if found := self._named(name, value):
                told.add(start)
                recognised.append(Recognised(found, value, start, name))
        for kind, start, end in self._candidates(data, swept):
            if start not in told:
                value = data[start:end].decode("utf-8", "replace")
                if self.fits(kind, value, data, start):
                    told.add(start)
                    recognised.append(Recognised(kind, value, start))
        return recognised

    def _fields(self, data: bytes, swept: Swept) -> Iterator[tuple[str, int, int]]:
        """Fields with telling names."""
        first = self._names_from
        for number, end in swept.others:
            if number >= first and (field := self._names.field(data, number - first, end - 1)):
                yield field

    def _candidates(self, data: bytes, swept: Swept) -> Iterator[Candidate]:
        """What its look may tell: long rows, then all else."""
        first, behind = self._looks_from, self._names_from
        begun = {end - self._rows[number].size for number, end in swept.others if number < first}
        if begun:
            yield from rows.in_rows(swept.text, sorted(begun), self._bins)
        matches = [(number - first, end) for number, end in swept.others if first <= number < behind]
        if matches:
            yield from looks.candidates(data, matches)

    def fits(self, kind: str, value: str, data: bytes = b"", at: int = 0) -> bool:
        """Whether a value is of this kind by its look alone; what stands around it in `data` may speak for it."""
        one = self._types.get(kind)
        if one is None:
            return False
        proved = kind not in looks.NEED_WORDS and (kind != "SD-BANK-CARD" or self._issued(value))
        return (proved or looks.said_near(data, at, self._near[kind])) and self._matches(one, value)

    def _issued(self, card: str) -> bool:
        """Whether a bank is known to issue cards that begin so."""
        return (card if card.isdecimal() else re.sub(r"\D", "", card))[:6].encode() in self._bins

    def kind_of(self, value: str, said: str = "") -> str:
        """The type of a whole value by its look, else by words that stand with it (a label, a hint, a field's id); ""
        for none."""
        data = value.encode()
        for kind, start, end in self._candidates(data, self.sweep.over(data)):
            if end - start >= len(data) and self.fits(kind, value, said.encode() + b"=" + data, len(said.encode()) + 1):
                return kind
        return self._names.meant(said)

    def _matches(self, one: DataType, value: str) -> bool:
        validator = VALIDATORS.get(one.validation)
        return any(pattern.fullmatch(value) for pattern in self._patterns[one.id]) and (
            validator is None or validator(value)
        )

    def _named(self, name: str, value: str) -> str:
        """The type of a value in a field of this name; "" for none, and for a value that is masked or no value."""
        if not value or is_masked(value) or value.lower() in NOTHING:
            return ""
        for one in self._names.types(name):
            if one.id in OPAQUE and looks.opaque(value):
                continue
            written = f"{name}={value}"
            validator = VALIDATORS.get(one.validation)
            fits = bool(one.id == "SD-TOKEN" and TOKEN.fullmatch(value))
            fits = fits or any(p.fullmatch(value) or p.match(written) for p in self._patterns[one.id])
            if fits and (validator is None or validator(value)):
                return one.id
        return ""


OPAQUE = frozenset({"SD-PAY-PASSWORD", "SD-SMS-OTP", "SD-CN-NAME", "SD-SSID"})
"""Types whose field may hold a hash or a cipher text instead: that is no value in clear."""
TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{16,}")
NOTHING = frozenset({"null", "none", "undefined", "true", "false", "unknown", "0", "-1", "nan"})


def is_masked(value: str) -> bool:
    """Whether a value was made unreadable by whoever wrote it."""
    return "**" in value or "xxx" in value.lower() or value.startswith(("<", "[", "$", "•", "●", "{", "«", "%"))


@cache
def recogniser() -> Recogniser:
    """Of the types that come with patrol."""
    return Recogniser(data_types())
