"""The package manager: what is installed, what it may do, and where its files are."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator

from patrol.virtualphone.system.manifest import Component, Installed, Manifest, Program
from patrol.virtualphone.system.spec import PhoneSpec

SYSTEM_PACKAGES = (
    "android",
    "com.android.bluetooth",
    "com.android.calendar",
    "com.android.camera2",
    "com.android.certinstaller",
    "com.android.contacts",
    "com.android.deskclock",
    "com.android.dialer",
    "com.android.documentsui",
    "com.android.externalstorage",
    "com.android.inputmethod.latin",
    "com.android.keychain",
    "com.android.launcher3",
    "com.android.location.fused",
    "com.android.messaging",
    "com.android.mms.service",
    "com.android.mtp",
    "com.android.packageinstaller",
    "com.android.phone",
    "com.android.providers.calendar",
    "com.android.providers.contacts",
    "com.android.providers.downloads",
    "com.android.providers.media",
    "com.android.providers.settings",
    "com.android.providers.telephony",
    "com.android.server.telecom",
    "com.android.settings",
    "com.android.shell",
    "com.android.systemui",
    "com.android.vpndialogs",
    "com.android.wallpaperbackup",
    "com.android.webview",
)

DANGEROUS = frozenset(
    f"android.permission.{name}"
    for name in (
        "ACCESS_COARSE_LOCATION ACCESS_FINE_LOCATION ACCESS_BACKGROUND_LOCATION ACCESS_MEDIA_LOCATION "
        "ACTIVITY_RECOGNITION ADD_VOICEMAIL ANSWER_PHONE_CALLS BLUETOOTH_ADVERTISE BLUETOOTH_CONNECT BLUETOOTH_SCAN "
        "BODY_SENSORS CALL_PHONE CAMERA GET_ACCOUNTS NEARBY_WIFI_DEVICES POST_NOTIFICATIONS PROCESS_OUTGOING_CALLS "
        "READ_CALENDAR READ_CALL_LOG READ_CONTACTS READ_EXTERNAL_STORAGE READ_MEDIA_AUDIO READ_MEDIA_IMAGES "
        "READ_MEDIA_VIDEO READ_PHONE_NUMBERS READ_PHONE_STATE READ_SMS RECEIVE_MMS RECEIVE_SMS RECEIVE_WAP_PUSH "
        "RECORD_AUDIO SEND_SMS USE_SIP UWB_RANGING WRITE_CALENDAR WRITE_CALL_LOG WRITE_CONTACTS "
        "WRITE_EXTERNAL_STORAGE"
    ).split()
)
"""Runtime permissions: protection level `dangerous` in the platform's manifest."""


def salted(package: str, salt: str) -> str:
    """The random part of an install folder, here the same for the same app."""
    digest = hashlib.sha256(f"{package} {salt}".encode()).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode()


def tag_of(*what: object) -> str:
    """Seven hex digits as object ids in dumps; the same object keeps its id."""
    return hashlib.sha256(repr(what).encode()).hexdigest()[:7].lstrip("0") or "1"


class PackageManager:
    """Installed packages by name."""

    def __init__(self, spec: PhoneSpec, wall_ms: Callable[[], float]) -> None:
        self._spec = spec
        self._wall_ms = wall_ms
        self._packages: dict[str, Installed] = {}
        self._next_uid = 10130
        for number, name in enumerate(SYSTEM_PACKAGES):
            self._add_system(name, 1000 if name in ("android", "com.android.settings") else 10040 + number)
        if spec.sdk >= 29:
            self._add_system("com.android.permissioncontroller", 10039)

    def _add_system(self, package: str, uid: int) -> None:
        launcher = Component("activity", f"{package}.Settings", exported=True, launcher=True)
        components = (launcher,) if package == "com.android.settings" else ()
        manifest = Manifest(
            package,
            package,
            version_name=self._spec.android,
            version_code=self._spec.sdk,
            target_sdk=self._spec.sdk,
            components=components,
            system=True,
        )
        path = f"/system/app/{package.rpartition('.')[2].title()}"
        self._packages[package] = Installed(manifest, None, uid, path, 1_230_768_000_000, 1_230_768_000_000)

    def __iter__(self) -> Iterator[Installed]:
        return iter(sorted(self._packages.values(), key=lambda installed: installed.package))

    def get(self, package: str) -> Installed | None:
        return self._packages.get(package)

    def by_uid(self, uid: int) -> Installed | None:
        return next((p for p in self._packages.values() if p.uid == uid), None)

    def install(self, program: Program, *, installer: str = "", grant_all: bool = False) -> Installed:
        """Install or update; an update keeps uid, data and granted permissions."""
        manifest, now = program.manifest, self._wall_ms()
        old = self._packages.get(manifest.package)
        salt = f"{manifest.version_code} {now}"
        installed = Installed(
            manifest,
            program,
            uid=old.uid if old else self._next_uid,
            code_path=self._code_path(manifest.package, salt),
            first_installed_ms=old.first_installed_ms if old else int(now),
            updated_ms=int(now),
            installer=installer,
            inode=int.from_bytes(hashlib.sha256(salt.encode()).digest()[:3], "big"),
        )
        if old:
            installed.granted, installed.stored, installed.asked = old.granted, old.stored, old.asked
        else:
            self._next_uid += 1
        for permission in self.runtime_permissions(installed):
            implied = permission == "android.permission.POST_NOTIFICATIONS" and manifest.target_sdk < 33
            installed.granted.setdefault(permission, grant_all or implied or manifest.target_sdk < 23)
        self._packages[manifest.package] = installed
        return installed

    def _code_path(self, package: str, salt: str) -> str:
        if self._spec.sdk >= 30:
            return f"/data/app/~~{salted(package, 'a' + salt)}/{package}-{salted(package, 'b' + salt)}"
        return f"/data/app/{package}-{salted(package, salt)}"

    def uninstall(self, package: str) -> bool:
        """False when it is not there or belongs to the system."""
        installed = self._packages.get(package)
        if installed is None or installed.manifest.system:
            return False
        del self._packages[package]
        return True

    def runtime_permissions(self, installed: Installed) -> tuple[str, ...]:
        """Those of its permissions that this Android asks the user for."""
        known = DANGEROUS if self._spec.sdk >= 33 else DANGEROUS - {"android.permission.POST_NOTIFICATIONS"}
        return tuple(p for p in installed.manifest.permissions if p in known)

    def holds(self, installed: Installed, permission: str) -> bool:
        if permission in self.runtime_permissions(installed):
            return installed.granted.get(permission, False)
        return permission in installed.manifest.permissions

    def clear(self, installed: Installed) -> None:
        """`pm clear`: data and granted permissions go."""
        installed.stored.clear()
        installed.asked.clear()
        for permission in installed.granted:
            installed.granted[permission] = installed.manifest.target_sdk < 23
