"""Audit, report and trace of a large run: seconds, peak memory, and how close to linear.

The run is synthetic: 10,000 pages with a tree each, 100,000 requests and 1,000,000 events (log lines, frames, visits,
crawl steps), and a tenth of all that. Each is judged in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.figure import Figure
from patrol.model.artifacts import AppInfo, Crawl, CrawlStep, Environment, PhoneInfo, Screens, StopReason, Visit
from patrol.model.devicelog import LogLine
from patrol.model.frames import FrameBatch, Frames
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.model.record import Record, to_json
from patrol.model.resources import ResourceSample
from patrol.model.screen import Node, Rect, Screen
from patrol.model.traffic import Body, Flow, Timing, Traffic
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead

PAGES = 10_000
REQUESTS = 100_000
EVENTS = 1_000_000
SECONDS = 60.0
MEBIBYTES = 1024.0
NEARLY_LINEAR = 1.3
"""Ten times the work may take up to 13 times as long."""
PACKAGE = "com.harbour.bench"
STEP_MS = 400


def measure() -> Iterator[Figure]:
    """Seconds and peak memory of the whole, and its time over ten times that of a tenth."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        tenth, whole = generate(base, "tenth", 0.1), generate(base, "whole", 1.0)
        few, many = [], []
        for _ in range(2):
            few += [judge_apart(tenth), judge_apart(tenth)]
            many.append(judge_apart(whole))
    note = f"{PAGES:,} pages, {REQUESTS:,} requests, {EVENTS:,} events; "
    note += f"audit {many[0]['audit']:.1f} s, report {many[0]['report']:.1f} s"
    yield Figure("audit and report of a large run", _column(many, "seconds"), "s", at_most=SECONDS, note=note)
    yield Figure("its peak memory", _column(many, "mebibytes"), "MiB", at_most=MEBIBYTES)
    tenfold = 10 * statistics.median(_column(few, "cpu"))
    linear = tuple(cpu / tenfold for cpu in _column(many, "cpu"))
    note = "processor time, which other work on the machine disturbs less"
    yield Figure("its time over ten times that of a tenth", linear, at_most=NEARLY_LINEAR, note=note)


def _column(told: list[dict[str, float]], name: str) -> tuple[float, ...]:
    return tuple(one[name] for one in told)


def judge_apart(run: Path) -> dict[str, float]:
    """What `judge_here` says of `run` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.judge", str(run)], capture_output=True, text=True, check=True, timeout=600
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def judge_here(run: Path) -> dict[str, float]:
    """Seconds in all, of processor, of audit and of report; peak memory in MiB."""
    from patrol.audit.result import facts_for, inspect_result
    from patrol.cli.judging import rules
    from patrol.report import html, trace

    began, cpu = time.perf_counter(), time.process_time()
    folder, applied = RunFolder.open(run), rules()
    facts = facts_for(folder)
    result = inspect_result(folder, applied.checks, applied.policy, facts)
    folder.write_result(result)
    audited = time.perf_counter()
    folder.write_rendering("trace.json.gz", trace.render(facts, "zh"))
    del facts
    folder.write_rendering("report.html", html.render(result, folder, "zh"))
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": ended - began,
        "audit": audited - began,
        "report": ended - audited,
        "cpu": time.process_time() - cpu,
        "mebibytes": peak,
    }


def generate(base: Path, name: str, scale: float) -> Path:
    """A run folder of that size; the same seed gives the same run."""
    draw = random.Random(7)
    pages, requests, events = int(PAGES * scale), int(REQUESTS * scale), int(EVENTS * scale)
    folder = RunFolder.create(base, RunHead(SCHEMA, name, "bench", "2026-01-01T00:00:00Z", "0"))
    visits = 4 * pages
    end_ms = visits * STEP_MS
    lines = (events - 2 * visits) // 2
    phone = PhoneInfo("bench", density_dpi=160, width=360, height=640, refresh_hz=60.0)
    folder.write(Environment(name, "bench", PACKAGE, "0", "3", phone, "2026-01-01T00:00:00Z"))
    folder.write(AppInfo(PACKAGE, activities=tuple(f".A{i}" for i in range(pages // 10))))
    folder.write(Screens())
    folder.write(Traffic(proxy="adb-reverse"))
    folder.write(Frames(refresh_hz=60.0))
    folder.write(Crawl(graph=_graph(pages), stop=StopReason.complete))
    _stream(folder, "visits", _visits(folder.path, pages, visits))
    _stream(folder, "steps", _steps(pages, visits))
    _stream(folder, "flows", _flows(draw, requests, end_ms))
    _stream(folder, "log", _log(draw, lines, end_ms))
    _stream(folder, "frames", _frames(draw, events - 2 * visits - lines, end_ms))
    _stream(folder, "resources", (ResourceSample(i * 15_000, 180_000 + i % 900) for i in range(end_ms // 15_000)))
    folder.finished()
    folder.close()
    return folder.path


def _stream(folder: RunFolder, name: str, records: Iterable[Record]) -> None:
    """As the run folder's own streams write, without a system call for each record."""
    with (folder.path / f"{name}.jsonl").open("wb") as file:
        file.writelines(to_json(record) + b"\n" for record in records)


