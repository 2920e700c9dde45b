"""What the performance section's templates ask for: charts, waterfalls in percent, numbers beside those of before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.startup import SOURCE_NAMES
from patrol.model.performance import Band, Change, Curve, Falls, Measured, Performance, Starts
from patrol.model.record import Text
from patrol.model.result import Figure, InspectionResult
from patrol.model.waterfall import Bar, Stage
from patrol.report.charts import DASHES
from patrol.report.run_charts import curves_chart, numbered, starts_chart

STAGES = tuple(Stage)

INCIDENT: dict[str, Text] = {
    "crash": Text("崩溃", "Crash"),
    "native_crash": Text("原生崩溃", "Native crash"),
    "anr": Text("无响应（ANR）", "ANR"),
    "strict_mode": Text("StrictMode 违规", "StrictMode violation"),
    "davey": Text("Davey!（超过 700 毫秒的帧）", "Davey! (a frame over 700 ms)"),
    "memory_kill": Text("内存不足被系统结束", "Killed for want of memory"),
    "watchdog": Text("系统看门狗", "Watchdog"),
}
"""Kinds of incidents; one that is not here is shown by its own word."""

GROUPS: dict[str, Text] = {
    "memory": Text("内存", "Memory"),
    "cpu": Text("CPU（单核百分比）", "CPU (percent of one core)"),
    "counts": Text("线程与文件句柄", "Threads and file handles"),
    "volume": Text("本次运行以来的流量", "Traffic since the run began"),
    "battery": Text("电池温度", "Battery temperature"),
}
"""Charts of quantities over the run, in order."""


KEY = frozenset(
    {
        "start.cold", "start.cold.useful", "start.warm", "start.hot", "frames.late", "frames.frozen", "frames.janks",
        "frames.rate", "requests.count", "requests.failed", "requests.time", "requests.time.p95", "memory.pss",
        "memory.peak", "cpu", "cost.cpu",
    }
)  # fmt: skip
"""Figures that stand open; the others are folded by subject."""

FIGURES: tuple[tuple[Text, frozenset[str]], ...] = (
    (Text("启动的其他数字", "More on start-up"), frozenset({"start"})),
    (Text("帧的其他数字", "More on frames"), frozenset({"frames"})),
    (Text("请求的其他数字", "More on requests"), frozenset({"requests", "network", "weak"})),
    (
        Text("资源的其他数字", "More on resources"),
        frozenset({"memory", "cpu", "threads", "handles", "temperature", "traffic", "disk", "battery", "size"}),
    ),
    (Text("静置时", "When left alone"), frozenset({"idle", "background"})),
    (Text("测量的代价", "What measuring cost"), frozenset({"cost"})),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stage on the waterfall, in percent of its width."""

    stage: Stage
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A request on the waterfall."""

    bar: Bar
    pieces: tuple[Piece, ...]
    left: float
    width: float
    told: Text
    """Its stages in words, for who does not see the bars."""


class PerformanceView:
    """The section's data."""

    def __init__(self, result: InspectionResult) -> None:
        self.told: Performance = result.performance
        self.compared = result.compared
        changes = result.compared.changes if result.compared else ()
        self.changes: dict[str, Change] = {change.id: change for change in changes}
        self.falls_of_page = {falls.page: falls for falls in self.told.falls if falls.page}
        self.falls_of_step = {falls.step: falls for falls in self.told.falls if falls.step}
        self._figures = result.figures
        self.key_figures = [figure for figure in result.figures if figure.id in KEY]
        self.panels = [page for page in self.told.pages if page.page in self.falls_of_page]
        self.page_keys = {page.page for page in self.panels}
        self._journeys = {trace.journey: Text(trace.name, trace.name_en or trace.name) for trace in result.journeys}

    def other_figures(self) -> Iterator[tuple[Text, list[Figure]]]:
        """(title, figures) of those that are not key figures, by what stands before the dot in their id."""
        rest = [figure for figure in self._figures if figure.id not in KEY]
        for title, kinds in FIGURES:
            found = [figure for figure in rest if figure.id.partition(".")[0] in kinds]
            if found:
                yield title, found
        known = {kind for _, kinds in FIGURES for kind in kinds}
        odd = [figure for figure in rest if figure.id.partition(".")[0] not in known]
        if odd:
            yield Text("其他", "Others"), odd

    @property
    def empty(self) -> bool:
        """Nothing was measured."""
        return self.told == Performance()

    def notable(self) -> list[Change]:
        """What differs by more than both runs spread, the largest change first."""
        found = [change for change in self.changes.values() if change.beyond]
        return sorted(found, key=lambda change: -abs(change.percent or 0))

    def quiet(self) -> list[Change]:
        """The others that moved at all, figures of the whole run first, then the largest change."""
        found = [change for change in self.changes.values() if not change.beyond and change.by]
        return sorted(found, key=lambda change: (bool(change.page), -abs(change.percent or 0)))

    @property
    def unmoved(self) -> int:
        """How many numbers are the same in both runs."""
        return sum(not change.by for change in self.changes.values())

    def starts_chart(self, starts: Starts, lang: str) -> str:
        return starts_chart(starts, lang)

    def sources(self, starts: Starts) -> list[tuple[str, str]]:
        """(key, name) of each source that said something."""
        return [(name, SOURCE_NAMES[name]) for name in SOURCE_NAMES if name in starts.measures]

    def charts(self) -> Iterator[tuple[Text, str, list[tuple[Curve, str, int]]]]:
        """(title, SVG, legend) of each group of curves; the legend has the line pattern and the colour's number."""
        for group, title in GROUPS.items():
            curves = [curve for curve in self.told.curves if curve.group == group]
            if curves:
                legend = [(curve, DASHES[n % len(DASHES)], n % 6 + 1) for n, curve in enumerate(curves)]
                yield title, curves_chart(curves, self.told.bands), legend

    def bands(self) -> tuple[tuple[int, Band], ...]:
        return numbered(self.told.bands)

    def journey(self, step: str) -> Text:
        """The journey's name of `sign_in/3`."""
        name = step.partition("/")[0]
        return self._journeys.get(name, Text(name, name))

    def rows(self, falls: Falls) -> list[Row]:
        """The requests with their place on the waterfall."""
        first = min([falls.from_ms, *(bar.start_ms for bar in falls.bars)])
        whole = max(1.0, falls.to_ms - first)

        def place(at_ms: float) -> float:
            return round(100 * min(max(at_ms - first, 0.0), whole) / whole, 2)

        found = []
        for bar in falls.bars:
            pieces = tuple(
                Piece(span.stage, place(span.start_ms), round(100 * max(0.0, span.ms) / whole, 2)) for span in bar.spans
            )
            width = round(100 * max(0.0, bar.end_ms - bar.start_ms) / whole, 2)
            found.append(Row(bar, pieces, place(bar.start_ms), width, _in_words(bar)))
        return found

    def place(self, falls: Falls, at_ms: float) -> float:
        """Percent of the waterfall's width."""
        first = min([falls.from_ms, *(bar.start_ms for bar in falls.bars)])
        return round(100 * (at_ms - first) / max(1.0, falls.to_ms - first), 2)


def _in_words(bar: Bar) -> Text:
    from patrol.report.words import STAGE

    parts = [(STAGE[span.stage], f"{span.ms:.0f} ms") for span in bar.spans]
    return Text("，".join(f"{n.zh} {ms}" for n, ms in parts), ", ".join(f"{n.en} {ms}" for n, ms in parts))


def path_of(bar: Bar) -> tuple[str, str]:
    """(host, path) of a request, for two lines."""
    host, _, path = bar.url.partition("://")[2].partition("/")
    return host, f"/{path}"


def spread_of(number: Measured) -> str:
    """`637 – 670`, "" when it was measured too seldom for a spread."""
    if number.low is None or number.high is None or number.samples < 2:
        return ""
    return f"{number.low:,.0f} – {number.high:,.0f}"
