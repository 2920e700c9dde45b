"""The known pages, found by what they look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from patrol.crawl.known import Known
from patrol.crawl.sketch import Sketch


class PageIndex:
    """Pages by key, in the order in which they were found, and by activity and title."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._groups: dict[str, list[str]] = {}
        self._titles: dict[tuple[str, str, str], list[str]] = {}
        self._half_seen: set[str] = set()
        """Pages that were only seen before they were complete, and some that were."""
        self._spread: Counter[str] = Counter()
        """Mark → pages that have it."""

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def __getitem__(self, key: str) -> Known:
        return self._known[key]

    def __iter__(self) -> Iterator[Known]:
        return iter(self._known.values())

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: str) -> Known | None:
        return self._known.get(key)

    def keep(self, known: Known, *, found_by_look: bool = True) -> None:
        """A page that was split off another looks like that one, and is found through it."""
        key = known.page.key
        self._known[key] = known
        self._count(known, 1)
        if known.loading:
            self._half_seen.add(key)
        if found_by_look:
            self._groups.setdefault(known.activity, []).append(key)
            self._titles.setdefault((known.activity, known.title, known.nav), []).append(key)

    def drop(self, key: str) -> Known:
        known = self._known.pop(key)
        self._count(known, -1)
        for keys in (self._groups.get(known.activity), self._titles.get((known.activity, known.title, known.nav))):
            if keys and key in keys:
                keys.remove(key)
        return known

    def matching(self, drawn: Sketch, texts: Callable[[], frozenset[str]]) -> str:
        """The page that a screen looks most like: among those of the same title first, for they are the usual case.
        `texts` tells what it says, where titles do not decide."""
        same = self._titles.get((drawn.activity, drawn.title, drawn.nav), ())
        return self._best(same, drawn, texts) or self._best(self.group(drawn), drawn, texts) or self._half(drawn)

    @property
    def spread(self) -> Mapping[str, int]:
        """Mark → pages that have it."""
        return self._spread

    def likeness(self, key: str, drawn: Sketch, texts: Callable[[], frozenset[str]]) -> float:
        """How much a screen looks like this page."""
        return self._known[key].likeness(drawn, self._spread, texts)

    def group(self, drawn: Sketch) -> list[str]:
        """Keys of the pages of the same activity; of all when the phone did not say which it is."""
        return self._groups.get(drawn.activity, []) if drawn.activity else list(self._known)

    def loading(self, drawn: Sketch) -> list[str]:
        """Pages of the same activity that were only seen before they were complete."""
        if not self._half_seen:
            return []
        self._half_seen = {key for key in self._half_seen if key in self._known and self._known[key].loading}
        return [key for key in self.group(drawn) if key in self._half_seen]

    def earlier(self, one: str, other: str) -> tuple[str, str]:
        """Two keys, that of the page found first before the other."""
        return (one, other) if next(key for key in self._known if key in (one, other)) == one else (other, one)

    def _count(self, known: Known, by: int) -> None:
        """Learn how many pages have each mark."""
        for mark in set(known.page.marks):
            self._spread[mark] += by
            if not self._spread[mark]:
                del self._spread[mark]

    def _best(self, keys: Iterable[str], drawn: Sketch, texts: Callable[[], frozenset[str]]) -> str:
        """Of two that a screen looks like equally (one template, one title, and what was only one's own is gone) the
        one whose buttons say what these say."""
        best, best_score = "", 0.0
        for key in keys:
            score = self._known[key].likeness(drawn, self._spread, texts)
            tied = score == best_score > 0
            if score > best_score or (
                tied and self._known[key].says_alike(drawn) > self._known[best].says_alike(drawn)
            ):
                best, best_score = key, score
        return best

    def _half(self, drawn: Sketch) -> str:
        """The page of which a look that still loads shows a part."""
        if not drawn.loading or not drawn.strong:
            return ""
        return next((key for key in self.group(drawn) if self._known[key].holds(drawn)), "")
