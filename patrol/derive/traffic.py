"""Requests by endpoint and by page. System chatter that is not the app's is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from patrol.derive.timeline import Timeline
from patrol.model.artifacts import GatherFailure
from patrol.model.traffic import Flow, Traffic, cancelled

SYSTEM_HOSTS = frozenset(
    {
        "connectivitycheck.gstatic.com",
        "connectivitycheck.platform.hicloud.com",
        "connect.rom.miui.com",
        "www.google.com",
        "play.googleapis.com",
        "time.android.com",
        "captive.apple.com",
        "wifi.vivo.com.cn",
        "conn1.oppomobile.com",
        "conn2.oppomobile.com",
    }
)
"""Hosts that Android and makers' systems ask by themselves to see whether there is a network."""

VARIABLE = re.compile(r"^(?:[0-9]+|(?=[^0-9]*[0-9])[0-9a-fA-F-]{8,}|(?=(?:[^0-9]*[0-9]){4})[A-Za-z0-9_-]{6,})$")
"""A part of a path that names one thing among many: a number, hex or UUID, or a code with at least four digits."""

VERSION = re.compile(r"^v[0-9]+$")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """All requests of one method to one host and path; parts of the path that vary are written `{…}`."""

    key: str
    """Such as `GET api.bank.example/orders/{…}`: stable across builds."""
    method: str
    host: str
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """In the order of their first request."""

    endpoints: tuple[Endpoint, ...]
    flows: int


@dataclass(slots=True)
class PageTraffic:
    requests: int = 0
    failed: int = 0
    bytes: int = 0
    endpoints: dict[str, list[Flow]] = field(default_factory=dict)
    """Requests by endpoint, as Endpoint.key names it."""


@dataclass(frozen=True, slots=True)
class TrafficByPage:
    """A request belongs to the page that was shown, or was being opened, when it began."""

    pages: dict[str, PageTraffic]


def endpoints(traffic: Traffic) -> Endpoints | GatherFailure:
    """A failure when the app did talk, but not one request could be read: nothing may pass for want of sight."""
    found: dict[str, list[Flow]] = {}
    count = 0
    for flow in app_flows(traffic):
        count += 1
        found.setdefault(endpoint_key(flow), []).append(flow)
    if traffic.uninspected and not count:
        first = traffic.uninspected[0]
        message = f"none of {len(traffic.uninspected)} connections could be read ({first.host}: {first.reason})"
        return GatherFailure("traffic", "traffic", message, "See `patrol doctor` for the proxy's certificate.")
    return Endpoints(tuple(Endpoint(k, f[0].method, f[0].host, tuple(f)) for k, f in found.items()), count)


def traffic_by_page(traffic: Traffic, timeline: Timeline) -> TrafficByPage:
    found: dict[str, PageTraffic] = {}
    for flow in app_flows(traffic):
        page = timeline.drawn_page(flow.at_ms)
        one = found.get(page)
        if one is None:
            one = found[page] = PageTraffic()
        one.requests += 1
        one.failed += has_failed(flow)
        one.bytes += flow.request.size + flow.response.size
        one.endpoints.setdefault(endpoint_key(flow), []).append(flow)
    return TrafficByPage(found)


def app_flows(traffic: Traffic) -> Iterator[Flow]:
    """Without the system's own requests and without what the proxy was only told to pass on."""
    return (flow for flow in traffic.flows if flow.host not in SYSTEM_HOSTS and flow.method != "CONNECT")


UNFINISHED = "no answer before the recording ended"
"""The proxy's word for a request that was under way when it was stopped: nobody knows what became of it."""


def has_failed(flow: Flow) -> bool:
    """Whether nothing came back, or an answer of 400 and above. A request cut short by the recording's end has not, nor
    one that the app took back."""
    if flow.error == UNFINISHED or cancelled(flow):
        return False
    return bool(flow.error) or flow.status is None or flow.status >= 400


def endpoint_key(flow: Flow) -> str:
    """What requests for the same thing share, such as `GET api.bank.example/orders/{…}`."""
    return f"{flow.method} {flow.host}{path_shape(flow.path)}"


def path_shape(path: str) -> str:
    """The path without its query, with its variable parts folded to `{…}`."""
    return _shape(path.partition("?")[0])


@lru_cache(maxsize=65536)
def _shape(path: str) -> str:
    return "/".join(
        "{…}" if VARIABLE.match(part) and not VERSION.match(part) else part
        for part in path.partition("#")[0].split("/")
    )


def header(headers: tuple[tuple[str, str], ...], name: str) -> str:
    """The value of a header, "" when it is not there; `name` in lower case."""
    for key, value in headers:
        if len(key) == len(name) and key.lower() == name:
            return value
    return ""
