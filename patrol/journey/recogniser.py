"""Finds out by what a page can be recognised: the least that all its looks show and no look of another page does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from patrol.crawl.sketch import CHROME
from patrol.model.recognise import Look, same_activity
from patrol.model.scenario import Recogniser
from patrol.model.screen import Screen

LONGEST_TEXT = 20
VOLATILE = re.compile(r"\d")
"""A text with a digit will say something else tomorrow."""
MOST_CONDITIONS = 4
"""Ids and texts together; a page that more are needed for is not told apart by what lasts."""


@dataclass(slots=True)
class Seen:
    """A page with its looks: what nothing lies over."""

    key: str
    looks: list[Look] = field(default_factory=list)
    activity: str = ""
    title: str = ""
    touched: set[str] = field(default_factory=set)
    """Ids of what can be tapped: entries come and go between builds, and say where they lead, not where they are."""

    def add(self, screen: Screen) -> None:
        self.looks.append(Look(screen))
        self.touched.update(n.resource_id.rpartition("/")[2] for n in screen.nodes() if n.clickable)
        self.activity = self.activity or screen.activity


def recogniser_of(page: Seen, others: Iterable[Seen], package: str) -> Recogniser | None:
    """What recognises every look of `page` and no look of `others`; None when nothing that lasts tells them apart."""
    if not page.looks or any(look.activity != page.activity for look in page.looks):
        return None
    activity = page.activity.removeprefix(package) if page.activity.startswith(f"{package}.") else page.activity
    rivals = [look for other in others for look in other.looks if same_activity(activity, look.activity)]
    found = _asking(page, activity, rivals)
    if found is None or not all(look.is_as(found) for look in page.looks):
        return None
    return None if any(rival.is_as(found) for rival in rivals) else found


def _asking(page: Seen, activity: str, rivals: Sequence[Look]) -> Recogniser | None:
    ids, texts = _lasting_ids(page), _lasting_texts(page)
    asked = Recogniser(activity=activity)
    left = list(rivals)
    while True:
        best = _next(ids, texts, left, first=asked.conditions == bool(activity))
        if best is None:
            break
        kind, value = best
        asked = msgspec.structs.replace(asked, **{kind: (*getattr(asked, kind), value)})
        left = [look for look in left if look.is_as(asked)]
        if not left or len(asked.ids) + len(asked.texts) >= MOST_CONDITIONS:
            break
    if left:
        absent = _absent(page, left)
        asked = msgspec.structs.replace(asked, absent=absent) if absent else asked
    return asked if asked.conditions else None


def _next(ids: list[str], texts: list[str], left: Sequence[Look], *, first: bool) -> tuple[str, str] | None:
    """The id or text that rules most rivals out, the likeliest to last first. With no rival left, one is asked for all
    the same where nothing but the activity is: pages that nobody saw yet may share it."""
    if not left:
        return None if not first else ("ids", ids[0]) if ids else ("texts", texts[0]) if texts else None
    ruled = [(sum(name not in look.ids for look in left), "ids", name) for name in ids]
    ruled += [(sum(text not in look.texts for look in left), "texts", text) for text in texts]
    most = max((count for count, _, _ in ruled), default=0)
    return next(((kind, value) for count, kind, value in ruled if count == most), None) if most else None


def _absent(page: Seen, left: Sequence[Look]) -> tuple[str, ...]:
    """Texts of the rivals that the page never shows; () when one of them shows nothing more."""
    own = frozenset[str]().union(*(look.texts for look in page.looks))
    found: list[str] = []
    for rival in left:
        if rival.texts.isdisjoint(found):
            more = sorted(text for text in rival.texts - own if _lasts(text))
            if not more:
                return ()
            found.append(min(more, key=lambda text: (-sum(text in other.texts for other in left), len(text), text)))
    return tuple(found)


def _lasting_ids(page: Seen) -> list[str]:
    """Ids without package that all looks show, those that say most of the page first."""
    common = frozenset.intersection(*(frozenset(look.ids) for look in page.looks))
    names = {name for name in common if "/" not in name and ":" not in name and name not in CHROME}

    def rank(name: str) -> tuple[bool, bool, bool, int, str]:
        return bool(VOLATILE.search(name)), name in page.touched, "title" not in name, len(name), name

    return sorted(names, key=rank)


def _lasting_texts(page: Seen) -> list[str]:
    """Texts without digits that all looks show, the page's title first."""
    common = frozenset.intersection(*(look.texts for look in page.looks))
    return sorted(filter(_lasts, common), key=lambda text: (text != page.title, len(text), text))


def _lasts(text: str) -> bool:
    return 1 < len(text) <= LONGEST_TEXT and not VOLATILE.search(text) and "\n" not in text
