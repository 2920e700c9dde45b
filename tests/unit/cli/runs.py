"""Run folders of a small bank, written as a run writes them: a home page with a button for each other page."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from patrol.model.artifacts import AppInfo, Crawl, Environment, Journeys, PhoneInfo, Screens, StopReason, Visit
from patrol.model.devicelog import DeviceLog
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.locator import Locator
from patrol.model.screen import Node, Rect, Screen
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead

POLICY = "verdict: {required: [], decided_share: 0}\n"
"""Small runs record little; they are conclusive all the same."""


def picture(key: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (360, 640), (len(key) * 20 % 255, 90, 120)).save(out, "PNG")
    return out.getvalue()


def screen(key: str, buttons: Sequence[str] = ()) -> Screen:
    nodes = [Node("android.widget.TextView", f"com.bank:id/{key}_title", f"This is {key}", bounds=Rect(0, 0, 360, 60))]
    for place, name in enumerate(buttons):
        box = Rect(0, 60 + 60 * place, 360, 120 + 60 * place)
        nodes.append(Node("android.widget.Button", f"com.bank:id/to_{name}", f"to {name}", bounds=box, clickable=True))
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 360, 640), children=tuple(nodes))
    return Screen(0, "com.bank", f"com.bank.{key.title()}", width=360, height=640, roots=(root,))


def run(
    base: Path,
    name: str,
    *pages: str,
    day: int = 10,
    version: str = "1.0",
    package: str = "com.bank",
    journeys: Sequence[JourneyTrace] = (),
    crawled: bool = True,
    finished: bool = True,
    command: str = "run",
) -> Path:
    """A run that began on that day of January 2026 and found `home` and these pages, one every 100 ms."""
    started = f"2026-01-{day:02d}T08:00:00Z"
    folder = RunFolder.create(base, RunHead(SCHEMA, name, "com.bank", started, "0.1", command))
    phone = PhoneInfo("emulator-5554", "Google", "Pixel", "14", density_dpi=160, width=360, height=640)
    folder.write(Environment(name, "com.bank", package, "0.1", "3.11", phone, started))
    activities = tuple(f"com.bank.{key.title()}" for key in ("home", *pages))
    folder.write(AppInfo(package, version, activities=activities, activities_complete=True))
    visits, found = [], []
    for at, key in enumerate(("home", *pages)):
        shown = folder.save_picture(picture(key))
        tree = folder.save_tree(screen(key, pages if key == "home" else ()))
        visits.append(Visit(100 * at, key, key, shown, tree))
        activity = f"com.bank.{key.title()}"
        found.append(Page(key, key, activity, visits=1, first_seen_ms=100 * at, picture=shown, title=f"This is {key}"))
    folder.write(Screens())
    for visit in visits:
        folder.append("visits", visit)
    if crawled:
        ways = tuple(Edge("home", key, Action(ActionKind.tap, Locator(text=f"to {key}"))) for key in pages)
        states = tuple(State(page.key, page.key) for page in found)
        folder.write(Crawl(PageGraph("home", tuple(found), states, ways), stop=StopReason.complete))
    folder.write(Journeys(tuple(journeys), tuple(trace.journey for trace in journeys)))
    folder.write(DeviceLog())
    if finished:
        folder.finished()
    folder.close()
    os.utime(folder.path / "run.json", (day, day))
    return folder.path


def journey(
    name: str, *covers: str, at: tuple[int, int] = (0, 1000), outcome: Outcome = Outcome.passed
) -> JourneyTrace:
    return JourneyTrace(name, name, outcome, *at, covers=covers)
