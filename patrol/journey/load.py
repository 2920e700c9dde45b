"""Reads journeys: YAML → Journey. Every mistake is a ScenarioError with file:line:column and the nearest valid name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from patrol.errors import Place, ScenarioError
from patrol.journey.arguments import Wrong
from patrol.journey.networks import network_of
from patrol.journey.steps import STEPS, Step
from patrol.journey.values import references
from patrol.model.journey import Journey, StepSpec
from patrol.model.network import NetworkProfile
from patrol.model.scenario import Scenario
from patrol.yamlplaces import Document, KeyPath, describe, load, load_file, told, unknown

FINGERPRINT = re.compile(r"^p-[0-9a-f]{10}$")
"""The key of a page that a crawl found and nobody declared."""
NESTED = ("then", "else", "steps")


def load_journeys(folder: Path, scenario: Scenario) -> dict[str, Journey]:
    """The journeys of `folder/journeys` by id, in the order of their names; {} when there are none. Files without a
    byte are left out: `patrol graph --to PAGE > journeys/to-page.yaml` has just made one. Raises ScenarioError."""
    base = folder / "journeys"
    files = sorted(file for file in base.glob("*.yaml") if file.stat().st_size) if base.is_dir() else []
    known = {file.stem for file in files}
    return {file.stem: read_journey(load_file(file, error=ScenarioError), file.stem, scenario, known) for file in files}


def way_in_of(scenario: Scenario, journeys: Mapping[str, Journey]) -> Journey | None:
    """The journey that signs in: the first that says so, else the one that app.yaml names; None where there is none."""
    return next((one for one in journeys.values() if one.way_in), None) or journeys.get(scenario.way_in)


def parse_journey(text: str, file: str, scenario: Scenario, known: Iterable[str] = ()) -> Journey:
    """A journey from its text; `known` are the ids that `use` may name. Raises ScenarioError."""
    document = load(text, file, error=ScenarioError)
    return read_journey(document, Path(file).stem, scenario, {*known, Path(file).stem})


def read_journey(document: Document, id: str, scenario: Scenario, known: Iterable[str]) -> Journey:
    """A journey from its loaded file."""
    root = document.section()
    root.only("name", "name_en", "covers", "way_in", "tags", "fresh", "values", "data", "network", "steps")
    reader = _Reader(document, scenario, tuple(known))
    covers = root.texts("covers")
    for index, page in enumerate(covers):
        reader.page(page, ("covers", index))
    network = _network(document)
    items = root.items("steps")
    if not items:
        raise root.error("a journey needs `steps:` with at least one step")
    steps = tuple(reader.step(item, ("steps", index)) for index, item in enumerate(items))
    return Journey(
        id=id,
        name=root.text("name"),
        name_en=root.text("name_en", ""),
        covers=covers,
        way_in=root.flag("way_in", False) or scenario.way_in == id,
        tags=root.texts("tags"),
        fresh=root.flag("fresh", True),
        steps=steps,
        values=reader.values(steps),
        file=document.file,
        network=network,
    )


def read_step(item: Any, place: Place, scenario: Scenario, known: Iterable[str] = ()) -> StepSpec:
    """One step that a program gives as a journey's file would (`"back"`, `{"tap": "确定", "within": 10}`); `place` is
    where the program does so. Raises ScenarioError."""
    return _Reader(told({"steps": [item]}, place, error=ScenarioError), scenario, tuple(known)).step(item, ("steps", 0))


def _network(document: Document) -> NetworkProfile | None:
    """What the whole journey is played in."""
    value = document.section().data.get("network")
    if value is None:
        return None
    try:
        return network_of(value)
    except Wrong as wrong:
        raise document.error(wrong.message, ("network",)) from None


class _Reader:
    """Turns the steps of one file into specs."""

    def __init__(self, document: Document, scenario: Scenario, known: Sequence[str]) -> None:
        self._document = document
        self._scenario = scenario
        self._known = known
        self._pages = [page.id for page in scenario.pages]

    def values(self, steps: Sequence[StepSpec]) -> dict[str, str]:
        """Of the data file, overridden by those in the journey; of app.yaml's data those that the steps name."""
        root = self._document.section()
        found: dict[str, str] = {}
        if name := root.text("data", ""):
            file = Path(self._document.file).parent / name
            section = load_file(file, error=ScenarioError).section()
            found = {key: section.text(key) for key in section.data}
        own = root.section("values")
        for key in own.data:
            found[key] = own.text(key)
            self._references(found[key], ("values", key))
        return {**_named_data(self._scenario.data, steps), **found}

    def step(self, item: Any, path: KeyPath) -> StepSpec:
        if isinstance(item, str):
            item = {item: None}
        if not isinstance(item, dict) or not item:
            raise self._document.error(f"a step is a word or `step: …`, not {describe(item)}", path)
        kind = next(iter(item))
        if kind not in STEPS:
            raise self._document.error(unknown("step", kind, STEPS), (*path, kind), of_key=True)
        step_class = STEPS[kind]
        place = self._document.place(path)
        spec = StepSpec(
            kind=kind,
            arguments=_arguments(step_class, item, kind),
            steps=self._steps(item, path, "then" if kind == "if" else "steps", step_class),
            otherwise=self._steps(item, path, "else", step_class) if kind == "if" else (),
            file=place.file,
            line=place.line,
            column=place.column,
        )
        self._check(step_class(spec), item, path)
        return spec

    def _steps(self, item: Mapping[str, Any], path: KeyPath, key: str, step: type[Step]) -> tuple[StepSpec, ...]:
        if key not in item:
            return ()
        if not (step.nested or step.kind == "if"):
            raise self._document.error(f"`{step.kind}` has no steps inside", (*path, key), of_key=True)
        value = item[key]
        if not isinstance(value, list):
            raise self._document.error(f"`{key}` must be a list of steps, not {describe(value)}", (*path, key))
        return tuple(self.step(each, (*path, key, index)) for index, each in enumerate(value))

    def _check(self, step: Step, item: Mapping[str, Any], path: KeyPath) -> None:
        try:
            step.check_common()
            step.check()
            if step.nested and not step.spec.steps:
                raise Wrong(f"`{step.kind}` needs `steps:`")
        except Wrong as wrong:
            where = _where(wrong.path, step, item, path)
            raise self._document.error(wrong.message, where, of_key=wrong.of_key or not wrong.path) from None
        kind = step.kind
        if kind == "use" and str(step.argument) not in self._known:
            raise self._document.error(unknown("journey", str(step.argument), self._known), (*path, kind))
        for where, page in _pages(step.arguments, ()):
            self.page(page, _where(where, step, item, path))
        for where, text in _texts(step.arguments, ()):
            self._references(text, _where(where, step, item, path))

    def page(self, page: str, path: KeyPath) -> None:
        """Refuse a page that nobody declared."""
        if page not in self._pages and not FINGERPRINT.match(page):
            raise self._document.error(
                unknown("page", page, self._pages), path, advice="" if self._pages else "No pages.yaml declares pages."
            )

    def _references(self, text: str, path: KeyPath) -> None:
        for reference in references(text):
            if not reference.name:
                raise self._document.error("`${}` names nothing", path)
            if reference.default is not None and not self._scenario.demo:
                raise self._document.error(
                    f"${{{reference.name}:-…}}: a default may stand only in an app marked `demo: true`",
                    path,
                    advice=f"Write ${{{reference.name}}} and set it in the environment.",
                )


