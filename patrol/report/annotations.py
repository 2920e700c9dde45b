"""GitHub annotations: workflow commands that a step prints, so that findings show beside the lines of a pull request.

`::error file=…,line=…,title=…::message`, escaped as GitHub's runner undoes it: `%`, line ends, and in a property `:`
and `,` too. GitHub shows ten errors, ten warnings and ten notices of a step; the tenth here says how many are left.
"""

from __future__ import annotations

from patrol.model.result import InspectionResult
from patrol.model.verdict import Severity
from patrol.report.gate_words import MORE
from patrol.report.places import NOWHERE, Places
from patrol.report.plain import cut, one_line, plain
from patrol.report.problems import Problem, problems

SHOWN = 10
"""Annotations of a kind that GitHub shows of one step."""

LONGEST_MESSAGE = 4000
LONGEST_TITLE = 200
"""Characters; GitHub cuts a title at 255 and a message at 64 KB."""

LEVELS = {Severity.critical: "error", Severity.high: "error", Severity.medium: "warning", Severity.low: "notice"}


def render(result: InspectionResult, lang: str = "en", places: Places = NOWHERE) -> str:
    """One command a line, what matters most first; empty when there is nothing to tell. What a waiver accepts is left
    out."""
    by_level: dict[str, list[str]] = {"error": [], "warning": [], "notice": []}
    for problem in problems(result, lang, places):
        if problem.waiver is None:
            level = _level(problem)
            by_level[level].append(_command(level, problem, places))
    lines = [line for level, told in by_level.items() for line in _shown(level, told, lang)]
    return "".join(f"{line}\n" for line in lines)


def _level(problem: Problem) -> str:
    if problem.told:
        return "notice"
    return "warning" if problem.undecided else LEVELS[problem.severity]


def _shown(level: str, told: list[str], lang: str) -> list[str]:
    if len(told) <= SHOWN:
        return told
    more = MORE.of(lang).format(len(told) - SHOWN + 1)
    return [*told[: SHOWN - 1], f"::{level} title=patrol::{escaped(more)}"]


def _command(level: str, problem: Problem, places: Places) -> str:
    properties = {"file": problem.place.file, "line": str(problem.place.line or 1)} if problem.place else {}
    properties["title"] = cut(one_line(problem.title), LONGEST_TITLE)
    said = ",".join(f"{name}={property_value(value)}" for name, value in properties.items())
    pictures = [places.inside(picture) for picture in problem.pictures[:1]]
    message = cut(plain("\n".join([problem.message, f"({problem.rule})", *pictures])), LONGEST_MESSAGE)
    return f"::{level} {said}::{escaped(message)}"


def escaped(text: str) -> str:
    """A message as it stands in a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """The value of a property as it stands in a command."""
    return escaped(text).replace(":", "%3A").replace(",", "%2C")
