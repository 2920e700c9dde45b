"""`dumpsys autofill`: the service that fills in forms, and its session with the app in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.system.accessibility import Autofilled

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone


def dump(phone: VirtualPhone, args: list[str]) -> str:
    del args
    service = phone.settings.get("secure", "autofill_service") or ""
    lines = ["Debug mode: false", "Verbose mode: false", "Disabled users: {}", "Max partitions per session: 10"]
    if phone.sdk < 26 or not service:
        return "\n".join([*lines, "Cached services: none", ""])
    lines += ["Cached services:", "  Service Info:", f"    Service Component: {service}", "    Enabled: true"]
    return "\n".join([*lines, *_sessions(phone), ""])


def _sessions(phone: VirtualPhone) -> list[str]:
    """One session while a field has the focus that the app offers to the service."""
    app = phone.activities.front.app
    view = app.autofill_field if isinstance(app, Autofilled) else 0
    process = phone.running.of_package(app.package)
    if not view or process is None:
        return ["  No sessions"]
    return [
        "  Sessions (1): ",
        "    #1:",
        "      id: 1849027",
        f"      uid: {process.uid}",
        f"      mComponentName: ComponentInfo{{{app.package}/{phone.activities.front.top}}}",
        f"      mCurrentViewId: {1073741824 + view}",
        "      mViewStates size: 1",
        "      mDestroyed: false",
        "      mIsSaving: false",
    ]
