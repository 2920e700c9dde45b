"""Short answers of a phone: properties, sizes, refresh rate, packages, processes."""

from __future__ import annotations

import re

_PROPERTY = re.compile(r"^\[([^\]\n]+)\]: \[(.*?)\]$", re.MULTILINE | re.DOTALL)
_SIZE = re.compile(r"^(Physical|Override) size: (\d{1,6})x(\d{1,6})", re.MULTILINE)
_DENSITY = re.compile(r"^(Physical|Override) density: (\d{1,6})\b", re.MULTILINE)
_RENDER_RATE = re.compile(r"\brenderFrameRate (\d+(?:\.\d+)?)")
_ACTIVE_MODE = re.compile(r"\bmActiveModeId=(\d+)")
_FPS = re.compile(r"\b(\d+(?:\.\d+)?) fps\b")

_UPTIME = re.compile(r"^(\d{1,12}\.\d{2}) \d{1,14}\.\d{2}$", re.MULTILINE)
_WEBVIEW = re.compile(r"Current WebView package \(name, version\): \(([\w.]{1,200}), ([\w.]{1,100})\)")


def properties(text: str) -> dict[str, str]:
    """`getprop`: name → value; a value may span lines."""
    return dict(_PROPERTY.findall(text.replace("\r", "")))


def screen_size(text: str) -> tuple[int, int] | None:
    """`wm size`: width and height in the natural rotation; an override wins."""
    found = {kind: (int(width), int(height)) for kind, width, height in _SIZE.findall(text)}
    return found.get("Override") or found.get("Physical")


def screen_density(text: str) -> int | None:
    """`wm density`: dots per inch; an override wins."""
    found = {kind: int(density) for kind, density in _DENSITY.findall(text)}
    return found.get("Override") or found.get("Physical")


def refresh_rate(text: str) -> float | None:
    """`dumpsys display`: the rate in Hz at which the default display is drawn now."""
    if match := _RENDER_RATE.search(text):
        return _rate(match[1])
    if (mode := _ACTIVE_MODE.search(text)) and (
        match := re.search(rf"\bid={mode[1]}, width=\d+, height=\d+, fps=(\d+(?:\.\d+)?)", text)
    ):
        return _rate(match[1])
    match = _FPS.search(text)
    return _rate(match[1]) if match else None


def uptime_s(text: str) -> float | None:
    """/proc/uptime: seconds since the phone started, deep sleep included."""
    match = _UPTIME.search(text)
    return float(match[1]) if match else None


def webview(text: str) -> tuple[str, str] | None:
    """`dumpsys webviewupdate`: (package, version) of the WebView that apps get; None when it does not say."""
    match = _WEBVIEW.search(text)
    return (match[1], match[2]) if match else None


def _rate(text: str) -> float | None:
    value = float(text[:20])
    return value if 1 <= value <= 1000 else None


def packages(text: str) -> dict[str, str]:
    """`pm list packages [-f]`: name → path of its APK ("" without -f). A path may hold `=`, so the last one divides."""
    found = {}
    for line in text.splitlines():
        if line.startswith("package:"):
            path, _, name = line[len("package:") :].strip().split(" ", 1)[0].rpartition("=")
            found[name] = path
    return found


def package_paths(text: str) -> tuple[str, ...]:
    """`pm path PACKAGE`: the base APK and its splits; empty when the package is not installed."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line[len("package:") :] for line in lines if line.startswith("package:/"))


def processes(text: str) -> dict[int, str]:
    """`ps` or `ps -A`, in toolbox's and toybox's layouts: process id → name, as the last column has it."""
    lines = text.splitlines()
    head = next((number for number, line in enumerate(lines) if "PID" in line.split()), None)
    if head is None:
        return {}
    column = lines[head].split().index("PID")
    found: dict[int, str] = {}
    for line in lines[head + 1 :]:
        words = line.split()
        if (
            len(words) > column + 1
            and words[column].isascii()
            and words[column].isdecimal()
            and len(words[column]) < 10
        ):
            found.setdefault(int(words[column]), words[-1])
    return found


def of_package(running: dict[int, str], package: str) -> dict[int, str]:
    """Those processes that belong to `package`: of that name, or `package:part`."""
    return {pid: name for pid, name in running.items() if name == package or name.startswith(f"{package}:")}
