"""Recorded page graphs of apps, read as a crawl would have seen them.

Two layouts are read, both described in docs/page-identity.md: full recordings (states.jsonl, actions.jsonl, truth.json)
and small selections of them (states.jsonl with the truth in it), as kept in tests/data/recorded-pages.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from patrol.device.parse.hierarchy import hierarchy
from patrol.model.screen import Node, Screen

KEPT = Path(__file__).resolve().parent.parent / "tests" / "data" / "recorded-pages"
NO_PAGE = ("transition", "empty dump", "empty")
"""Words in the label of a moment in which no window had the focus or nothing was dumped: it belongs to no page."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One settled look of a recording, and what is true of it."""

    page: str
    """The page's true name; `outside:…` and `system:…` are not the app's."""
    label: str
    """Page and what lies over it: the true state."""
    screen: Screen
    below: str = ""
    """True page under a dialog, where the recording is a selection; "" in a full recording: the look before tells."""
    source: str = ""
    """Id of the look in which the action was done, "" when it was not recorded."""
    action: str = ""
    """What was done before, as a key; "" when nothing is known of it."""
    id: str = ""
    on_the_way: tuple[Screen, ...] = ()
    """What was dumped while the screen was still changing."""


def app_folders(folders: list[Path]) -> list[Path]:
    """Every folder below `folders` that holds a states.jsonl, in the order of their names."""
    return [path.parent for folder in folders for path in sorted(folder.rglob("states.jsonl"))]


def read(folder: Path) -> tuple[str, list[Seen]]:
    """(the app's package, its looks in the order in which they were recorded); looks that belong to no page and looks
    that were dumped again without an action are left out."""
    states = _lines(folder / "states.jsonl")
    truth = folder / "truth.json"
    labels: Mapping[str, Any] = json.loads(truth.read_text(encoding="utf-8"))["labels"] if truth.exists() else {}
    before = {line["dst"]: line for line in _lines(folder / "actions.jsonl")}
    seen = [_seen(folder, state, labels.get(state["id"], state), before.get(state["id"])) for state in states]
    usual = Counter(each.screen.package for each in seen).most_common(1)
    return usual[0][0] if usual else "", [
        each for each, state in zip(seen, states, strict=True) if _counts(each, state)
    ]


def _counts(seen: Seen, state: Mapping[str, Any]) -> bool:
    return not state.get("redump_of") and not any(word in seen.label for word in NO_PAGE)


def _seen(folder: Path, state: Mapping[str, Any], truth: Mapping[str, Any], action: Mapping[str, Any] | None) -> Seen:
    return Seen(
        page=truth["page"],
        label=truth["label"],
        screen=_screen(folder, state, state["xml"]),
        below=state.get("below", ""),
        source=(action or {}).get("src") or "",
        action=_key(action) if action else "",
        id=state["id"],
        on_the_way=tuple(_screen(folder, state, name) for name in state.get("unsettled_xml") or ()),
    )


def _screen(folder: Path, state: Mapping[str, Any], name: str) -> Screen:
    """The focused window decides: `mFocusedApp` is at times another one, or none."""
    roots = _roots(folder / name)
    component = state["focus"] if "/" in (state["focus"] or "") else state["activity"] or ""
    package, _, activity = component.partition("/")
    bounds = roots[0].bounds if roots else None
    if not package and roots:
        package = roots[0].package
    return Screen(
        0,
        package,
        package + activity if activity.startswith(".") else activity,
        "" if "/" in (state["focus"] or "") else state["focus"] or "",
        state.get("width", 800),
        state.get("height", 600),
        rotation=0 if bounds is None else int(bounds.height > bounds.width),
        roots=roots,
    )


@lru_cache(maxsize=4096)
def _roots(path: Path) -> tuple[Node, ...]:
    return hierarchy(gzip.decompress(path.read_bytes())).roots if path.exists() else ()


def _key(action: Mapping[str, Any]) -> str:
    target = action.get("target") or {}
    said = target.get("text") or target.get("content_desc") or ""
    parts = (action["kind"], action.get("key") or action.get("direction") or "", target.get("resource_id", ""), said)
    return " ".join(part for part in (*parts, "" if said else target.get("path", "")) if part)


def _lines(path: Path) -> list[Any]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
