"""`dumpsys package` and `pm dump`: an app's declarations and what it was granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from patrol.virtualphone.system.intent import LAUNCHER, MAIN, VIEW
from patrol.virtualphone.system.manifest import Component, Installed
from patrol.virtualphone.system.packages import tag_of

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone


def dump(phone: VirtualPhone, args: list[str]) -> str:
    names = [arg for arg in args if not arg.startswith("-") and arg not in ("package", "packages")]
    if names:
        return dump_package(phone, names[0], all_components="--all-components" in args)
    blocks = "\n".join("\n".join(_package(phone, installed)) for installed in phone.packages)
    return f"Database versions:\n  Internal:\n    sdkVersion={phone.sdk} databaseVersion=3\n\nPackages:\n{blocks}\n"


def dump_package(phone: VirtualPhone, name: str, *, all_components: bool = False) -> str:
    """Everything of one package; what the package manager says when it is not there. `all_components`: with the names
    of all components, also of those without an intent filter."""
    installed = phone.packages.get(name)
    if installed is None:
        return f"Unable to find package: {name}\n"
    lines = [*_activity_table(installed), *_components(installed, "receiver", "Receiver Resolver Table:")]
    lines += [*_components(installed, "service", "Service Resolver Table:"), *_providers(installed)]
    lines += [
        "Key Set Manager:",
        f"  [{name}]",
        "      Signing KeySets: 52",
        "",
        "Packages:",
        *_package(phone, installed),
        *(_names(installed) if all_components else ()),
    ]
    lines += ["", "Dexopt state:", f"  [{name}]", f"    path: {installed.code_path}/base.apk"]
    lines += [f"      {_instruction_set(phone)}: [status=run-from-apk] [reason=unknown]", ""]
    return "\n".join(lines) + "\n"


def _instruction_set(phone: VirtualPhone) -> str:
    return {"arm64-v8a": "arm64", "armeabi-v7a": "arm"}.get(phone.spec.abi, phone.spec.abi)


def _activity_table(installed: Installed) -> Iterator[str]:
    linked = [(pattern, a) for a in installed.manifest.activities for pattern in a.links]
    home = installed.manifest.launcher
    if not linked and home is None:
        return
    yield "Activity Resolver Table:"
    if linked:
        yield "  Schemes:"
        for scheme in dict.fromkeys(pattern.partition("://")[0] for pattern, _ in linked):
            yield f"      {scheme}:"
            for pattern, activity in linked:
                if pattern.partition("://")[0] == scheme:
                    yield from _link_filter(installed, pattern, activity)
        yield ""
    if home is not None:
        yield "  Non-Data Actions:"
        yield f"      {MAIN}:"
        yield f"        {_reference(installed, home)} filter {tag_of('filter', home.name)}"
        yield f'          Action: "{MAIN}"'
        yield f'          Category: "{LAUNCHER}"'
    yield ""


def _link_filter(installed: Installed, pattern: str, activity: Component) -> Iterator[str]:
    scheme, _, rest = pattern.partition("://")
    host, slash, path = rest.partition("/")
    yield f"        {_reference(installed, activity)} filter {tag_of('filter', pattern)}"
    yield f'          Action: "{VIEW}"'
    yield '          Category: "android.intent.category.DEFAULT"'
    yield '          Category: "android.intent.category.BROWSABLE"'
    yield f'          Scheme: "{scheme}"'
    yield f'          Authority: "{"*" if "{" in host else host}": -1'
    if slash:
        fixed = path.partition("{")[0]
        kind = "PREFIX" if "{" in path else "LITERAL"
        yield f'          Path: "PatternMatcher{{{kind}: /{fixed}}}"'


def _reference(installed: Installed, component: Component) -> str:
    return f"{tag_of(component.name)} {installed.package}/{component.name}"


def _components(installed: Installed, kind: str, title: str) -> Iterator[str]:
    """Those with an intent filter; an exported one that names no action has one of the app's own."""
    named = [c for c in installed.manifest.components if c.kind == kind and (c.exported or c.actions)]
    found = [(action, c) for c in named for action in c.actions or (_own_action(installed, c),)]
    if not found:
        return
    yield title
    yield "  Non-Data Actions:"
    for action, component in found:
        yield f"      {action}:"
        permission = f" permission {component.permission}" if component.permission else ""
        yield f"        {_reference(installed, component)} filter {tag_of('filter', component.name)}{permission}"
        yield f'          Action: "{action}"'
    yield ""


def _own_action(installed: Installed, component: Component) -> str:
    return f"{installed.package}.action.{component.name.rpartition('.')[2].upper()}"


def _providers(installed: Installed) -> Iterator[str]:
    found = [c for c in installed.manifest.components if c.kind == "provider"]
    if not found:
        return
    yield "Registered ContentProviders:"
    for component in found:
        name = f"{installed.package}/{component.name}"
        yield f"  {name}:"
        yield f"    Provider{{{tag_of(component.name)} {name}}}"
    yield ""


