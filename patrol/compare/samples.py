"""The raw values of everything that a run measured, so that a later build can be tested against them.

    start.cold                      first picture by its best source; start.cold.am, .displayed, .stable … are parts
    page:KEY:opening                each opening of the page by an action on another one
    page:KEY:late, page:KEY:rate    late frames and frame rate, one value for each visit with enough frames
    page:KEY:memory                 PSS of each visit: the median of its samples, which say nearly the same
    page:KEY:requests, :calls       requests, sensitive calls of each visit
    journey:ID:took                 the journey; journey:ID:STEP:took its steps, a step's repeats together
    journey:ID:requests, :calls     requests, sensitive calls while it was walked
    requests                        over the run
    request:ENDPOINT:time, :size    each answer that the proxy saw: `request:GET api.bank.example/orders/{…}:time`
    size.code                       what the package takes on the phone; size.data, size.cache what it left there
    traffic.sent, traffic.received  over the run; calls:CALLER:CATEGORY sensitive calls over the run
    control:READING                 patrol's own readings of the phone

Ids are the same for the same thing in another build, but for a page's key: the pairing of pages says which is which."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from patrol.catalogue.apis import catalogue
from patrol.compare.visits import Visit, visits_of
from patrol.derive.calls import AttributedCalls, name_of
from patrol.derive.facts import Facts
from patrol.derive.opening import Openings
from patrol.derive.pages import OUTSIDE, Pages
from patrol.derive.start_limits import NAMES, STAGES
from patrol.derive.startup import StartStatistics
from patrol.derive.traffic import Endpoints, app_flows, has_failed
from patrol.model.artifacts import Journeys
from patrol.model.build import Better, Nature, Samples
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.record import Text
from patrol.model.resources import MeasuringCost, Resources
from patrol.model.traffic import Traffic

DIGITS = 3
"""Decimals kept of a value: a microsecond of a millisecond, a kilobyte of a megabyte."""

MOST_VALUES = 200
"""Values kept of one number, spread evenly over the run: a test needs no more, and a baseline stays small."""

CONTROL_READINGS = 10
"""A reading of the phone that was made less often says nothing about how quick the phone was."""

MB = 1e6

OF_VISIT: tuple[tuple[str, Text, str, Better, Nature], ...] = (
    ("late", Text("超时帧", "late frames"), "%", Better.less, Nature.measured),
    ("rate", Text("帧率", "frame rate"), "fps", Better.more, Nature.measured),
    ("requests", Text("每次访问的请求数", "requests of a visit"), "", Better.less, Nature.total),
    ("calls", Text("每次访问的敏感调用", "sensitive calls of a visit"), "", Better.less, Nature.total),
)
"""What a page has of each visit, by the end of its id. How many requests a visit has depends on what was done there and
how long it lasted: two runs of one build differ in it, so a budget may hold it, and no regression is read off it."""


def samples_of(facts: Facts) -> tuple[Samples, ...]:
    """Everything measured, in a stable order; what was not measured is left out."""
    found = chain(
        _starts(facts.find(StartStatistics)),
        _pages(facts),
        _journeys(facts),
        _requests(facts.find(Endpoints)),
        _resources(facts.find(Resources)),
        _calls(facts.find(AttributedCalls)),
        _control(facts.find(MeasuringCost)),
    )
    return tuple(found)


def _sample(
    id: str,
    name: Text,
    unit: str,
    values: Iterable[float],
    nature: Nature = Nature.measured,
    better: Better = Better.less,
    page: str = "",
    journey: str = "",
    part_of: str = "",
    source: str = "",
) -> Iterator[Samples]:
    """Nothing for no values."""
    if kept := _thinned([round(float(value), DIGITS) for value in values]):
        yield Samples(id, name, unit, kept, better, page, journey, nature, part_of, source)


def _thinned(values: Sequence[float]) -> tuple[float, ...]:
    if len(values) <= MOST_VALUES:
        return tuple(values)
    return tuple(values[index * len(values) // MOST_VALUES] for index in range(MOST_VALUES))


def _starts(statistics: StartStatistics | None) -> Iterator[Samples]:
    """Without those whose sources contradict each other: nobody knows what they took."""
    for kind, starts in statistics.by_kind.items() if statistics else ():
        if starts.undecided()[0]:
            continue
        id, name = f"start.{kind.value}", NAMES[kind]
        yield from _sample(id, name, "ms", (ms for _, ms in starts.values), source=starts.source)
        for key, measure in starts.measures.items():
            part = Text(f"{name.zh}（{STAGES[key].zh}）", f"{name.en}, {STAGES[key].en}")
            yield from _sample(f"{id}.{key}", part, "ms", (ms for _, ms in measure.values), part_of=id)


def _pages(facts: Facts) -> Iterator[Samples]:
    pages, openings = facts.find(Pages), facts.find(Openings)
    assert pages is not None  # needs nothing that can be missing
    visits: dict[str, list[Visit]] = {}
    for visit in visits_of(facts):
        if visit.page and not visit.page.startswith(OUTSIDE):
            visits.setdefault(visit.page, []).append(visit)
    opened = openings.pages if openings else {}
    for key in dict.fromkeys((*opened, *visits)):
        page = pages.by_key.get(key)
        name = Text(page.name_of("zh"), page.name_of("en")) if page else Text(key, key)
        if key in opened:
            times = (ms for _, ms in opened[key].times)
            yield from _sample(f"page:{key}:opening", _of(name, "打开用时", "opening"), "ms", times, page=key)
        yield from _visits(key, name, visits.get(key, []))


def _visits(key: str, name: Text, visits: Sequence[Visit]) -> Iterator[Samples]:
    read = {"late": "late_percent", "rate": "rate", "requests": "requests", "calls": "calls"}
    for end, what, unit, better, nature in OF_VISIT:
        values = [value for visit in visits if (value := getattr(visit, read[end])) is not None]
        yield from _sample(f"page:{key}:{end}", _of(name, what.zh, what.en), unit, values, nature, better, page=key)
    memory = [median(visit.memory_mb) for visit in visits if visit.memory_mb]
    yield from _sample(f"page:{key}:memory", _of(name, "内存 PSS", "memory, PSS"), "MB", memory, page=key)


def _of(name: Text, zh: str, en: str) -> Text:
    return Text(f"{name.zh}：{zh}", f"{name.en}: {en}")


def _journeys(facts: Facts) -> Iterator[Samples]:
    """Those that passed: how long a journey took that ended early says nothing."""
    journeys, traffic, calls = facts.find(Journeys), facts.find(Traffic), facts.find(AttributedCalls)
    requested = sorted(flow.at_ms for flow in app_flows(traffic)) if traffic else None
    called = [seen.at_ms for seen in calls.collecting] if calls else None
    for trace in journeys.traces if journeys else ():
        if trace.outcome is not Outcome.passed:
            continue
        id, name = f"journey:{trace.journey}", Text(trace.name, trace.name_en or trace.name)
        took = [trace.ended_ms - trace.started_ms]
        yield from _sample(f"{id}:took", _of(name, "用时", "time"), "ms", took, journey=trace.journey)
        for end, moments, what in (
            ("requests", requested, ("请求数", "requests")),
            ("calls", called, ("敏感调用", "sensitive calls")),
        ):
            if moments is not None:
                count = bisect_right(moments, trace.ended_ms) - bisect_left(moments, trace.started_ms)
                yield from _sample(f"{id}:{end}", _of(name, *what), "", [count], Nature.total, journey=trace.journey)
        yield from _steps(trace, id, name)


def _steps(trace: JourneyTrace, id: str, name: Text) -> Iterator[Samples]:
    """Steps that touched the phone. A repeated one has a value for each time; a step whose words were changed is
    another step."""
    found: dict[str, list[float]] = {}
    for step in trace.steps:
        if step.touched_ms is not None and step.outcome is Outcome.passed:
            index = re.sub(r"×\d+", "", step.index)
            found.setdefault(f"{index} {step.text}", []).append(step.ended_ms - step.started_ms)
    for step_name, values in found.items():
        what = _of(name, f"步骤 {step_name}", f"step {step_name}")
        yield from _sample(f"{id}:{step_name}:took", what, "ms", values, journey=trace.journey, part_of=f"{id}:took")


def _requests(endpoints: Endpoints | None) -> Iterator[Samples]:
    """Answers that came over the network as it is: a weak network that a journey plays is not the app's doing."""
    if endpoints is None:
        return
    yield from _sample("requests", Text("请求数", "Requests"), "", [endpoints.flows], Nature.total)
    for endpoint in endpoints.endpoints:
        flows = [flow for flow in endpoint.flows if not has_failed(flow) and not flow.network]
        name = Text(endpoint.key, endpoint.key)
        times = [flow.timing.total for flow in flows if flow.timing.total is not None]
        sizes = [flow.response.size / 1000 for flow in flows]
        yield from _sample(f"request:{endpoint.key}:time", _of(name, "耗时", "time"), "ms", times)
        yield from _sample(f"request:{endpoint.key}:size", _of(name, "响应大小", "size of the answer"), "kB", sizes)


