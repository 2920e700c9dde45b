"""`dumpsys package --all-components PACKAGE`: what the package manager knows of one app. Without the option, or on
Androids that do not know it, only activities with an intent filter are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from patrol.model.artifacts import AppInfo

_BLOCK = re.compile(r"^  Package \[([^\]]+)\]", re.MULTILINE)
_ENTRY = re.compile(r"^ +[0-9a-f]+ ([^\s/]+/\S+)(?: filter [0-9a-f]+)?\s*$")
_QUOTED = re.compile(r'^ +(Action|Category|Scheme|Authority|Path): "([^"]*)"')
_PATTERN = re.compile(r"PatternMatcher\{(?:LITERAL|PREFIX|[A-Z_]+): (.*)\}$")
_PERMISSION = re.compile(r"^ {4,12}([\w.]+\.\w+)(?::? .*|)$")
_GRANTED = re.compile(r"^ +([\w.]+): granted=true", re.MULTILINE)

MAIN = "android.intent.action.MAIN"
VIEW = "android.intent.action.VIEW"
LAUNCHER = "android.intent.category.LAUNCHER"


def app_info(text: str, package: str) -> AppInfo | None:
    """What the package manager says of `package`; None when it is not installed."""
    text = text.replace("\r", "")
    block = _package_block(text, package)
    if block is None:
        return None
    flags = re.search(r"^ +(?:pkgFlags|flags)=\[ ?(.*?) ?\]", block, re.MULTILINE)
    set_flags = flags[1].split() if flags else []
    filters = tuple(_filters(text, package))
    user0 = re.split(r"^    User (?!0:)\d+:", block, maxsplit=1, flags=re.MULTILINE)[0]
    entrances = tuple(dict.fromkeys(name for name, _ in filters))
    components = _activities(block)
    old_grants = _list_under(block, "grantedPermissions:")
    installer = _value(block, "installerPackageName")
    return AppInfo(
        package=package,
        version_name=_value(block, "versionName"),
        version_code=_number(_value(block, "versionCode")) or 0,
        target_sdk=_number(_value(block, "targetSdk")) or 0,
        min_sdk=_number(_value(block, "minSdk")) or 0,
        debuggable=("DEBUGGABLE" in set_flags) if flags else None,
        allow_backup=("ALLOW_BACKUP" in set_flags) if flags else None,
        uid=_number(_value(block, "userId") or _value(block, "appId")),
        installer="" if installer == "null" else installer,
        first_installed=_value(block, "firstInstallTime", whole_line=True),
        activities=components or entrances,
        activities_complete=bool(components),
        exported=entrances,
        launcher=_launcher(filters),
        disabled=_list_under(user0, "disabledComponents:"),
        deep_links=_deep_links(filters),
        permissions=_list_under(block, "requested permissions:") or old_grants,
        granted=tuple(dict.fromkeys(_GRANTED.findall(user0))) or old_grants,
        signature=_signature(block),
    )


def launcher_activity(text: str, package: str) -> str:
    """`package/full.class.Name` of the activity that the launcher shows; "" when there is none."""
    name = _launcher(_filters(text.replace("\r", ""), package))
    return f"{package}/{name}" if name else ""


def _launcher(filters: Iterable[tuple[str, dict[str, list[str]]]]) -> str:
    shown = (
        name for name, found in filters if MAIN in found.get("Action", ()) and LAUNCHER in found.get("Category", ())
    )
    return next(shown, "")


def _package_block(text: str, package: str) -> str | None:
    """The lines of `Package [NAME]`; the first, since an updated system app is listed a second time as hidden."""
    found = list(_BLOCK.finditer(text))
    for match in found:
        if match[1] == package:
            rest = text[match.start() :]
            end = re.search(r"\n(?=  \S|\S)", rest)
            return rest[: end.start()] if end else rest
    return None


def _value(block: str, name: str, *, whole_line: bool = False) -> str:
    match = re.search(rf"\b{name}=(.*)$" if whole_line else rf"\b{name}=(\S*)", block, re.MULTILINE)
    return match[1].strip() if match else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def _signature(block: str) -> str:
    """The hash by which the package manager names the signing certificate; not a digest one could look up."""
    match = re.search(r"signatures=PackageSignatures\{[^\[\n]*\[([0-9a-f]+)", block)
    return match[1] if match else ""


def _list_under(block: str, heading: str) -> tuple[str, ...]:
    """The names that stand deeper than `heading`, one a line."""
    lines = iter(block.splitlines())
    depth = next((len(line) - len(line.lstrip()) for line in lines if line.strip() == heading), None)
    found: list[str] = []
    for line in lines if depth is not None else ():
        if len(line) - len(line.lstrip()) <= (depth or 0) or not (match := _PERMISSION.match(line)):
            break
        found.append(match[1].rstrip(":"))
    return tuple(found)


def _activities(block: str) -> tuple[str, ...]:
    """Full class names below `activities:`, where each stands as `package/.Name`; aliases are among them."""
    listed = re.search(r"^    activities:\n((?: {6}\S+/\S+\n?)+)", block, re.MULTILINE)
    found = []
    for line in listed[1].split() if listed else ():
        owner, _, name = line.partition("/")
        found.append(owner + name if name.startswith(".") else name)
    return tuple(dict.fromkeys(found))


def _filters(text: str, package: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """(full class name, its filter's entries) for each activity in the Activity Resolver Table."""
    table = re.search(r"^\ufeff?Activity Resolver Table:\n((?: .*\n|\n(?= ))*)", text, re.MULTILINE)
    current: tuple[str, dict[str, list[str]]] | None = None
    for line in table[1].splitlines() if table else ():
        if entry := _ENTRY.match(line):
            if current:
                yield current
            owner, _, name = entry[1].partition("/")
            current = (owner + name if name.startswith(".") else name, {}) if owner == package else None
        elif current and (quoted := _QUOTED.match(line)):
            current[1].setdefault(quoted[1], []).append(quoted[2])
    if current:
        yield current


def _deep_links(filters: tuple[tuple[str, dict[str, list[str]]], ...]) -> tuple[str, ...]:
    """`scheme://host/path` of what a link may open, files apart; a host or path that is not given stays out."""
    links: dict[str, None] = {}
    for _, entries in filters:
        if VIEW not in entries.get("Action", ()):
            continue
        for scheme in sorted({*entries.get("Scheme", ())} - {"content", "file"}):
            for host in entries.get("Authority", [""]):
                for path in entries.get("Path", [""]) if host else [""]:
                    links[f"{scheme}://{host}{_path(path)}"] = None
    return tuple(links)


def _path(pattern: str) -> str:
    match = _PATTERN.match(pattern)
    return match[1] if match else pattern
