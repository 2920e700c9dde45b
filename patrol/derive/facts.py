"""Facts by type: an artifact as recorded, or a derived fact worked out on first use, once a run.

Whoever needs something says so in its annotations: a derived function or a check with a parameter `traffic: Traffic`
gets the artifact, `timeline: Timeline` gets the derived fact, `frames: Frames | None` gets None when it is missing.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from patrol.model.artifacts import GatherFailure
from patrol.model.recorded import ARTIFACTS, Artifacts, Files

T = TypeVar("T")

POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True, slots=True)
class Need:
    """A parameter that stands for something recorded or derived."""

    kind: type[Any]
    optional: bool = False
    """Annotated `X | None`: None is given when it is missing."""


def needs_of(function: Callable[..., Any]) -> dict[str, Need]:
    """The positional parameters of `function` in order. Raises NameError or TypeError for annotations that cannot be
    resolved or are no type."""
    hints = typing.get_type_hints(function)
    parameters = inspect.signature(function).parameters.values()
    return {p.name: _need(p.name, hints.get(p.name)) for p in parameters if p.kind in POSITIONAL}


def _need(name: str, hint: Any) -> Need:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
        if len(kinds) == 1 and isinstance(kinds[0], type):
            return Need(kinds[0], optional=True)
    if not isinstance(hint, type):
        raise TypeError(f"parameter “{name}” is not annotated with one type")
    return Need(hint)


class Facts:
    """What can be known of one run; each derived function runs at most once."""

    def __init__(self, artifacts: Artifacts, functions: Iterable[Callable[..., Any]]) -> None:
        self._artifacts = artifacts
        self._functions = by_type(functions)
        self._known: dict[type[Any], Any] = {Files: artifacts}

    def get(self, kind: type[T]) -> T | GatherFailure:
        """The fact of this type, or the failure of the gatherer it rests on."""
        if kind not in self._known:
            self._known[kind] = self._work_out(kind)
        return typing.cast("T | GatherFailure", self._known[kind])

    def know(self, value: object) -> None:
        """Use this value as the fact of its type, before anything that rests on it is asked for."""
        self._known[type(value)] = value

    def find(self, kind: type[T]) -> T | None:
        """The fact of this type; None when what it rests on is missing."""
        found = self.get(kind)
        return None if isinstance(found, GatherFailure) else found

    def arguments(self, needs: Mapping[str, Need]) -> list[Any] | GatherFailure:
        """What to call a function with; the first failure when something it cannot do without is missing."""
        values: list[Any] = []
        for need in needs.values():
            value = self.get(need.kind)
            if isinstance(value, GatherFailure):
                if not need.optional:
                    return value
                value = None
            values.append(value)
        return values

    def _work_out(self, kind: type[Any]) -> Any:
        function = self._functions.get(kind)
        if function is None:
            return self._artifacts.get(kind)
        arguments = self.arguments(needs_of(function))
        return arguments if isinstance(arguments, GatherFailure) else function(*arguments)


def by_type(functions: Iterable[Callable[..., Any]]) -> dict[type[Any], Callable[..., Any]]:
    """Each function under the type it returns. One that returns `X | GatherFailure` says itself when what was recorded
    is not enough for an X."""
    return {_returned(function): function for function in functions}


@cache
def _returned(function: Callable[..., Any]) -> type[Any]:
    hint = typing.get_type_hints(function)["return"]
    kinds = [kind for kind in typing.get_args(hint) or (hint,) if kind is not GatherFailure]
    return typing.cast("type[Any]", kinds[0])


def known_types(functions: Iterable[Callable[..., Any]]) -> dict[str, type[Any]]:
    """Name → type of all that may be needed."""
    kinds: list[type[Any]] = [*ARTIFACTS.values(), Files, *by_type(functions)]
    return {kind.__name__: kind for kind in kinds}
