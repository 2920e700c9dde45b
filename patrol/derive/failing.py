"""Requests that failed, and whether the app told its user; what an app does in a network that is weak or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.incidents import IncidentKind, Incidents
from patrol.derive.telling import Telling
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import app_flows, has_failed
from patrol.derive.waterfall import RETRY_WITHIN_MS
from patrol.model.network import NetworkSpell
from patrol.model.traffic import Flow, Traffic

TOLD_WITHIN_MS = 6_000
"""An app that tells of a failure does so at once; the looks of a crawl and a toast's second come on top."""
LATE_TOAST_MS = 1_500
"""A toast is read up to a second after it came up."""
ASSETS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".css", ".js", ".woff", ".woff2", ".ttf", ".mp4", ".ico")
"""What fails of these leaves a gap that people see."""

CRASHES = (IncidentKind.crash, IncidentKind.native_crash, IncidentKind.anr)


@dataclass(frozen=True, slots=True)
class Failed:
    """A request of the app's own servers that failed."""

    flow: Flow
    page: str
    told: str
    """The words in which the user was told; "" when none were seen."""
    looked: bool
    """Somebody looked at the screen after it failed; else nobody knows."""
    mended: bool
    """The app tried again and got its answer."""


@dataclass(frozen=True, slots=True)
class Failures:
    failed: tuple[Failed, ...]
    hears_toasts: bool

    @property
    def swallowed(self) -> tuple[Failed, ...]:
        return tuple(one for one in self.failed if one.looked and not one.told and not one.mended)


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the app did while one weak network was in force."""

    spell: NetworkSpell
    requests: int
    failed: tuple[Flow, ...]
    retries: int
    told: str
    """The words in which the user was told; "" when none were seen."""
    looks: int
    """Looks at the screen after the first failure."""
    page: str = ""
    """Page of the last look."""
    last_ms: int = 0
    """When that was."""
    loading: bool = False
    """At the last look it still said that something was to come."""
    blank: bool = False
    crashed: bool = False

    @property
    def gone(self) -> bool:
        """The network was gone altogether."""
        return self.spell.profile.offline or self.spell.profile.loss >= 1

    @property
    def lost(self) -> bool:
        """Without a network the app needed one, and left its user without a word."""
        return self.gone and bool(self.failed) and self.looks > 0 and not self.told


@dataclass(frozen=True, slots=True)
class Reactions:
    spells: tuple[Reaction, ...]


def failures(traffic: Traffic, timeline: Timeline, telling: Telling) -> Failures:
    flows = sorted(app_flows(traffic), key=lambda flow: flow.at_ms)
    answered: dict[tuple[str, str], list[int]] = {}
    for flow in flows:
        if not has_failed(flow):
            answered.setdefault((flow.method, flow.url), []).append(flow.at_ms)
    found = []
    for flow in flows:
        if not _matters(flow, traffic):
            continue
        end = flow.at_ms + (flow.timing.total or 0.0)
        later = answered.get((flow.method, flow.url), ())
        mended = any(flow.at_ms < at <= end + RETRY_WITHIN_MS for at in later)
        told = telling.told(end, end + TOLD_WITHIN_MS)
        looked = bool(telling.looks(end, end + TOLD_WITHIN_MS))
        found.append(Failed(flow, timeline.drawn_page(flow.at_ms), told, looked, mended))
    return Failures(tuple(found), telling.hears_toasts)


def _matters(flow: Flow, traffic: Traffic) -> bool:
    """A user must know when what he asked for failed; not of a tracker's or a picture's fate, nor of 401 and 404 which
    the app may ask on purpose. What failed in a network that patrol took away is judged as a reaction to that."""
    if not has_failed(flow) or flow.status in (401, 404) or flow.network:
        return False
    own = not traffic.own_hosts or flow.host in traffic.own_hosts
    return own and not flow.path.partition("?")[0].lower().endswith(ASSETS)


def reactions(traffic: Traffic, telling: Telling, incidents: Incidents | None) -> Reactions:
    return Reactions(tuple(_reaction(spell, traffic, telling, incidents) for spell in traffic.spells))


def _reaction(spell: NetworkSpell, traffic: Traffic, telling: Telling, incidents: Incidents | None) -> Reaction:
    flows = [flow for flow in app_flows(traffic) if spell.from_ms <= flow.at_ms < spell.to_ms]
    failed = tuple(flow for flow in flows if has_failed(flow) and _own(flow, traffic))
    since = min((flow.at_ms for flow in failed), default=spell.from_ms)
    looks = telling.looks(since, spell.to_ms)
    last = looks[-1] if looks else None
    crashes = incidents.all if incidents else ()
    return Reaction(
        spell=spell,
        requests=len(flows),
        failed=failed,
        retries=sum(_retries(flows)),
        told=telling.told(since, spell.to_ms, toasts_ms=LATE_TOAST_MS),
        looks=len(looks),
        page=last.page if last else "",
        last_ms=last.at_ms if last else spell.to_ms,
        loading=telling.loading(last) if last else False,
        blank=telling.blank(last) if last else False,
        crashed=any(one.kind in CRASHES and spell.from_ms <= (one.at_ms or -1) < spell.to_ms for one in crashes),
    )


def _own(flow: Flow, traffic: Traffic) -> bool:
    return not traffic.own_hosts or flow.host in traffic.own_hosts


def _retries(flows: list[Flow]) -> Iterator[int]:
    """1 for each request that was sent again after it had failed."""
    before: dict[tuple[str, str], bool] = {}
    for flow in flows:
        key = flow.method, flow.url
        yield int(before.get(key, False))
        before[key] = has_failed(flow)
