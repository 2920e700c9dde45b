"""JSON-RPC methods about the phone: information, dumps, fingers, keys, clipboard, toasts, rotation."""

from __future__ import annotations

import asyncio
import base64
import io
from typing import Any

from patrol.virtualphone.uia import touch
from patrol.virtualphone.uia.keys import KEYS
from patrol.virtualphone.uia.rpc import BadCall, Session, method

_ROTATIONS = {"natural": 0, "n": 0, "left": 1, "l": 1, "upsidedown": 2, "u": 2, "right": 3, "r": 3}


@method
async def ping(s: Session) -> str:
    return "pong"


@method
async def device_info(s: Session) -> dict[str, Any]:
    phone = s.phone
    width, height = phone.size
    window = phone.focused_window()
    scale = phone.density_dpi / 160
    return {
        "currentPackageName": window.package if window else "",
        "displayHeight": height,
        "displayRotation": phone.rotation,
        "displaySizeDpX": round(width / scale),
        "displaySizeDpY": round(height / scale),
        "displayWidth": width,
        "productName": phone.product,
        "sdkInt": phone.sdk,
        "screenOn": phone.screen_on,
        "naturalOrientation": phone.rotation == 0,
    }


@method
async def click(s: Session, x: Any, y: Any = None, duration: int = 0) -> bool:
    """At a point, or on an object (its centre, or a corner "tl", "br")."""
    if isinstance(x, int | float):
        if not isinstance(y, int | float):
            raise BadCall("click needs x and y")
        return await touch.tap(s.phone, x, y, duration)
    return await touch.tap(s.phone, *await _point(s, x, y))


async def _point(s: Session, target: Any, corner: Any) -> tuple[int, int]:
    node = await s.need(target)
    if corner in ("tl", "topleft"):
        return node.bounds.left + 5, node.bounds.top + 5
    if corner in ("br", "bottomright"):
        return node.bounds.right - 5, node.bounds.bottom - 5
    return node.bounds.centre


@method
async def long_click(s: Session, target: Any, corner: Any = None) -> bool:
    return await touch.tap(s.phone, *await _point(s, target, corner), touch.LONG_PRESS_MS)


@method
async def click_and_wait_for_new_window(s: Session, target: Any, timeout: int = 5500) -> bool:
    before = s.root()
    await touch.tap(s.phone, *await _point(s, target, None))
    return bool(await s.wait(lambda: s.root() is not before, timeout))


@method
async def swipe(s: Session, *args: Any) -> bool:
    """Between two points, or over an object: (object, "left" | "up" …, steps)."""
    if len(args) >= 4 and isinstance(args[0], int | float):
        x1, y1, x2, y2 = args[:4]
        return await touch.swipe(s.phone, [(x1, y1), (x2, y2)], int(args[4]) if len(args) > 4 else 55)
    if len(args) < 2:
        raise BadCall("swipe needs two points, or an object and a direction")
    bounds = (await s.need(args[0])).bounds
    (x, y), direction = bounds.centre, str(args[1])[:1].lower()
    ends = {"l": (bounds.left, y), "r": (bounds.right - 1, y), "u": (x, bounds.top), "d": (x, bounds.bottom - 1)}
    if direction not in ends:
        raise BadCall(f"{args[1]!r} is no direction")
    return await touch.swipe(s.phone, [(x, y), ends[direction]], int(args[-1]))


@method
async def drag(s: Session, x1: float, y1: float, x2: float, y2: float, steps: int = 100) -> bool:
    await asyncio.sleep(touch.LONG_PRESS_MS / 1000)
    return await touch.swipe(s.phone, [(x1, y1), (x2, y2)], steps)


@method
async def swipe_points(s: Session, points: list[float], steps: int = 55) -> bool:
    return await touch.swipe(s.phone, list(zip(points[::2], points[1::2], strict=False)), steps)


@method
async def inject_input_event(s: Session, action: int, x: float, y: float, meta: int = 0) -> bool:
    return s.finger.event(action, x, y)


@method
async def press_key(s: Session, name: str) -> bool:
    """False for a name that uiautomator2 does not know."""
    code = KEYS.get(name.lower())
    return s.phone.key(code) if code is not None else False


@method
async def press_key_code(s: Session, code: int, meta: int = 0) -> bool:
    return s.phone.key(int(code), int(meta))


@method
async def wake_up(s: Session) -> None:
    s.phone.wake()


@method
async def sleep(s: Session) -> None:
    s.phone.sleep()


@method
async def is_screen_on(s: Session) -> bool:
    return s.phone.screen_on


@method
async def set_orientation(s: Session, direction: str) -> None:
    key = direction.lower()
    if key not in _ROTATIONS:
        raise BadCall(f"{direction!r} is no orientation")
    s.phone.rotate(_ROTATIONS[key])


@method
async def freeze_rotation(s: Session, freeze: bool) -> None:
    s.phone.rotate(s.phone.rotation if freeze else None)


@method
async def open_notification(s: Session) -> bool:
    return s.phone.open_notifications()


@method
async def open_quick_settings(s: Session) -> bool:
    return s.phone.open_quick_settings()


@method
async def get_last_toast(s: Session) -> str | None:
    return s.phone.last_toast()


@method
async def clear_last_toast(s: Session) -> None:
    s.phone.clear_toast()


@method
async def make_toast(s: Session, text: str, duration: float = 1000) -> bool:
    s.phone.show_toast(text, duration)
    return True


@method
async def get_clipboard(s: Session) -> str | None:
    return s.phone.clipboard()


@method
async def set_clipboard(s: Session, label: str | None, text: str) -> None:
    s.phone.set_clipboard(text)


@method
async def paste_clipboard(s: Session) -> bool:
    text = s.phone.clipboard()
    return bool(text) and s.phone.type_text(text or "", replace=False)


@method
async def clear_input_text(s: Session) -> bool:
    return s.phone.type_text("", replace=True)


@method
async def get_last_traversed_text(s: Session) -> str:
    return s.last_traversed


@method
async def clear_last_traversed_text(s: Session) -> None:
    s.last_traversed = ""


@method
async def get_configurator(s: Session) -> dict[str, int]:
    return s.configurator


@method
async def set_configurator(s: Session, settings: dict[str, int]) -> dict[str, int]:
    s.configurator.update({k: int(v) for k, v in settings.items() if k in s.configurator})
    return s.configurator


@method
async def wait_for_idle(s: Session, timeout: int = 0) -> None:
    """Apps of this phone draw at once: it is idle whenever it can answer."""


@method
async def wait_for_window_update(s: Session, package: str | None, timeout: int) -> bool:
    before = s.root()
    return bool(await s.wait(lambda: s.root() is not before, timeout))


@method
async def take_screenshot(s: Session, scale: float = 1, quality: int = 80) -> str | None:
    """JPEG in base64. None where uiautomator cannot take pictures: before Android 4.3, and on 4.4 as measured."""
    if s.phone.sdk < 21:
        return None
    return base64.b64encode(await jpeg(s, scale, quality)).decode()


async def jpeg(s: Session, scale: float, quality: int) -> bytes:
    """The screen as JPEG, made on a thread so that other phones go on."""
    return await asyncio.to_thread(_jpeg, s.phone.screenshot(), scale, quality)


def _jpeg(png: bytes, scale: float, quality: int) -> bytes:
    from PIL import Image

    picture: Image.Image = Image.open(io.BytesIO(png))
    if scale != 1:
        picture = picture.resize((max(1, int(picture.width * scale)), max(1, int(picture.height * scale))))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()
