"""What an app's manifest declares, out of its element tree: binary XML of an APK or protobuf of an AAB.

Both who scans a file and who asks a phone for the manifest of an installed app read it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from patrol.apk import axml
from patrol.apk.arsc import Resources
from patrol.apk.axml import Element, Reference, Value
from patrol.model.artifacts import Component
from patrol.model.scan import DeclaredPermission

KINDS = {"activity": "activity", "activity-alias": "activity", "service": "service", "receiver": "receiver"} | {
    "provider": "provider"
}
MAIN, LAUNCHER, VIEW = "android.intent.action.MAIN", "android.intent.category.LAUNCHER", "android.intent.action.VIEW"
BROWSABLE = "android.intent.category.BROWSABLE"
ASKED = ("uses-permission", "uses-permission-sdk-23", "uses-permission-sdk-m")
PROTECTION = {0: "normal", 1: "dangerous", 2: "signature", 3: "signature", 4: "internal"}
MAX_BYTES = 32 << 20
"""The largest manifests of stores have some 2 MB."""
LONGEST = 500
"""Characters kept of a value of meta-data."""

Resolve = Callable[[Value], str]


@dataclass(slots=True)
class Declared:
    """A manifest, read."""

    package: str = ""
    version_name: str = ""
    version_code: int = 0
    label: str = ""
    split: str = ""
    min_sdk: int = 0
    target_sdk: int = 0
    debuggable: bool | None = None
    allow_backup: bool | None = None
    test_only: bool | None = None
    cleartext: bool | None = None
    network: Value = None
    """Reference to the network security configuration, or its name."""
    permissions: tuple[DeclaredPermission, ...] = ()
    defined: tuple[tuple[str, str], ...] = ()
    components: tuple[Component, ...] = ()
    meta_data: tuple[tuple[str, str], ...] = ()
    actions: tuple[str, ...] = ()
    """Of all intent filters."""
    entries: list[str] = field(default_factory=list)
    """Classes that the platform makes, with dots."""


def components(data: bytes) -> tuple[Component, ...] | None:
    """All components of a binary manifest alone, in its order; None when it is none or is not whole. Never raises.
    What a resource decides is None in `exported`."""
    if len(data) > MAX_BYTES:
        return None
    document = axml.read(data)
    if document.short or document.root is None or document.root.tag != "manifest":
        return None
    return declared(document.root, Resources(b"").text).components


def declared(root: Element, resolve: Resolve) -> Declared:
    """What the tree declares; `resolve` turns a value or reference into text."""
    given = root.given
    found = Declared(package=_text(given.get("package")), split=_text(given.get("split")))
    found.version_name = resolve(given.get("android:versionName"))[:LONGEST]
    found.version_code = _number(given.get("android:versionCode"))
    for sdk in root.all("uses-sdk"):
        found.min_sdk = _number(sdk.given.get("android:minSdkVersion")) or found.min_sdk
        found.target_sdk = _number(sdk.given.get("android:targetSdkVersion")) or found.target_sdk
    found.permissions = tuple(_permissions(root))
    found.defined = tuple(
        (
            _text(one.given.get("android:name")),
            PROTECTION.get(_number(one.given.get("android:protectionLevel")) & 15, ""),
        )
        for one in root.all("permission")
    )
    for app in islice(root.all("application"), 1):  # Android passes over a second one
        _application(found, app, resolve)
    tests = (_class(_text(one.given.get("android:name")), found.package) for one in root.all("instrumentation"))
    found.entries += filter(None, tests)
    return found


def _permissions(root: Element) -> Iterator[DeclaredPermission]:
    seen = set()
    for one in root.inside:
        name = _text(one.given.get("android:name"))
        if one.tag in ASKED and name and name not in seen:
            seen.add(name)
            yield DeclaredPermission(name, _number(one.given.get("android:maxSdkVersion")) or None)


def _application(found: Declared, app: Element, resolve: Resolve) -> None:
    given = app.given
    found.label = resolve(given.get("android:label"))[:LONGEST]
    found.debuggable = _flag(given.get("android:debuggable"), resolve)
    found.allow_backup = _flag(given.get("android:allowBackup"), resolve)
    found.test_only = _flag(given.get("android:testOnly"), resolve)
    found.cleartext = _flag(given.get("android:usesCleartextTraffic"), resolve)
    found.network = given.get("android:networkSecurityConfig")
    made = ("name", "backupAgent", "appComponentFactory")
    found.entries = [_class(resolve(given.get(f"android:{key}")), found.package) for key in made]
    components, meta, actions = [], list(_meta(app, resolve)), []
    for one in app.inside:
        if one.tag not in KINDS:
            continue
        components.append(_component(one, found, _text(given.get("android:permission")), resolve))
        target = _text(one.given.get("android:targetActivity"))
        found.entries.append(_class(target, found.package) if target else components[-1].name)
        meta += _meta(one, resolve)
        actions += [_text(action.given.get("android:name")) for action in one.below() if action.tag == "action"]
    found.components, found.actions = tuple(components), tuple(dict.fromkeys(actions))
    found.meta_data = tuple(dict.fromkeys(meta))
    found.entries = list(dict.fromkeys(filter(None, found.entries)))


def _meta(parent: Element, resolve: Resolve) -> Iterator[tuple[str, str]]:
    for one in parent.all("meta-data"):
        value = one.given.get("android:value", one.given.get("android:resource"))
        yield _text(one.given.get("android:name")), resolve(value)[:LONGEST]


def _component(one: Element, found: Declared, everywhere: str, resolve: Resolve) -> Component:
    given = one.given
    kind = KINDS[one.tag]
    permission = _text(given.get("android:permission")) or everywhere
    reads = _text(given.get("android:readPermission")) or permission
    writes = _text(given.get("android:writePermission")) or permission
    if kind == "provider":
        permission = reads if reads and writes else ""
    filters = [{_text(inner.given.get("android:name")) for inner in each.inside} for each in one.all("intent-filter")]
    exported = _flag(given.get("android:exported"), resolve)
    if "android:exported" not in given:
        exported = bool(filters) or (kind == "provider" and 0 < found.target_sdk < 17)
    return Component(
        kind=kind,
        name=_class(_text(given.get("android:name")), found.package),
        exported=exported,
        permission=permission,
        enabled=_flag(given.get("android:enabled"), resolve) is not False,
        launcher=kind == "activity" and any({MAIN, LAUNCHER} <= names for names in filters),
        links=any({VIEW, BROWSABLE} <= names for names in filters),
        filters=len(filters),
        actions=tuple(
            dict.fromkeys(_text(inner.given.get("android:name")) for inner in one.below() if inner.tag == "action")
        ),
    )


def _class(name: str, package: str) -> str:
    if not name:
        return ""
    return package + name if name.startswith(".") else name if "." in name else f"{package}.{name}"


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Value) -> int:
    if isinstance(value, Reference | bool) or value is None:
        return 0
    if isinstance(value, int):
        return value
    return int(value, 0) if value.isascii() and value.isdecimal() and len(value) < 12 else 0


def _flag(value: Value, resolve: Resolve) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    told = resolve(value).lower()
    return True if told in ("true", "-1", "1", "4294967295") else False if told in ("false", "0") else None
