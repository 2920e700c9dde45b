"""What stands on the tracks of a run's trace: walks, pages, requests, log, resources. Frames have a module of their
own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from patrol.derive.facts import Facts
from patrol.derive.incidents import Incidents
from patrol.derive.pages import Pages
from patrol.derive.startup import MEASURES, SOURCE_NAMES, passes
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import Crawl, Journeys
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.record import Text
from patrol.model.resources import Quiet, Resources
from patrol.model.startup import StartUp, StartUps
from patrol.model.toasts import Toasts
from patrol.model.traffic import Traffic
from patrol.model.waterfall import Bar, Waterfall
from patrol.report import journeys as nested
from patrol.report import words
from patrol.report.plain import cut, one_line
from patrol.report.trace_format import Event, Slice, Track, arrow, counter, instant, lanes, slices

T = TypeVar("T")

LeftOut = dict[str, int]
"""What → how many of it are not in the trace."""

MOST = {"crawl actions": 20_000, "page visits": 20_000, "requests": 10_000, "log lines": 20_000, "samples": 10_000}
"""Kept of each: a run of hours stays a file of a few megabytes that the viewer opens at once."""

LEVELS = {"F": "fatal", "E": "error", "W": "warning"}
"""Levels of the device log that are shown, worst first."""

LONGEST = 400
"""Characters of one text; the whole is in the report and in the run folder."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the viewer with its tracks by number, and what draws their events once the group has its number."""

    name: str
    tracks: Mapping[int, str]
    events: Callable[[int], Iterator[Event]]


def kept(found: Iterable[T], what: str, left_out: LeftOut) -> list[T]:
    """As many as the trace takes of this kind, the first ones; the others are counted."""
    rest = iter(found)
    first = list(islice(rest, MOST[what]))
    more = sum(1 for _ in rest)
    if more:
        left_out[what] = left_out.get(what, 0) + more
    return first


def short(text: str) -> str:
    """`text` on one line, as far as a slice shows it."""
    return cut(one_line(text), LONGEST)


# --- journeys and crawl


def walks(facts: Facts, lang: str, left_out: LeftOut) -> Group | None:
    """Journeys with their steps inside, and the crawl's actions."""
    crawl, walked = facts.find(Crawl), facts.find(Journeys)
    steps = kept(crawl.steps if crawl else (), "crawl actions", left_out)
    traces = walked.traces if walked else ()
    if not steps and not traces:
        return None

    def events(pid: int) -> Iterator[Event]:
        for trace in traces:
            name = trace.name if lang == "zh" or not trace.name_en else trace.name_en
            inner = tuple(_step(step, trace.journey, lang) for step in nested.steps(trace))
            args = {"journey": trace.journey, "outcome": trace.outcome.value}
            whole = Slice(short(name), trace.started_ms, trace.ended_ms, "journey", args, inner)
            yield from slices(Track(pid, 1), [whole])
        done = (
            Slice(
                short(words.action(step.action).of(lang)),
                step.at_ms,
                step.at_ms if step.ended_ms is None else step.ended_ms,
                "crawl",
                {"step": f"crawl/{step.index}", "from": step.source, "to": step.target, "note": short(step.note)},
            )
            for step in steps
        )
        yield from slices(Track(pid, 2), done)

    return Group(
        Text("流程与探索", "Journeys and crawl").of(lang),
        {1: Text("用户流程", "Journeys").of(lang), 2: Text("探索动作", "Crawl actions").of(lang)},
        events,
    )


def _step(step: nested.Step, journey: str, lang: str) -> Slice:
    told = step.trace
    args = {"step": f"{journey}/{told.index}", "outcome": told.outcome.value, "page": told.page}
    if told.message:
        args["message"] = short(told.message)
    inner = tuple(_step(one, journey, lang) for one in step.inner)
    return Slice(short(words.step(told.text).of(lang)), told.started_ms, told.ended_ms, "step", args, inner)


# --- the app: pages and launches


def app(facts: Facts, lang: str, left_out: LeftOut) -> Group | None:
    """Which page was shown, arrows from the actions that led there, and each measured launch by each source."""
    timeline, pages, startups = facts.find(Timeline), facts.find(Pages), facts.find(StartUps)
    launches = startups.launches if startups else ()
    spans = kept(timeline.spans() if timeline else (), "page visits", left_out)
    if not spans and not launches:
        return None
    sources = [name for name, read in MEASURES.items() if any(read(launch) is not None for launch in launches)]
    screens = len(sources) + 2

    def events(pid: int) -> Iterator[Event]:
        shown = Track(pid, 1)
        for start, end, page in spans:
            name = pages.name(page).of(lang) if pages else page
            if page:
                yield from slices(shown, [Slice(short(name), start, end, "page", {"page": page})])
        yield from _arrows(spans, timeline, shown, facts)
        for place, source in enumerate(sources, start=2):
            yield from slices(Track(pid, place), _launches(launches, source, lang))
        yield from slices(Track(pid, screens), (one for launch in launches for one in _screens(launch)))

    told = {1: Text("页面", "Pages").of(lang)}
    launch = Text("启动", "Launches").of(lang)
    told |= {place: f"{launch}: {SOURCE_NAMES[source]}" for place, source in enumerate(sources, start=2)}
    if any(one.screens for one in launches):
        told[screens] = Text("启动后的画面", "Screens after a launch").of(lang)
    return Group(Text("应用", "App").of(lang), told, events)


