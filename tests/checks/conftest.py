"""Hand-made recordings for checks: `make` builds artifacts, `judged` runs one check over them under the real policy."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from patrol.audit.check import load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.policy import load_policy
from patrol.audit.run import run_check
from patrol.derive import facts_of
from patrol.model.artifacts import Crawl, CrawlStep, Environment, PhoneInfo, Screens, StopReason, Visit
from patrol.model.devicelog import LogLine
from patrol.model.frames import FrameBatch, Frames
from patrol.model.graph import Action, ActionKind, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.model.record import Record
from patrol.model.recorded import Recorded
from patrol.model.result import CheckResult
from patrol.model.screen import Node, Rect, Screen
from patrol.model.startup import StartKind, StartUp, StartUps
from patrol.model.traffic import Body, Flow, Timing, Traffic

BUNDLED = Path(__file__).resolve().parents[2] / "compliance_checks"
CHECKS = load_checks([BUNDLED])
POLICY = load_policy([BUNDLED], CHECKS, load_clauses([BUNDLED]))

Judged = Callable[..., CheckResult]


@pytest.fixture
def judged() -> Judged:
    """`judged("crash", record, …, trees={}, pictures={}, limit_ms=…)` → what that check says."""

    def run(id: str, *records: Record, trees: Any = None, pictures: Any = None, **options: Any) -> CheckResult:
        check = next(check for check in CHECKS if check.id == id)
        rule = POLICY.rules[id]
        rule.options.keys() >= options.keys() or pytest.fail(f"{id} has no such option: {options}")
        changed = type(rule)(rule.category, rule.severity, rule.weight, True, rule.clauses, rule.options | options)
        return run_check(facts_of(Recorded(*records, trees=trees, pictures=pictures)), check, changed)

    return run


class Make:
    """Short words for long records."""

    package = "com.bank"

    def environment(self, density: int = 160) -> Environment:
        phone = PhoneInfo(serial="emulator", density_dpi=density, width=360, height=640)
        return Environment("run-1", "demo", self.package, "0.1", "3.11", phone, "2026-01-01T00:00:00Z")

    def flow(self, url: str = "https://api.bank.example/v1/accounts", **fields: Any) -> Flow:
        """`at`, `method`, `status`, `ms`, `size`, `type`, `encoding`, `error`."""
        scheme, _, rest = url.partition("://")
        host, _, path = rest.partition("/")
        at = fields.get("at", 1000)
        return Flow(
            id=f"f{at}",
            at_ms=at,
            method=fields.get("method", "GET"),
            scheme=scheme,
            host=host,
            port=443 if scheme == "https" else 80,
            path=f"/{path}",
            status=None if fields.get("error") else fields.get("status", 200),
            response=Body(
                size=fields.get("size", 300),
                content_type=fields.get("type", "application/json"),
                encoding=fields.get("encoding", "gzip"),
            ),
            timing=Timing(first_byte=fields.get("ms", 80) * 0.8, total=fields.get("ms", 80)),
            error=fields.get("error", ""),
        )

    def traffic(self, *flows: Flow) -> Traffic:
        return Traffic(flows=flows or (self.flow(),))

    def log(self, text: str, at_ms: int = 5000) -> tuple[LogLine, ...]:
        """`E/Tag: message` a line."""
        lines = []
        for line in text.strip().splitlines():
            head, _, message = line.strip("\n").partition(": ")
            level, _, tag = head.strip().partition("/")
            lines.append(LogLine(at_ms, 100, 100, level, tag, message))
        return tuple(lines)

    def starts(self, *displayed: float, am: tuple[float, ...] = ()) -> StartUps:
        pairs = zip(displayed, am or displayed, strict=True)
        return StartUps(
            tuple(
                StartUp(1000 * i, StartKind.cold, displayed_ms=shown, am_total_ms=total)
                for i, (shown, total) in enumerate(pairs)
            )
        )

    def visits(self, *pages: str, every_ms: int = 1000) -> Screens:
        return Screens(tuple(Visit(i * every_ms, page, f"{page}!") for i, page in enumerate(pages)))

    def frames(self, *durations_ms: float, start_ms: int = 100, hz: float | None = 60.0) -> Frames:
        """One batch of frames with deadlines of two periods, read right after its last frame."""
        rows, now = [], start_ms * 1_000_000
        for duration in durations_ms:
            rows.append((now, now + int(duration * 1e6), now + 33_333_333))
            now += int(max(duration, 16.7) * 1e6)
        newest = max((row[1] for row in rows), default=0) // 1_000_000 + 1
        return Frames((FrameBatch(newest, "main", "gfxinfo framestats", tuple(rows), refresh_hz=hz),), refresh_hz=hz)

    def graph(self, *pages: str) -> PageGraph:
        return PageGraph(
            start=f"{pages[0]}!",
            pages=tuple(Page(key, f"页面{key}", name_en=f"Page {key}", visits=1) for key in pages),
            states=tuple(State(f"{key}!", key) for key in pages),
        )

    def step(
        self, index: int, source: str, target: str, kind: str = "tap", text: str = "去", ms: int = 300, **more: Any
    ) -> CrawlStep:
        action = Action(ActionKind(kind), Locator(text=text) if kind == "tap" else None, more.pop("value", ""))
        at = index * 10_000
        return CrawlStep(index, at, f"{source}!", action, at + ms, f"{target}!" if target else "", **more)

    def crawl(self, pages: str, *steps: CrawlStep) -> Crawl:
        return Crawl(graph=self.graph(*pages.split()), steps=steps, stop=StopReason.complete)

    def node(self, left: int, top: int, width: int, height: int, **fields: Any) -> Node:
        box = Rect(left, top, left + width, top + height)
        return Node(**{"class_name": "android.widget.TextView", "package": self.package, "bounds": box} | fields)

    def button(self, left: int, top: int, width: int, height: int, **fields: Any) -> Node:
        return self.node(left, top, width, height, class_name="android.widget.Button", clickable=True, **fields)

    def screen(self, *nodes: Node) -> Screen:
        root = self.node(0, 0, 360, 640, class_name="android.widget.FrameLayout", children=nodes)
        return Screen(package=self.package, width=360, height=640, roots=(root,))

    def seen(self, page: str = "pay", *, secure: bool = False, at_ms: int = 1000) -> Screens:
        """One visit with the tree `trees/1` and the picture `pictures/1`."""
        return Screens((Visit(at_ms, page, f"{page}!", "pictures/1", "trees/1", secure),))

    def picture(self, ink: str, ground: str, box: Rect) -> bytes:
        """A 360 × 640 PNG of `ground` with bars of `ink` inside `box`, about as dense as text."""
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (360, 640), ground)
        draw = ImageDraw.Draw(image)
        for x in range(box.left + 2, box.right - 2, 6):
            draw.rectangle((x, box.top + 3, x + 1, box.bottom - 4), fill=ink)
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        return buffer.getvalue()

    def paragraph(self, box: Rect, lines: int, pitch: int, high: int) -> bytes:
        """A white 360 × 640 PNG with `lines` rows of black bars in `box`, each `high` px, `pitch` px apart."""
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (360, 640), "white")
        draw = ImageDraw.Draw(image)
        for line in range(lines):
            top = box.top + line * pitch + 1
            for left in range(box.left, box.right - high, high + 2):
                draw.rectangle((left, top, left + high // 3, top + high - 1), fill="black")
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        return buffer.getvalue()

    replace = staticmethod(msgspec.structs.replace)


@pytest.fixture
def make() -> Make:
    return Make()
