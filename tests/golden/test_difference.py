"""The difference of two builds and a run's summary as Markdown, word for word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from patrol.report import diff_markdown, markdown, terminal
from tests.unit.report import gated, two_builds

GOLDEN = Path(__file__).parent


def _difference(lang: str) -> str:
    return diff_markdown.render(two_builds.difference(), two_builds.then(), two_builds.now(), lang)


RENDERINGS: dict[str, Callable[[], str]] = {
    "difference.en.md": lambda: _difference("en"),
    "difference.zh.md": lambda: _difference("zh"),
    "summary.en.md": lambda: markdown.render(gated.result(), "en"),
    "summary.zh.md": lambda: markdown.render(gated.result(), "zh"),
    "terminal.gate.en.txt": lambda: terminal.render(gated.result(), "en"),
    "terminal.gate.zh.txt": lambda: terminal.render(gated.result(), "zh"),
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_the_rendering_is_the_golden_one(name: str, rebaseline: bool) -> None:
    shown = RENDERINGS[name]()
    file = GOLDEN / name
    if rebaseline:
        file.write_text(shown, encoding="utf-8")
    expected = file.read_text("utf-8") if file.exists() else ""
    command = f"python -m pytest tests/golden/test_difference.py -k {name} --rebaseline"
    assert shown == expected, f"{name} has changed. If that is meant, write it anew and look at the diff:\n  {command}"
