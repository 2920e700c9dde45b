"""The page graph of 2,000 pages: how soon headless Chromium shows it, and how large the file is; alone and in a report.

The run is synthetic: 40 modules, a tree of ways with cross-links, walls, findings, a picture and a tree for each page.
The time is from the start of loading to the first drawn frame, as the page's own clock tells it (`graph-drawn`).
"""

from __future__ import annotations

import gzip
import io
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figure import Figure
from patrol.model.artifacts import AppInfo, Crawl, Environment, PhoneInfo, Screens, StopReason, Visit
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State, WallStatus
from patrol.model.locator import Locator
from patrol.model.record import to_json
from patrol.model.screen import Node, Rect, Screen
from patrol.model.traffic import Traffic
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead

PAGES = 2_000
MODULES = 40
SECONDS = 2.0
MEGABYTES = 10.0
REPEATS = 5
PACKAGE = "com.harbour.bench"
SIZE = (720, 1600)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WORDS = (
    "转账",
    "理财",
    "账户",
    "明细",
    "设置",
    "保险",
    "贷款",
    "信用卡",
    "缴费",
    "基金",
    "外汇",
    "消息",
    "积分",
    "网点",
)


def measure() -> Iterator[Figure]:
    """Nothing where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as base:
        run = generate(Path(base), PAGES)
        began = time.perf_counter()
        files = write(run)
        note = f"{PAGES:,} pages; judged and written in {time.perf_counter() - began:.0f} s"
        for name, path in files.items():
            yield Figure(f"size of {name}", (path.stat().st_size / 1e6,), "MB", at_most=MEGABYTES, note=note)
        if chromium is None:
            return
        for name, path in files.items():
            opened = tuple(times(chromium, path))
            busy = f"{os.getloadavg()[0]:.1f} processes were waiting or running on {os.cpu_count()} cores meanwhile"
            yield Figure(f"opening {name} in headless Chromium", opened, "s", at_most=SECONDS, note=busy)


def write(run: Path) -> dict[str, Path]:
    """graph.html and report.html of a judged run."""
    from patrol.audit.result import inspect_result
    from patrol.cli.judging import rules
    from patrol.report import html

    folder, applied = RunFolder.open(run), rules()
    result = inspect_result(folder, applied.checks, applied.policy)
    return {
        "the page graph": folder.write_rendering("graph.html", html.graph_page(result, folder, "zh")),
        "the whole report": folder.write_rendering("report.html", html.render(result, folder, "zh")),
    }


def times(chromium: str, path: Path) -> Iterator[float]:
    """Seconds from the start of loading to the first frame of the drawing, in a new window each time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for repeat in range(REPEATS + 1):
            # The file's own policy forbids scripts of others, and waiting for something is one.
            page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
            page.goto(path.as_uri())
            page.wait_for_function("performance.getEntriesByName('graph-drawn').length", timeout=60_000)
            found: float = page.evaluate("performance.getEntriesByName('graph-drawn')[0].startTime")
            page.close()
            if repeat:  # the first one loads the browser's own code
                yield found / 1000
        browser.close()


def generate(base: Path, pages: int) -> Path:
    """A run folder of so many pages; the same number gives the same run."""
    folder = RunFolder.create(base, RunHead(SCHEMA, f"drawing-{pages}", "bench", "2026-01-01T00:00:00Z", "0"))
    phone = PhoneInfo("bench", density_dpi=320, width=SIZE[0], height=SIZE[1], refresh_hz=60.0)
    folder.write(
        Environment(folder.head.run_id, "bench", PACKAGE, "0", "3", phone, "2026-01-01T00:00:00Z", name="港湾银行")
    )
    folder.write(AppInfo(PACKAGE))
    folder.write(Traffic(proxy="adb-reverse"))
    pictures = [folder.save_picture(_picture(number)) for number in range(pages)]
    folder.write(Crawl(graph=_graph(pages, pictures), stop=StopReason.complete))
    folder.write(Screens(tuple(_visits(folder.path, pages, pictures))))
    folder.finished()
    folder.close()
    return folder.path