def _launches(launches: Iterable[StartUp], source: str, lang: str) -> Iterator[Slice]:
    for launch in launches:
        took = MEASURES[source](launch)
        if took is not None:
            args = {"milliseconds": took, "activity": launch.activity, "state before": short(launch.proof)}
            yield Slice(words.START[launch.kind.value].of(lang), launch.at_ms, launch.at_ms + took, "launch", args)


def _screens(launch: StartUp) -> Iterator[Slice]:
    """The screens of a launch, each until the next one came; the last until it stood still."""
    following = (*(screen.after_ms for screen in launch.screens[1:]), None)
    for screen, until in zip(launch.screens, following, strict=False):
        end = until or screen.settled_ms or screen.after_ms
        args = {"activity": screen.activity, "passing": passes(screen), "skip": screen.skip}
        name = short(screen.page or screen.activity)
        yield Slice(name, launch.at_ms + screen.after_ms, launch.at_ms + end, "launch screen", args)


def _arrows(
    spans: Iterable[tuple[int, int, str]], timeline: Timeline | None, shown: Track, facts: Facts
) -> Iterator[Event]:
    """From the action that touched the phone last to the page that came of it. The walks are the group before."""
    if timeline is None:
        return
    acted = _touches(facts, shown.pid - 1)
    before, used = "", -1
    for number, (start, _, page) in enumerate(spans, start=1):
        last = bisect_right(timeline.acted_at, start) - 1
        touched = timeline.acted_at[last] if last >= 0 else None
        if page and page != before and last != used and touched in acted:
            yield from arrow(number, acted[touched], touched, shown, start, "opened")
            used = last
        before = page


def _touches(facts: Facts, pid: int) -> dict[int, Track]:
    """When the phone was touched → the track of the action or step that did."""
    crawl, walked = facts.find(Crawl), facts.find(Journeys)
    found = {step.at_ms: Track(pid, 2) for step in crawl.steps[: MOST["crawl actions"]]} if crawl else {}
    for trace in walked.traces if walked else ():
        for step in trace.steps:
            if step.touched_ms is not None:
                found[step.touched_ms] = Track(pid, 1)
    return found


# --- requests


def requests(facts: Facts, lang: str, left_out: LeftOut) -> Group | None:
    """Each request with its stages inside, beside those under way at the same time."""
    found, traffic = facts.find(Waterfall), facts.find(Traffic)
    if found is None:
        return None
    rows = lanes(_request(bar, lang) for bar in kept(found.bars, "requests", left_out))
    sealed = traffic.uninspected if traffic else ()
    if not rows and not sealed:
        return None

    def events(pid: int) -> Iterator[Event]:
        for place, row in enumerate(rows, start=1):
            yield from slices(Track(pid, place), row)
        for one in sealed:
            args = {"host": one.host, "port": one.port, "reason": one.reason}
            yield instant(Track(pid, len(rows) + 1), one.at_ms, one.host, "not inspected", args)

    told = {place: f"{Text('请求', 'Requests').of(lang)} {place}" for place in range(1, len(rows) + 1)}
    if sealed:
        told[len(rows) + 1] = Text("未能查看的连接", "Connections not read").of(lang)
    return Group(Text("网络", "Network").of(lang), told, events)


def _request(bar: Bar, lang: str) -> Slice:
    stages = tuple(
        Slice(words.STAGE[span.stage].of(lang), span.start_ms, span.start_ms + span.ms, "stage") for span in bar.spans
    )
    args = {
        "url": short(bar.url),
        "status": bar.status,
        "protocol": bar.protocol,
        "bytes": bar.size,
        "page": bar.page,
        "step": bar.step,
        "flow": bar.flow,
    }
    more = {"error": bar.error, "retry of": bar.retry_of, "repeats": bar.repeats, "cache": bar.cache}
    args |= {name: value for name, value in (more | {"network": bar.network}).items() if value}
    mark = "✗ " if bar.failed else "↻ " if bar.retry_of else ""
    return Slice(short(f"{mark}{bar.endpoint}"), bar.start_ms, bar.end_ms, "request", args, stages)


