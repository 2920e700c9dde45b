"""The base of all that patrol records: frozen, slotted, and JSON both ways.

msgspec.Struct is a frozen dataclass with slots that encodes, decodes and validates itself; a run may hold a million
records, and the standard dataclass needs several times the memory and time for the same.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

R = TypeVar("R")


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """Immutable; compares by value; fields equal to their default are left out of JSON."""


class Text(Record, frozen=True):
    """One sentence for a reader, in Chinese and in English."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """The sentence in `lang` ("zh" or "en")."""
        return self.zh if lang == "zh" else self.en


def to_json(value: Any) -> bytes:
    """Compact UTF-8 JSON; the same value gives the same bytes."""
    return msgspec.json.encode(value)


def from_json(data: bytes | str, kind: type[R]) -> R:
    """A `kind` from its JSON. Raises msgspec.ValidationError or msgspec.DecodeError."""
    return msgspec.json.decode(data, type=kind)