def _module(number: int, pages: int) -> int:
    """A few large modules and many small ones, as apps have them."""
    return int(MODULES * (number / pages) ** 0.6) if number else 0


def _graph(pages: int, pictures: list[str]) -> PageGraph:
    draw = random.Random(11)
    members: dict[int, list[int]] = {}
    edges = []
    for number in range(pages):
        module = _module(number, pages)
        if number:
            inside = members.get(module, [])
            parent = draw.choice(inside[-30:]) if inside else draw.randrange(min(number, 12))
            edges.append(_edge(parent, number, draw))
            edges.append(Edge(f"p{number}", f"p{parent}", Action(ActionKind.back)))
        members.setdefault(module, []).append(number)
    edges += [_edge(draw.randrange(pages), draw.randrange(pages), draw) for _ in range(2 * pages)]
    found = (
        Page(
            f"p{number}",
            f"{WORDS[number % 14]}{WORDS[number * 5 % 13]}{number}",
            f"{PACKAGE}.m{_module(number, pages)}.A{number}",
            f"{('Transfer', 'Funds', 'Account', 'Details')[number % 4]} {number}",
            f"{WORDS[_module(number, pages) % 14]}{_module(number, pages)}",
            weak=number % 17 == 3,
            picture=pictures[number],
            visits=1 + number % 5,
            wall="sign-in" if number % 97 == 5 else "",
            wall_status=WallStatus.passed if number % 2 else WallStatus.blocked,
        )
        for number in range(pages)
    )
    states = (State(f"p{number}", f"p{number}") for number in range(pages))
    return PageGraph("p0", tuple(found), tuple(states), tuple(edges))


def _edge(source: int, target: int, draw: random.Random) -> Edge:
    word = f"{WORDS[target % 14]}{draw.randrange(400)}"
    return Edge(f"p{source}", f"p{target}", Action(ActionKind.tap, Locator(text=word)), 3, 1 + draw.randrange(3))


def _visits(run: Path, pages: int, pictures: list[str]) -> Iterator[Visit]:
    (run / "trees").mkdir()
    for number in range(pages):
        tree = f"trees/{number}.json.gz"
        (run / tree).write_bytes(gzip.compress(to_json(_screen(number)), 1))
        yield Visit(number * 400, f"p{number}", f"p{number}", pictures[number], tree)


def _screen(number: int) -> Screen:
    rows = tuple(
        Node(
            "android.widget.TextView",
            f"{PACKAGE}:id/row",
            f"{WORDS[(number + i) % 14]} 第 {number * 31 % 977 + i} 期",
            bounds=Rect(20, 120 + 90 * i, 700, 200 + 90 * i),
        )
        for i in range(14)
    )
    return Screen(package=PACKAGE, width=SIZE[0], height=SIZE[1], roots=rows)


def _picture(number: int) -> bytes:
    """A PNG like a bank's page: a coloured head, cards, lines of text, a chart."""
    from PIL import Image, ImageDraw

    draw = random.Random(number)
    image = Image.new("RGB", SIZE, (242, 244, 247))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 150 + draw.randrange(200)), fill=_colour(draw))
    top = 380
    while top < SIZE[1] - 150:
        height = 90 + draw.randrange(240)
        pen.rounded_rectangle((24, top, SIZE[0] - 24, top + height), 18, fill="white")
        pen.ellipse((50, top + 24, 110, top + 84), fill=_colour(draw))
        for line in range(top + 26, top + height - 20, 34):
            pen.text((140, line), f"{number} {draw.randrange(10**9)} 3.{draw.randrange(99)}% ", fill=(60, 66, 78))
            pen.rectangle((140, line + 14, 220 + draw.randrange(400), line + 20), fill=(196, 202, 212))
        top += height + 24
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _colour(draw: random.Random) -> tuple[int, int, int]:
    return draw.randrange(20, 220), draw.randrange(60, 190), draw.randrange(90, 230)


def main(arguments: list[Any]) -> None:
    """`python -m bench.drawing FOLDER [PAGES]` leaves such a run and its files in a folder, to be looked at."""
    run = generate(Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else PAGES)
    print(*write(run).values(), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