def _names(installed: Installed) -> Iterator[str]:
    """Every component under its kind, in short form, as `--all-components` adds them."""
    for kind, title in (
        ("activity", "activities"),
        ("service", "services"),
        ("receiver", "receivers"),
        ("provider", "providers"),
    ):
        found = [component for component in installed.manifest.components if component.kind == kind]
        if found:
            yield f"    {title}:"
        for component in found:
            name = component.name.removeprefix(installed.package)
            yield f"      {installed.package}/{name if name.startswith('.') else component.name}"


def _time(phone: VirtualPhone, wall_ms: int) -> str:
    return f"{datetime.fromtimestamp(wall_ms / 1000, phone.timezone):%Y-%m-%d %H:%M:%S}"


def _flags(installed: Installed) -> str:
    manifest = installed.manifest
    names = ["SYSTEM"] if manifest.system else []
    names += ["DEBUGGABLE"] if manifest.debuggable else []
    names += ["HAS_CODE", "ALLOW_CLEAR_USER_DATA"]
    names += ["ALLOW_BACKUP"] if manifest.allow_backup else []
    return f"[ {' '.join(names)} ]"


def _private_flags(phone: VirtualPhone, installed: Installed) -> str:
    names = ["PRIVATE_FLAG_ACTIVITIES_RESIZE_MODE_RESIZEABLE_VIA_SDK_VERSION"]
    if phone.sdk >= 29:
        names.append("ALLOW_AUDIO_PLAYBACK_CAPTURE")
    if any(pattern.startswith("http") for a in installed.manifest.activities for pattern in a.links):
        names.append("HAS_DOMAIN_URLS")
    names.append("PARTIALLY_DIRECT_BOOT_AWARE")
    return f"[ {' '.join(names)} ]"


def _package(phone: VirtualPhone, installed: Installed) -> Iterator[str]:
    name, manifest, sdk = installed.package, installed.manifest, phone.sdk
    data = f"/data/user/0/{name}"
    yield f"  Package [{name}] ({tag_of('setting', name)}):"
    yield f"    {'appId' if sdk >= 33 else 'userId'}={installed.uid}"
    yield f"    pkg=Package{{{tag_of('package', name)} {name}}}"
    yield f"    codePath={installed.code_path}"
    yield f"    resourcePath={installed.code_path}"
    yield f"    legacyNativeLibraryDir={installed.code_path}/lib"
    yield f"    primaryCpuAbi={phone.spec.abi}"
    yield "    secondaryCpuAbi=null"
    yield f"    versionCode={manifest.version_code} minSdk={manifest.min_sdk} targetSdk={manifest.target_sdk}"
    yield f"    versionName={manifest.version_name}"
    yield "    splits=[base]"
    yield "    apkSigningVersion=2"
    yield (
        f"    {'flags' if sdk >= 29 else 'applicationInfo=ApplicationInfo{' + tag_of('info', name) + ' ' + name + '}'}"
        + (f"={_flags(installed)}" if sdk >= 29 else "")
    )
    if sdk < 29:
        yield f"    flags={_flags(installed)}"
    yield f"    privateFlags={_private_flags(phone, installed)}"
    yield f"    dataDir={data}"
    yield "    supportsScreens=[small, medium, large, xlarge, resizeable, anyDensity]"
    yield f"    timeStamp={_time(phone, installed.updated_ms)}"
    if sdk < 34:
        yield f"    firstInstallTime={_time(phone, installed.first_installed_ms)}"
    yield f"    lastUpdateTime={_time(phone, installed.updated_ms)}"
    if installed.installer:
        yield f"    installerPackageName={installed.installer}"
    signature = f"version:2, signatures:[{tag_of('signature', name)}], past signatures:[]"
    yield f"    signatures=PackageSignatures{{{tag_of('signatures', name)} {signature}}}"
    yield "    installPermissionsFixed=true"
    yield f"    pkgFlags={_flags(installed)}"
    yield from _granted(phone, installed)


def _granted(phone: VirtualPhone, installed: Installed) -> Iterator[str]:
    runtime = phone.packages.runtime_permissions(installed)
    if installed.manifest.permissions:
        yield "    requested permissions:"
        yield from (f"      {permission}" for permission in installed.manifest.permissions)
        yield "    install permissions:"
        for permission in installed.manifest.permissions:
            if permission not in runtime:
                yield f"      {permission}: granted=true"
    state = f"ceDataInode={installed.inode} installed=true hidden=false suspended=false"
    flags = (
        f"stopped={str(installed.stopped).lower()} notLaunched={str(installed.stopped).lower()} "
        f"enabled=0 instant=false virtual=false"
    )
    yield f"    User 0: {state} {flags}"
    if phone.sdk >= 34:
        yield f"      firstInstallTime={_time(phone, installed.first_installed_ms)}"
    yield "      gids=[3003]"
    yield "      runtime permissions:"
    for permission in runtime:
        held = str(installed.granted.get(permission, False)).lower()
        yield f"        {permission}: granted={held}, flags=[ {_asked(installed, permission)}]"


def _asked(installed: Installed, permission: str) -> str:
    times = installed.asked.get(permission, 0)
    return "USER_SET USER_FIXED " if times >= 2 else "USER_SET " if times or installed.granted.get(permission) else ""
