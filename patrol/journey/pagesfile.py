"""Adds pages and ways to the text of a pages.yaml without touching a character of what stands there.

Writing the file anew from its data would lose comments and the way people lay out their lists; libraries that keep
comments still change quoting, widths and indents. So new entries are put in as text, below the last one, and the whole
is read again: what was declared before must come out as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
import yaml

from patrol.errors import Place, ScenarioError
from patrol.journey.pages import FILE, read_pages
from patrol.model.scenario import DeclaredEdge, DeclaredModule, DeclaredPage, Recogniser
from patrol.model.versions import CODE

HEAD = """\
# The pages of the app, how each is recognised, and the ways between them. `patrol pages init` wrote what it saw; the
# file is yours. Worth editing:
#   id          short and stable: journeys, reports and other builds go by it. Change it here in all places, too
#   name        for people; add name_en: for English reports
#   module      guessed from the tab or page under which it was reached
#   owner       who answers for the page
#   importance  high, normal (default) or low
#   since       announced for this version: not missed before it, told when it has not come (a module's in `modules:`)
#   recognise   all of it must hold: activity, ids, texts, contains, absent
#   when        of a way: a wall that must have been passed (sign-in, consent, permission, captcha, real-name), or words
# Run it again after another crawl: it adds what is new below and leaves your lines as they are.
# `patrol pages check` says what is wrong or doubtful here.
"""


def extended(text: str, pages: Sequence[DeclaredPage], edges: Sequence[DeclaredEdge], file: str = FILE) -> str:
    """`text` with these pages and ways added; an empty text gets a head that says what may be edited. Raises
    ScenarioError for a text that is wrong already, or that cannot be added to."""
    before = read_pages(text, file)
    if not text.strip():
        text = HEAD
    if text and not text.endswith("\n"):
        text += "\n"
    written = {"pages": [page_lines(page) for page in pages], "edges": [[edge_line(edge)] for edge in edges]}
    for key in ("edges", "pages"):
        if written[key]:
            text = _added(text, key, written[key])
    try:
        after = read_pages(text, file)
    except ScenarioError as wrong:
        raise _unfit(file, wrong.message) from wrong
    if _plain(*after) != _plain((*before[0], *pages), (*before[1], *edges), before[2]):
        raise _unfit(file, "what stood there would have changed")
    return text


def _plain(pages: Sequence[DeclaredPage], edges: Sequence[DeclaredEdge], modules: Sequence[DeclaredModule]) -> object:
    """What is declared, without the places where it stands."""
    ways = [
        (e.source, e.target, e.action and (e.action.kind, dict(e.action.arguments)), e.when, e.importance)
        for e in edges
    ]
    # The English names of modules stand once, apart from the pages.
    return tuple(msgspec.structs.replace(page, module_en="") for page in pages), ways, tuple(modules)


def _unfit(file: str, why: str) -> ScenarioError:
    advice = "Nothing was written. Name another file with --out, and take over from there what you want."
    return ScenarioError(f"nothing can be added: {why}", place=Place(file), advice=advice)


def _added(text: str, key: str, entries: list[list[str]]) -> str:
    """`text` with the entries at the end of the list under `key`."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    nodes = {name.value: value for name, value in pairs}
    node = nodes.get(key)
    if node is None:
        gap = "" if not nodes and key == "pages" else "\n"
        if key == "pages" and "edges" in nodes:  # pages first, as everywhere
            at = _line_start(text, next(name for name, _ in pairs if name.value == "edges").start_mark.index)
            return f"{text[:at]}pages:\n{_block(entries, 2)}\n{text[at:]}"
        return f"{text}{gap}{key}:\n{_block(entries, 2)}"
    if isinstance(node, yaml.SequenceNode) and node.value and node.flow_style:
        at = node.end_mark.index - 1
        comma = "" if text[:at].rstrip().endswith(",") else ","
        return f"{text[:at].rstrip()}{comma}\n{_flow(entries)}\n{text[at:]}"
    if isinstance(node, yaml.SequenceNode) and node.value:
        at = _line_end(text, _last(node))
        return f"{text[:at]}{_block(entries, node.start_mark.column)}{text[at:]}"
    start, end = node.start_mark.index, node.end_mark.index  # empty: nothing, ~ or []
    at = _line_end(text, end)
    return f"{text[:start].rstrip(' ')}{text[end:at]}{_block(entries, 2)}{text[at:]}"


def _last(node: yaml.Node) -> int:
    """Where the last thing inside `node` ends: a block's own end lies beyond the comments that follow it."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return max(_last(value) for pair in node.value for value in pair)
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return max(_last(value) for value in node.value)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return end - 1
    return end


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """Right after the line on which `index` stands."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def _block(entries: list[list[str]], indent: int) -> str:
    lines = []
    for entry in entries:
        lines += [f"{' ' * indent}{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(entry)]
    return "\n".join(lines) + "\n"


def _flow(entries: list[list[str]]) -> str:
    return ",\n".join(f"  {{{', '.join(entry)}}}" if len(entry) > 1 else f"  {entry[0]}" for entry in entries)


def page_lines(page: DeclaredPage) -> list[str]:
    """A page as lines of a block mapping; what is empty but worth filling in stands as a comment in the head."""
    told: dict[str, Any] = {"id": page.id, "name": page.name, "name_en": page.name_en, "module": page.module}
    told |= {"owner": page.owner, "link": page.link}
    lines = [f"{key}: {_yaml(value)}" for key, value in told.items() if value]
    if page.since:
        code = page.since.startswith(CODE)
        lines.append(f"since: {_yaml({'code': int(page.since.removeprefix(CODE))} if code else page.since)}")
    if page.importance.value != "normal":
        lines.append(f"importance: {page.importance.value}")
    return [*lines, f"recognise: {_yaml(_asked(page.recognise))}"] if page.recognise.conditions else lines


def edge_line(edge: DeclaredEdge) -> str:
    """A way as one flow mapping."""
    told: dict[str, Any] = {"from": edge.source, "to": edge.target}
    if edge.action is not None:
        on = edge.action.arguments.get("on")
        told["action"] = edge.action.kind if on is None else {edge.action.kind: on}
    if edge.when:
        told["when"] = edge.when
    if edge.importance.value != "normal":
        told["importance"] = edge.importance.value
    return _yaml(told)


def _asked(recognise: Recogniser) -> dict[str, Any]:
    names = ("activity", "ids", "texts", "contains", "absent")
    return {n: list(v) if isinstance(v := getattr(recognise, n), tuple) else v for n in names if getattr(recognise, n)}


NUMBERLIKE = re.compile(r"[-+.]?\d")


class _Dumper(yaml.SafeDumper):
    """Quotes texts that begin like numbers: patrol's own loader reads more of them as numbers than PyYAML writes."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "'" if NUMBERLIKE.match(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def _yaml(value: Any) -> str:
    """One line of YAML that may stand in braces, too."""
    text: str = yaml.dump(
        [value], Dumper=_Dumper, default_flow_style=True, allow_unicode=True, sort_keys=False, width=100_000
    )
    return text.strip()[1:-1]