def _resources(resources: Resources | None) -> Iterator[Samples]:
    if resources is None:
        return
    for part, name, nature in (
        ("code", Text("安装包大小", "Installed code"), Nature.exact),
        ("data", Text("数据大小（含缓存）", "Data, cache included"), Nature.total),
        ("cache", Text("缓存大小", "Cache"), Nature.total),
    ):
        size: int | None = getattr(resources.installed, f"{part}_bytes")
        if size is not None:
            source = resources.sources.get(f"{part}_bytes", "")
            seldom = source.startswith("dumpsys")  # what the phone counts once a day may be another build's
            kept = Nature.total if seldom else nature
            yield from _sample(f"size.{part}", name, "MB", [size / MB], kept, source=source)
    for part, field, name in (
        ("received", "received_bytes", Text("接收流量（按 uid）", "Received, by uid")),
        ("sent", "sent_bytes", Text("发送流量（按 uid）", "Sent, by uid")),
    ):
        counted = [value for sample in resources.samples if (value := getattr(sample, field)) is not None]
        if len(counted) > 1:
            grown = sum(max(0, after - before) for before, after in pairwise(counted))
            yield from _sample(f"traffic.{part}", name, "MB", [grown / MB], Nature.total)


def _calls(calls: AttributedCalls | None) -> Iterator[Samples]:
    """How often each caller collected what, over the run; the callers in the order of their names."""
    if calls is None:
        return
    categories = {one.id: Text(one.zh, one.en) for one in catalogue().categories}
    found: dict[tuple[str, str], int] = {}
    names: dict[str, Text] = {}
    for seen in calls.collecting:
        found[seen.key, seen.category] = found.get((seen.key, seen.category), 0) + 1
        names.setdefault(seen.key, name_of(seen.who))
    for (caller, category), count in sorted(found.items()):
        what = categories.get(category, Text(category, category))
        name = Text(f"{names[caller].zh}：{what.zh}调用次数", f"{names[caller].en}: calls, {what.en}")
        yield from _sample(f"calls:{caller}:{category}", name, "", [count], Nature.total)


def _control(cost: MeasuringCost | None) -> Iterator[Samples]:
    """Medians of patrol's own readings of the phone, the same in every run. The launches' own `am` is not among them:
    it takes as long as the app does."""
    for reading in cost.readings if cost else ():
        if reading.count >= CONTROL_READINGS and reading.reading != "am":
            what = f"{reading.gatherer} {reading.reading}"
            yield from _sample(f"control:{what}", Text(what, what), "ms", [reading.median_ms], Nature.control)