# --- device log


def log(facts: Facts, lang: str, left_out: LeftOut) -> Group | None:
    """Incidents, then the log's warnings and errors, a track for each level, then toasts."""
    told, incidents, read = facts.find(DeviceLog), facts.find(Incidents), facts.find(Toasts)
    told = told or DeviceLog()
    shown = read.toasts if read else ()
    lines = kept(
        (line for line in told.lines if line.level in LEVELS and line.at_ms is not None), "log lines", left_out
    )
    places = {level: place for place, level in enumerate(LEVELS, start=2)}

    def events(pid: int) -> Iterator[Event]:
        for one in incidents.all if incidents else ():
            if one.at_ms is not None:
                args = {"signature": short(one.signature), "summary": short(one.summary)}
                yield instant(Track(pid, 1), one.at_ms, short(f"{one.kind.value}: {one.signature}"), "incident", args)
        for line in lines:
            yield _line(Track(pid, places[line.level]), line)
        for toast in shown:
            yield instant(Track(pid, 5), toast.at_ms, short(toast.text), "toast")

    names = {place: f"{level} ({LEVELS[level]})" for level, place in places.items()}
    if shown:
        names[5] = Text("提示（toast）", "Toasts").of(lang)
    if not lines and not shown and not (incidents and incidents.all):
        return None
    return Group(Text("设备日志", "Device log").of(lang), {1: Text("事件", "Incidents").of(lang)} | names, events)


def _line(track: Track, line: LogLine) -> Event:
    args = {"message": short(line.message), "pid": line.pid, "tid": line.tid}
    name = cut(one_line(f"{line.tag}: {line.message}"), 90)
    return instant(track, line.at_ms or 0, name, "log", args)


# --- resources


COUNTERS: tuple[tuple[str, Text, str, float], ...] = (
    ("pss_kb", Text("内存 PSS", "Memory PSS"), "MB", 1 / 1024),
    ("java_kb", Text("内存 Java 堆", "Memory Java heap"), "MB", 1 / 1024),
    ("native_kb", Text("内存 Native 堆", "Memory native heap"), "MB", 1 / 1024),
    ("graphics_kb", Text("内存 图形", "Memory graphics"), "MB", 1 / 1024),
    ("anonymous_kb", Text("内存 匿名页", "Memory anonymous"), "MB", 1 / 1024),
    ("cpu_percent", Text("CPU（单核百分比）", "CPU (percent of one core)"), "%", 1),
    ("threads", Text("线程", "Threads"), "", 1),
    ("handles", Text("文件句柄", "File handles"), "", 1),
    ("activities", Text("Activity 实例", "Live activities"), "", 1),
    ("written_kb", Text("写入存储", "Written to storage"), "MB", 1 / 1024),
    ("received_bytes", Text("接收", "Received"), "MB", 1e-6),
    ("sent_bytes", Text("发送", "Sent"), "MB", 1e-6),
    ("battery_percent", Text("电量", "Battery"), "%", 1),
    ("temperature_c", Text("电池温度", "Battery temperature"), "°C", 1),
)
"""Field of a sample, its name, unit and what turns the field into it."""


def resources(facts: Facts, lang: str, left_out: LeftOut) -> Group | None:
    """Each measured quantity as a curve."""
    found = facts.find(Resources)
    samples = kept(found.samples if found else (), "samples", left_out)
    if not samples:
        return None

    def events(pid: int) -> Iterator[Event]:
        for field, name, unit, scale in COUNTERS:
            for sample in samples:
                value = getattr(sample, field)
                if value is not None:
                    yield counter(pid, sample.at_ms, name.of(lang), unit or "count", round(value * scale, 3))

    return Group(Text("资源", "Resources").of(lang), {}, events)


# --- patrol itself


def patrol(facts: Facts, lang: str, left_out: LeftOut) -> Group | None:
    """When patrol left the app alone to see what it does then, and the weak networks that it played."""
    quiet, traffic = facts.find(Quiet), facts.find(Traffic)
    left, played = quiet.spans if quiet else (), traffic.spells if traffic else ()
    if not left and not played:
        return None
    names = {False: Text("前台静置", "left alone in front"), True: Text("后台静置", "left alone in background")}

    def events(pid: int) -> Iterator[Event]:
        spans = (Slice(names[one.background].of(lang), one.started_ms, one.ended_ms, "quiet") for one in left)
        yield from slices(Track(pid, 1), spans)
        spells = (Slice(one.profile.name, one.from_ms, one.to_ms, "network") for one in played)
        yield from slices(Track(pid, 2), spells)

    told = {1: Text("静置", "Left alone").of(lang), 2: Text("弱网", "Weak network").of(lang)}
    return Group("patrol", told, events)
