"""Which other app a call goes to, read from what Android prints of intents and components."""

from __future__ import annotations

import re
from collections.abc import Iterator

PACKAGE = r"[a-zA-Z]\w*(?:\.\w+)+"
FORMS = (
    re.compile(rf"\b(?:cmp|pkg)=({PACKAGE})"),
    re.compile(rf"ComponentInfo\{{({PACKAGE})/"),
    re.compile(rf"^({PACKAGE})/[\w.$]+$"),
    re.compile(rf"(?:^|\s)-[np] ({PACKAGE})"),
)
"""`Intent { act=… cmp=com.shop/.Main }`, `ComponentInfo{com.shop/com.shop.Main}`, `com.shop/.Main`, `am start -n …`."""
SYSTEM = ("android", "com.android", "com.google.android", "com.huawei.systemmanager", "com.miui", "com.coloros")
"""Packages of the phone itself: its settings, its package installer, its permission windows."""


def other_app(arguments: tuple[str, ...], own: str) -> str:
    """The package of another app that the arguments name; "" for the app itself, the system, and for no package."""
    for package in _named(arguments):
        if package != own and not any(package == one or package.startswith(f"{one}.") for one in SYSTEM):
            return package
    return ""


def _named(arguments: tuple[str, ...]) -> Iterator[str]:
    for argument in arguments:
        for form in FORMS:
            yield from (match[1] for match in form.finditer(argument))
