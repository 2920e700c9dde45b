"""The numbers of a run, for the sample: launches, pages, a waterfall, curves, incidents, an earlier run."""

from __future__ import annotations

from patrol.model.performance import (
    Band,
    Change,
    Comparison,
    Cost,
    Curve,
    Falls,
    FrameCount,
    IncidentGroup,
    Launch,
    LaunchPage,
    Measured,
    PagePerformance,
    Performance,
    Snapshot,
    Starts,
    StepPerformance,
)
from patrol.model.record import Text
from patrol.model.resources import MeasuringCost, ReadingCost
from patrol.model.startup import StartKind
from patrol.model.waterfall import Bar, Span, Stage

FRAMES = FrameCount(200, 190, 4.5, 2, 1, 1, 57.5, 31.0, 12.0, (60.0,))


def starts(said: str = "process alive") -> Starts:
    """Seven launches: the sixth lies outside, the last does not count."""
    launches = tuple(
        Launch(
            60_000 + 5000 * n,
            StartKind.cold,
            {"displayed": 700.0 + 10 * n + (900 if n == 5 else 0), "am": 710.0 + 10 * n},
            proof="process gone" if n < 6 else f"not proved: {said}",
            proved=n < 6,
            outlier=("displayed",) if n == 5 else (),
            contradicted=n == 5,
            pages=(LaunchPage(said, 120.0, passing=True), LaunchPage("p0", 900.0, useful=True)),
        )
        for n in range(7)
    )
    measures = {"displayed": Measured(725.0, 6, 712.5, 737.5, 1), "am": Measured(735.0, 6, 722.5, 747.5)}
    return Starts(StartKind.cold, "displayed", measures, launches)


def bar(number: int, start_ms: float, path: str = "orders", **more: object) -> Bar:
    spans = (
        Span(Stage.dns, start_ms, 4.0),
        Span(Stage.connect, start_ms + 4, 8.0),
        Span(Stage.tls, start_ms + 12, 30.0),
        Span(Stage.wait, start_ms + 42, 120.0),
        Span(Stage.receive, start_ms + 162, 18.0),
    )
    told: dict[str, object] = {
        "flow": f"f{number}", "start_ms": start_ms, "end_ms": start_ms + 180, "method": "GET",
        "url": f"https://api.bank.example/v1/{path}/{number}?page=1", "endpoint": "GET api.bank.example/v1/orders/{…}",
        "protocol": "HTTP/2", "kind": "data", "status": 200, "size": 5200, "spans": spans, "page": "p1",
    }  # fmt: skip
    return Bar(**told | more)  # type: ignore[arg-type]


def performance(said: str = "orders") -> Performance:
    """`said` stands wherever an app, a server or a phone can put text."""
    bars = (
        bar(1, 61_010.0, said, protocol=said, retry_of="f0", network=said, cache=said),
        bar(2, 61_030.0, status=500, failed=True),
        bar(3, 61_260.0, retry_of="f2", cache="refetched"),
        bar(4, 61_300.0, status=None, failed=True, error=said, spans=()),
    )
    memory = tuple((n * 1000, 120.0 + n % 30) for n in range(0, 150, 10))
    return Performance(
        refresh_hz=60.0,
        rates=((0, 60.0), (90_000, 90.0)),
        frame_sources=("framestats",),
        frames_lost=3,
        starts=(starts(said),),
        pages=(
            PagePerformance("p1", Measured(612.0, 5, 580.0, 640.0), 41.5, FRAMES, Measured(180.0, 3), 9, 1, 48_000),
            PagePerformance("p2", Measured(300.0, 1), None, None, Measured(), 0, 0, 0),
        ),
        steps=(StepPerformance("login/2", f"tap {said}", "p1", 800, 4, 2, FRAMES),),
        falls=(
            Falls(61_000.0, 61_700.0, bars, page="p1", settled_ms=61_612.0, openings=5, left_out=2),
            Falls(61_000.0, 61_300.0, bars[:2], step="login/2"),
        ),
        falls_left_out=4,
        curves=(
            Curve("pss", Text("PSS", "PSS"), "MB", "dumpsys meminfo", memory, "memory"),
            Curve("java", Text("Java 堆", "Java heap"), "MB", "dumpsys meminfo", memory[:9], "memory"),
            Curve("cpu", Text("CPU", "CPU"), "%", "/proc", ((0, 1.0), (5000, 40.5)), "cpu"),
        ),
        bands=tuple(Band(n * 10_000, (n + 1) * 10_000, f"p{n % 3}") for n in range(14)),
        incidents=(
            IncidentGroup("crash", f"Error {said}", said, 2, 70_000, "p1", "c/4", Text(said, said), 9, (said,)),
            IncidentGroup(said, said, said, 1, None, said),
        ),
        cost=Cost(
            MeasuringCost((ReadingCost("frames", "dumpsys gfxinfo", 90, 12.0, 40.0, 1100.0),), 60_000, 900),
            0.8, 20, 90, 12.0, 70, 2800.0,
        ),
    )  # fmt: skip


def comparison(said: str = "0.9") -> Comparison:
    def change(id: str, now: Measured, beyond: bool | None, page: str = "") -> Change:
        return Change(id, Text("打开用时", "opening time"), "ms", Measured(400.0, 5, 380.0, 420.0), now, page, beyond)

    return Comparison(
        Snapshot(
            "demo-20251231-120000",
            "2025-12-31T12:00:00Z",
            "com.harbourbank.mobile",
            said,
            90,
            "Google Pixel 6",
            complete=said != "0.9",
        ),
        same_build=False,
        same_phone=False,
        changes=(
            change("page:p1:opening", Measured(612.0, 5, 580.0, 640.0), True, "p1"),
            change("figure:start.cold", Measured(400.0, 5, 380.0, 420.0), False),
            change("page:p2:opening", Measured(300.0, 1), None, "p2"),
        ),
    )
