"""What the package manager knows of the app."""

from __future__ import annotations

import shlex

import msgspec

from patrol.device.parse.decode import to_int
from patrol.device.parse.package import app_info
from patrol.device.parse.phone import package_paths
from patrol.errors import GatherError
from patrol.gather.base import GatherContext
from patrol.model.artifacts import AppInfo


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
        self._info = msgspec.structs.replace(info, installed_bytes=_installed_bytes(ctx))

    def stop(self, ctx: GatherContext) -> None: ...

    def artifact(self, ctx: GatherContext) -> AppInfo:
        if self._info is None:
            raise GatherError("The package manager was not asked.")
        return self._info


def _installed_bytes(ctx: GatherContext) -> int | None:
    """Size of the APK files together; None when one of them cannot be looked at."""
    paths = package_paths(ctx.driver.shell(f"pm path {shlex.quote(ctx.package)}").output)
    if not paths:
        return None
    listing = ctx.driver.shell(f"stat -c %s {shlex.join(paths)}").output
    sizes = [to_int(line) for line in listing.split("\n") if line.strip()]
    if len(sizes) != len(paths) or None in sizes:
        return None
    return sum(size for size in sizes if size is not None)
