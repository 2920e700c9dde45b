"""What a page says, to be searched: the texts of its recorded UI trees, in whatever language they are."""

from __future__ import annotations

from collections.abc import Iterable

from patrol.model.recorded import Files
from patrol.report.plain import one_line

MOST = 1_500
"""Characters kept of one page; what a person remembers of a page stands further up."""

LONGEST = 80
"""Characters of one text: paragraphs of an agreement are not what people search by."""


def texts(files: Files, trees: Iterable[str]) -> str:
    """Each text of the trees once, in reading order, a line each."""
    seen: dict[str, None] = {}
    heard: set[str] = set()  # as they are in the tree: “Buy” stands in each row of a list
    room = MOST
    for path in trees:
        screen = files.tree(path)
        if screen is None:
            continue
        for node in screen.nodes():
            for said in (node.text, node.description, node.hint):
                if not said or said in heard or (node.password and said is node.text):
                    continue
                heard.add(said)
                text = one_line(said)[:LONGEST]
                if text and text not in seen and room > 0:
                    seen[text] = None
                    room -= len(text) + 1
    return "\n".join(seen)
