"""In what two builds differ."""

from __future__ import annotations

from patrol.compare.changes import page_change
from patrol.compare.pairing import pairs
from patrol.model.build import Build, Thing, ThingKind
from patrol.model.difference import Difference


def difference(then: Build, now: Build) -> Difference:
    """Everything in which `now` differs from `then`; pure, quick (10,000 pages in seconds)."""
    same = pairs(then, now)
    back = {key: old for old, key in same.items()}
    looks_then = {look.page: look for look in then.looks}
    looks_now = {look.page: look for look in now.looks}
    changes = (page_change(looks_then[a], looks_now[b]) for a, b in same.items() if a in looks_then and b in looks_now)
    not_compared = tuple(kind for kind in ThingKind if kind in then.unseen or kind in now.unseen)
    return Difference(
        then.head,
        now.head,
        same=tuple(same.items()),
        added=tuple(page.key for page in now.graph.pages if page.key not in back),
        removed=tuple(page.key for page in then.graph.pages if page.key not in same),
        changed=tuple(change for change in changes if change is not None),
        things_added=_only(now, then),
        things_removed=_only(then, now),
        not_compared=not_compared,
    )


def _only(mine: Build, theirs: Build) -> tuple[Thing, ...]:
    known = {(thing.kind, thing.id) for thing in theirs.things}
    return tuple(
        thing for thing in mine.things if (thing.kind, thing.id) not in known and thing.kind not in theirs.unseen
    )
