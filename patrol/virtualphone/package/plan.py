"""What the section `apk:` of a build file says about the app's APK, beside what its pages do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """Code that calls an API without any page doing so."""

    api: str
    """`package.Class.method`."""
    through: tuple[str, ...]
    arguments: tuple[str, ...] = ()
    entered: str = "start"
    """start: from the application; never: nobody calls it; named: only by its class's name, as text."""


@dataclass(frozen=True, slots=True)
class Library:
    """A native library for the phone's ABI; made of headers alone."""

    name: str
    nx: bool = True
    relro: str = "full"
    canary: bool = True
    stripped: bool = True
    aligned_16k: bool = True


@dataclass(frozen=True, slots=True)
class NetworkRule:
    """A rule of the network security configuration; () are the domains of the base."""

    domains: tuple[str, ...] = ()
    cleartext: bool | None = None
    user_certificates: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """How the APK is signed."""

    schemes: tuple[str, ...] = ("v1", "v2")
    digest: str = "sha256"
    """Of the JAR signature (v1): sha256 or sha1."""
    key: str = "strong"
    """strong: RSA 2048 with SHA-256; weak: RSA 1024 with SHA-1."""


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """All of it; an app that says nothing gets code for what its pages do, and a signature."""

    application: str = ""
    """Class that is made first; `.App` unless given."""
    calls: tuple[Piece, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    """`package.Class.NAME` → its text."""
    classes: tuple[str, ...] = ()
    """Classes without code of interest: SDKs that are there."""
    meta_data: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    """Path below assets/ → text."""
    libraries: tuple[Library, ...] = ()
    network: tuple[NetworkRule, ...] = ()
    signed: Signed = Signed()
