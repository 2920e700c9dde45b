"""Reads the section `privacy:` of app.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from patrol.catalogue.apis import catalogue
from patrol.catalogue.app_types import app_types
from patrol.model.privacy import Needed, TextKind
from patrol.model.scenario import PrivacyPlan, TextSource
from patrol.yamlplaces import Section, unknown

WAYS = ("file", "url", "page", "text")


def privacy_plan(section: Section, folder: Path, pages: Sequence[str]) -> PrivacyPlan:
    """What the section says; `pages` are the ids of pages.yaml. Raises ScenarioError for a type, category, page or file
    that there is not."""
    section.only("app_type", "policy", "sdk_list", "mapping", "own", "needed")
    types = section.texts("app_type")
    for one in types:
        if one not in app_types():
            raise section.error(unknown("app type", one, app_types()), "app_type")
    return PrivacyPlan(
        app_types=types,
        texts=tuple(_source(section, kind, folder, pages) for kind in TextKind if kind.value in section),
        mapping=_file(section, "mapping", section.text("mapping", ""), folder),
        own=section.texts("own"),
        needed=tuple(_needed(section, pages)),
    )


def _source(section: Section, kind: TextKind, folder: Path, pages: Sequence[str]) -> TextSource:
    """`policy: docs/policy.html`, `policy: https://…`, `policy: {page: privacy_policy}`, `policy: {text: …}`."""
    value = section.data[kind.value]
    if isinstance(value, str):
        if re.match(r"https?://", value):
            return TextSource(kind, url=value)
        return TextSource(kind, file=_file(section, kind.value, value, folder))
    inner = section.section(kind.value).only(*WAYS)
    if len(inner.data) != 1:
        raise section.error(f"`{kind.value}` takes one of {', '.join(WAYS)}", kind.value)
    (way,) = inner.data
    told = inner.text(way)
    if way == "page":
        _known_page(inner, way, told, pages)
    return TextSource(
        kind,
        file=_file(inner, way, told, folder) if way == "file" else "",
        url=told if way == "url" else "",
        page=told if way == "page" else "",
        text=told if way == "text" else "",
    )


def _needed(section: Section, pages: Sequence[str]) -> Iterator[Needed]:
    known = [category.id for category in catalogue().categories]
    for _, each in section.sections("needed"):
        each.only("categories", "why", "pages", "sdks", "precise")
        categories = each.texts("categories")
        if not categories:
            raise each.error("`needed` must say which categories: `categories: [location]`")
        for category in categories:
            if category not in known:
                raise each.error(unknown("category", category, known), "categories")
        for page in each.texts("pages"):
            _known_page(each, "pages", page, pages)
        precise = each.flag("precise", True)
        yield Needed(categories, each.text("why"), each.texts("pages"), each.texts("sdks"), precise)


def _known_page(section: Section, key: str, page: str, pages: Sequence[str]) -> None:
    if page not in pages:
        raise section.error(unknown("page", page, pages), key)


def _file(section: Section, key: str, name: str, folder: Path) -> str:
    try:
        there = not name or (folder / name).is_file()
    except OSError:  # too long for a name: a text by itself
        raise section.error(f"`{key}` names a file; a text goes in `{{text: …}}`", key) from None
    if not there:
        raise section.error(f"there is no {folder / name}.", key)
    return str(folder / name) if name else ""
