"""What a check is, and how checks are found.

    @check(
        title_pass=Text("冷启动够快", "Cold start is fast enough"),
        title_fail=Text("冷启动太慢", "Cold start is too slow"),
        why=Text("…", "…"),
        advice=Text("…", "…"),
    )
    def cold_start(starts: StartStatistics, *, limit_ms: float = 5000) -> Iterator[Verdict]:
        ...

Positional parameters are needs: artifacts (patrol.model.artifacts), derived facts (patrol.derive) or Files; `X | None`
when the check can do without. Keyword-only parameters are options, set from policy.yaml. The check `cold-start` is the
function `cold_start` in the file `compliance_checks/<category>/cold_start.py`.
"""

from __future__ import annotations

import importlib.util
import inspect
import re
import sys
import typing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from patrol.derive import DERIVED
from patrol.derive.facts import POSITIONAL, Need, known_types, needs_of
from patrol.errors import ConfigError, Place
from patrol.model.record import Text
from patrol.model.verdict import Verdict
from patrol.yamlplaces import unknown

NOT_SEEN = "Not seen:"
"""Begins the paragraph of a check's docstring that tells its blind spots."""

Judge = Callable[..., Iterable[Verdict]]
OptionValue = str | int | float | bool | tuple[str, ...]

OPTION_TYPES: dict[Any, str] = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    str: "text",
    tuple[str, ...]: "a list of texts",
}
"""What an option may be, and how an error message calls it."""


@dataclass(frozen=True, slots=True)
class Option:
    """A keyword-only parameter of a check."""

    kind: Any
    """A key of OPTION_TYPES."""
    default: OptionValue


@dataclass(frozen=True, slots=True)
class Words:
    """What a check says about itself; put on the function by @check."""

    title_pass: Text
    title_fail: Text
    why: Text
    advice: Text


@dataclass(frozen=True, slots=True)
class Check:
    """One check, ready to run."""

    id: str
    category: str
    """Name of its folder."""
    judge: Judge
    words: Words
    needs: dict[str, Need]
    options: dict[str, Option]
    fires_when: str
    """First line of its module's docstring, without the full stop."""
    grounds: str
    """The docstring's next paragraphs, as one line: where the limits come from, what is left out."""
    place: Place
    unseen: str = ""
    """The docstring's last paragraph, behind “Not seen:”, as one line: what a pass says nothing of."""


def check(*, title_pass: Text, title_fail: Text, why: Text, advice: Text) -> Callable[[Judge], Judge]:
    """Marks a function as a check. `title_pass` is true when it passes, `title_fail` when it fails; `why` says why a
    user of the app should care; `advice` names a developer's next step."""

    def mark(judge: Judge) -> Judge:
        judge.patrol_check = Words(title_pass, title_fail, why, advice)  # type: ignore[attr-defined]
        return judge

    return mark


def load_checks(folders: Sequence[Path]) -> tuple[Check, ...]:
    """All checks of these folders, ordered by category and id. A later folder's check replaces an earlier one of the
    same id. Raises ConfigError with file:line for a file that is not a check patrol can run."""
    found: dict[str, Check] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/*.py")):
            if not path.name.startswith("_"):
                loaded = load_check(path)
                found[loaded.id] = loaded
    return tuple(sorted(found.values(), key=lambda c: (c.category, c.id)))


def load_check(path: Path) -> Check:
    """The check in one file. Raises ConfigError: cannot be imported, no check of its name, unknown need or option."""
    module = _import(path)
    name = path.stem
    judges = {n: f for n, f in vars(module).items() if hasattr(f, "patrol_check") and f.__module__ == module.__name__}
    if name not in judges:
        there = f"it holds {', '.join(judges)}" if judges else "it holds none"
        raise ConfigError(f"needs a function “{name}” marked with @check; {there}", place=Place(str(path), 1))
    if len(judges) > 1:
        raise ConfigError("holds more than one check; give each a file of its own", place=Place(str(path), 1))
    judge: Judge = judges[name]
    place = Place(str(path), judge.__code__.co_firstlineno)
    first, *rest = re.split(r"\n\s*\n", (module.__doc__ or "").strip())
    unseen = next((part.removeprefix(NOT_SEEN) for part in rest if part.startswith(NOT_SEEN)), "")
    grounds = " ".join(part for part in rest if not part.startswith(NOT_SEEN))
    words: Words = judge.patrol_check  # type: ignore[attr-defined]
    return Check(
        id=name.replace("_", "-"),
        category=path.parent.name,
        judge=judge,
        words=words,
        needs=_needs(judge, place),
        options=_options(judge, place),
        fires_when=" ".join(first.split()).rstrip("."),
        grounds=" ".join(grounds.split()),
        place=place,
        unseen=" ".join(unseen.split()),
    )


def _import(path: Path) -> ModuleType:
    name = f"patrol_checks_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ConfigError("cannot be loaded as Python", place=Place(str(path)))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise ConfigError(f"is not valid Python: {error.msg}", place=Place(str(path), error.lineno or 1)) from error
    except (ImportError, NameError, AttributeError, TypeError, ValueError, OSError) as error:
        place = Place(str(path), _line_inside(error, path))
        raise ConfigError(f"cannot be loaded: {type(error).__name__}: {error}", place=place) from error
    return module


def _line_inside(error: BaseException, path: Path) -> int:
    """The last line of `path` that the error passed through; 1 when it never got there."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _needs(judge: Judge, place: Place) -> dict[str, Need]:
    try:
        needs = needs_of(judge)
    except (NameError, TypeError) as error:
        raise ConfigError(f"the parameters of “{judge.__name__}” cannot be read: {error}", place=place) from error
    known = known_types(DERIVED)
    for name, need in needs.items():
        if need.kind not in known.values():
            message = unknown(f"need of parameter “{name}”:", need.kind.__name__, sorted(known))
            advice = "A check may need artifacts of patrol.model.artifacts and facts of patrol.derive."
            raise ConfigError(message, place=place, advice=advice)
    return needs


def _options(judge: Judge, place: Place) -> dict[str, Option]:
    hints = typing.get_type_hints(judge)
    options = {}
    for parameter in inspect.signature(judge).parameters.values():
        if parameter.kind in POSITIONAL:
            continue
        kind, name = hints.get(parameter.name), parameter.name
        if kind not in OPTION_TYPES or parameter.default is parameter.empty:
            allowed = ", ".join(
                getattr(k, "__name__", str(k)) if k in (int, float, bool, str) else str(k) for k in OPTION_TYPES
            )
            raise ConfigError(f"option “{name}” needs a default and one of these types: {allowed}", place=place)
        options[name] = Option(kind, parameter.default)
    return options
