"""What is written down of a page, so that a later run knows it again: `Page.marks`, one set of strings.

Beside the marks that every look of the page has there are what it always says (says:TEXT), what stands on its buttons
(touch:ID=LABEL), and for a page that another one was split into, what tells them apart (fork:PAGE:FACT).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FORK, SAYS, TOUCH = "fork:", "says:", "touch:"
MOST_SAID = 24
"""Texts of one page that are written down."""


@dataclass(frozen=True, slots=True)
class Written:
    """The marks of one page by kind."""

    marks: frozenset[str]
    texts: frozenset[str]
    touch: dict[str, str]
    forks: tuple[tuple[str, str], ...]
    """(page that it was split off, fact)."""


def says(text: str) -> str:
    return SAYS + text


def touches(resource: str, label: str) -> str:
    return f"{TOUCH}{resource}={label}"


def written(marks: Iterable[str], texts: Iterable[str], touch: Mapping[str, str]) -> tuple[str, ...]:
    """Page.marks."""
    said = [says(text) for text in sorted(texts)[:MOST_SAID]]
    return (*sorted(marks), *said, *(touches(*each) for each in sorted(touch.items()) if each[1]))


def bare(marks: Iterable[str]) -> tuple[str, ...]:
    """Without what a page says."""
    return tuple(mark for mark in marks if not mark.startswith((SAYS, TOUCH)))


def read(marks: Iterable[str]) -> Written:
    """The same taken apart."""
    kinds: dict[str, list[str]] = {FORK: [], SAYS: [], TOUCH: [], "": []}
    for mark in marks:
        kind = next(kind for kind in kinds if mark.startswith(kind))
        kinds[kind].append(mark.removeprefix(kind))
    forks = [mark.partition(":") for mark in kinds[FORK]]
    touch = [mark.partition("=") for mark in kinds[TOUCH]]
    return Written(
        frozenset(kinds[""]),
        frozenset(kinds[SAYS]),
        {resource: label for resource, _, label in touch},
        tuple((parent, fact) for parent, _, fact in forks),
    )
