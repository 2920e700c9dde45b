"""The phone's half of the proxy: port, setting, certificate, and names that only this phone resolves. All changes are
journaled before they are made."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass
from pathlib import Path

from patrol.device.driver import Driver
from patrol.device.settings_journal import Change, SettingsJournal
from patrol.errors import DeviceError, DeviceLost

SYSTEM_STORE = "/system/etc/security/cacerts"
CONSCRYPT_STORE = "/apex/com.android.conscrypt/cacerts"
"""Where Android 14 (API level 34) and up looks for the system's authorities."""
HOSTS_PROPERTY = "ro.patrol.hosts"
CA_PROPERTY = "ro.patrol.ca"
"""A virtual phone's apps talk to a back end of their own; these say where it is and who vouches for it."""

LANDING = "/data/local/tmp/patrol-ca.pem"

UNTRUSTED = (
    "The proxy's certificate could not be put into the phone's system store, so HTTPS of apps that trust only that "
    "store is seen as connections, not as requests. A rooted phone, an emulator without Play Store (adb root, "
    "adb remount) or a build whose network security configuration trusts user certificates can be inspected."
)


@dataclass(frozen=True, slots=True)
class PhoneProxy:
    """What was set on the phone."""

    how: str
    port: int
    trusted: bool


def point_at(driver: Driver, journal: SettingsJournal, host_port: int, ca: bytes) -> PhoneProxy:
    """Lead the phone's HTTP and HTTPS to the proxy on `host_port`. Raises DeviceError, everything put back."""
    trusted = trust(driver, journal, ca)
    try:
        port = _reversed(driver, journal, host_port)
        journal.put(driver.shell, "global", "http_proxy", f"127.0.0.1:{port}")
    except DeviceError:
        put_back(driver, journal)
        raise
    return PhoneProxy("adb-reverse", port, trusted)


def _reversed(driver: Driver, journal: SettingsJournal, host_port: int) -> int:
    """The port of the phone that reaches the proxy: of the same number, which can be written down before; another one
    where that is taken on the phone."""
    journal.note_reverse(host_port)
    try:
        return driver.reverse(host_port, host_port)
    except DeviceLost:
        raise
    except DeviceError:
        journal.settled(Change("reverse", str(host_port)))
    port = driver.reverse(0, host_port)
    journal.note_reverse(port)
    return port


def put_back(driver: Driver, journal: SettingsJournal) -> None:
    """Undo everything in the journal that belongs to the proxy, and nothing else."""
    journal.restore(driver.shell, driver.remove_reverse, only=_is_ours)


def _is_ours(change: Change) -> bool:
    return change.key == "http_proxy" or change.namespace in {"reverse", "file"}


def trust(driver: Driver, journal: SettingsJournal, ca: bytes) -> bool:
    """Whether apps that trust the system's authorities trust the proxy now."""
    store = CONSCRYPT_STORE if driver.info().sdk >= 34 else SYSTEM_STORE
    path = f"{store}/{subject_hash(ca)}.0"
    if driver.shell(f"ls {shlex.quote(path)}").exit_code == 0:
        return True
    change = Change("file", path)
    journal.note(change)
    try:
        driver.push(ca, path)
    except DeviceError:
        if not _placed_by_root(driver, ca, path):
            journal.settled(change)
            return False
    return True


def _placed_by_root(driver: Driver, ca: bytes, path: str) -> bool:
    """Copied with `su`, where there is one. AOSP's takes a user, Magisk's and others' take -c."""
    driver.push(ca, LANDING)
    copy = f"cp {LANDING} {shlex.quote(path)} && chmod 644 {shlex.quote(path)}"
    for root in ("su 0 sh -c", "su -c"):
        driver.shell(f"{root} {shlex.quote(copy)}")
        if driver.shell(f"ls {shlex.quote(path)}").exit_code == 0:
            break
    driver.shell(f"rm -f {LANDING}")
    return driver.shell(f"ls {shlex.quote(path)}").exit_code == 0


def subject_hash(pem: bytes) -> str:
    """The file name that Android gives an authority: OpenSSL's subject hash of old, the first bytes of the MD5 of the
    DER subject."""
    from cryptography import x509

    subject = x509.load_pem_x509_certificate(pem).subject
    digest = hashlib.md5(subject.public_bytes(), usedforsecurity=False).digest()
    return f"{int.from_bytes(digest[:4], 'little'):08x}"


def own_hosts(driver: Driver) -> dict[str, dict[str, int]]:
    """Names that only the phone resolves → {"http": port, "https": port} on this machine; empty on a real phone."""
    text = driver.shell(f"getprop {HOSTS_PROPERTY}").output.strip()
    try:
        said = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(said, dict):
        return {}
    return {
        str(host): {str(scheme): port for scheme, port in ports.items() if isinstance(port, int)}
        for host, ports in said.items()
        if isinstance(ports, dict)
    }


def own_authority(driver: Driver) -> bytes:
    """The authority (PEM) of the phone's own back end; b"" on a real phone."""
    path = driver.shell(f"getprop {CA_PROPERTY}").output.strip()
    return driver.pull(path) if path.startswith("/") else b""


def authorities_with(extra: bytes, folder: Path) -> Path | None:
    """A bundle of the public authorities and `extra`; None when there is nothing to add."""
    if not extra:
        return None
    import certifi

    bundle = folder / f"authorities-{hashlib.sha256(extra).hexdigest()[:16]}.pem"
    if not bundle.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = bundle.with_suffix(".part")
        part.write_bytes(Path(certifi.where()).read_bytes() + b"\n" + extra)
        part.replace(bundle)
    return bundle
