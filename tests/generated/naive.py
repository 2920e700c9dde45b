"""A careful reader who knows nothing of the app: would this widget open a page, by its class and label alone?"""

from __future__ import annotations

from patrol.model.screen import Node
from tests.generated.app import Effect, GeneratedApp, Kind
from tests.generated.drawing import Look, draw

READ = {Kind.entry, Kind.button, Kind.icon, Kind.text, Kind.switch, Kind.check}


def opens(node: Node) -> bool:
    """Entries (a touchable line or cell with a label) and buttons open pages; switches, boxes, icons and touchable
    texts do not."""
    name = node.class_name.rpartition(".")[2]
    return name in ("Button", "LinearLayout") and bool(node.label)


def right(app: GeneratedApp) -> tuple[int, int]:
    """(widgets that the reader judged rightly, widgets judged) over the app's own pages. Tabs, rows, the toolbar's
    arrow and form fields are not among them: nobody needs to guess these."""
    good = judged = 0
    for id in app.own:
        page = app.pages[id]
        drawn = draw(app, page, Look())
        nodes = {node.bounds: node for root in drawn.nodes for node in root.walk() if node.clickable}
        for bounds, widget, row in drawn.hits:
            if widget.kind in READ and row < 0 and widget.effect in (Effect.open, Effect.submit, Effect.nothing):
                good += opens(nodes[bounds]) == widget.opens
                judged += 1
    return good, judged
