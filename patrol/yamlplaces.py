"""YAML with places: plain data, and for each key and value where it stands in the file.

One loader for everything people write by hand (devices.yaml, app.yaml, pages.yaml, journeys, policy.yaml, app models),
so that each mistake is told as `file:line:column: what is wrong` with the nearest valid name.

    document = load_file(path)
    root = document.section()                 # refuses anything but a mapping
    root.only("phones", "default")            # unknown key → error with place and suggestion
    for name, phone in root.section("phones").sections():
        serial = phone.text("serial", "")

Scalars follow the JSON-like core of YAML 1.2, because the rest surprises people: only true and false are booleans
(`on`, `yes` and `no` are text), `12:30` is text, dates are text, and digits that begin with 0 or + are text (phone
numbers).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml

from patrol.errors import ConfigError, Place

KeyPath = tuple[str | int, ...]
D = TypeVar("D")

MAX_VALUES = 200_000
"""More values than any file by hand holds; stops files whose aliases multiply without end."""


class _CoreLoader(yaml.SafeLoader):
    """Resolves scalars as YAML 1.2's core schema does."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  (PyYAML's own way to say it)


class _QuickLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same by libyaml, several times as quick; its words for what is wrong are not as clear."""

    yaml_implicit_resolvers = _CoreLoader.yaml_implicit_resolvers


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)$", "-0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("merge", r"^(?:<<)$", "<"),
):
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class Document:
    """A loaded file: `data` is plain (dict, list, str, int, float, bool, None); `place(path)` says where it stands."""

    def __init__(self, file: str, *, error: type[ConfigError] = ConfigError) -> None:
        self.file = file
        self.data: Any = None
        self.error_type = error
        self._values: dict[KeyPath, Place] = {}
        self._keys: dict[KeyPath, Place] = {}
        self._numbers: dict[KeyPath, tuple[float, str]] = {}
        """Numbers and how they are written: 1.10 is another version than 1.1."""

    def place(self, path: KeyPath = (), *, of_key: bool = False) -> Place:
        """Where the value (or its key) at `path` stands; for a path that does not exist, its nearest parent."""
        while path:
            found = (self._keys.get(path) if of_key else None) or self._values.get(path)
            if found:
                return found
            path = path[:-1]
        return self._values.get((), Place(self.file))

    def written(self, path: KeyPath, number: float) -> str:
        """The number at `path` as it is written; `<<` may have brought another there."""
        known, text = self._numbers.get(path, (number, str(number)))
        return text if known == number else str(number)

    def error(self, message: str, path: KeyPath = (), *, of_key: bool = False, advice: str = "") -> ConfigError:
        """The error to raise for something wrong at `path`."""
        return self.error_type(message, place=self.place(path, of_key=of_key), advice=advice)

    def section(self, *path: str | int) -> Section:
        """The mapping at `path`; an empty file counts as an empty mapping."""
        value = self.data
        for part in path:
            value = value[part]
        return Section(self, path, value)


class Section:
    """A mapping of the file with typed access; whatever is not as asked becomes an error with its place."""

    def __init__(self, document: Document, path: KeyPath, value: Any) -> None:
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise document.error(f"{_name(path)} must be a mapping (`key: value` lines), not {describe(value)}", path)
        self.document = document
        self.path = path
        self.data: dict[str, Any] = value

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def error(
        self, message: str, key: str | int | None = None, *, of_key: bool = False, advice: str = ""
    ) -> ConfigError:
        """The error to raise for something wrong with `key`, or with the whole section."""
        path = self.path if key is None else (*self.path, key)
        return self.document.error(message, path, of_key=of_key, advice=advice)

    def only(self, *names: str) -> Section:
        """Refuse every key that is not in `names`; returns itself."""
        for key in self.data:
            if key not in names:
                raise self.error(unknown("key", key, names), key, of_key=True)
        return self

    def value(self, key: str, kind: type[D] | tuple[type[D], ...], default: D | None, what: str) -> D:
        """The value of `key`, of that kind. A missing key gives `default`; with None as default it is an error."""
        value = self.data.get(key)
        if value is None:
            if default is None:
                raise self.error(f"{_name(self.path)} needs `{key}: …` ({what})")
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.error(f"`{key}` must be {what}, not {describe(value)}", key)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Text; a number is taken as it is written by people (`android: 14` is "14")."""
        value = self.data.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.document.written((*self.path, key), value)
        return self.value(key, str, default, "text")

    def integer(self, key: str, default: int | None = None) -> int:
        return self.value(key, int, default, "a whole number")

    def number(self, key: str, default: float | None = None) -> float:
        return float(self.value(key, (int, float), default, "a number"))

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self.value(key, bool, default, "true or false")

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of `allowed`."""
        allowed = tuple(allowed)
        value = self.text(key, default)
        if value not in allowed and value != default:
            raise self.error(unknown(f"`{key}`", value, allowed), key)
        return value

    def items(self, key: str) -> list[Any]:
        """A list; missing is empty."""
        return self.value(key, list, [], "a list (`- item` lines)")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        if isinstance(self.data.get(key), str):
            return (self.data[key],)
        for index, item in enumerate(items := self.items(key)):
            if not isinstance(item, str | int | float) or isinstance(item, bool):
                path = (*self.path, key, index)
                raise self.document.error(f"`{key}` must be a list of texts, not {describe(item)}", path)
        path = (*self.path, key)
        return tuple(
            item if isinstance(item, str) else self.document.written((*path, number), item)
            for number, item in enumerate(items)
        )

    def section(self, key: str) -> Section:
        """The mapping under `key`; missing is empty."""
        return Section(self.document, (*self.path, key), self.data.get(key))

    def sections(self, key: str | None = None) -> Iterator[tuple[str, Section]]:
        """Without `key`, each entry of this mapping as (name, section). With it, each entry of the list under `key`
        as ("0", section), ("1", section) …"""
        if key is None:
            yield from ((name, Section(self.document, (*self.path, name), value)) for name, value in self.data.items())
        else:
            for index, item in enumerate(self.items(key)):
                yield str(index), Section(self.document, (*self.path, key, index), item)


def load(text: str, file: str, *, error: type[ConfigError] = ConfigError) -> Document:
    """The document in `text`; `file` is the name in its places. Raises `error` for broken YAML or a key given twice."""
    document = Document(file, error=error)
    try:
        loader, node = _composed(text)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise error(f"this is not valid YAML: {problem.problem or problem.context}", place=place) from None
    except yaml.YAMLError as problem:
        raise error(f"this is not valid YAML: {problem}", place=Place(file)) from None
    except RecursionError:
        raise error("nested too deeply", place=Place(file)) from None
    if node is not None:
        document.data = _Builder(document, loader).build(node, (), frozenset())
    return document


def _composed(text: str) -> tuple[Any, yaml.Node | None]:
    try:
        quick = _QuickLoader(text)
        return quick, quick.get_single_node()
    except (yaml.YAMLError, RecursionError):
        loader = _CoreLoader(text)
        return loader, loader.get_single_node()


def load_file(path: Path | str, *, error: type[ConfigError] = ConfigError) -> Document:
    """The document in a file. Raises `error` when it cannot be read, is not UTF-8 or not YAML."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise error(f"cannot be read: {problem.strerror}", place=Place(str(path))) from None
    except UnicodeDecodeError as problem:
        raise error(f"is not UTF-8 text (byte {problem.start})", place=Place(str(path))) from None
    return load(text, str(path), error=error)


