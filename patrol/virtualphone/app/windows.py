"""Windows that know how they look."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.virtualphone.app.layout.box import Box
from patrol.virtualphone.app.layout.nodes import to_node
from patrol.virtualphone.contracts import Window


@dataclass(frozen=True, slots=True)
class DrawnWindow(Window):
    """A window with the boxes it was made of; `draw` needs them, dumps need only `root`."""

    box: Box | None = None
    dims: bool = False
    """What is below is darkened."""
    cancelable: bool = True
    dark_status: bool = False
    """The status bar's text is white."""


def drawn(
    box: Box,
    *,
    package: str,
    activity: str,
    kind: str,
    title: str = "",
    secure: bool = False,
    focusable: bool = True,
    hides_overlays: bool = False,
    dims: bool = False,
    cancelable: bool = True,
    dark_status: bool = False,
) -> DrawnWindow:
    """The window of placed boxes; `title` is `package/activity` unless given."""
    root = to_node(box, package)
    named = title or f"{package}/{activity}"
    return DrawnWindow(
        package,
        activity,
        kind,
        named,
        root,
        secure,
        focusable,
        hides_overlays,
        box,
        dims,
        cancelable,
        dark_status,
    )
