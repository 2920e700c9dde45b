"""From a widget to its box. Each kind has a small function in the modules `plain`, `inputs`, `groups` and `special`;
this module holds what they share: conditions, common attributes, colours and measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from patrol.virtualphone.app.layout.box import Box, Look, Touch
from patrol.virtualphone.app.layout.view import Metrics, ViewState, key_of, resolve
from patrol.virtualphone.app.model import Theme, Widget
from patrol.virtualphone.app.read_widgets import KINDS, WITHOUT_IDS
from patrol.virtualphone.app.scope import Scope
from patrol.virtualphone.app.templates import Text

TARGET_DP = 48
"""Android's smallest recommended touch target."""

TYPE: Mapping[str, tuple[float, bool, str]] = {
    "headline": (24, True, "ink"),
    "title": (18, True, "ink"),
    "subtitle": (16, True, "ink"),
    "body": (15, False, "ink"),
    "caption": (12, False, "grey"),
    "number": (20, True, "ink"),
    "amount": (32, True, "ink"),
    "notice": (13, False, "orange"),
    "error": (13, False, "red"),
    "success": (13, False, "green"),
}
"""Style → (sp, bold, colour)."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes boxes for one look at one page."""

    scope: Scope
    theme: Theme
    metrics: Metrics
    view: ViewState
    ids: bool = True
    """False on pages that give out no resource ids."""

    def px(self, dp: float) -> int:
        return self.metrics.px(dp)

    def colour(self, name: str) -> str:
        return resolve(name, self.theme)

    def say(self, text: Text | None) -> str:
        return text.render(self.scope) if text is not None else ""

    def label(self, text: str, style: str = "body", **look: Any) -> Box:
        """A text of a style; `look` overrides parts of it."""
        size, bold, colour = TYPE[style]
        given = {"size": self.metrics.sp(size), "bold": bold, "colour": self.colour(colour), **look}
        return Box("android.widget.TextView", text=text, paint="text", look=Look(**given), width=None)

    def glyph(self, icon: str | Text, dp: float = 24, colour: str = "ink") -> Box:
        """A drawn icon, described for nobody."""
        name = icon if isinstance(icon, str) else icon.render(self.scope)
        side = round(self.px(dp) * self.metrics.scale)
        look = Look(colour=self.colour(colour))
        return Box("android.widget.ImageView", paint="icon", look=look, width=side, height=side, extra=name)

    def target(self, widget: Widget, usual: float = TARGET_DP) -> int:
        """Height of a touch target in pixels."""
        planted = widget.get("touch_dp")
        return self.px(planted) if planted else round(self.px(usual) * self.metrics.scale)

    def inside(self, **locals_: Any) -> Builder:
        return Builder(self.scope.inside(**locals_), self.theme, self.metrics, self.view, self.ids)

    def build(self, widgets: Iterable[Widget]) -> list[Box]:
        """Boxes of those that are there now."""
        return [box for widget in widgets if (box := self.one(widget)) is not None]

    def one(self, widget: Widget) -> Box | None:
        condition = widget.get("when")
        if condition is not None and not condition.holds(self.scope):
            return None
        box = MAKERS[widget.kind](self, widget)
        if not box.finished:
            self.finish(box, widget)
        return box

    def finish(self, box: Box, widget: Widget) -> None:
        """Give the box what every widget may have: id, description, size, colours, touches."""
        box.finished = True
        attributes = widget.attributes
        box.class_name = attributes.get("class", box.class_name)
        if self.ids and widget.kind not in WITHOUT_IDS:
            box.id = attributes.get("id", box.id)
        self._describe(box, widget)
        self._size(box, widget)
        self._colours(box.look, attributes)
        self._touches(box, widget)
        if attributes.get("shown") is False:
            box.paint = "covered"

    def _describe(self, box: Box, widget: Widget) -> None:
        given = widget.get("description")
        if given == "none":
            box.description = ""
        elif given is not None:
            box.description = given.render(self.scope)

    def _size(self, box: Box, widget: Widget) -> None:
        attributes = widget.attributes
        for name in ("width", "height"):
            if name in attributes:
                value = attributes[name]
                setattr(box, name, -1 if value == "fill" else self.px(value))
        for name in ("margin", "padding"):
            if name in attributes:
                top, right, bottom, left = (self.px(dp) for dp in attributes[name])
                setattr(box, name, (top, right, bottom, left))
        box.weight = attributes.get("weight", box.weight)
        box.reading_order = attributes.get("reading_order", box.reading_order)
        if "corner" in attributes:
            box.look.corner = self.px(attributes["corner"])

    def _colours(self, look: Look, attributes: Mapping[str, Any]) -> None:
        if "size" in attributes:
            look.size = self.metrics.sp(attributes["size"])
        look.bold = attributes.get("bold", look.bold)
        look.align = attributes.get("align", look.align)
        look.line_height = attributes.get("line_height", look.line_height)
        if "colour" in attributes:
            look.colour = self.colour(attributes["colour"])
        if "background" in attributes:
            look.background = self.colour(attributes["background"])

    def _touches(self, box: Box, widget: Widget) -> None:
        attributes = widget.attributes
        enabled = attributes.get("enabled_when")
        box.enabled = enabled is None or enabled.holds(self.scope)
        selected = attributes.get("selected_when")
        if selected is not None:
            box.selected = selected.holds(self.scope)
        for event, slot in (("on_tap", "tap"), ("on_long_tap", "long_tap"), ("on_swipe", "swipe")):
            if attributes.get(event):
                setattr(box, slot, Touch("effects", widget, self.scope.locals, attributes[event]))
        if attributes.get("on_tap") and box.height is None:
            box.min_height = max(box.min_height, self.target(widget))
            box.centre = box.centre or box.arrange == "row"
            box.middle = box.middle or box.arrange == "column"
        if attributes.get("clickable") is False:
            box.tap = None
        elif attributes.get("clickable") and box.tap is None:
            box.tap = Touch("effects", widget, self.scope.locals, ())
        if not box.enabled:
            _dim(box)

    def value(self, widget: Widget) -> Any:
        variable = widget.get("var")
        if variable:
            return self.scope.value(variable)
        return self.view.values.get(key_of(widget, self.scope.locals))

    def touch(self, kind: str, widget: Widget, value: Any = None) -> Touch:
        return Touch(kind, widget, self.scope.locals, value)


def _dim(box: Box) -> None:
    """A disabled view, and all in it, answers no touch."""
    for part in box.walk():
        part.enabled = False


Maker = Callable[[Builder, Widget], Box]
MAKERS: dict[str, Maker] = {}
"""Kind → what makes its box; filled by the modules beside this one, complete once `layout.page` is imported."""


def makes(kind: str) -> Callable[[Maker], Maker]:
    """Registers the maker of a kind."""

    def register(maker: Maker) -> Maker:
        assert kind in KINDS, kind
        MAKERS[kind] = maker
        return maker

    return register


def class_of(widget: Widget) -> str:
    return KINDS[widget.kind].class_name
