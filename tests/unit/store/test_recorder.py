"""What the recorder keeps of each visit: a tree for every look that is new, and never the same one twice."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from patrol.model.artifacts import CrawlStep, Found, Screens, Visit
from patrol.model.graph import Action, ActionKind, Page, State
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.locator import Locator
from patrol.model.screen import Node, Rect, Screen
from patrol.store.recorder import LOOKS, RunRecorder
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead


def screen(height: int, text: str = "余额") -> Screen:
    return Screen(roots=(Node("TextView", text=text, bounds=Rect(0, 0, 100, height)),))


def recorder(tmp_path: Path) -> tuple[RunRecorder, RunFolder]:
    folder = RunFolder.create(tmp_path, RunHead(SCHEMA, "run", "demo", "2026-01-01T00:00:00Z", "0"))
    return RunRecorder(folder), folder


def visit(at_ms: int, state: str = "pay") -> Visit:
    return Visit(at_ms, "pay", state)


def test_a_known_state_in_large_type_keeps_its_tree_without_a_picture(tmp_path: Path) -> None:
    kept, folder = recorder(tmp_path)
    first = kept.visit(visit(1), screen(20), b"png")
    large = kept.visit(visit(2), screen(40), None)
    again = kept.visit(visit(3), screen(20, "别的字"), None)
    assert first.picture and first.tree and not large.picture
    assert large.tree and large.tree != first.tree and again.tree == first.tree
    assert folder.tree(large.tree) == screen(40)
    recorded = folder.get(Screens)
    assert isinstance(recorded, Screens) and [v.tree for v in recorded.visits] == [first.tree, large.tree, first.tree]
    folder.close()


def test_a_state_that_always_looks_different_does_not_fill_the_disk(tmp_path: Path) -> None:
    kept, folder = recorder(tmp_path)
    trees = [kept.visit(visit(i), screen(20 + i), None).tree for i in range(3 * LOOKS)]
    assert all(trees[:LOOKS]) and not any(trees[LOOKS:])
    folder.close()


def test_a_typed_secret_stands_in_no_file_of_the_run(tmp_path: Path) -> None:
    folder = RunFolder.create(tmp_path, RunHead(SCHEMA, "run", "demo", "2026-01-01T00:00:00Z", "0"))
    kept = RunRecorder(folder, mask=lambda text: text.replace("246810", "${SMS}"))
    png = io.BytesIO()
    Image.new("RGB", (100, 100), "white").save(png, "PNG")
    told = kept.visit(visit(246810), screen(20, "验证码 246810"), png.getvalue())
    action = Action(ActionKind.tap, Locator(text="246810"))
    kept.begin(CrawlStep(0, 1, "pay", action, note="typed 246810"))
    kept.found(Found(Page("pay", "246810"), State("pay", "pay")))
    step = StepTrace("1", "expect", "expect 246810", Outcome.failed, 1, 2, "seen: 246810", log=("D/app: 246810",))
    kept.walked(JourneyTrace("pay", "付款", Outcome.failed, 1, 2, (step,)))
    folder.close()
    written = "".join(path.read_text() for path in folder.path.glob("*.jsonl"))
    assert "${SMS}" in written and written.count("246810") == written.count('"at_ms":246810') == 1
    tree, picture = folder.tree(told.tree), folder.picture(told.picture)
    assert tree is not None and [node.text for node in tree.nodes()] == ["验证码 ${SMS}"]
    assert picture is not None and picture != png.getvalue()
