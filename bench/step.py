"""Actions a second of whole crawl steps (choose, act, settle, look, identify, record to disk) beside a bare loop of
click and dump over the same transport, turn by turn on one virtual phone.

The app of this figure answers at once and every widget leads somewhere: what an app takes to load, and the patience
with which a crawl waits for a widget that does nothing, is the app's time and would hide patrol's own. Launches, and
the one picture that each new page gets, have no part in a bare loop and are left out.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.figure import Figure, ratios
from bench.phone import virtual_phone
from patrol.clock import RunClock
from patrol.crawl.explorer import CrawlLimits, explore
from patrol.device.choose import open_driver
from patrol.device.uiautomator import UiAutomatorServer
from patrol.journey.session import Session
from patrol.model.graph import ActionKind
from patrol.model.scenario import Scenario
from patrol.store.recorder import RunRecorder
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead

ROUNDS = 5
ACTIONS = 300
PAGES, DOORS = 40, 7
PACKAGE = "com.example.doors"


def measure() -> Iterator[Figure]:
    """One ratio: whole steps over bare loops."""
    with tempfile.TemporaryDirectory() as folder:
        with virtual_phone(app=_app(Path(folder))) as device:
            clock = RunClock()
            driver = open_driver(device, clock)
            server = UiAutomatorServer(device, clock)
            server.start()
            driver.launch(PACKAGE)
            door = next(node.bounds.centre for node in driver.screen().nodes() if node.clickable and node.text)
            whole, bare = [], []
            for number in range(ROUNDS):
                bare.append(_bare(server, *door))
                whole.append(_whole(driver, Path(folder) / f"runs{number}"))
            server.stop()
            driver.close()
    note = f"whole {min(whole):.1f}–{max(whole):.1f} actions/s, bare {min(bare):.1f}–{max(bare):.1f} actions/s"
    yield Figure("Whole crawl steps a second over click and dump", ratios(whole, bare), at_least=0.5, note=note)


def _bare(server: UiAutomatorServer, x: int, y: int) -> float:
    """Each click opens another page, as each action of the crawl does."""
    begun = time.perf_counter()
    for _ in range(ACTIONS):
        server.call("click", x, y)
        server.call("dumpWindowHierarchy", False, 50)
    return ACTIONS / (time.perf_counter() - begun)


def _whole(driver: object, runs: Path) -> float:
    now = datetime.now(UTC)
    head = RunHead(SCHEMA, f"step-{now:%H%M%S%f}", "bench", now.isoformat(), "bench")
    folder = RunFolder.create(runs, head)
    clock = RunClock()
    session = Session(
        driver,  # type: ignore[arg-type]
        clock,
        Scenario(PACKAGE, name="doors"),
        RunRecorder(folder),
        pictures=False,
    )
    begun = time.perf_counter()
    crawl = explore(session, CrawlLimits(actions=ACTIONS, minutes=5), seed=1)
    spent = time.perf_counter() - begun
    folder.close()
    launches = [step for step in crawl.steps if step.action.kind is ActionKind.launch]
    spent -= sum((step.ended_ms or step.at_ms) - step.at_ms for step in launches) / 1000
    return (len(crawl.steps) - len(launches)) / spent


def _app(folder: Path) -> Path:
    """An app of pages full of doors to other pages; nothing loads, nothing moves."""
    lines = [f"package: {PACKAGE}", "name: Doors", 'version: {name: "1", code: 1}', "sdk: {min: 23, target: 34}"]
    lines += ["activities:", "  .MainActivity: {launcher: true}", "start: {cold_ms: 200, warm_ms: 100, hot_ms: 50}"]
    lines += ["open: page_0", "pages:"]
    for page in range(PAGES):
        lines += [
            f"  page_{page}:",
            "    activity: .MainActivity",
            f"    title: 第{chr(0x4E00 + page)}页",
            "    content:",
        ]
        for door in range(DOORS):
            target = (page + 1 + door * 3) % PAGES
            lines += [f"      - button: 门{chr(0x4E00 + target)}", f"        id: door_{page}_{door}"]
            lines += [f"        on_tap: {{go: page_{target}}}"]
            lines += [f"      - text: 说明文字 {page}.{door}", f"        id: note_{page}_{door}"]
    path = folder / "doors.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
