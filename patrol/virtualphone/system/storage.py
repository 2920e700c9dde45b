"""The phone's folders as they are after the first boot, and the files the kernel makes up: /proc, /sys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.shell.command import entries
from patrol.virtualphone.shell.files import SHARED
from patrol.virtualphone.system.kernel import Proc, Sys
from patrol.virtualphone.system.trust import CONSCRYPT_STORE

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

_SHELL_OWNED = ("/data/local/tmp", "/data/local/traces")
_FOLDERS = (
    "/acct",
    "/apex",
    "/cache",
    "/data/anr",
    "/data/app",
    "/data/data",
    "/data/local",
    "/data/misc/user/0",
    "/data/system",
    "/data/tombstones",
    "/data/user/0",
    "/dev",
    "/mnt",
    "/odm",
    "/product",
    "/storage/self",
    "/system/app",
    "/system/bin",
    "/system/etc/security/cacerts",
    "/system/fonts",
    "/system/framework",
    "/system/lib64",
    "/system/priv-app",
    "/vendor",
)
_SHARED = (
    "Alarms",
    "Android/data",
    "Android/obb",
    "DCIM/Camera",
    "Documents",
    "Download",
    "Movies",
    "Music",
    "Pictures",
)


def prepare_storage(phone: VirtualPhone) -> None:
    """Fill an empty file system."""
    files = phone.files
    for folder in _FOLDERS:
        files.mkdir(folder, parents=True)
    if phone.spec.sdk >= 34:
        files.mkdir(CONSCRYPT_STORE, parents=True)
    for folder in _SHELL_OWNED:
        files.mkdir(folder, 0o771, parents=True)
        files.chown(folder, 2000, 2000)
    for folder in _SHARED:
        files.mkdir(f"{SHARED}/{folder}", 0o770, parents=True)
    _open_shared(phone, SHARED)
    files.symlink("/storage/self/primary", SHARED)
    files.symlink("/sdcard", "/storage/self/primary")
    files.symlink("/bin", "/system/bin")
    files.symlink("/etc", "/system/etc")
    for private in ("/data/app", "/data/data", "/data/user", "/data/user/0", "/data/system", "/data/misc"):
        files.chmod(private, 0o771)
    files.chmod("/data", 0o771)
    files.chmod("/data/anr", 0o775)
    files.write("/dev/null", b"")
    _system_files(phone)
    proc = Proc(phone)
    files.mount("/proc", proc.look, proc.owner)
    files.mount("/sys", Sys(phone).look)


def _open_shared(phone: VirtualPhone, top: str) -> None:
    """Shared storage belongs to root:sdcard_rw and is writable by it."""
    phone.files.chmod(top, 0o771)
    phone.files.chown(top, 0, 1015)
    for name in phone.files.listdir(top):
        if phone.files.is_dir(f"{top}/{name}"):
            _open_shared(phone, f"{top}/{name}")
    phone.files.chmod(top, 0o770)


def _system_files(phone: VirtualPhone) -> None:
    files, spec = phone.files, phone.spec
    for entry in entries(spec.sdk):
        if not entry.builtin:
            files.write(f"/system/bin/{entry.name}", b"\x7fELF", 0o755)
    for name in ("app_process", "app_process64", "linker64"):
        files.write(f"/system/bin/{name}", b"\x7fELF", 0o755)
    wanted = ("ro.build.", "ro.product.")
    lines = [f"{k}={v}\n" for k, v in sorted(phone.properties.items()) if k.startswith(wanted)]
    files.write("/system/build.prop", "".join(lines).encode(), 0o600)
    files.write("/system/etc/hosts", b"127.0.0.1       localhost\n::1             ip6-localhost\n")
    files.set_read_only("/system")
