"""Every service that dumpsys knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from patrol.virtualphone.system.dumps import (
    activity,
    autofill,
    consumption,
    gfxinfo,
    meminfo,
    package,
    small,
    surfaceflinger,
    window,
)

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

Dump = Callable[["VirtualPhone", list[str]], str]

SERVICES: Mapping[str, Dump] = MappingProxyType(
    {
        "SurfaceFlinger": surfaceflinger.dump,
        "activity": activity.dump,
        "appops": small.appops,
        "audio": small.audio,
        "autofill": autofill.dump,
        "battery": small.battery,
        "clipboard": small.clipboard,
        "connectivity": small.connectivity,
        "cpuinfo": small.cpuinfo,
        "deviceidle": small.deviceidle,
        "diskstats": consumption.diskstats,
        "display": small.display,
        "dropbox": consumption.dropbox,
        "gfxinfo": gfxinfo.dump,
        "input": small.input_,
        "input_method": small.input_method,
        "iphonesubinfo": small.iphonesubinfo,
        "location": small.location,
        "meminfo": meminfo.dump,
        "netstats": consumption.netstats,
        "notification": small.notification,
        "package": package.dump,
        "permission": small.permission,
        "power": consumption.power,
        "settings": small.settings,
        "thermalservice": small.thermalservice,
        "trust": small.trust,
        "usagestats": small.usagestats,
        "wifi": small.wifi,
        "window": window.dump,
    }
)
"""Service name → its dump."""