def _graph(pages: int) -> PageGraph:
    tap = [Action(ActionKind.tap, Locator(text=f"功能 {i}")) for i in range(20)]
    return PageGraph(
        start="p0!",
        pages=tuple(Page(f"p{i}", f"页面 {i}", f".A{i // 10}", visits=4) for i in range(pages)),
        states=tuple(State(f"p{i}!", f"p{i}") for i in range(pages)),
        edges=tuple(Edge(f"p{i}!", f"p{(i * 7 + k) % pages}!", tap[k]) for i in range(pages) for k in range(4)),
    )


def _visits(run: Path, pages: int, visits: int) -> Iterator[Visit]:
    (run / "trees").mkdir()
    for i in range(visits):
        page, tree = i % pages, ""
        if i < pages:
            tree = f"trees/{page}.json.gz"
            (run / tree).write_bytes(gzip.compress(to_json(_screen(page)), 1))
        yield Visit(i * STEP_MS, f"p{page}", f"p{page}!", tree=tree)


def _screen(page: int) -> Screen:
    """About 100 nodes, as a page of a bank has; every hundredth page has a target that is too small."""
    rows = []
    for i in range(24):
        top = 60 + 24 * i
        size = 20 if page % 100 == 0 and i == 3 else 48
        text = Node(
            "android.widget.TextView", f"{PACKAGE}:id/name", f"产品 {page}-{i}", bounds=Rect(16, top, 200, top + 20)
        )
        rate = Node("android.widget.TextView", f"{PACKAGE}:id/rate", "3.15%", bounds=Rect(210, top, 290, top + 20))
        buy = Node(
            "android.widget.Button",
            f"{PACKAGE}:id/buy{i}",
            "购买",
            clickable=True,
            bounds=Rect(300, 60, 348, 60 + size),
        )
        rows.append(Node("android.view.ViewGroup", bounds=Rect(0, top, 360, top + 24), children=(text, rate, buy)))
    root = Node("android.widget.FrameLayout", package=PACKAGE, bounds=Rect(0, 0, 360, 640), children=tuple(rows))
    return Screen(package=PACKAGE, activity=f".A{page // 10}", width=360, height=640, roots=(root,))


def _steps(pages: int, visits: int) -> Iterator[CrawlStep]:
    tap, back = Action(ActionKind.tap, Locator(text="功能")), Action(ActionKind.back)
    for i in range(visits - 1):
        action = back if i % 4 == 3 else tap
        yield CrawlStep(i, i * STEP_MS + 100, f"p{i % pages}!", action, i * STEP_MS + 390, f"p{(i + 1) % pages}!")


def _flows(draw: random.Random, requests: int, end_ms: int) -> Iterator[Flow]:
    for i in range(requests):
        at, slow = i * end_ms // requests, 1500 if i % 500 == 0 else 0
        path = f"/v1/m{i % 300}/orders/{draw.randrange(10**8)}?page={i % 50}"
        body = Body(draw.randrange(200, 9000), "application/json", "gzip", '{"code":0}')
        timing = Timing(2.0, 10.0, 20.0, 60.0 + slow, 80.0 + slow + draw.random() * 40)
        headers = (("Content-Type", "application/json"), ("Content-Encoding", "gzip"))
        status = 500 if i % 1000 == 0 else 200
        yield Flow(
            f"f{i}", at, "GET", "https", f"api{i % 5}.bench.example", 443, path, "HTTP/2.0", status=status,
            response_headers=headers, response=body, timing=timing, tls="TLSv1.3",
        )  # fmt: skip


def _log(draw: random.Random, lines: int, end_ms: int) -> Iterator[LogLine]:
    crash = (
        "FATAL EXCEPTION: main",
        f"Process: {PACKAGE}, PID: 4242",
        "java.lang.IllegalStateException: not ready",
        f"\tat {PACKAGE}.Pay.onClick(Pay.java:88)",
    )
    for i in range(lines):
        at = i * end_ms // lines
        if i % 20_000 < len(crash):
            yield LogLine(at, 4242, 4242, "E", "AndroidRuntime", crash[i % 20_000])
        else:
            message = (
                f"rendered floor {draw.randrange(10**9)} in {i % 97} ms, cache hit, span {i}-{draw.randrange(10**6)}"
            )
            yield LogLine(at, 4242, 4250 + i % 7, "D", f"Floor{i % 40}", message)


def _frames(draw: random.Random, frames: int, end_ms: int) -> Iterator[FrameBatch]:
    """Batches of 100 frames at 60 Hz; one frame in ten is late."""
    batches = frames // 100
    for number in range(batches):
        start = number * end_ms // batches * 1_000_000
        rows = []
        for i in range(100):
            begin = start + i * 16_666_667
            cost = draw.randrange(4, 12) if i % 10 else 40
            rows.append((begin, begin + cost * 1_000_000, begin + 33_333_333))
        yield FrameBatch(rows[-1][1] // 1_000_000 + 5, "main", "gfxinfo framestats", tuple(rows), refresh_hz=60.0)


if __name__ == "__main__":
    print(json.dumps(judge_here(Path(sys.argv[1]))))
