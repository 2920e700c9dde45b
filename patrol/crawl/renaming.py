"""Two pages turned out to be one: what the crawl's map knows of the old one is moved to the one that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patrol.crawl.atlas import Atlas, Spot, Tried


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
    atlas.rows = {(kept(page), template): score for (page, template), score in atlas.rows.items()}
    atlas.gates.rename(old, new)
    atlas.epoch += 1
    atlas.stack.rename(kept)


def _join(spot: Spot, gone: Spot) -> None:
    if gone.candidates is not None:
        spot.candidates = {**gone.candidates, **(spot.candidates or {})}
    spot.scrolled, spot.depth = max(spot.scrolled, gone.scrolled), max(spot.depth, gone.depth)
    for key, theirs in gone.tried.items():
        mine = spot.tried.get(key)
        if mine is None:
            spot.tried[key] = theirs
            continue
        mine.tries += theirs.tries
        mine.crashes += theirs.crashes
        mine.fresh = mine.fresh or theirs.fresh
        mine.typed = mine.typed or theirs.typed
        for target, arrivals in theirs.targets.items():
            mine.targets[target] = mine.targets.get(target, 0) + arrivals


def _retarget(tried: Tried, kept: Names) -> None:
    targets, tried.targets = tried.targets, {}
    for target, arrivals in targets.items():
        tried.targets[kept(target)] = tried.targets.get(kept(target), 0) + arrivals
    tried.lies = {kept(target): times for target, times in tried.lies.items() if kept(target) not in tried.targets}
    tried.told = kept(tried.told)
