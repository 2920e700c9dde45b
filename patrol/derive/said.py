"""What the app's pages say and offer: one pass over all saved trees, keeping texts and what can be touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.trees import looks, placed
from patrol.model.artifacts import Environment, Screens, Visit
from patrol.model.recorded import Files
from patrol.model.screen import Rect, Screen

MOST_LOOKS = 3000
"""Trees read at most: reading one takes a few milliseconds."""
SIDEWAYS = ("HorizontalScrollView", "ViewPager", "ViewPager2")
PAINTED = ("WebView", "ImageView", "SurfaceView", "TextureView")
"""What may show words of its own: a picture of a policy, a page that tells accessibility nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text of one page, as it was seen first."""

    page: str
    text: str
    touchable: bool
    checkable: bool
    checked: bool
    bounds: Rect
    at_ms: int
    picture: str
    state: str = ""
    web: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The words of all pages."""

    by_page: dict[str, tuple[Words, ...]]
    looked: int
    """Trees that were read."""
    boxes: tuple[Words, ...] = ()
    """Checkboxes as each page showed them first; `text` holds what stands in their row too."""
    longer: frozenset[str] = frozenset()
    """Pages that scroll: they say more than one look shows."""
    mute: frozenset[str] = frozenset()
    """Pages with a large picture or web view of which the UI tree tells no text."""

    def of(self, page: str) -> tuple[Words, ...]:
        return self.by_page.get(page, ())

    def text(self, page: str) -> str:
        """All that the page ever said, a text a line."""
        return "\n".join(words.text for words in self.of(page))

    def entries(self, pattern: re.Pattern[str], *, longest: int = 24) -> Iterator[Words]:
        """What can be touched and says so, page by page."""
        for words in (words for page in self.by_page.values() for words in page):
            if words.touchable and 0 < len(words.text) <= longest and pattern.search(words.text):
                yield words


def said_on(screens: Screens, environment: Environment, files: Files) -> Said:
    found: dict[str, dict[tuple[str, bool], Words]] = {}
    boxes: dict[tuple[str, str], Words] = {}
    longer, mute = set[str](), set[str]()
    looked = 0
    for visit, screen in looks(screens, files):
        looked += 1
        if looked > MOST_LOOKS:
            break
        if any(node.scrollable and not node.class_name.endswith(SIDEWAYS) for node in screen.nodes()):
            longer.add(visit.page)
        if _mute(screen):
            mute.add(visit.page)
        texts = list(_words(visit, screen, environment.package))
        for words in texts:
            found.setdefault(visit.page, {}).setdefault((words.text, words.touchable), words)
        for box in (one for one in texts if one.checkable):
            row = [t.text for t in texts if _beside(t.bounds, box.bounds)]
            named = Words(
                box.page,
                " ".join(dict.fromkeys(row)),
                box.touchable,
                True,
                box.checked,
                box.bounds,
                box.at_ms,
                box.picture,
            )
            boxes.setdefault((visit.page, named.text or str(box.bounds)), named)  # by its words: pages scroll
    said = {page: tuple(words.values()) for page, words in found.items()}
    return Said(said, looked, tuple(boxes.values()), frozenset(longer), frozenset(mute))


def _mute(screen: Screen) -> bool:
    """Whether a good part of the screen is something that may hold words which no tree tells."""
    for node in screen.nodes():
        if node.visible and node.class_name.endswith(PAINTED):
            large = 4 * node.bounds.width * node.bounds.height >= screen.width * screen.height > 0
            if large and not any(inner.text or inner.description for inner in node.walk()):
                return True
    return False


def _words(visit: Visit, screen: Screen, package: str) -> Iterator[Words]:
    for one in placed(screen, package):
        node = one.node
        text = (node.text or node.description).strip()
        if node.clickable and not text:
            text = node.label.strip()
        if not text and not node.checkable:
            continue
        box = node.checkable and not node.class_name.endswith(("Switch", "RadioButton"))
        yield Words(
            visit.page,
            text,
            node.clickable or one.covered,
            box,
            node.checked,
            node.bounds,
            visit.at_ms,
            "" if visit.secure else visit.picture,
            visit.state,
            one.web,
        )


def _beside(a: Rect, b: Rect) -> bool:
    return a.top < b.bottom and b.top < a.bottom
