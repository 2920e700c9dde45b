"""One gatherer a file, each recording one artifact; this is the list of them, in the order they are started."""

from __future__ import annotations

from collections.abc import Callable, Collection

from patrol.errors import ConfigError
from patrol.gather.app_info import AppInfoGatherer
from patrol.gather.calls import CallsGatherer
from patrol.gather.cost import CostGatherer
from patrol.gather.device_log import DeviceLogGatherer
from patrol.gather.frames import FramesGatherer
from patrol.gather.privacy import PrivacyGatherer
from patrol.gather.quiet import QuietGatherer
from patrol.gather.resources import ResourcesGatherer
from patrol.gather.scan import ScanGatherer
from patrol.gather.session import AnyGatherer, Gathering
from patrol.gather.startup import StartUpGatherer
from patrol.gather.toasts import ToastsGatherer
from patrol.gather.traffic import TrafficGatherer
from patrol.gather.values import ValuesGatherer
from patrol.yamlplaces import unknown

GATHERERS: tuple[Callable[[], AnyGatherer], ...] = (
    CostGatherer,
    AppInfoGatherer,
    ScanGatherer,
    ValuesGatherer,
    DeviceLogGatherer,
    TrafficGatherer,
    CallsGatherer,
    StartUpGatherer,
    FramesGatherer,
    ResourcesGatherer,
    QuietGatherer,
    ToastsGatherer,
    PrivacyGatherer,
)
"""What measuring costs is counted around all others. The log comes early, to have what the others cause; the proxy is
up before the app is first used, and so are the hooks. Values are looked for in what log, proxy and hooks see, from
before they begin until they have ended."""


def names() -> tuple[str, ...]:
    """The names by which gatherers are left out."""
    return tuple(make().name for make in GATHERERS)


def gatherers(without: Collection[str] = ()) -> tuple[AnyGatherer, ...]:
    """New gatherers for one run, in order. Raises ConfigError for a name that no gatherer has."""
    for name in sorted(set(without) - set(names())):
        raise ConfigError(unknown("gatherer", name, names()))
    return tuple(gatherer for gatherer in (make() for make in GATHERERS) if gatherer.name not in without)


__all__ = ["GATHERERS", "Gathering", "gatherers", "names"]
