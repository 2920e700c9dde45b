"""Types of sensitive data: how they look, what they are called, to which class of JR/T 0171 they belong, how they are
shown in a report."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from patrol.errors import ConfigError, Place
from patrol.model.record import Record, Text
from patrol.yamlplaces import unknown

FILE = Path(__file__).with_name("data_types.json")

IDENTIFIERS = frozenset({"device_identifier"})
"""Groups of types that name a phone or an installation, hashed or not."""


class Level(Record, frozen=True):
    """A class of JR/T 0171-2020: C3 authentication, C2 identity and finances, C1 internal."""

    id: str
    zh: str
    en: str


class DataType(Record, frozen=True):
    """One type of sensitive data."""

    id: str
    name: Text
    group: str
    patterns: tuple[str, ...]
    """Regular expressions over text."""
    validation: str
    """Name of a validator of patrol.sensitive.validators, or context_required: a field's name or a word near it must
    say so."""
    shown: tuple[int, int]
    """How many characters of a value a report may show, at its beginning and at its end."""
    level: str = ""
    """C1, C2, C3; "" for data of devices and behaviour, which are outside the classes and personal all the same."""
    condition: str = ""
    """What the class depends on, in the catalogue's words."""
    personal: bool = False
    """Sensitive under the personal information protection law."""
    fields: tuple[str, ...] = ()
    """Names of fields and parameters that hold it."""
    words: tuple[str, ...] = ()
    """Words that stand near it."""
    rule: str = ""
    """How it is customarily shown."""
    profile: str = ""
    """Name of the transform profile."""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    verified: bool = False

    @property
    def identifier(self) -> bool:
        return self.group in IDENTIFIERS

    @property
    def secret(self) -> bool:
        """Whether nothing of a value may be shown: authentication information (C3) and one-time codes."""
        return self.level == "C3" or self.profile == "secret"

    def masked(self, value: str) -> str:
        """As a report may show a value; at most two thirds of it."""
        first, last = self.shown
        if self.secret or first + last == 0 or 3 * (first + last) > 2 * len(value):
            return "***" if self.secret or len(value) < 6 else f"{value[:1]}***{value[-1:]}"
        return f"{value[:first]}***{value[len(value) - last :]}"


class Profile(Record, frozen=True):
    """How values of a kind are customarily transformed before they are sent."""

    id: str
    forms: tuple[str, ...]
    transforms: tuple[str, ...]


class MaskingRule(Record, frozen=True):
    id: str
    data: str
    rule: str
    verified: bool


class Validator(Record, frozen=True):
    """A checksum, with values that it accepts and refuses."""

    name: str
    standard: str
    vectors: tuple[tuple[str, bool], ...] = ()


class DataTypeTable(Record, frozen=True):
    source: str
    levels: tuple[Level, ...]
    types: tuple[DataType, ...]
    validators: tuple[Validator, ...]
    profiles: tuple[Profile, ...]
    masks: tuple[MaskingRule, ...]
    bins_verified: bool
    bins: tuple[str, ...]
    """First digits of bank cards, by issuing bank; not complete."""

    def type(self, id: str) -> DataType | None:
        return _by_id(self).get(id)

    def name(self, id: str) -> Text:
        """What a type is called; its id for one that is not known."""
        found = self.type(id)
        return found.name if found else Text(id, id)


@cache
def data_types() -> DataTypeTable:
    """Those that come with patrol."""
    return load(FILE)


@cache
def _by_id(table: DataTypeTable) -> dict[str, DataType]:
    return {one.id: one for one in table.types}


def load(path: Path) -> DataTypeTable:
    """Raises ConfigError with file:line for a table that is no JSON, has a field of the wrong kind, an id that stands
    twice, or a transform profile that it does not have."""
    text = path.read_text("utf-8")
    try:
        table = msgspec.json.decode(text, type=DataTypeTable)
    except msgspec.ValidationError as error:
        raise ConfigError(str(error), place=Place(str(path), _line_of(text, str(error)))) from error
    except msgspec.DecodeError as error:
        found = re.search(r"byte (\d+)", str(error))
        line = text.encode()[: int(found[1]) if found else 0].count(b"\n") + 1
        raise ConfigError(f"is no JSON: {error}", place=Place(str(path), line)) from error
    profiles = [profile.id for profile in table.profiles]
    seen: set[str] = set()
    for number, one in enumerate(table.types):
        place = Place(str(path), _line_of(text, f"$.types[{number}]"))
        if one.id in seen:
            raise ConfigError(f"{one.id} stands twice", place=place)
        if one.profile not in profiles:
            raise ConfigError(unknown("transform profile", one.profile, profiles), place=place)
        seen.add(one.id)
    return table


def compiled(table: DataTypeTable, path: Path = FILE) -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of each type, ready to search. Raises ConfigError with file:line for one that cannot be read, or
    that does not match its type's own example."""
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for number, one in enumerate(table.types):
        trouble, patterns = "", []
        try:
            patterns = [re.compile(pattern) for pattern in one.patterns]
        except re.error as error:
            trouble = f"{one.id}: the pattern {error.pattern!r} cannot be read: {error}"
        missed = [text for text in one.examples if not any(pattern.search(text) for pattern in patterns)]
        if missed and not trouble:
            trouble = f"{one.id}: no pattern matches its own example {missed[0]!r}"
        if trouble:
            line = _line_of(path.read_text("utf-8"), f"$.types[{number}]")
            raise ConfigError(trouble, place=Place(str(path), line))
        found[one.id] = tuple(patterns)
    return found


def _line_of(text: str, message: str) -> int:
    """The line of `$.types[3].name` in a message of msgspec; 1 when unknown. Each row of the table has its own line."""
    if found := re.search(r"\$\.(\w+)\[(\d+)\]", message):
        start = text.find(f'"{found[1]}": [')
        return text.count("\n", 0, start) + 2 + int(found[2]) if start >= 0 else 1
    return 1
