"""The events of a run are a format that programs read: documented, named, versioned."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import msgspec
import pytest

from patrol.model.events import EVENTS_SCHEMA, AnyEvent, Event
from patrol.model.record import from_json, to_json

PAGE = Path(__file__).parents[3] / "docs" / "outputs.md"
KINDS: tuple[type[Event], ...] = typing.get_args(AnyEvent)


def fields(kind: type[Event]) -> set[str]:
    return {field.name for field in msgspec.structs.fields(kind)} - {"at_ms"}


def test_the_page_tells_each_event_with_its_fields() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.read_text("utf-8").split("## Events")[1], re.M)
    told = {tag: set(re.findall(r"`(\w+)`", text)) for tag, text in rows}
    assert told == {str(kind.__struct_config__.tag): fields(kind) for kind in KINDS}


@pytest.mark.parametrize("line", re.findall(r"^\{\"event\".*\}$", PAGE.read_text("utf-8"), re.M))
def test_the_page_shows_events_as_they_are_written(line: str) -> None:
    event: object = msgspec.json.decode(line, type=AnyEvent)  # type: ignore[call-overload]
    assert isinstance(event, Event)
    assert to_json(event).decode() == line


def test_schema_1_is_kept() -> None:
    """Add to this list what is added; what is renamed or removed needs another number."""
    assert EVENTS_SCHEMA == 1
    assert {str(kind.__struct_config__.tag) for kind in KINDS} >= {
        "begin", "folder", "phase", "progress", "page", "journey", "notice", "end",
    }  # fmt: skip
    assert from_json(b'{"event":"page","at_ms":1,"page":"p","name":"n","more":2}', KINDS[4]).at_ms == 1
