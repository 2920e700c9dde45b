"""What the recorder keeps of each visit: a tree for every look that is new, and never the same one twice."""

from __future__ import annotations

from pathlib import Path

from patrol.model.artifacts import Screens, Visit
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
