"""Texts with holes: `余额 {balance:,.2f}`, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from patrol.virtualphone.app.expressions import Expression, ExpressionError, parse_expression
from patrol.virtualphone.app.scope import Scope, number, plain


@dataclass(frozen=True, slots=True)
class Hole:
    expression: Expression
    format: str

    def render(self, scope: Scope) -> str:
        value = self.expression.value(scope)
        if not self.format:
            return plain(value)
        try:
            return format(number(value) if self.format[-1] in "fdeg%" else plain(value), self.format)
        except (ValueError, TypeError) as fault:
            scope.complain(f"'{self.expression.text}:{self.format}': {fault}")
            return plain(value)


@dataclass(frozen=True, slots=True)
class Template:
    """One language's text."""

    parts: tuple[str | Hole, ...]
    names: frozenset[str]

    def render(self, scope: Scope) -> str:
        return "".join(part if isinstance(part, str) else part.render(scope) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages."""

    zh: Template
    en: Template

    def render(self, scope: Scope) -> str:
        return (self.en if scope.language == "en" else self.zh).render(scope)

    @property
    def names(self) -> frozenset[str]:
        return self.zh.names | self.en.names


def literal(zh: str, en: str) -> Text:
    """A text without holes."""
    return Text(Template((zh,), frozenset()), Template((en,), frozenset()))


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that is a literal, a text, an expression, or a list or mapping of such."""

    content: Any

    def value(self, scope: Scope) -> Any:
        return _computed(self.content, scope)


def _computed(content: Any, scope: Scope) -> Any:
    if isinstance(content, Expression):
        return content.value(scope)
    if isinstance(content, Text):
        return content.render(scope)
    if isinstance(content, dict):
        return {key: _computed(item, scope) for key, item in content.items()}
    if isinstance(content, list):
        return [_computed(item, scope) for item in content]
    return content


def parse_template(text: str, known: Iterable[str] | None = None) -> Template:
    """Raises ExpressionError, its column counted in `text`."""
    parts: list[str | Hole] = []
    names: set[str] = set()
    at = 0
    while at < len(text):
        brace = min((i for i in (text.find("{", at), text.find("}", at)) if i >= 0), default=len(text))
        parts.append(text[at:brace])
        at = brace
        if at == len(text):
            break
        if text[at : at + 2] in ("{{", "}}"):
            parts.append(text[at])
            at += 2
            continue
        if text[at] == "}":
            raise ExpressionError("'}' without '{'; write '}}' for a brace", at)
        end = _hole_end(text, at + 1)
        hole = _parse_hole(text[at + 1 : end], at + 1, known)
        names |= hole.expression.names
        parts.append(hole)
        at = end + 1
    return Template(tuple(part for part in parts if part), frozenset(names))


def _hole_end(text: str, start: int) -> int:
    depth, quote = 0, ""
    for index in range(start, len(text)):
        letter = text[index]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter == "}" and depth == 0:
            return index
        elif letter in ")]}":
            depth -= 1
    raise ExpressionError("'{' is not closed; write '{{' for a brace", start - 1)


def _parse_hole(inside: str, offset: int, known: Iterable[str] | None) -> Hole:
    depth, quote, colon = 0, "", len(inside)
    for index, letter in enumerate(inside):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == ":" and depth == 0:
            colon = index
            break
    if not inside[:colon].strip():
        raise ExpressionError("'{}' holds nothing", offset)
    try:
        expression = parse_expression(inside[:colon], known)
    except ExpressionError as error:
        raise ExpressionError(error.message, offset + error.column) from error
    spec = inside[colon + 1 :]
    if re.search(r"\d{3}", spec):
        raise ExpressionError(f"format '{spec}' is too wide", offset + colon)
    try:
        format(1.5, spec) if spec and spec[-1] in "feg%" else format(1, spec) if spec[-1:] == "d" else format("", spec)
    except ValueError as error:
        raise ExpressionError(f"format '{spec}' is not valid: {error}", offset + colon) from error
    return Hole(expression, spec)
