"""YAML with places: every value and key knows its file, line and column.

Scalars are read as people expect: only `true` and `false` are booleans, `09:41` and `2026-03-14` are texts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from patrol.errors import Place
from patrol.virtualphone.app.problems import Unreadable

REMOVE = object()
"""The value of `!remove`."""

Scalar = str | int | float | bool | None
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A value as written: a scalar, REMOVE, a list of Source, or a dict of Source; `keys` are the keys' places."""

    value: Any
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)

    def plain(self) -> Any:
        """The value without places."""
        if self.is_mapping:
            return {key: item.plain() for key, item in self.value.items()}
        if self.is_list:
            return [item.plain() for item in self.value]
        return self.value

    def described(self) -> str:
        """What it is, for a message."""
        if self.is_mapping:
            return "a mapping"
        if self.is_list:
            return "a list"
        return "nothing" if self.value is None else f"'{self.value}'"


def read_source(path: Path) -> Source:
    """The content of a YAML file. Raises Unreadable when it is missing or is no YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise Unreadable(Place(str(path)), f"cannot be read: {reason}") from error
    return parse_source(text, str(path))


def parse_source(text: str, name: str) -> Source:
    """As read_source, of a text."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise Unreadable(_error_place(error, name), f"is not valid YAML: {_error_text(error)}") from error
    except RecursionError as error:
        raise Unreadable(Place(name), "is nested too deeply") from error
    if node is None:
        return Source({}, Place(name, 1, 1))
    return _convert(node, name, frozenset())


def _error_place(error: yaml.YAMLError, name: str) -> Place:
    mark = getattr(error, "problem_mark", None)
    return Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)


def _error_text(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).splitlines()[0]


def _convert(node: Any, name: str, above: frozenset[int]) -> Source:
    place = Place(name, node.start_mark.line + 1, node.start_mark.column + 1)
    if id(node) in above:
        raise Unreadable(place, "an alias contains itself")
    inside = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, inside)
    if isinstance(node, yaml.SequenceNode):
        return Source([_convert(item, name, inside) for item in node.value], place)
    if node.tag == "!remove":
        return Source(REMOVE, place)
    if node.tag.startswith("!"):
        raise Unreadable(place, f"tag {node.tag} is unknown; only !remove is")
    return Source(_scalar(node), place)


def _mapping(node: Any, place: Place, inside: frozenset[int]) -> Source:
    values: dict[str, Source] = {}
    keys: dict[str, Place] = {}
    own: set[str] = set()
    for key_node, value_node in node.value:
        at = Place(place.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            raise Unreadable(at, "a key must be a word")
        if key_node.tag == "tag:yaml.org,2002:merge":
            merged = _convert(value_node, place.file, inside)
            values = {**(merged.value if merged.is_mapping else {}), **values}
            keys = {**merged.keys, **keys}
            continue
        key = str(key_node.value)
        if key in own:
            raise Unreadable(at, f"'{key}' is given twice")
        own.add(key)
        values[key] = _convert(value_node, place.file, inside)
        keys[key] = at
    return Source(values, place, keys)


def _scalar(node: Any) -> Scalar:
    kind, text = node.tag.rpartition(":")[2], node.value
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):
        return bool(text.lower() == "true")
    if kind in ("int", "float"):
        try:
            return int(text.replace("_", ""), 0) if kind == "int" else float(text.replace("_", ""))
        except ValueError:
            return str(text)
    return str(text)
