"""Trees that were dumped before, byte for byte: not parsed again, and the focus is not asked for again where the tree
tells it.

A crawl comes to the same page over and over, and most pages then give the very same XML. Parsing it costs a quarter of
a look on a quick phone, the question for the focus half of one.

The XML names the package but not the activity. A tree that says a lot (`TELLING` labels, over the whole screen) is that
of one activity; a dialog, or a page that is still empty, may be any. So the focus is remembered only of telling trees,
only after two answers agreed, is asked again now and then, and never trusted again when an answer differed.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from patrol.device.parse.focus import Focus
from patrol.device.parse.hierarchy import Hierarchy, hierarchy

KEPT = 64
"""Trees; one of a hundred nodes takes about 40 kB."""
TELLING = 6
WHOLE = 0.7
"""Share of the screen's area that the tree's top window has at least: a dialog leaves more free."""
AGREED = 2
"""Answers of the phone that agreed before the focus is taken for known."""
ASK_AGAIN = 10
"""Each tenth look at a known tree is checked."""


@dataclass(slots=True)
class SeenTree:
    """One tree and what the phone said of the focus while it was shown."""

    tree: Hierarchy
    labels: int
    focus: Focus | None = None
    agreed: int = 0
    uses: int = 0
    doubtful: bool = False

    def learn(self, focus: Focus) -> None:
        """The phone's answer while this tree was shown."""
        if not focus.package:
            return
        if self.focus is not None and focus != self.focus:
            self.doubtful = True
        self.focus = focus
        self.agreed += 1

    def known(self, area: int) -> Focus | None:
        """The focus, where it need not be asked for; `area` is the screen's, in pixels."""
        if self.doubtful or self.agreed < AGREED or not self._telling(area):
            return None
        self.uses += 1
        return None if self.uses % ASK_AGAIN == 0 else self.focus

    def _telling(self, area: int) -> bool:
        if self.labels < TELLING or self.tree.truncated or not area:
            return False
        bounds = self.tree.roots[-1].bounds
        return bounds.width * bounds.height >= WHOLE * area


class SeenTrees:
    """The trees dumped last, of one phone."""

    def __init__(self) -> None:
        self._seen: OrderedDict[bytes, SeenTree] = OrderedDict()

    def read(self, xml: str) -> SeenTree:
        """The tree of a dump; the same object for the same XML, as long as it is kept."""
        data = xml.encode("utf-8", "replace")
        digest = hashlib.sha1(data, usedforsecurity=False).digest()
        seen = self._seen.get(digest)
        if seen is None:
            tree = hierarchy(data)
            seen = self._seen[digest] = SeenTree(tree, _labels(tree))
            if len(self._seen) > KEPT:
                self._seen.popitem(last=False)
        else:
            self._seen.move_to_end(digest)
        return seen


def _labels(tree: Hierarchy) -> int:
    return len({node.text or node.description for root in tree.roots for node in root.walk()} - {""})