def told(data: Any, place: Place, *, error: type[ConfigError] = ConfigError) -> Document:
    """The document of data that a program gives in place of a file: every mistake in it is at `place`."""
    document = Document(place.file, error=error)
    document.data = data
    document._values[()] = place
    return document


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """`unknown key “tpa”; did you mean “tap”?`, or the known names when none is near."""
    names = [str(k) for k in known]
    near = difflib.get_close_matches(str(name), names, n=1, cutoff=0.6)
    if near:
        return f"unknown {what} “{name}”; did you mean “{near[0]}”?"
    listed = ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
    return f"unknown {what} “{name}”; known: {listed}" if names else f"unknown {what} “{name}”"


def describe(value: Any) -> str:
    """What a value is, in words for an error message."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"“{str(value)[:40]}”"


def _name(path: KeyPath) -> str:
    return f"`{'.'.join(map(str, path))}`" if path else "the file"


class _Builder:
    """Turns PyYAML's nodes into data and notes where each stands."""

    def __init__(self, document: Document, loader: _CoreLoader) -> None:
        self._document = document
        self._loader = loader
        self._count = 0

    def build(self, node: yaml.Node, path: KeyPath, above: frozenset[int]) -> Any:
        self._document._values[path] = place = self._place(node)
        self._count += 1
        if self._count > MAX_VALUES or len(path) > 100:
            raise self._document.error_type("too many values or nested too deeply", place=place)
        if id(node) in above:
            raise self._document.error_type("this alias contains itself", place=place)
        above |= {id(node)}
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, above)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index), above) for index, item in enumerate(node.value)]
        value = self._scalar(node, place)
        if isinstance(value, int | float):
            self._document._numbers[path] = value, node.value
        return value

    def _place(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self._document.file, mark.line + 1, mark.column + 1)

    def _scalar(self, node: yaml.Node, place: Place) -> Any:
        try:
            return self._loader.construct_object(node)
        except (yaml.YAMLError, ValueError) as problem:
            reason = getattr(problem, "problem", None) or problem
            raise self._document.error_type(f"not a plain value: {reason}", place=place) from None

    def _mapping(self, node: yaml.MappingNode, path: KeyPath, above: frozenset[int]) -> dict[str, Any]:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key_place = self._place(key_node)
            if key_node.tag == "tag:yaml.org,2002:merge":
                merged |= self._merge(value_node, path, above)
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._document.error_type("a key must be plain text", place=key_place)
            key = key_node.value
            if key in own:
                first = self._document._keys[(*path, key)]
                raise self._document.error_type(
                    f"key “{key}” is given twice, first in line {first.line}", place=key_place
                )
            own[key] = self.build(value_node, (*path, key), above)
            self._document._keys[(*path, key)] = key_place
        return {**merged, **own}

    def _merge(self, node: yaml.Node, path: KeyPath, above: frozenset[int]) -> dict[str, Any]:
        """`<<: *base`: the base's entries, unless the mapping has its own."""
        sources = node.value if isinstance(node, yaml.SequenceNode) else [node]
        merged: dict[str, Any] = {}
        for source in sources:
            value = self.build(source, path, above)
            if not isinstance(value, dict):
                raise self._document.error_type("`<<` needs a mapping", place=self._place(source))
            merged = {**value, **merged}
        return merged
