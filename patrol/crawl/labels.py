"""What stands on the buttons, by resource id: it tells pages apart that share their layout.

Templates number their ids (item_1, item_2 …), so that two pages of one activity have the same marks, and perhaps the
same title. What can be touched says something else on each of them then, whereas a page that shows another product
keeps the labels of its buttons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from patrol.crawl.looks import chinese
from patrol.crawl.marks import touches
from patrol.crawl.weak import near_label
from patrol.crawl.words import plain
from patrol.model.screen import Node

MOST_LABELS = 32
LONGEST_LABEL = 24
"""A longer text is content."""
CONTRADICTIONS = 3
"""Buttons that say something else, before a page under the same title counts as another; fewer may have changed by
what was done on the page (关注, 已关注)."""
AGREED = 0.25
"""Share of the buttons that may say the same all the same; what many pages say counts little."""


def labels_of(touchable: Iterable[Node]) -> dict[str, str]:
    """Resource id → label of what can be touched and is not typed into; ids that stand there twice are left out."""
    found: dict[str, str] = {}
    for node in touchable:
        resource = node.resource_id
        if resource and not node.class_name.endswith("EditText"):
            if resource in found:
                found[resource] = ""
            elif len(found) < MOST_LABELS:
                said = near_label(node)
                found[resource] = plain(said) if len(said) <= LONGEST_LABEL else ""
    return found


def contradict(
    mine: Mapping[str, str], theirs: Mapping[str, str], spread: Mapping[str, int], least: int = CONTRADICTIONS
) -> bool:
    """Whether two looks with the same ids say other things on their buttons: so many at least, and nearly all. `spread`
    says on how many pages each mark stands: what stands on many says nothing. In another language all of them do."""
    if not mine or not theirs:
        return False
    other, same = 0, 0.0
    for resource, label in mine.items():
        said = theirs.get(resource)
        if not said or not label:
            continue
        if said == label:
            same += 1 / max(1, spread.get(touches(resource, label), 0))
        else:
            other += 1
    if other < least or same > AGREED * (same + other):
        return False
    return chinese(mine.values()) == chinese(theirs.values())
