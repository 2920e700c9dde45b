"""What the package manager knows of an app, whoever wrote it; the seam between app/ and system/."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from patrol.virtualphone.contracts import App, Host


@dataclass(frozen=True, slots=True)
class Component:
    """One entry of AndroidManifest.xml."""

    kind: str
    """activity, service, receiver, provider."""
    name: str
    """Full class name."""
    exported: bool = False
    launcher: bool = False
    permission: str = ""
    links: tuple[str, ...] = ()
    """Deep links it answers: `bank://product/{id}`; scheme and host as filters, the path by its fixed part."""
    actions: tuple[str, ...] = ()
    """Of its intent filter."""
    again_ms: float = 0
    """So long after its process was ended in the background the system starts it anew for this service: one that is
    sticky, a job, a sync. 0: not."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """An app's declarations."""

    package: str
    label: str
    label_en: str = ""
    version_name: str = "1.0"
    version_code: int = 1
    min_sdk: int = 23
    target_sdk: int = 34
    permissions: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    debuggable: bool = False
    allow_backup: bool = False
    cleartext: bool = False
    trusts_user_certificates: bool = False
    """networkSecurityConfig lists user certificates; debuggable apps usually do, others do not."""
    system: bool = False
    process: str = ""
    application: str = ""
    """Class of the Application; "" for Android's own."""

    @property
    def activities(self) -> tuple[Component, ...]:
        return tuple(c for c in self.components if c.kind == "activity")

    @property
    def launcher(self) -> Component | None:
        return next((c for c in self.activities if c.launcher), None)

    def activity(self, name: str) -> Component | None:
        return next((c for c in self.activities if c.name == name), None)


@dataclass(frozen=True, slots=True)
class HostPorts:
    """Where on this machine a server name of an app is answered."""

    http: int = 0
    https: int = 0


class Program(Protocol):
    """An app that can be installed: its declarations and the way to begin a process of it."""

    @property
    def manifest(self) -> Manifest: ...

    @property
    def size_bytes(self) -> int:
        """Of its APK, as the package manager reports it."""

    @property
    def package_file(self) -> bytes:
        """Its APK, as it can be fetched."""

    def start(self, host: Host, pid: int, stored: MutableMapping[str, Any]) -> App:
        """A new process. `stored` outlives it and is emptied when the app's data is cleared."""


@dataclass(slots=True)
class Installed:
    """An installed package."""

    manifest: Manifest
    program: Program | None
    uid: int
    code_path: str
    first_installed_ms: int
    updated_ms: int
    installer: str = ""
    granted: dict[str, bool] = field(default_factory=dict)
    """Runtime permissions; install-time ones are always held."""
    asked: dict[str, int] = field(default_factory=dict)
    """How often the user refused a permission: twice is `don't ask again` from Android 11 on."""
    stored: dict[str, Any] = field(default_factory=dict)
    enabled: bool = True
    stopped: bool = True
    inode: int = 0

    @property
    def package(self) -> str:
        return self.manifest.package

    @property
    def app_id_name(self) -> str:
        """`u0_a123`, as ps prints it."""
        return f"u0_a{self.uid - 10000}" if self.uid >= 10000 else "system"


Hosts = Mapping[str, HostPorts]
