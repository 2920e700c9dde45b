"""Every row of the index of captures: its truth, or why it is not here. tests/data/captures/truth.yaml was written from
the index and the captures, row by row; docs/parsers.md says how to add one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pytest
import yaml

from patrol.device.parse import gfxinfo, kernel, logcat, package, startup_log, surfaceflinger, thread_dump
from patrol.device.parse.bugreport import sections
from patrol.device.parse.decode import decode
from patrol.device.parse.hierarchy import hierarchy
from patrol.model.screen import Node
from tests.parsers import PARSERS
from tests.unit.device.parse.captured import FOLDER, raw

ROWS = 414
"""Rows of the index that the captures were taken from."""
TRUTH: dict[str, Any] = yaml.load((FOLDER / "truth.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@lru_cache(maxsize=8)
def stored(row: str) -> bytes:
    return raw(TRUTH["stored_as"].get(row, row))


def nodes_of(roots: tuple[Node, ...]) -> Iterator[Node]:
    for node in roots:
        yield node
        yield from nodes_of(node.children)


def tree(data: bytes) -> dict[str, Any]:
    """What the index counts in a UI tree."""
    read = hierarchy(data)
    nodes = list(nodes_of(read.roots))
    return {
        "nodes": len(nodes),
        "packages": "+".join(sorted({node.package for node in nodes if node.package})),
        "passwords": sum(node.password for node in nodes),
        "webview": any(node.class_name == "android.webkit.WebView" for node in nodes),
        "clickable": sum(node.clickable for node in nodes),
        "fields": sum(node.class_name == "android.widget.EditText" for node in nodes),
        "focused": sum(node.focused for node in nodes),
        "texts": [node.text for node in nodes if node.text],
        "descriptions": [node.description for node in nodes if node.description],
        "centres": [(node.bounds.left + node.bounds.right) // 2 for node in nodes],
        "truncated": read.truncated,
    }


def threads(data: bytes) -> dict[str, int]:
    found = [thread for process in thread_dump.parse(decode(data)).processes for thread in process.threads]
    return {
        "threads": len(found),
        "locked": sum(len(thread.held) for thread in found),
        "waiting_to_lock": sum(thread.waiting_to_lock is not None for thread in found),
    }


def frames(data: bytes) -> dict[str, Any]:
    rows = [row for window in gfxinfo.parse(decode(data)).windows for row in window.rows]
    return {
        "rows": len(rows),
        "flags": [row.flags for row in rows],
        "durations": [row.completed_ns - row.intended_ns for row in rows],
    }


def displayed(data: bytes) -> list[float]:
    found = (startup_log.drawn(entry.message) for entry in logcat.parse(decode(data)).entries)
    return [one.duration_ms for one in found if one and not one.fully]


def first_package(data: bytes) -> dict[str, Any]:
    text = decode(data)
    name = re.search(r"^  Package \[([^\]]+)\]", text, re.M)
    info = package.app_info(text, name[1]) if name else None
    assert info is not None
    return {
        "package": info.package,
        "version_name": info.version_name,
        "permissions": len(info.permissions),
        "granted": len(info.granted),
    }


FACTS = {
    "tree": tree,
    "facts_threads": threads,
    "facts_frames": frames,
    "facts_displayed": displayed,
    "facts_package": first_package,
    "facts_sections": lambda data: list(sections(decode(data))),
    "facts_tags": lambda data: Counter(entry.tag for entry in logcat.parse(decode(data)).entries),
    "facts_drawn": lambda data: Drawn(surfaceflinger.parse_layers(decode(data))),
    "facts_pagetypes": lambda data: {" ".join(k): v for k, v in kernel.parse_page_types(decode(data)).items()},
}  # fmt: skip
"""What a row states that is a sum over what a parser gives."""


class Drawn(dict[str, str]):
    """Package → the layer that patrol would ask for its frames."""

    def __init__(self, layers: tuple[str, ...]) -> None:
        super().__init__()
        self.layers = layers

    def __missing__(self, name: str) -> str:
        return next(iter(surfaceflinger.drawn_layers(self.layers, name)), "")


def differences(expected: Any, found: Any, where: str) -> Iterator[str]:
    """What of `expected` is not so. A mapping states only some of the fields or items:
    a field's name or an item's key or place; `count`; `contains` and `holds`; `field=value`, the first item that has
    it; `only field=value`, how many have it."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            yield from _stated(str(key) if not isinstance(key, int) else key, value, found, where)
    elif isinstance(expected, list):
        if len(found) != len(expected):
            yield f"{where}: {len(found)} instead of {len(expected)}: {found!r:.400}"
            return
        for place, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, f"{where}[{place}]")
    elif expected != (pytest.approx(found) if isinstance(found, float) else found):
        yield f"{where}: {found!r:.400} instead of {expected!r}"


def _stated(key: str | int, value: Any, found: Any, where: str) -> Iterator[str]:
    below = f"{where}.{key}"
    if key == "count":
        yield from differences(value, len(found), below)
    elif key in ("contains", "holds"):
        if value not in found:
            yield f"{where}: {value!r} is not in {found!r:.400}"
    elif isinstance(key, str) and "=" in key:
        field, _, wanted = key.removeprefix("only ").partition("=")
        those = [one for one in found if str(getattr(one, field)).lower() == wanted.lower()]
        if key.startswith("only "):
            yield from differences(value, len(those), below)
        elif not those:
            yield f"{where}: no item with {key}"
        else:
            yield from differences(value, those[0], below)
    elif isinstance(found, Mapping):
        if key not in found and not isinstance(found, Drawn):
            yield f"{where}: no {key!r}"
        else:
            yield from differences(value, found[key], below)
    elif isinstance(key, int):
        if len(found) <= key:
            yield f"{where}: only {len(found)}"
        else:
            yield from differences(value, found[key], below)
    else:
        yield from differences(value, getattr(found, key), below)


@pytest.mark.parametrize("row", sorted(TRUTH["rows"]))
def test_every_row_parses_to_its_truth(row: str) -> None:
    data = stored(row)
    wrong = []
    for name, expected in TRUTH["rows"][row].items():
        parser = FACTS.get(name) or PARSERS[name][0]
        wrong += list(differences(expected, parser(data), name))
    assert not wrong, "\n".join(wrong)


def test_every_row_has_its_truth_or_its_reason() -> None:
    left_out = [row for rows in TRUTH["left_out"].values() for row in rows]
    assert not set(left_out) & set(TRUTH["rows"])
    assert all(TRUTH["rows"].values())
    assert len(left_out) + len(TRUTH["rows"]) == ROWS


def test_every_file_has_its_truth() -> None:
    there = {path.relative_to(FOLDER).as_posix().removesuffix(".gz") for path in FOLDER.rglob("*") if path.is_file()}
    known = {TRUTH["stored_as"].get(row, row) for row in TRUTH["rows"]} | set(TRUTH["excerpts"]) | {"truth.yaml"}
    assert there == known


def test_what_the_index_says_wrongly_is_told() -> None:
    assert set(TRUTH["index_corrected"]) <= set(TRUTH["rows"])
