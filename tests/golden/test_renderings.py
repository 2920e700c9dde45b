"""JUnit, SARIF and terminal text of the sample, word for word. What changes with patrol's version is stripped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from patrol import __version__
from patrol.model.result import InspectionResult
from patrol.report import graphs, junit, sarif, terminal
from tests.unit.report import sample

GOLDEN = Path(__file__).parent

RENDERINGS: dict[str, Callable[[InspectionResult], str]] = {
    "junit.en.xml": lambda result: junit.render(result, "en"),
    "junit.zh.xml": lambda result: junit.render(result, "zh"),
    "result.en.sarif": lambda result: sarif.render(result, "en"),
    "result.zh.sarif": lambda result: sarif.render(result, "zh"),
    "terminal.en.txt": lambda result: terminal.render(result, "en"),
    "terminal.zh.txt": lambda result: terminal.render(result, "zh"),
    "graph.dot": lambda result: graphs.dot(result.graph),
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_the_rendering_is_the_golden_one(name: str, rebaseline: bool) -> None:
    shown = stripped(RENDERINGS[name](sample.result(8)))
    file = GOLDEN / name
    if rebaseline:
        file.write_text(shown, encoding="utf-8")
    expected = file.read_text("utf-8") if file.exists() else ""
    command = f"python -m pytest tests/golden/test_renderings.py -k {name} --rebaseline"
    assert shown == expected, f"{name} has changed. If that is meant, write it anew and look at the diff:\n  {command}"


def stripped(text: str) -> str:
    return re.sub(rf'("semanticVersion": "){re.escape(__version__)}"', r'\1VERSION"', text)
