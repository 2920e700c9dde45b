"""What the package manager knows of the app, and the components of its manifest, which only the APK tells whole."""

from __future__ import annotations

import base64
import binascii
import io
import shlex
import zipfile
import zlib

import msgspec

from patrol.apk.manifest import MAX_BYTES, components
from patrol.device.parse.decode import to_int
from patrol.device.parse.package import app_info
from patrol.device.parse.phone import package_paths
from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.model.artifacts import AppInfo

MANIFEST = "AndroidManifest.xml"
PULLED_BYTES = 100_000_000
"""Phones before Android 9 cannot unpack: then the whole APK is fetched, up to this size."""


class AppInfoGatherer:
    """Reads `dumpsys package --all-components` once, when the run starts."""

    name = "app"
    artifact_name = "app"

    def __init__(self) -> None:
        self._info: AppInfo | None = None

    def start(self, ctx: GatherContext) -> None:
        name = shlex.quote(ctx.package)
        # All components where the package manager can (Android 8 could not everywhere), else those with filters.
        dumps = (ctx.driver.shell(f"dumpsys package {how}{name}", timeout_s=30) for how in ("--all-components ", ""))
        info = next(filter(None, (app_info(dump.output, ctx.package) for dump in dumps)), None)
        if info is None:
            raise GatherError(
                f"The package manager does not know {ctx.package}.",
                advice="Install the app, or correct `package:` in app.yaml.",
            )
        paths = package_paths(ctx.driver.shell(f"pm path {shlex.quote(ctx.package)}").output)
        size = _installed_bytes(ctx, paths)
        base = next((path for path in paths if path.endswith("/base.apk")), paths[0] if paths else "")
        found = components(_manifest(ctx, base, size or 0)) if base else None
        note = "" if found is not None else f"the manifest of {base or 'the app'} cannot be read"
        self._info = msgspec.structs.replace(info, installed_bytes=size, components=found or (), components_note=note)

    def stop(self, ctx: GatherContext) -> None: ...

    def artifact(self, ctx: GatherContext) -> AppInfo:
        if self._info is None:
            raise GatherError("The package manager was not asked.")
        return self._info


def _installed_bytes(ctx: GatherContext, paths: tuple[str, ...]) -> int | None:
    """Size of the APK files together; None when one of them cannot be looked at."""
    if not paths:
        return None
    listing = ctx.driver.shell(f"stat -c %s {shlex.join(paths)}").output
    sizes = [to_int(line) for line in listing.split("\n") if line.strip()]
    if len(sizes) != len(paths) or None in sizes:
        return None
    return sum(size for size in sizes if size is not None)


def _manifest(ctx: GatherContext, apk: str, size: int) -> bytes:
    """The binary manifest inside an APK on the phone; nothing when it does not give it out."""
    said = ctx.driver.shell(f"unzip -p {shlex.quote(apk)} {MANIFEST} | base64", timeout_s=30).output
    try:
        if data := base64.b64decode("".join(said.split()), validate=True):
            return data
    except binascii.Error:
        pass  # it knows no unzip, and said so
    return _pulled(ctx, apk) if size <= PULLED_BYTES else b""


def _pulled(ctx: GatherContext, apk: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(ctx.driver.pull(apk))) as archive, archive.open(MANIFEST) as file:
            return file.read(MAX_BYTES)
    except DeviceLost:
        raise
    except (DeviceError, OSError, zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError):
        return b""  # not to be read by the shell, damaged, or locked by a packer
