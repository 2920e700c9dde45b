"""A scanned file as a run records it, so that the same checks judge it."""

from __future__ import annotations

import platform

from patrol import __version__
from patrol.model.artifacts import AppInfo, Environment, PhoneInfo
from patrol.model.scan import Scan


def environment(scan: Scan, started_at: str) -> Environment:
    """Under which conditions: no phone; when, for certificates run out."""
    return Environment(
        run_id=scan.file,
        app=scan.file,
        package=scan.package,
        patrol=__version__,
        python=platform.python_version(),
        phone=PhoneInfo(serial=""),
        started_at=started_at,
        name=scan.label,
    )


def app_info(scan: Scan) -> AppInfo:
    """What the package manager would tell, out of the manifest. A flag that the manifest leaves out has Android's
    default: not debuggable, backup allowed."""
    activities = tuple(one.name for one in scan.components if one.kind == "activity")
    return AppInfo(
        package=scan.package,
        version_name=scan.version_name,
        version_code=scan.version_code,
        label=scan.label,
        target_sdk=scan.target_sdk,
        min_sdk=scan.min_sdk,
        debuggable=bool(scan.debuggable),
        allow_backup=scan.allow_backup is not False,
        cleartext=scan.cleartext if scan.cleartext is not None else scan.target_sdk < 28,
        installed_bytes=scan.bytes,
        activities=activities,
        activities_complete=True,
        exported=tuple(one.name for one in scan.components if one.kind == "activity" and one.exported),
        permissions=tuple(one.name for one in scan.permissions),
        components=scan.components,
    )
