"""Incidents of the device log with where they happened: page, step, and the last thing that was done before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.incidents import Incident, IncidentKind, Incidents
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import Crawl, Journeys
from patrol.model.graph import Action, ActionKind
from patrol.model.record import Text

VERBS = {
    ActionKind.launch: Text("启动应用", "launching the app"),
    ActionKind.tap: Text("点击", "tapping"),
    ActionKind.long_tap: Text("长按", "long-pressing"),
    ActionKind.type: Text("输入", "typing into"),
    ActionKind.scroll: Text("滑动", "scrolling"),
    ActionKind.back: Text("返回", "going back"),
    ActionKind.deep_link: Text("打开链接", "opening the link"),
    ActionKind.unknown: Text("操作", "an action"),
}
ACTING = frozenset({"tap", "long press", "swipe", "scroll", "type", "press", "back", "home", "launch", "open", "link"})


@dataclass(frozen=True, slots=True)
class Happened:
    """One incident; `action` is "" in both languages when nothing had been done yet."""

    incident: Incident
    page: str
    step: str
    action: Text
    after_ms: int | None
    """From the action to the incident."""


@dataclass(frozen=True, slots=True)
class IncidentGroup:
    """All incidents of one signature, the first one first."""

    kind: IncidentKind
    signature: str
    all: tuple[Happened, ...]

    @property
    def first(self) -> Happened:
        return self.all[0]


@dataclass(frozen=True, slots=True)
class IncidentGroups:
    all: tuple[IncidentGroup, ...]

    def of(self, *kinds: IncidentKind) -> tuple[IncidentGroup, ...]:
        return tuple(group for group in self.all if group.kind in kinds)


def incident_groups(
    incidents: Incidents, timeline: Timeline, crawl: Crawl | None, journeys: Journeys | None
) -> IncidentGroups:
    done = sorted(_done(crawl, journeys), key=lambda one: one[0])
    times = [at_ms for at_ms, _ in done]
    found: dict[tuple[IncidentKind, str], list[Happened]] = {}
    for incident in incidents.all:
        place = 0 if incident.at_ms is None else bisect_right(times, incident.at_ms)
        at_ms, action = done[place - 1] if place else (None, Text("", ""))
        after = incident.at_ms - at_ms if at_ms is not None and incident.at_ms is not None else None
        told = Happened(incident, timeline.page(incident.at_ms), timeline.step(incident.at_ms), action, after)
        found.setdefault((incident.kind, incident.signature), []).append(told)
    return IncidentGroups(tuple(IncidentGroup(kind, name, tuple(group)) for (kind, name), group in found.items()))


def _done(crawl: Crawl | None, journeys: Journeys | None) -> Iterator[tuple[int, Text]]:
    """(when the phone was touched, what was done)"""
    for step in crawl.steps if crawl else ():
        yield step.at_ms, in_words(step.action)
    for trace in journeys.traces if journeys else ():
        for told in trace.steps:
            if told.touched_ms is not None or told.kind in ACTING:
                at_ms = told.touched_ms if told.touched_ms is not None else told.started_ms
                yield at_ms, Text(told.text, told.text)


def in_words(action: Action) -> Text:
    """The action as a noun phrase: `tapping “红包”`."""
    on = " ".join(str(part) for part in (action.locator, action.value) if part)
    verb = VERBS[action.kind]
    return Text(f"{verb.zh}{on}", f"{verb.en} {on}".strip())
