"""Who made a call: the app or an SDK, told by the stack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from patrol.catalogue.sdks import Sdk, Sdks

SYSTEM = (
    *("java", "javax", "sun", "jdk", "android", "com.android", "dalvik", "libcore", "org.apache.harmony"),
    *("com.android.internal", "art", "patrol"),
)
"""Packages of the platform, and of patrol's own virtual phone."""
NEUTRAL = (
    *(
        "androidx",
        "android.support",
        "kotlin",
        "kotlinx",
        "okhttp3",
        "okio",
        "retrofit2",
        "io.reactivex",
        "rx",
        "dagger",
    ),
    *("com.google.gson", "com.google.common", "org.json", "com.bumptech.glide", "com.squareup"),
    *("org.apache.http", "com.facebook.fresco", "com.facebook.react", "com.tencent.mmkv", "org.greenrobot"),
    *("org.jetbrains.annotations", "org.intellij.lang.annotations", "_COROUTINE"),
    *("io.flutter", "de.robv.android.xposed"),
)
"""Libraries that do what their caller wants: whoever calls them is asked."""
FRAME = re.compile(r"^(?:[\w.-]+/)?(?P<owner>[\w$.]+)\.(?P<member>[\w$<>]+)\(")
"""`java.base/com.bank.Main.onCreate(Main.java:12)`."""
NATIVE = re.compile(r"^(?P<library>[\w.+-]+\.so[\w.]*)!")
SHORT_NAME = 2
"""Letters of a package's part that R8 has shortened."""
SHARED = frozenset({"com", "org", "net", "io", "cn", "gitee", "github", "gitlab", "sourceforge", "co", "gov", "edu"})
"""First two parts of a package that many owners share: `io.github.NAME`, `cn.com.NAME`."""


class CallerKind(StrEnum):
    app = "app"
    sdk = "sdk"
    unknown = "unknown"
    """Code that belongs to no known SDK and lies outside the app's own packages."""
    system = "system"
    """Only the platform's own frames were seen."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who made a call. `frame` is the frame that decided; `behind` are the SDKs further out, inner first."""

    kind: CallerKind
    sdk: Sdk | None = None
    package: str = ""
    """Prefix of the SDK, or the package of the frame."""
    frame: str = ""
    obfuscated: bool = False
    """The deciding frame's package was shortened, so that it may belong to anybody."""
    behind: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Stable across builds and runs: `app`, an SDK's id, `unknown com.datapulse`, `obfuscated a.b`, `system`."""
        if self.sdk is not None:
            return self.sdk.id
        if self.kind is not CallerKind.unknown:
            return self.kind.value
        return f"obfuscated {self.package}".strip() if self.obfuscated else f"unknown {family(self.package)}"


def family(package: str) -> str:
    """The part of a package name that tells its owner: `com.datapulse` of `com.datapulse.core.net`, three parts where
    the first two are shared by many."""
    parts = package.split(".")
    return ".".join(parts[: 3 if SHARED.issuperset(parts[:2]) else 2])


def caller(stack: tuple[str, ...], own: tuple[str, ...], sdks: Sdks) -> Caller:
    """Who made the call with this stack, innermost frame first: the first frame from within that is neither the
    platform's nor a helping library's. `own` are the app's packages.
    """
    found: Caller | None = None
    behind: list[str] = []
    for line in stack:
        native = NATIVE.match(line)
        sdk = sdks.of_library(native["library"]) if native else None
        owner = "" if native else _owner(line)
        if sdk is None and (not owner or _passed_over(owner)):
            continue
        one = _by_library(sdk, native["library"], line) if sdk and native else _by_class(owner, own, sdks, line)
        if found is None:
            found = one
        elif one.sdk is not None and one.sdk is not found.sdk and one.sdk.id not in behind:
            behind.append(one.sdk.id)
    if found is None:
        return Caller(CallerKind.system, frame=stack[0] if stack else "")
    return Caller(found.kind, found.sdk, found.package, found.frame, found.obfuscated, tuple(behind))


def retraced(line: str, mapping: Mapping[str, str]) -> str:
    """A frame with the true name of its class; as it is where the mapping does not know it."""
    frame = FRAME.match(line) if mapping else None
    true = mapping.get(frame["owner"]) if frame else None
    return line[: frame.start("owner")] + true + line[frame.end("owner") :] if frame and true else line


def _owner(line: str) -> str:
    frame = FRAME.match(line)
    return frame["owner"] if frame else ""


def _by_library(sdk: Sdk, library: str, line: str) -> Caller:
    return Caller(CallerKind.sdk, sdk, library, line)


def _by_class(owner: str, own: tuple[str, ...], sdks: Sdks, line: str) -> Caller:
    known = sdks.of_class(owner)
    package = owner.rpartition(".")[0]
    mine = max((prefix for prefix in own if _within(owner, (prefix,))), key=len, default="")
    if known is not None and len(known[1]) > len(mine):
        return Caller(CallerKind.sdk, known[0], known[1], line)
    if mine:
        return Caller(CallerKind.app, None, mine, line)
    return Caller(CallerKind.unknown, None, package, line, _shortened(package))


PASSED_OVER = frozenset((*SYSTEM, *NEUTRAL))


@lru_cache(1 << 14)
def _passed_over(owner: str) -> bool:
    """Whether a class belongs to the platform or to a helping library; the same classes stand on most stacks."""
    while owner:
        if owner in PASSED_OVER:
            return True
        owner = owner.rpartition(".")[0]
    return False


def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def _shortened(package: str) -> bool:
    parts = package.split(".")
    return not package or all(len(part) <= SHORT_NAME for part in parts[-2:])
