"""The display's refresh rate: which modes it has, and which one the settings choose."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from patrol.virtualphone.contracts import App
from patrol.virtualphone.system.settings import Settings
from patrol.virtualphone.system.spec import PhoneSpec

PEAK, LEAST = "peak_refresh_rate", "min_refresh_rate"
"""Settings of the table `system`, as Android's display manager reads them."""


@runtime_checkable
class FollowsRefresh(Protocol):
    """An app that draws at the display's rate."""

    def refresh_changed(self) -> None:
        """`Host.refresh_hz` is another one from now on."""


def tell(app: App) -> None:
    if isinstance(app, FollowsRefresh):
        app.refresh_changed()


COMMON = (60.0, 90.0, 120.0)


def modes(spec: PhoneSpec) -> tuple[float, ...]:
    """What the display can do, in Hz, the slowest first. The place in it is a mode's id, counted from 1."""
    return tuple(sorted({*COMMON, float(spec.refresh_hz)}))


def chosen(spec: PhoneSpec, settings: Settings) -> float:
    """The fastest mode up to the peak that the settings allow, and none slower than their minimum: `settings put
    system peak_refresh_rate 120` changes it while apps are drawing. Without settings, what the phone was made with."""
    known = modes(spec)
    peak = settings.number("system", PEAK, spec.refresh_hz) or spec.refresh_hz
    allowed = [hz for hz in known if hz <= peak + 0.5] or [known[0]]
    least = settings.number("system", LEAST)
    faster = [hz for hz in known if hz >= least - 0.5] or [known[-1]]
    return max(allowed[-1], faster[0])
