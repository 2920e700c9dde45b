"""JSON-RPC methods about objects: what a selector finds, its text, scrolling it, fingers on it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from patrol.model.screen import Node, Rect
from patrol.virtualphone.uia import touch
from patrol.virtualphone.uia.rpc import BadCall, NotFound, Session, Target, method
from patrol.virtualphone.uia.tree import visible_bounds

_SCROLL_STEPS, _FLING_STEPS = 55, 5
"""UiScrollable's SCROLL_STEPS and FLING_STEPS."""
_MAX_SEARCH_SWIPES = 30
_DEAD_ZONE = 0.1
"""Share of a list's length left free at both ends when it is swiped (DEFAULT_SWIPE_DEADZONE_PCT)."""


def _rect(bounds: Rect) -> dict[str, int]:
    return {"bottom": bounds.bottom, "left": bounds.left, "right": bounds.right, "top": bounds.top}


def info(node: Node, size: tuple[int, int]) -> dict[str, Any]:
    """objInfo's answer."""
    return {
        "bounds": _rect(node.bounds),
        "childCount": len(node.children),
        "className": node.class_name,
        "contentDescription": node.description or None,
        "packageName": node.package,
        "resourceName": node.resource_id or None,
        "text": node.text,
        "visibleBounds": _rect(visible_bounds(node, size)),
        "checkable": node.checkable,
        "checked": node.checked,
        "clickable": node.clickable,
        "enabled": node.enabled,
        "focusable": node.focusable,
        "focused": node.focused,
        "longClickable": node.long_clickable,
        "scrollable": node.scrollable,
        "selected": node.selected,
    }


@method
async def obj_info(s: Session, target: Any) -> dict[str, Any]:
    return info(await s.need(target), s.phone.size)


@method
async def obj_info_of_all_instances(s: Session, target: Any) -> list[dict[str, Any]]:
    return [info(node, s.phone.size) for node in s.target(target).selector.find_all(s.root())]


@method
async def exist(s: Session, target: Any) -> bool:
    return s.look(target) is not None


@method
async def count(s: Session, target: Any) -> int:
    return sum(1 for _ in s.target(target).selector.find_all(s.root()))


@method
async def wait_for_exists(s: Session, target: Any, timeout: int) -> bool:
    goal = s.target(target)
    return await s.wait(lambda: goal.find(s.root()), timeout) is not None


@method
async def wait_until_gone(s: Session, target: Any, timeout: int) -> bool:
    goal = s.target(target)
    return bool(await s.wait(lambda: goal.find(s.root()) is None, timeout))


@method
async def get_text(s: Session, target: Any) -> str:
    return (await s.need(target)).text


@method
async def set_text(s: Session, target: Any, text: str) -> bool:
    """Replaces the field's text; taps it first when it has no focus."""
    node = await s.need(target)
    if not node.focused:
        s.phone.tap(*node.bounds.centre)
    return s.phone.type_text(text, replace=True)


@method
async def clear_text_field(s: Session, target: Any) -> bool:
    return bool(await set_text(s, target, ""))


# -- objects below objects ---------------------------------------------------------------------------------------------


async def _child(s: Session, target: Any, child: Any, words: str, accept: Any, scrolls: bool) -> str:
    found = replace(s.target(target), inner=s.target(child).selector, accept=accept, words=words)
    if scrolls and found.find(s.root()) is None:
        await _search(s, target, found, vertical=True)
    if found.find(s.root()) is None:
        raise NotFound(found)
    return s.name(found)


@method
async def child_by_text(s: Session, target: Any, child: Any, text: str, scroll_search: bool = False) -> str:
    """The name of an object: the child that shows `text`, itself or somewhere below it."""
    return await _child(
        s, target, child, f" with text {text}", lambda n: any(c.text == text for c in n.walk()), scroll_search
    )


@method
async def child_by_description(s: Session, target: Any, child: Any, text: str, scroll_search: bool = False) -> str:
    return await _child(
        s, target, child, f" described {text}", lambda n: any(c.description == text for c in n.walk()), scroll_search
    )


@method
async def child_by_instance(s: Session, target: Any, child: Any, instance: int) -> str:
    found = replace(s.target(target), inner=s.target(child).selector, skip=instance, words=f" number {instance}")
    if found.find(s.root()) is None:
        raise NotFound(found)
    return s.name(found)


@method
async def remove_ui_object(s: Session, name: str) -> None:
    s.named.pop(name, None)


# -- scrolling ---------------------------------------------------------------------------------------------------------


def _shape(node: Node | None) -> tuple[tuple[str, str, Rect], ...]:
    """What a person would see move."""
    return tuple((n.text, n.resource_id, n.bounds) for n in node.walk()) if node else ()


