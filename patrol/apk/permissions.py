"""Which permission a call needs, and which permissions' use can be told from code at all."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from patrol.catalogue.apis import Api, catalogue

PREFIX = "android.permission."
LOCATION = ("ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION")
WORDS = {
    "location": LOCATION,
    "storage": ("READ_EXTERNAL_STORAGE", "WRITE_EXTERNAL_STORAGE"),
    "media": ("READ_MEDIA_IMAGES", "READ_MEDIA_VIDEO", "READ_MEDIA_VISUAL_USER_SELECTED"),
}
"""Short words of the catalogue."""
NAME = re.compile(r"\b[A-Z][A-Z0-9_]{2,}\b|\b(?:location|storage|media)\b")
NOT_NEEDED = frozenset(("API", "OS", "SSID", "BSSID", "CN", "ROM", "INTERNET", "DUMP"))
CALLS: dict[str, tuple[str, ...]] = {
    "CAMERA": ("android.hardware.Camera.open", "android.hardware.camera2.CameraManager.openCamera"),
    "POST_NOTIFICATIONS": ("android.app.NotificationManager.notify",),
    "USE_BIOMETRIC": ("android.hardware.biometrics.BiometricPrompt.authenticate",),
    "QUERY_ALL_PACKAGES": (
        "android.content.pm.PackageManager.getInstalledPackages",
        "android.content.pm.PackageManager.getInstalledApplications",
        "android.content.pm.PackageManager.queryIntentActivities",
        "android.content.pm.PackageManager.queryIntentServices",
        "android.content.pm.PackageManager.getPackageInfo",
    ),
    "READ_MEDIA_IMAGES": ("android.content.ContentResolver.openInputStream", "android.content.ContentResolver.query"),
    "READ_EXTERNAL_STORAGE": (
        "android.content.ContentResolver.openInputStream",
        "android.os.Environment.getExternalStorageDirectory",
    ),
    "WRITE_EXTERNAL_STORAGE": (
        "android.os.Environment.getExternalStorageDirectory",
        "android.os.Environment.getExternalStoragePublicDirectory",
    ),
}
"""Calls beyond the catalogue's own that are a use."""
IMPLIED = {"ACCESS_COARSE_LOCATION": LOCATION, "ACCESS_FINE_LOCATION": LOCATION}
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    "READ_PHONE_STATE": ("READ_PRIVILEGED_PHONE_STATE", "READ_BASIC_PHONE_STATE", "READ_PHONE_NUMBERS"),
    "GET_ACCOUNTS": ("READ_CONTACTS",),
}
"""With one of these declared, the call is no undeclared use."""


@cache
def needs(text: str) -> tuple[str, ...]:
    """Full names of the permissions that the catalogue's words for an API mention."""
    found: list[str] = []
    for word in NAME.findall(text):
        found += WORDS.get(word, () if word in NOT_NEEDED or word.isdigit() else (word,))
    return tuple(
        dict.fromkeys(PREFIX + name for name in found if "_" in name or name in ("CAMERA", "BLUETOOTH", "NFC"))
    )


@cache
def surely_needs(text: str) -> tuple[str, ...]:
    """The permissions of which one must be held for the call; () where the catalogue gives no plain answer."""
    if text == "location":
        return tuple(PREFIX + name for name in LOCATION)
    if not re.fullmatch(r"[A-Z][A-Z0-9_]+", text) or text in NOT_NEEDED:
        return ()
    return tuple(PREFIX + name for name in (text, *ALTERNATIVES.get(text, ())))


@cache
def judgeable() -> frozenset[str]:
    """Permissions for which the catalogue knows calls or texts that show a use."""
    found = {PREFIX + name for name in CALLS}
    for api in catalogue().entries:
        if api.kind in ("java_method", "java_constructor", "content_uri", "intent_action"):
            found.update(needs(api.permission))
    return frozenset(found)


@cache
def _apis() -> dict[str, Api]:
    return {api.id: api for api in catalogue().entries}


@cache
def _calls() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, calls in CALLS.items():
        for call in calls:
            found[call].append(PREFIX + name)
    return {call: tuple(names) for call, names in found.items()}


def used_by(apis: tuple[str, ...], call: str) -> tuple[str, ...]:
    """Permissions that touching these entries of the catalogue is a use of."""
    found = list(_calls().get(call, ()))
    for id in apis:
        if (api := _apis().get(id)) is not None:
            found += needs(api.permission)
    return tuple(dict.fromkeys(found))


def required_by(apis: tuple[str, ...]) -> tuple[str, ...]:
    """Permissions of which one must be declared for the call to work."""
    for id in apis:
        if (api := _apis().get(id)) is not None and (found := surely_needs(api.permission)):
            return found
    return ()
