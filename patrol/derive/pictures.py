"""Pictures that were fetched, against the widgets that may have shown them.

No UI tree says which picture is in which widget. So a picture is held against the largest widget of its page that can
show one: a picture with more pixels than that is larger than anything it was shown in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from patrol.derive.timeline import Timeline
from patrol.derive.traffic import app_flows, endpoint_key
from patrol.model.artifacts import Environment, Screens
from patrol.model.recorded import Files
from patrol.model.screen import Rect, Screen
from patrol.model.traffic import Flow, Traffic

SHOWING = ("ImageView", "Image", "ImageButton")
"""Ends of the class names of widgets that show pictures."""
HOLDING = ("WebView", "ViewPager", "ViewPager2", "SurfaceView", "VideoView", "FlutterView")
"""Those that may draw pictures without a node of their own; asked where a page has none of the others."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A picture of known size."""

    flow: Flow
    endpoint: str
    page: str
    pixels: int
    shown: Rect
    """The largest widget of its page that can show a picture; the whole screen where there is none."""

    @property
    def times(self) -> float:
        """How many times more pixels it has than the widget."""
        return self.pixels / max(1, self.shown.width * self.shown.height)


@dataclass(frozen=True, slots=True)
class FetchedPictures:
    pictures: tuple[Fetched, ...]


def fetched_pictures(
    traffic: Traffic, timeline: Timeline, screens: Screens, environment: Environment, files: Files
) -> FetchedPictures:
    phone = environment.phone
    whole = Rect(0, 0, phone.width, phone.height)
    trees: dict[str, list[str]] = {}
    for visit in screens.visits:
        if visit.tree and visit.tree not in trees.setdefault(visit.page, []):
            trees[visit.page].append(visit.tree)
    largest: dict[str, Rect] = {}
    found = []
    for flow in app_flows(traffic):
        if not (flow.response.width and flow.response.height):
            continue
        page = timeline.drawn_page(flow.at_ms)
        if page not in largest:
            seen = (files.tree(path) for path in trees.get(page, ()))
            largest[page] = _largest((screen for screen in seen if screen), whole)
        pixels = flow.response.width * flow.response.height
        found.append(Fetched(flow, endpoint_key(flow), page, pixels, largest[page]))
    return FetchedPictures(tuple(found))


def _largest(screens: Iterable[Screen], whole: Rect) -> Rect:
    nodes = [node for screen in screens for node in screen.nodes()]
    for ends in (SHOWING, HOLDING):
        boxes = [node.bounds for node in nodes if node.class_name.rpartition(".")[2].endswith(ends)]
        if boxes:
            return max(boxes, key=lambda box: box.width * box.height)
    return whole
