"""How widgets look: what opens a page mostly looks like it, and what does not mostly does not.

A careful reader who goes by class and label alone is to be right in a little over four of five cases, for that is where
such knowledge begins to pay (the pilot's figure); `naive.py` is that reader, and docs/crawl-benchmark.md has the share
that was measured.
"""

from __future__ import annotations

import random
import re

from tests.generated import words
from tests.generated.app import Effect, Kind, WidgetTruth

HONEST = 0.82
"""Chance that a widget looks like what it does."""
PREFIX = {Kind.entry: "item", Kind.button: "btn", Kind.icon: "iv", Kind.text: "tv", Kind.switch: "sw", Kind.check: "cb"}


class Looks:
    """Makes the widgets of one page; no two have the same id."""

    def __init__(self, draw: random.Random, template: str = "") -> None:
        self._draw = draw
        self._template = template
        """Ids are numbered under this name, as rows of a shared layout are; empty: named by what they say."""
        self._taken: set[str] = set()
        self._said: set[str] = set()

    def opener(self, title: str, english: str, target: str) -> WidgetTruth:
        """A widget that leads to the page of that title."""
        draw = self._draw
        if draw.random() < HONEST:
            if draw.random() < 0.3:
                verb, to = draw.choice(words.VERBS)
                return self._made(Kind.button, f"{verb}{title}", f"{to} {english}", Effect.open, target)
            return self._made(Kind.entry, title, english, Effect.open, target)
        if draw.random() < 0.5:
            return self._made(Kind.icon, *self._fresh(words.DOORS), Effect.open, target, described=True)
        return self._made(Kind.text, *self._fresh(words.LINKS), Effect.open, target)

    def idle(self) -> WidgetTruth:
        """A widget that leads nowhere."""
        draw = self._draw
        if draw.random() < HONEST:
            kind = draw.choice((Kind.switch, Kind.check, Kind.icon, Kind.text))
            of = {Kind.switch: words.SWITCHES, Kind.check: words.CHECKS, Kind.icon: words.ICONS + words.DOORS}
            return self._made(kind, *self._fresh(of.get(kind, words.TEXTS + words.LINKS)), described=kind is Kind.icon)
        thing, english = draw.choice(words.THINGS)
        if draw.random() < 0.4:
            deed, does = draw.choice(words.DEEDS)
            return self._made(Kind.button, f"{deed}{thing}", f"{does} {english}")
        standing, stands = draw.choice((*words.STANDINGS, *words.KINDS))
        return self._made(Kind.entry, f"{thing}{standing}", f"{english} {stands}")

    def field(self, kind: str) -> WidgetTruth:
        hint, english, _, _ = words.FIELDS[kind]
        return self._made(Kind.field, hint, english, Effect.focus, kind)

    def submit(self, target: str, kinds: tuple[str, ...]) -> WidgetTruth:
        label, english = self._draw.choice(words.SUBMIT)
        return self._made(Kind.button, label, english, Effect.submit, target, kinds)

    def _fresh(self, choices: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        left = [choice for choice in choices if choice[0] not in self._said] or list(choices)
        return self._draw.choice(left)

    def _made(
        self,
        kind: Kind,
        label: str,
        english: str,
        effect: Effect = Effect.nothing,
        target: str = "",
        fields: tuple[str, ...] = (),
        *,
        described: bool = False,
    ) -> WidgetTruth:
        self._said.add(label)
        name = self._template or f"{PREFIX.get(kind, 'et')}_{slug(english)}"
        number = 1 if self._template else 0
        while (resource := f"{name}_{number}" if number else name) in self._taken:
            number += 1
        self._taken.add(resource)
        return WidgetTruth(kind, label, english, resource, effect, target, fields=fields, described=described)


def slug(english: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", english.lower()).strip("_")
