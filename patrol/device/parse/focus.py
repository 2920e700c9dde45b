"""Which window has the focus and which activity is resumed, from `dumpsys window` and `dumpsys activity`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CURRENT_FOCUS = re.compile(r"^ *mCurrentFocus=Window\{\S+ (?:u\d+ )?(.*)\}", re.MULTILINE)
_RECORD = r"ActivityRecord\{\S+ (?:u\d+ )?([^\s/{}]+/[^\s/{}]+)"
_FOCUSED_APP = re.compile(rf"^ *mFocusedApp=.*?{_RECORD}", re.MULTILINE)
_RESUMED = re.compile(
    rf"^ *(?:topResumedActivity=|mResumedActivity: |ResumedActivity: |mFocusedActivity: |Resumed: ){_RECORD}",
    re.MULTILINE,
)
_HISTORY = re.compile(rf"^ *(?:\* Hist +#\d+: |Hist +#\d+: |Activities=\[){_RECORD}", re.MULTILINE)
_TOP = re.compile(r"^ *ACTIVITY ([^\s/]+/\S+) \S+ pid=\d+", re.MULTILINE)
_TASK = re.compile(r"\}? {1,2}t(\d{1,9})\b")
_COMPONENT = re.compile(r"^([^\s/]+)/([^\s/]+)$")
_POPUP = re.compile(r"^(PopupWindow|SubPanel|Panel):.*$")
_INPUT_SHOWN = re.compile(r"\bmInputShown=(true|false)")


@dataclass(frozen=True, slots=True)
class Focus:
    """The component in front. `window` is the focused window's title when it is not the component's own."""

    package: str = ""
    activity: str = ""
    window: str = ""


def component(text: str) -> tuple[str, str]:
    """(package, full class name) of `package/.Class` or `package/package.Class`; ("", "") when it is neither."""
    match = _COMPONENT.match(text.strip())
    if not match:
        return "", ""
    package, name = match.groups()
    return package, package + name if name.startswith(".") else name


def window_focus(text: str) -> Focus | None:
    """The focus as the window manager tells it; None when the text does not say."""
    # One line for each display: the default display comes first, others have no focus mostly (`null` does not match).
    title_match, app_match = _CURRENT_FOCUS.search(text), _FOCUSED_APP.search(text)
    title = title_match[1].strip() if title_match else ""
    package, activity = component(title)
    if package:
        return Focus(package, activity)
    app_package, app_activity = component(app_match[1]) if app_match else ("", "")
    if not title and not app_package:
        return None
    return Focus(app_package, app_activity, _POPUP.sub(r"\1", title))


def resumed_activity(text: str) -> Focus | None:
    """The activity on top, from `dumpsys activity` (also its `activities` and `top`); None when it does not say."""
    text = _unwrapped(text)
    match = _RESUMED.search(text) or _resumed_of_top(text) or _HISTORY.search(text)
    package, activity = component(match[1]) if match else ("", "")
    return Focus(package, activity) if package else None


def resumed_task(text: str) -> int | None:
    """The task of the activity on top; its number stands before or after the record's closing brace."""
    text = _unwrapped(text)
    match = _RESUMED.search(text) or _HISTORY.search(text)
    task = _TASK.match(text, match.end()) if match else None
    return int(task[1]) if task else None


def _resumed_of_top(text: str) -> re.Match[str] | None:
    """Of the activities that `dumpsys activity top` prints, the one that says mResumed=true."""
    found = list(_TOP.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return next((m for m, end in zip(found, ends, strict=False) if "mResumed=true" in text[m.end() : end]), None)


def _unwrapped(text: str) -> str:
    """Lines that a console broke at its 80th column, joined again."""
    lines = text.splitlines()
    if not lines or max(map(len, lines)) != 80 or sum(len(line) == 80 for line in lines) < 3:
        return text
    return "".join(line if len(line) == 80 else f"{line}\n" for line in lines)


def keyboard_shown(text: str) -> bool | None:
    """Whether `dumpsys input_method` says that a keyboard is shown; None when it does not say."""
    match = _INPUT_SHOWN.search(text)
    return match[1] == "true" if match else None
