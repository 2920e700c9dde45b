"""No parser raises, whatever it reads: a slice of `make fuzz`, and text that hypothesis makes up."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.device import parse
from tests import fuzz_apk, parsers
from tests.fuzz import SUBJECT, corpus
from tests.fuzzing import Tally, run

KNOWN = (
    "11-21 22:00:40.511  2319  2349 E ActivityManager: ANR in a.b (a.b/.C)",
    '"main" prio=5 tid=1 Native',
    "*** *** *** ",
    "pid: 1, tid: 2, name: a  >>> b <<<",
    "    #00 pc 0000  /x",
    "  PID USER [%CPU]S ARGS",
    "Caused by: a.B: c",
    "\tat a.b.C.d(E.java:1)",
    "Total frames rendered: 3",
    "---PROFILEDATA---",
    "cpu  1 2 3 4",
)
LINE = st.one_of(st.text(max_size=60), st.sampled_from(KNOWN))


@pytest.mark.parametrize("begin", range(0, 2000, 500))
def test_damaged_captures(begin: int) -> None:
    tally = Tally()
    run(SUBJECT, 7, range(begin, begin + 500), tally)
    assert [one for one in tally.failures if " s for " not in one] == []


def test_damaged_packages() -> None:
    tally = Tally()
    run(fuzz_apk.SUBJECT, 7, range(500), tally)
    assert [one for one in tally.failures if " s for " not in one] == []
    assert set(tally.counts) == set(fuzz_apk.READERS)


def test_an_input_follows_from_its_number() -> None:
    for subject in (SUBJECT, fuzz_apk.SUBJECT):
        first, again = ([subject.input_of(1, number) for number in range(50)] for _ in range(2))
        assert first == again and subject.input_of(1, 5) != subject.input_of(2, 5)


@settings(max_examples=30)
@given(st.lists(LINE, max_size=12))
def test_text_that_was_made_up(lines: list[str]) -> None:
    data = "\n".join(lines).encode("utf-8", "replace")
    for parser, _ in parsers.PARSERS.values():
        parser(data)


@settings(max_examples=30)
@given(st.binary(max_size=300))
def test_bytes_that_are_no_text(data: bytes) -> None:
    for parser, _ in parsers.PARSERS.values():
        parser(data)


FAMILIES = (
    {"anr-log", "crash", "lmk", "logcat", "logcat-layouts-synthetic", "strictmode", "tombstone", "watchdog"},
    {"activity", "window"},
    {"ps", "top", "misc"},
    {"misc", "sf-list"},
    {"ui", "ui-appium", "ui-uiautomator"},
)
"""Outputs that hold parts of each other."""
TAKE_ANY_TEXT = {"gfxinfo", "hierarchy", "kind", "launch", "logcat", "logcat_picker", "surfaceflinger_layers"}
"""Layers are named by any text; the others count what they could not read, or tell the uptime of any dump."""


def says_nothing(found: Any) -> bool:
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        return all(getattr(found, field.name) in ((), "", None, 0, {}, True) for field in dataclasses.fields(found))
    return not found


@pytest.mark.parametrize("name", sorted(set(parsers.PARSERS) - TAKE_ANY_TEXT - {"surfaceflinger_latency"}))
def test_nothing_is_guessed_from_what_another_command_printed(name: str) -> None:
    parser, kinds = parsers.PARSERS[name]
    own = set(kinds).union(*(family for family in FAMILIES if family & set(kinds)))
    guessed = {
        kind
        for kind, captures in corpus().items()
        if kind not in own
        for data in captures
        if len(data) < 30_000 and not says_nothing(parser(data))
    }
    assert guessed == set()


def test_the_list_of_parsers_is_whole() -> None:
    """A new parser is fuzzed from its first day."""
    folder = Path(parse.__file__).parent
    there = {path.stem for path in folder.glob("*.py")} - {"__init__", "decode", "logcat_layouts"}
    tree = ast.parse(Path(parsers.__file__).read_text(encoding="utf-8"))
    named = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("patrol.device.parse")
        for name in [(node.module or "").split(".")[-1], *(alias.name for alias in node.names)]
    }
    assert there <= named, f"not in tests/parsers.py: {sorted(there - named)}"
