"""What a build has besides pages, in the reader's words: the detail of a thing, which is kept as it was recorded."""

from __future__ import annotations

from patrol.catalogue.apis import catalogue
from patrol.model.build import Thing, ThingKind
from patrol.model.record import Text

PACKAGE = "package "
"""Before the packages by which an SDK was known."""


def detail(thing: Thing) -> Text | None:
    """What is read by a call, by what an SDK was known, the first request to a host; None where nothing is known."""
    if not thing.detail:
        return None
    if thing.kind is ThingKind.call:
        kinds = {kind.id: Text(f"读取「{kind.zh}」", f"reads “{kind.en}”") for kind in catalogue().categories}
        return kinds.get(thing.detail) or Text(thing.detail, thing.detail)
    if thing.kind is ThingKind.sdk and thing.detail.startswith(PACKAGE):
        return Text(f"包 {thing.detail.removeprefix(PACKAGE)}", thing.detail)
    return Text(thing.detail, thing.detail)
