"""Shell source → commands. The subset of mksh that Android's clients use, and refuses the rest as a syntax error."""

from __future__ import annotations

import re
from dataclasses import replace

from patrol.virtualphone.shell.syntax import (
    Block,
    Case,
    Command,
    For,
    Group,
    If,
    Item,
    Literal,
    Parameter,
    Pipeline,
    Redirect,
    ShellSyntaxError,
    Simple,
    While,
    Word,
)
from patrol.virtualphone.shell.words import Scanner

_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=")
_RESERVED = frozenset("if then elif else fi for in do done while until case esac { } !".split())
_CLOSING = frozenset("then elif else fi do done esac }".split())
_REDIRECT = re.compile(r"([0-9]?)(<<<|<<|>>|>&|<&|&>|>\||<|>)")
_DEEPEST = 100
"""mksh has no such limit; Python's stack has."""


def parse(source: str) -> Block:
    """Raises ShellSyntaxError."""
    parser = _Parser(source)
    block = parser.block()
    parser.scanner.blank()
    if not parser.scanner.end():
        raise parser.unexpected()
    return block


class _Parser:
    def __init__(self, source: str) -> None:
        self.scanner = Scanner(source)
        self._depth = 0

    # -- lists -----------------------------------------------------------------------------------------------------

    def block(self) -> Block:
        """Up to what closes it."""
        items: list[Item] = []
        joint = ";"
        while True:
            self._newlines(also_semicolons=False)
            if self._closes():
                if joint != ";":
                    raise self.unexpected()
                return tuple(items)
            item = Item(self._pipeline(), joint)
            joint, background = self._joint()
            items.append(replace(item, background=background))
            if not joint:
                return tuple(items)

    def _joint(self) -> tuple[str, bool]:
        """How the next pipeline follows ("" when none does), and whether this one runs in the background."""
        scanner = self.scanner
        scanner.blank()
        two = scanner.peek(2)
        if two in ("&&", "||"):
            scanner.at += 2
            self._newlines(also_semicolons=False)
            return two, False
        if two == ";;":
            return "", False
        if two[:1] in (";", "&", "\n") and two[:1]:
            scanner.at += 1
            return ";", two[0] == "&"
        return "", False

    def _newlines(self, *, also_semicolons: bool) -> None:
        scanner = self.scanner
        scanner.blank()
        while scanner.peek() == "\n" or (also_semicolons and scanner.peek() == ";"):
            scanner.at += 1
            scanner.blank()

    def _closes(self) -> bool:
        scanner = self.scanner
        return scanner.end() or scanner.peek() == ")" or scanner.peek(2) == ";;" or self._reserved() in _CLOSING

    def unexpected(self) -> ShellSyntaxError:
        self.scanner.blank()
        token = self._reserved() or self.scanner.peek(2).strip() or "newline"
        if token[:1] not in "&|;" or len(set(token)) > 1:
            token = token if token.isalpha() else token[:1]
        return ShellSyntaxError(f"syntax error: unexpected '{token}'")

    # -- pipelines and commands ------------------------------------------------------------------------------------

    def _pipeline(self) -> Pipeline:
        negated = False
        while self._take("!"):
            negated = not negated
        commands = [self._command()]
        while self._bar():
            self._newlines(also_semicolons=False)
            commands.append(self._command())
        return Pipeline(tuple(commands), negated)

    def _bar(self) -> bool:
        scanner = self.scanner
        scanner.blank()
        if scanner.peek() == "|" and scanner.peek(2) != "||":
            scanner.at += 1
            return True
        return False

    def _command(self) -> Command:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ShellSyntaxError("memory exhausted: commands are nested too deeply")
        try:
            compound = self._compound()
        finally:
            self._depth -= 1
        if compound is None:
            return self._simple()
        redirects = []
        while redirect := self._redirect():
            redirects.append(redirect)
        return replace(compound, redirects=tuple(redirects))

    def _compound(self) -> Group | If | For | While | Case | None:
        self.scanner.blank()
        if self.scanner.peek() == "(":
            self.scanner.at += 1
            body = self.block()
            if self.scanner.peek() != ")":
                raise self.unexpected()
            self.scanner.at += 1
            return Group(body, subshell=True)
        match self._reserved():
            case "{":
                self._take("{")
                return Group(self._body("}"), subshell=False)
            case "if":
                return self._if()
            case "for":
                return self._for()
            case "while" | "until" as word:
                self._take(word)
                test = self._body("do")
                return While(test, self._body("done"), until=word == "until")
            case "case":
                return self._case()
        return None

    def _body(self, closing: str) -> Block:
        block = self.block()
        self._must(closing)
        return block

    def _if(self) -> If:
        self._take("if")
        branches = []
        while True:
            test = self._body("then")
            branches.append((test, self.block()))
            if not self._take("elif"):
                break
        otherwise = self.block() if self._take("else") else ()
        self._must("fi")
        return If(tuple(branches), otherwise)

    def _for(self) -> For:
        self._take("for")
        name = _plain(self.scanner.word())
        words: list[Word] = [(_ALL,)]
        self._newlines(also_semicolons=False)
        if self._take("in"):
            words = []
            while word := self.scanner.word():
                words.append(word)
        self._newlines(also_semicolons=True)
        self._must("do")
        return For(name, tuple(words), self._body("done"))

    def _case(self) -> Case:
        self._take("case")
        word = self.scanner.word()
        self._newlines(also_semicolons=False)
        if word is None or not self._take("in"):
            raise self.unexpected()
        branches = []
        self._newlines(also_semicolons=False)
        while not self._take("esac"):
            branches.append(self._branch())
            self._newlines(also_semicolons=True)
        return Case(word, tuple(branches))

    def _branch(self) -> tuple[tuple[Word, ...], Block]:
        scanner = self.scanner
        scanner.blank()
        if scanner.peek() == "(":
            scanner.at += 1
        patterns = []
        while True:
            pattern = scanner.word()
            scanner.blank()
            if pattern is None or scanner.peek() not in ("|", ")"):
                raise self.unexpected()
            patterns.append(pattern)
            scanner.at += 1
            if scanner.source[scanner.at - 1] == ")":
                return tuple(patterns), self.block()

    def _simple(self) -> Simple:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            if redirect := self._redirect():
                redirects.append(redirect)
                continue
            word = self.scanner.word()
            if word is None:
                break
            if not words and (assignment := _assignment(word)):
                assignments.append(assignment)
            else:
                words.append(word)
        if not (assignments or words or redirects):
            raise self.unexpected()
        return Simple(tuple(assignments), tuple(words), tuple(redirects))

    def _redirect(self) -> Redirect | None:
        scanner = self.scanner
        scanner.blank()
        match = _REDIRECT.match(scanner.source, scanner.at)
        if not match:
            return None
        digit, operator = match.groups()
        if operator in ("<<", "<&"):
            raise ShellSyntaxError(f"syntax error: unexpected '{operator}'")
        scanner.at = match.end()
        target = scanner.word()
        if target is None:
            raise self.unexpected()
        fd = int(digit) if digit else 0 if operator.startswith("<") else 1
        return Redirect(fd, ">" if operator == ">|" else operator, target)

    # -- reserved words --------------------------------------------------------------------------------------------

    def _reserved(self) -> str:
        """The reserved word here, or ""."""
        self.scanner.blank()
        match = re.compile(r"[a-z]+|[{}!]").match(self.scanner.source, self.scanner.at)
        if not match or match.group() not in _RESERVED:
            return ""
        after = self.scanner.source[match.end() : match.end() + 1]
        return match.group() if not after or after in " \t\n;&|()<>" else ""

    def _take(self, word: str) -> bool:
        if self._reserved() != word:
            return False
        self.scanner.at += len(word)
        return True

    def _must(self, word: str) -> None:
        if not self._take(word):
            raise self.unexpected()


_ALL = Parameter("@", quoted=True)


def _plain(word: Word | None) -> str:
    if word and len(word) == 1 and isinstance(word[0], Literal) and _ASSIGNMENT.match(word[0].text + "="):
        return word[0].text
    raise ShellSyntaxError("syntax error: unexpected name of a variable")


def _assignment(word: Word) -> tuple[str, Word] | None:
    first = word[0] if word else None
    if isinstance(first, Literal) and not first.quoted and (match := _ASSIGNMENT.match(first.text)):
        rest = first.text[match.end() :]
        return match.group(1), ((Literal(rest),) if rest else ()) + word[1:]
    return None
