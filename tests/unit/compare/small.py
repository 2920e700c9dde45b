"""Small builds, written by hand: pages `home`, `a`, `b` … in a row, each with a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from patrol.compare.owing import Walks
from patrol.compare.ownership import Ownership
from patrol.model.build import BUILD_SCHEMA, Build, BuildHead, KnownFinding, PageLook, Widget
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, Provenance, State
from patrol.model.journey import Outcome
from patrol.model.locator import Locator
from patrol.model.record import Text
from patrol.model.verdict import Severity, fingerprint

TAP = ActionKind.tap


def page(key: str, **more: object) -> Page:
    return Page(key, key, name_en=key, visits=1, first_seen_ms=1, marks=(f"TextView {key}",), **more)  # type: ignore[arg-type]


def graph(keys: Iterable[str], **pages: Page) -> PageGraph:
    """Each page is reached from the first one."""
    names = list(keys)
    ways = [Edge(names[0], key, Action(TAP, Locator(text=f"to {key}"))) for key in names[1:]]
    found = tuple(pages.get(key, page(key)) for key in names)
    return PageGraph(names[0], found, tuple(State(key, key) for key in names), tuple(ways))


def look(key: str, others: Iterable[str] = (), owners: tuple[str, ...] = ()) -> PageLook:
    widgets = [
        Widget("TextView", f"{key}_title", f"this is {key}"),
        Widget("Button", f"{key}_ok", f"ok of {key}", "tap"),
    ]
    widgets += [Widget("Button", f"to_{other}", f"to {other}", "tap") for other in others]
    texts = tuple(widget.says for widget in widgets)
    actions = tuple(f"tap {widget.says}" for widget in widgets if widget.does)
    shown = f"pictures/{key}.png"
    return PageLook(
        key, texts, actions, picture=shown, way=(f"home: tap to {key}",), owners=owners, widgets=tuple(widgets)
    )


def build(
    *keys: str,
    day: str = "2026-01-10",
    version: str = "1.1",
    owners: Mapping[str, tuple[str, ...]] | None = None,
    pages: Mapping[str, Page] | None = None,
    **more: object,
) -> Build:
    """A build with `home` and these pages, from a crawl that tried everything."""
    names = ("home", *keys)
    head = BuildHead("com.bank", f"run-{version}", f"{day}T08:00:00Z", version, phone="Pixel, Android 14", patrol="1")
    owned = owners or {}
    looks = tuple(look(key, names[1:] if key == "home" else (), owned.get(key, ())) for key in names)
    return Build(BUILD_SCHEMA, head, graph(names, **(pages or {})), looks, **more)  # type: ignore[arg-type]


def undeclared(key: str, module: str = "") -> Page:
    return page(key, provenance=(Provenance.crawled,), module=module)


def walks(
    owners: Mapping[str, tuple[str, ...]] | None = None,
    claims: Mapping[str, tuple[tuple[str, Outcome], ...]] | None = None,
    walked: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    **more: object,
) -> Walks:
    owned = Ownership(dict(owners or {}), dict(claims or {}), dict(walked or {}))
    return Walks(owned, **{"played": ("pay",), **more})  # type: ignore[arg-type]


def finding(check: str, subject: str, severity: Severity = Severity.high, **more: object) -> KnownFinding:
    said = Text(f"{subject} 不好", f"{subject} is bad")
    return KnownFinding(fingerprint(check, subject), check, subject, said, severity, **more)  # type: ignore[arg-type]
