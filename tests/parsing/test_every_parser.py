"""No parser raises, whatever it reads: a slice of `make fuzz`, and text that hypothesis makes up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.device import parse
from tests import parsers
from tests.fuzz import Tally, made, run

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
    run(7, range(begin, begin + 500), tally)
    assert [one for one in tally.failures if " s for " not in one] == []


def test_an_input_follows_from_its_number() -> None:
    assert [made(1, number) for number in range(50)] == [made(1, number) for number in range(50)]
    assert made(1, 5) != made(2, 5)


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
