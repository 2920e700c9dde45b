"""What a build has besides pages: activities, permissions, SDKs, hosts, and who calls which sensitive API."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.derive.calls import AttributedCalls, name_of
from patrol.derive.facts import Facts
from patrol.derive.findings import short
from patrol.derive.sdk_views import SdkViews
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import app_flows
from patrol.model.artifacts import AppInfo
from patrol.model.build import Thing, ThingKind
from patrol.model.record import Text
from patrol.model.scan import Scan
from patrol.model.traffic import Traffic


def things(facts: Facts) -> tuple[tuple[Thing, ...], tuple[ThingKind, ...]]:
    """(what was seen, kinds that could not be seen, or not wholly)."""
    found = (*_declared(facts.find(AppInfo)), *_sdks(facts), *_hosts(facts), *_calls(facts))
    return tuple({(one.kind, one.id): one for one in reversed(found)}.values())[::-1], tuple(_unseen(facts))


def _declared(app: AppInfo | None) -> Iterator[Thing]:
    for name in app.activities if app else ():
        yield Thing(ThingKind.activity, name, _plain(name.rpartition(".")[2]))
    for name in app.permissions if app else ():
        yield Thing(ThingKind.permission, name, _plain(name.rpartition(".")[2]))


def _plain(name: str) -> Text:
    return Text(name, name)


def _sdks(facts: Facts) -> Iterator[Thing]:
    views = facts.find(SdkViews)
    for view in views.sdks if views else ():
        if view.present or view.active:
            yield Thing(ThingKind.sdk, view.key, view.name, view.present[0] if view.present else "")


def _hosts(facts: Facts) -> Iterator[Thing]:
    traffic, timeline = facts.find(Traffic), facts.find(Timeline)
    for flow in app_flows(traffic) if traffic else ():
        page = timeline.drawn_page(flow.at_ms) if timeline else ""
        yield Thing(ThingKind.host, flow.host, _plain(flow.host), f"{flow.method} {flow.path.partition('?')[0]}", page)
    for sealed in traffic.uninspected if traffic else ():
        if sealed.host:
            yield Thing(ThingKind.host, sealed.host, _plain(sealed.host), sealed.reason)


def _calls(facts: Facts) -> Iterator[Thing]:
    calls = facts.find(AttributedCalls)
    for (who, api), group in calls.grouped(lambda s: (s.key, s.api.id if s.api else "")).items() if calls else ():
        first = group.first
        if api and any(seen.collecting for seen in group.calls):
            whose = name_of(first.who)
            name = Text(f"{whose.zh}：{short(first.call.call)}", f"{whose.en}: {short(first.call.call)}")
            yield Thing(ThingKind.call, f"{who} {api}", name, first.category, first.when.page)


def _unseen(facts: Facts) -> Iterator[ThingKind]:
    app, calls, traffic = facts.find(AppInfo), facts.find(AttributedCalls), facts.find(Traffic)
    if app is None or not app.activities_complete:
        yield ThingKind.activity
    if app is None:
        yield ThingKind.permission
    if facts.find(Scan) is None and (calls is None or traffic is None):
        yield ThingKind.sdk
    if traffic is None:
        yield ThingKind.host
    if calls is None:
        yield ThingKind.call