def _named_data(data: Mapping[str, str], steps: Sequence[StepSpec]) -> dict[str, str]:
    """What app.yaml's `data:` gives for the references in these steps, by each of its words."""
    words = {word: value for key, value in data.items() for word in key.split("|") if word != "*"}
    named = {reference.name for text in _all_texts(steps) for reference in references(text)}
    return {name: words[name] for name in sorted(named) if name in words}


def _all_texts(steps: Sequence[StepSpec]) -> Iterator[str]:
    for step in steps:
        yield from (text for _, text in _texts(step.arguments, ()))
        yield from _all_texts((*step.steps, *step.otherwise))


def _arguments(step: type[Step], item: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """What stands beside the kind under its name, with the further keys."""
    value = item[kind]
    further = {key: each for key, each in item.items() if key != kind and key not in NESTED}
    if isinstance(value, dict) and step.main not in ("element", "condition", "how"):
        return {**value, **further}
    if value is None:
        return further
    return {step.main or "value": value, **further}


def _where(wrong: tuple[str | int, ...], step: Step, item: Mapping[str, Any], path: KeyPath) -> KeyPath:
    """The path in the file of a path in the arguments."""
    if not wrong:
        return (*path, step.kind)
    if wrong[0] in item:
        return (*path, *wrong)
    inside = isinstance(item[step.kind], dict) and wrong[0] in item[step.kind]
    return (*path, step.kind, *(wrong if inside else wrong[1:]))


def _pages(value: Any, path: KeyPath) -> Iterable[tuple[KeyPath, str]]:
    """Pages named in conditions, with their paths."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "page" and isinstance(each, str):
                yield (*path, key), each
            else:
                yield from _pages(each, (*path, key))


def _texts(value: Any, path: KeyPath) -> Iterable[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*path, key))


__all__ = ["load_journeys", "parse_journey", "read_journey"]
