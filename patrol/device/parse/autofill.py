"""`dumpsys autofill`: whether the focused field of an app is offered to the autofill service."""

from __future__ import annotations

import re

_SESSION = re.compile(r"^ {2,}#\d{1,5}:\s*$", re.M)
_UID = re.compile(r"^ *uid: (\d{1,10})", re.M)
_COMPONENT = re.compile(r"^ *(?:mComponentName|mPackageName|mPackagename): (?:ComponentInfo\{)?([\w.]{1,300})", re.M)
_VIEW = re.compile(r"^ *mCurrentViewId: (\S{1,60})", re.M)
_GONE = re.compile(r"^ *mDestroyed: true", re.M)


def offered_to_autofill(text: str, package: str, uid: int | None = None) -> bool:
    """Whether a session with this app stands on one of its views now. Sessions name the app by component (Android 9 and
    later) or by uid alone."""
    heads = list(_SESSION.finditer(text := text.replace("\r", "")))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return any(_of_app(text[h.end() : end], package, uid) for h, end in zip(heads, ends, strict=False))


def _of_app(session: str, package: str, uid: int | None) -> bool:
    named, owner, view = _COMPONENT.search(session), _UID.search(session), _VIEW.search(session)
    if view is None or view[1] == "null" or _GONE.search(session):
        return False
    if named is not None:
        return named[1] == package
    return uid is not None and owner is not None and int(owner[1]) == uid
