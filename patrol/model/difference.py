"""What one build has that another has not: the result of `patrol diff`."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.build import BuildHead, Thing, ThingKind
from patrol.model.record import Record, Text


class Aspect(StrEnum):
    """What of a page has changed."""

    structure = "structure"
    texts = "texts"
    actions = "actions"


class PageChange(Record, frozen=True):
    """A page that both builds have, and that is not the same."""

    page: str
    """Its key in the newer build."""
    then: str
    """Its key in the older one."""
    aspects: tuple[Aspect, ...]
    texts_added: tuple[str, ...] = ()
    texts_lost: tuple[str, ...] = ()
    actions_added: tuple[str, ...] = ()
    actions_lost: tuple[str, ...] = ()
    shape_added: tuple[str, ...] = ()
    shape_lost: tuple[str, ...] = ()


class PageMove(Record, frozen=True):
    """The same page with another way in: what led to it no longer does, something else does."""

    page: str
    then: str
    ways_then: tuple[str, ...] = ()
    """Where it was reached from, in the older build, as a reader says it: `首页 › 转账`."""
    ways_now: tuple[str, ...] = ()
    ways_then_en: tuple[str, ...] = ()
    ways_now_en: tuple[str, ...] = ()
    """The same with the pages' English names; empty where they have none."""


class EdgeChange(Record, frozen=True):
    """A way from page to page that only one build has. Pages are keys of the build that has it."""

    source: str
    target: str
    action: str
    """As a reader says it."""
    important: bool = False
    """Marked so in pages.yaml."""


class Difference(Record, frozen=True):
    """Everything in which two builds differ. Nothing in it is a guess: what one run could not see is not said to be
    added or lost, but stands in `unsure`."""

    then: BuildHead
    now: BuildHead
    same: tuple[tuple[str, str], ...] = ()
    """(key then, key now) of every page that both have, changed ones among them."""
    added: tuple[str, ...] = ()
    """Keys of pages that only the newer build has."""
    removed: tuple[str, ...] = ()
    maybe_added: tuple[str, ...] = ()
    """Pages of the newer build that the older one's run may only not have come to."""
    maybe_removed: tuple[str, ...] = ()
    """The other way round."""
    changed: tuple[PageChange, ...] = ()
    moved: tuple[PageMove, ...] = ()
    edges_added: tuple[EdgeChange, ...] = ()
    """Between pages that both builds have; ways of new pages come with them."""
    edges_lost: tuple[EdgeChange, ...] = ()
    things_added: tuple[Thing, ...] = ()
    things_removed: tuple[Thing, ...] = ()
    not_compared: tuple[ThingKind, ...] = ()
    """Kinds that one of the runs could not see."""
    unsure: tuple[Text, ...] = ()
    """What could not be compared, and why."""

    @property
    def same_build(self) -> bool:
        return (self.then.version, self.then.version_code) == (self.now.version, self.now.version_code)

    @property
    def empty(self) -> bool:
        """Nothing differs."""
        pages = (self.added, self.removed, self.changed, self.moved)
        return not any((*pages, self.edges_added, self.edges_lost, self.things_added, self.things_removed))
