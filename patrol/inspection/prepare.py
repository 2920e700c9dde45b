"""What a run finds out before it begins: the phone's clock, its conditions, what the app declares."""

from __future__ import annotations

import platform
import time
from importlib import metadata

from patrol import __version__
from patrol.clock import Clock
from patrol.device.driver import Driver
from patrol.device.parse.package import app_info
from patrol.device.phone_clock import clock_offset_ms
from patrol.errors import DeviceError, DeviceLost
from patrol.inspection.plan import Plan
from patrol.model.artifacts import AppInfo, Environment
from patrol.store.run_folder import RunHead

TOOLS = ("adbutils", "frida", "mitmproxy", "uiautomator2")


def environment_of(head: RunHead, plan: Plan, driver: Driver, clock: Clock) -> Environment:
    """What the run inspects, on what and with what."""
    return Environment(
        run_id=head.run_id,
        app=plan.app,
        package=plan.scenario.package,
        patrol=__version__,
        python=platform.python_version(),
        phone=driver.info(),
        started_at=head.started_at,
        phone_clock_offset_ms=clock_offset_ms(driver),
        started_epoch_ms=round(time.time() * 1000) - clock.now_ms(),
        seed=plan.seed,
        options=_options(plan),
        name=plan.scenario.name,
        name_en=plan.scenario.name_en,
        tools={name: version for name in TOOLS if (version := _version(name))},
    )


def _options(plan: Plan) -> dict[str, str | int | float | bool | None]:
    return {
        "actions": plan.actions,
        "minutes": plan.minutes,
        "quiet": plan.quiet_s,
        "crawl": plan.crawl,
        "launches": plan.launches if plan.measure else 0,
        "journeys": len(plan.play),
        "without": ", ".join(sorted(plan.without)),
    }


def declared_by(driver: Driver, package: str) -> AppInfo | None:
    """Links and activities that the app opens to others; None where the phone does not tell."""
    try:
        return app_info(driver.shell(f"dumpsys package {package}").output, package)
    except DeviceLost:
        raise
    except DeviceError:
        return None


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # the gatherer that needs it says so
        return ""


def installed(driver: Driver, package: str) -> bool:
    return f"package:{package}" in driver.shell(f"pm list packages {package}").output.split()
