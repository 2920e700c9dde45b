"""The parts of a shell line."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """`$NAME` or `${NAME<operator>WORD}`."""

    name: str
    quoted: bool = False
    operator: str = ""
    """"", one of `:-` `-` `:=` `=` `:+` `+` `#` `##` `%` `%%`, or `length` for `${#NAME}`."""
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Substitution:
    """`$(…)` or backticks."""

    source: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`$((…))`."""

    expression: Word
    quoted: bool = False


Part = Literal | Parameter | Substitution | Arithmetic
Word = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    fd: int
    operator: str
    """`<`, `>`, `>>`, `>&`, `<<<`."""
    target: Word


@dataclass(frozen=True, slots=True)
class Simple:
    assignments: tuple[tuple[str, Word], ...] = ()
    words: tuple[Word, ...] = ()
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Pipeline:
    commands: tuple[Command, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A pipeline and how it follows the one before: `;`, `&&`, `||`; `background` when `&` comes after it."""

    pipeline: Pipeline
    joint: str = ";"
    background: bool = False


Block = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Compound:
    """What can take redirects as a whole."""

    redirects: tuple[Redirect, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Group(Compound):
    """`( … )`, in a shell of its own, or `{ …; }`."""

    body: Block
    subshell: bool


@dataclass(frozen=True, slots=True)
class If(Compound):
    branches: tuple[tuple[Block, Block], ...]
    otherwise: Block = ()


@dataclass(frozen=True, slots=True)
class For(Compound):
    name: str
    words: tuple[Word, ...]
    body: Block


@dataclass(frozen=True, slots=True)
class While(Compound):
    test: Block
    body: Block
    until: bool = False


@dataclass(frozen=True, slots=True)
class Case(Compound):
    word: Word
    branches: tuple[tuple[tuple[Word, ...], Block], ...]


Command = Simple | Group | If | For | While | Case


class ShellSyntaxError(Exception):
    """As mksh words it, without the `/system/bin/sh: ` before it."""
