"""Whether a screen is the page that a recogniser describes: pure, the same for crawl, judging and `patrol pages`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from patrol.model.scenario import DeclaredPage, Recogniser
from patrol.model.screen import Screen


class Look:
    """A screen as recognisers ask it; what is not asked is not read."""

    def __init__(self, screen: Screen, ids: Set[str] | None = None) -> None:
        self._screen = screen
        self._ids = ids
        self._texts: frozenset[str] | None = None

    @property
    def activity(self) -> str:
        return self._screen.activity

    @property
    def ids(self) -> Set[str]:
        """Resource ids of what is visible, with and without `package:id/`."""
        if self._ids is None:
            whole = {node.resource_id for node in self._screen.nodes() if node.visible and node.resource_id}
            self._ids = whole | {name.rpartition("/")[2] for name in whole}
        return self._ids

    @property
    def texts(self) -> frozenset[str]:
        """Everything that can be read or heard."""
        if self._texts is None:
            shown = [node for node in self._screen.nodes() if node.visible]
            self._texts = frozenset(t.strip() for n in shown for t in (n.text, n.description) if t)
        return self._texts

    def is_as(self, asked: Recogniser) -> bool:
        """Whether all that the recogniser asks for holds; one that asks for nothing recognises nothing."""
        if not asked.conditions or not same_activity(asked.activity, self.activity) or not self.ids >= set(asked.ids):
            return False
        if not (asked.texts or asked.contains or asked.absent):
            return True
        texts = self.texts
        if not texts.issuperset(asked.texts) or not texts.isdisjoint(asked.absent):
            return False
        return all(any(part in text for text in texts) for part in asked.contains)


def by_demand(pages: Iterable[DeclaredPage]) -> tuple[DeclaredPage, ...]:
    """Those that can be recognised, the most demanding first, then in the order of the file: the first that fits a
    screen is the page."""
    return tuple(sorted((p for p in pages if p.recognise.conditions), key=lambda p: -p.recognise.conditions))


def recognised(pages: Sequence[DeclaredPage], look: Look) -> str:
    """Id of the declared page that `look` shows; "" for none. `pages` as `by_demand` gives them."""
    return next((page.id for page in pages if look.is_as(page.recognise)), "")


def same_activity(asked: str, seen: str) -> bool:
    """`.ui.Transfer` or the full class; nothing asked is always the same."""
    return not asked or f".{seen}".endswith(f".{asked.lstrip('.')}")
