"""Reads the section `passwords:` of app.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patrol.journey import arguments as read
from patrol.journey.arguments import Wrong
from patrol.model.locator import Locator
from patrol.model.scenario import DeclaredSecret, LockoutTry, PasswordPlan
from patrol.yamlplaces import Section, unknown

MOST_TRIES = 20


def password_plan(section: Section, pages: Sequence[str]) -> PasswordPlan:
    """What the section says; `pages` are the ids of pages.yaml. Raises ScenarioError."""
    section.only("fields", "lockout")
    return PasswordPlan(
        fields=tuple(DeclaredSecret(_page(one, pages), _locator(one, "field")) for one in _each(section, "fields")),
        lockout=tuple(_try(one, pages) for one in _each(section, "lockout")),
    )


def _each(section: Section, key: str) -> Iterator[Section]:
    keys = {"fields": ("page", "field"), "lockout": ("page", "field", "tries", "submit")}[key]
    for index, value in enumerate(section.items(key)):
        yield Section(section.document, (*section.path, key, index), value).only(*keys)


def _page(section: Section, pages: Sequence[str]) -> str:
    name = section.text("page", "")
    if name and name not in pages:
        raise section.error(unknown("page", name, pages), "page")
    return name


def _try(section: Section, pages: Sequence[str]) -> LockoutTry:
    tries = section.integer("tries", 5)
    if not 1 <= tries <= MOST_TRIES:
        raise section.error(f"tries: {tries} is not between 1 and {MOST_TRIES}.", "tries")
    submit = tuple(
        _locator_of(section, value, ("submit", index)) for index, value in enumerate(section.items("submit"))
    )
    return LockoutTry(_page(section, pages), _locator(section, "field"), tries, submit)


def _locator(section: Section, key: str) -> Locator:
    if key not in section:
        raise section.error(f"`{key}` is missing: it names an element, as steps of journeys do.")
    return _locator_of(section, section.data[key], (key,))


def _locator_of(section: Section, value: object, path: tuple[str | int, ...]) -> Locator:
    try:
        return read.locator(value)
    except Wrong as wrong:
        raise section.document.error(wrong.message, (*section.path, *path, *wrong.path)) from None
