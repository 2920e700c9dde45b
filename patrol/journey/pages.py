"""Reads pages.yaml: the pages that a team knows of, how each is recognised, and the ways between them.

What cannot be meant is a ScenarioError with its place. What can be meant but will surprise is a Remark: two pages that
nothing tells apart, a page that nothing recognises, a condition that is almost one that patrol knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from patrol.errors import Place, ScenarioError
from patrol.journey import arguments as read
from patrol.journey.arguments import Wrong
from patrol.model.journey import StepSpec
from patrol.model.scenario import WALLS, DeclaredEdge, DeclaredModule, DeclaredPage, Importance, Recogniser
from patrol.model.versions import CODE, is_version
from patrol.yamlplaces import Document, Section, load, load_file, unknown

FILE = "pages.yaml"
EDGE_ACTIONS = ("tap", "long tap", "type", "back", "open link", "swipe", "launch")
ID = re.compile(r"[^\W_][\w.-]*")
"""Letters of any script, digits, dot, dash and underscore: an id is a file name, an anchor and a part of a state."""
FINGERPRINT = re.compile(r"p-[0-9a-f]{10}")
"""What patrol calls pages that nobody declared."""

Pages = tuple[DeclaredPage, ...]
Edges = tuple[DeclaredEdge, ...]
Modules = tuple[DeclaredModule, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the file that is no mistake, but will hardly do what was meant."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def load_pages(file: Path) -> tuple[Pages, Edges, Modules]:
    """Pages, edges and modules of a pages.yaml; nothing when there is none. Raises ScenarioError."""
    return _read(load_file(file, error=ScenarioError)) if file.is_file() else ((), (), ())


def read_pages(text: str, file: str) -> tuple[Pages, Edges, Modules]:
    """The same of a text; `file` is its name in errors."""
    return _read(load(text, file, error=ScenarioError))


def remarks(file: Path) -> tuple[Remark, ...]:
    """What will hardly do what was meant, in the order of the file. Raises ScenarioError for a mistake."""
    document = load_file(file, error=ScenarioError)
    pages, edges, _ = _read(document)
    found = (*_of_pages(document, pages), *_of_edges(document, edges))
    return tuple(sorted(found, key=lambda remark: (remark.place.line or 0, remark.place.column or 0)))


def _read(document: Document) -> tuple[Pages, Edges, Modules]:
    root = document.section().only("modules", "pages", "edges")
    modules = tuple(_module(root.section("modules"), name) for name in root.section("modules").data)
    english = {module.name: module.name_en for module in modules}
    pages: dict[str, DeclaredPage] = {}
    for _, section in root.sections("pages"):
        page = _page(section, english)
        if page.id in pages:
            raise section.error(f"page “{page.id}” is declared twice", "id")
        pages[page.id] = page
    edges = tuple(_edge(section, list(pages)) for _, section in root.sections("edges"))
    return tuple(pages.values()), edges, modules


def _module(modules: Section, name: str) -> DeclaredModule:
    """`保险: Insurance`, or a mapping with `name_en` and `since`."""
    if not isinstance(modules.data[name], dict):
        return DeclaredModule(name, modules.text(name))
    told = modules.section(name).only("name_en", "since")
    return DeclaredModule(name, told.text("name_en", ""), _since(told))


def _since(section: Section) -> str:
    """A version name, or `{code: N}` for a version code."""
    if not isinstance(section.data.get("since"), dict):
        since = section.text("since", "")
        if since and not is_version(since):
            raise section.error(f"a version begins with dotted numbers, such as 1.2, and “{since}” does not", "since")
        return since.strip()
    code = section.section("since").only("code").integer("code")
    if code < 1:
        raise section.error(f"a version code is a whole number from 1 on, not {code}", "since")
    return f"{CODE}{code}"


def _page(section: Section, modules: Mapping[str, str]) -> DeclaredPage:
    section.only("id", "name", "name_en", "module", "owner", "importance", "link", "recognise", "since")
    id = section.text("id")
    if not ID.fullmatch(id):
        raise section.error(f"an id is made of letters, digits, `.`, `-` and `_`, and “{id}” is not", "id")
    link = section.text("link", "")
    if link and "://" not in link:
        raise section.error("a deep link looks like `harbour://transfer`", "link")
    return DeclaredPage(
        id=id,
        name=section.text("name"),
        name_en=section.text("name_en", ""),
        module=(module := section.text("module", "")),
        module_en=modules.get(module, ""),
        owner=section.text("owner", ""),
        importance=_importance(section),
        link=link,
        recognise=_recogniser(section.section("recognise")),
        since=_since(section),
    )


def _recogniser(asked: Section) -> Recogniser:
    asked.only("activity", "texts", "contains", "ids", "absent")
    found = Recogniser(
        activity=asked.text("activity", ""),
        texts=asked.texts("texts"),
        contains=asked.texts("contains"),
        ids=asked.texts("ids"),
        absent=asked.texts("absent"),
    )
    both = next((text for text in found.texts if text in found.absent), None)
    if both is not None:
        raise asked.error(f"“{both}” cannot be there and be absent", "absent")
    return found


def _edge(section: Section, pages: list[str]) -> DeclaredEdge:
    section.only("from", "to", "action", "when", "importance")
    for key in ("from", "to"):
        if (page := section.text(key)) not in pages:
            raise section.error(unknown("page", page, pages), key)
    source, target, when = section.text("from"), section.text("to"), section.text("when", "")
    return DeclaredEdge(source, target, _action(section), when, _importance(section))


def _importance(section: Section) -> Importance:
    return Importance(section.choice("importance", [one.value for one in Importance], Importance.normal))


def _action(section: Section) -> StepSpec | None:
    value = section.data.get("action")
    if value is None:
        return None
    if isinstance(value, str):
        kind, argument = value, None
    else:
        written = section.section("action").data
        if len(written) != 1:
            raise section.error("an action is one thing to do, such as `{tap: 转账}`", "action")
        kind, argument = next(iter(written.items()))
    if kind not in EDGE_ACTIONS:
        raise section.error(unknown("action", kind, EDGE_ACTIONS), "action")
    _argued(section, kind, argument)
    place = section.document.place((*section.path, "action"))
    arguments = {} if argument is None else {"on": argument}
    return StepSpec(kind=kind, arguments=arguments, file=place.file, line=place.line, column=place.column)


def _argued(section: Section, kind: str, argument: object) -> None:
    """Refuse an action that says too little or too much."""
    if kind in ("tap", "long tap"):
        if argument is None:
            raise section.error(f"`{kind}` needs an element: `{{{kind}: 转账}}`", "action")
        try:
            read.element(argument)
        except Wrong as wrong:
            raise section.document.error(
                wrong.message, (*section.path, "action", kind, *wrong.path), of_key=wrong.of_key
            ) from None
    elif kind == "open link" and (not isinstance(argument, str) or "://" not in argument):
        raise section.error("a deep link looks like `harbour://transfer`", "action")
    elif kind in ("back", "launch") and argument is not None:
        raise section.error(f"`{kind}` takes nothing more: write `action: {kind}`", "action")


# --- remarks ----------------------------------------------------------------------------------------------------------


def _of_pages(document: Document, pages: Pages) -> Iterator[Remark]:
    used = {page.module for page in pages}
    modules = document.section().section("modules")
    for module, told in modules.data.items():
        if module not in used:
            announced = isinstance(told, dict) and "since" in told
            but = "; nothing can tell when it has arrived" if announced else ""
            yield Remark(document.place(("modules", module)), f"no page is of the module “{module}”{but}")
    asked: dict[object, str] = {}
    links: dict[str, str] = {}
    for index, page in enumerate(pages):
        place = document.place(("pages", index, "id"))
        if FINGERPRINT.fullmatch(page.id):
            yield Remark(place, f"“{page.id}” looks like one of patrol's own fingerprints; give the page a name as id")
        if not page.recognise.conditions:
            yield Remark(place, f"nothing recognises “{page.id}”: it can never be seen, only expected")
            continue
        same = asked.setdefault(_sameness(page.recognise), page.id)
        if same != page.id:
            here = document.place(("pages", index, "recognise"))
            yield Remark(here, f"“{page.id}” asks for the same as “{same}”, which stands first: it will never be seen")
        if page.link and (other := links.setdefault(page.link, page.id)) != page.id:
            here = document.place(("pages", index, "link"))
            yield Remark(here, f"the deep link of “{page.id}” is that of “{other}”")


def _sameness(asked: Recogniser) -> object:
    """Equal for recognisers that recognise the same screens as far as one can tell without seeing any."""
    ids = frozenset(id.rpartition("/")[2] for id in asked.ids)
    activity = asked.activity.rpartition(".")[2]
    return activity, frozenset(asked.texts), frozenset(asked.contains), ids, frozenset(asked.absent)


def _of_edges(document: Document, edges: Edges) -> Iterator[Remark]:
    known: set[object] = set()
    for index, edge in enumerate(edges):
        place = document.place(("edges", index))
        action = None if edge.action is None else (edge.action.kind, repr(edge.action.arguments))
        if (way := (edge.source, edge.target, action, edge.when)) in known:
            yield Remark(place, f"the way from “{edge.source}” to “{edge.target}” is declared twice")
        known.add(way)
        near = get_close_matches(edge.when.lower().replace(" ", "-").replace("_", "-"), WALLS, 1, 0.75)
        if near and edge.when not in WALLS:
            here = document.place(("edges", index, "when"))
            yield Remark(here, f"`when: {edge.when}` is for readers only; did you mean “{near[0]}”?")
