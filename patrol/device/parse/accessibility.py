"""`uiautomator events`: what accessibility services are told."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EVENT = re.compile(r"\bEventType: (TYPE_\w{1,60});.{0,400}?\bPackageName: ([\w.]{1,300});")
_TEXT = re.compile(r"\bText: \[(.{0,4000}?)\]; ContentDescription: (.{0,2000}?);")
_PASSWORD = re.compile(r"\b(?:Is)?Password: (true|false)")


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `text` is what it tells: the text of the view, else its description."""

    kind: str
    package: str
    text: str
    password: bool


def parse_event(line: str) -> Event | None:
    """The event of a line, None for any other line."""
    head = _EVENT.search(line)
    if head is None:
        return None
    told, password = _TEXT.search(line), _PASSWORD.search(line)
    text = told[1] if told else ""
    if told and not text and told[2] != "null":
        text = told[2]
    return Event(head[1], head[2], text, password is not None and password[1] == "true")