async def _scroll(s: Session, target: Any, vertical: bool, steps: int, *, forward: bool) -> bool:
    """One swipe over the list; False when nothing moved, which is how its end shows."""
    bounds = visible_bounds(node := await s.need(target), s.phone.size)
    before = _shape(node)
    x, y = bounds.centre
    if vertical:
        far, near = bounds.bottom - int(bounds.height * _DEAD_ZONE), bounds.top + int(bounds.height * _DEAD_ZONE)
        points: list[touch.Point] = [(x, far), (x, near)]
    else:
        far, near = bounds.right - int(bounds.width * _DEAD_ZONE), bounds.left + int(bounds.width * _DEAD_ZONE)
        points = [(far, y), (near, y)]
    await touch.swipe(s.phone, points if forward else points[::-1], steps)
    await asyncio.sleep(0)
    return _shape(s.look(target)) != before


async def _to_the_end(s: Session, target: Any, vertical: bool, limit: int, steps: int, *, forward: bool) -> bool:
    for _ in range(max(0, limit)):
        if not await _scroll(s, target, vertical, steps, forward=forward):
            break
    return True


async def _search(s: Session, target: Any, goal: Target, *, vertical: bool) -> bool:
    """UiScrollable.scrollIntoView: from the beginning, forward until it shows."""
    if goal.find(s.root()):
        return True
    await _to_the_end(s, target, vertical, _MAX_SEARCH_SWIPES, _SCROLL_STEPS, forward=False)
    for _ in range(_MAX_SEARCH_SWIPES):
        if goal.find(s.root()):
            return True
        if not await _scroll(s, target, vertical, _SCROLL_STEPS, forward=True):
            break
    return goal.find(s.root()) is not None


@method
async def scroll_forward(s: Session, target: Any, vertical: bool = True, steps: int = _SCROLL_STEPS) -> bool:
    return await _scroll(s, target, vertical, steps, forward=True)


@method
async def scroll_backward(s: Session, target: Any, vertical: bool = True, steps: int = _SCROLL_STEPS) -> bool:
    return await _scroll(s, target, vertical, steps, forward=False)


@method
async def scroll_to_end(s: Session, target: Any, vertical: bool = True, limit: int = 500, steps: int = 55) -> bool:
    return await _to_the_end(s, target, vertical, limit, steps, forward=True)


@method
async def scroll_to_beginning(
    s: Session, target: Any, vertical: bool = True, limit: int = 500, steps: int = 55
) -> bool:
    return await _to_the_end(s, target, vertical, limit, steps, forward=False)


@method
async def scroll_to(s: Session, target: Any, goal: Any, vertical: bool = True) -> bool:
    return await _search(s, target, s.target(goal), vertical=vertical)


@method
async def fling_forward(s: Session, target: Any, vertical: bool = True) -> bool:
    return await _scroll(s, target, vertical, _FLING_STEPS, forward=True)


@method
async def fling_backward(s: Session, target: Any, vertical: bool = True) -> bool:
    return await _scroll(s, target, vertical, _FLING_STEPS, forward=False)


@method
async def fling_to_end(s: Session, target: Any, vertical: bool = True, limit: int = 500) -> bool:
    return await _to_the_end(s, target, vertical, limit, _FLING_STEPS, forward=True)


@method
async def fling_to_beginning(s: Session, target: Any, vertical: bool = True, limit: int = 500) -> bool:
    return await _to_the_end(s, target, vertical, limit, _FLING_STEPS, forward=False)


# -- fingers on objects ------------------------------------------------------------------------------------------------


@method
async def drag_to(s: Session, target: Any, *args: Any) -> bool:
    """(object, x, y, steps) or (object, object, steps)."""
    start = (await s.need(target)).bounds.centre
    if not args:
        raise BadCall("dragTo needs a point or an object")
    if isinstance(args[0], dict | str):
        goal, steps = (await s.need(args[0])).bounds.centre, args[1] if len(args) > 1 else 50
    else:
        goal, steps = (int(args[0]), int(args[1])), args[2] if len(args) > 2 else 50
    await asyncio.sleep(touch.LONG_PRESS_MS / 1000)
    return await touch.swipe(s.phone, [start, goal], int(steps))


@method
async def gesture(s: Session, target: Any, start1: Any, start2: Any, end1: Any, end2: Any, steps: int = 100) -> bool:
    """Two fingers. They take their time on the glass; apps of this phone know no gesture with two fingers."""
    await s.need(target)
    for point in (start1, start2, end1, end2):
        if not isinstance(point, dict) or not {"x", "y"} <= point.keys():
            raise BadCall(f"{point!r} is no point")
    await asyncio.sleep(steps * touch.STEP_MS / 1000)
    return True


async def _pinch(s: Session, target: Any, percent: int, steps: int) -> bool:
    if not 0 <= percent <= 100:
        raise BadCall("Percent must be between 0 and 100")
    await s.need(target)
    await asyncio.sleep(steps * touch.STEP_MS / 1000)
    return True


@method
async def pinch_in(s: Session, target: Any, percent: int = 100, steps: int = 50) -> bool:
    return await _pinch(s, target, percent, steps)


@method
async def pinch_out(s: Session, target: Any, percent: int = 100, steps: int = 50) -> bool:
    return await _pinch(s, target, percent, steps)
