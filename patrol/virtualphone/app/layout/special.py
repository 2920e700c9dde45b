"""Boxes of cameras, videos, canvases and of a web page's own inputs."""

from __future__ import annotations

from patrol.virtualphone.app.layout.box import Box, Look
from patrol.virtualphone.app.layout.build import Builder, class_of, makes
from patrol.virtualphone.app.layout.inputs import checkbox, field
from patrol.virtualphone.app.layout.plain import button, image
from patrol.virtualphone.app.model import Widget


@makes("camera")
def camera(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), bleeds=True, height=make.px(420), paint="camera", extra=widget.get("facing", "back"))
    box.look = Look(colour="#FFFFFF", size=make.metrics.sp(14))
    box.text, box.in_tree = "", True
    if widget.main is not None:
        hint = make.label(make.say(widget.main), colour="#FFFFFF", align="center")
        hint.margin = (make.px(20), 0, 0, 0)
        box.children = [hint]
    return box


@makes("video")
def video(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), bleeds=True, height=make.px(300), paint="video", arrange="column")
    box.look = Look(colour="#FFFFFF", size=make.metrics.sp(14))
    box.padding = (make.px(12), make.px(16), make.px(12), make.px(16))
    words = [make.say(widget.main), make.say(widget.get("caption"))]
    box.children = [make.label(text, colour="#FFFFFF") for text in words if text]
    return box


@makes("canvas")
def canvas(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), height=make.px(200), paint="canvas", extra=make.say(widget.main))
    box.look = Look(colour=make.colour("ink"), background=make.colour("surface"), size=make.metrics.sp(16))
    box.look.corner = make.px(10)
    return box


@makes("web_button")
def web_button(make: Builder, widget: Widget) -> Box:
    box = button(make, widget)
    box.look.corner = make.px(4)
    return box


@makes("web_field")
def web_field(make: Builder, widget: Widget) -> Box:
    box = field(make, widget)
    box.look.corner = make.px(4)
    return box


@makes("web_check")
def web_check(make: Builder, widget: Widget) -> Box:
    return checkbox(make, widget)


@makes("web_image")
def web_image(make: Builder, widget: Widget) -> Box:
    box = image(make, widget)
    box.class_name = class_of(widget)
    return box
