"""Touches of the entries by which users complain, and what came of them."""

from __future__ import annotations

import re
from itertools import zip_longest

from patrol.derive.said import Said
from patrol.model.artifacts import Crawl
from patrol.model.graph import ActionKind

COMPLAINT = re.compile(r"投诉|举报|complain|report a problem", re.IGNORECASE)


def touched(crawl: Crawl | None, said: Said, answer_ms: int) -> dict[tuple[str, str], list[tuple[int, int, bool]]]:
    """(page, entry) → (from, to: when it may answer, whether it led on) of each touch of an entry for complaints."""
    found: dict[tuple[str, str], list[tuple[int, int, bool]]] = {}
    steps = crawl.steps if crawl else ()
    for step, following in zip_longest(steps, steps[1:]):
        locator, page = step.action.locator, step.source.partition("!")[0]
        if step.action.kind is not ActionKind.tap or locator is None or step.ended_ms is None:
            continue
        texts = (words.text for words in said.of(page) if words.touchable and COMPLAINT.search(words.text))
        name = next(texts, locator.id) if COMPLAINT.search(locator.id) else locator.text
        boxes = [words for words in said.of(page) if words.text == name and words.checkable]
        if COMPLAINT.search(name) and not boxes:
            until = min(step.ended_ms + answer_ms, following.at_ms if following else step.ended_ms + answer_ms)
            found.setdefault((page, name), []).append((step.at_ms, until, step.target != step.source))
    return found
