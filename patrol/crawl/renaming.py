"""Two pages turned out to be one: what the crawl's map knows of the old one is moved to the one that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patrol.crawl.atlas import Atlas, Score, Spot, Tried


class Names:
    """Old page → the page that is kept. What was planned before a merge still says the old name."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def rename(self, old: str, new: str) -> None:
        self._kept[old] = new

    def __call__(self, state: str) -> str:
        """The state under its present name."""
        page, mark, features = state.partition("!")
        if page not in self._kept:
            return state
        while page in self._kept:
            page = self._kept[page]
        return f"{page}{mark}{features}"


def rename(atlas: Atlas, old: str, new: str) -> None:
    """Move everything that `atlas` knows of the states of page `old` to those of `new`."""
    atlas.names.rename(old, new)
    kept = atlas.names
    for key in [key for key in atlas.spots if kept(key) != key]:
        _join(atlas.spot(kept(key)), atlas.spots.pop(key))
    for spot in atlas.spots.values():
        for tried in spot.tried.values():
            _retarget(tried, kept)
        spot.hops = None
        spot.version += 1
    atlas.start = kept(atlas.start)
    atlas.on_page = {(kept(page), template) for page, template in atlas.on_page}
    atlas.entered = {kept(state) for state in atlas.entered}
    atlas.pages_entered = {kept(page) for page in atlas.pages_entered}
    rows, atlas.rows = atlas.rows, {}
    for (page, template), score in rows.items():
        mine = atlas.rows.setdefault((kept(page), template), score)
        if mine is not score:
            mine.tries, mine.fresh = mine.tries + score.tries, mine.fresh + score.fresh
            for target, times in score.pages.items():
                mine.pages[target] = mine.pages.get(target, 0) + times
    for score in (*atlas.templates.values(), *atlas.rows.values()):
        _repage(score, kept)
    atlas.gates.rename(old, new)
    atlas.epoch += 1
    atlas.stack.rename(kept)


def _join(spot: Spot, gone: Spot) -> None:
    if gone.candidates is not None:
        spot.candidates = {**gone.candidates, **(spot.candidates or {})}
    spot.scrolled, spot.depth = max(spot.scrolled, gone.scrolled), max(spot.depth, gone.depth)
    spot.paged = spot.paged or gone.paged
    for key, theirs in gone.tried.items():
        mine = spot.tried.get(key)
        if mine is None:
            spot.tried[key] = theirs
            continue
        mine.tries += theirs.tries
        mine.crashes += theirs.crashes
        mine.fresh = mine.fresh or theirs.fresh
        mine.typed = mine.typed or theirs.typed
        mine.told = mine.told or theirs.told
        mine.at = max(mine.at, theirs.at)
        for target, arrivals in theirs.targets.items():
            mine.targets[target] = mine.targets.get(target, 0) + arrivals


def _repage(score: Score, kept: Names) -> None:
    pages, score.pages = score.pages, {}
    for page, times in pages.items():
        score.pages[kept(page)] = score.pages.get(kept(page), 0) + times


def _retarget(tried: Tried, kept: Names) -> None:
    targets, tried.targets = tried.targets, {}
    for target, arrivals in targets.items():
        tried.targets[kept(target)] = tried.targets.get(kept(target), 0) + arrivals
    tried.lies = {kept(target): times for target, times in tried.lies.items() if kept(target) not in tried.targets}
    tried.told = kept(tried.told)
