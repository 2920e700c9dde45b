from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.shell.parser import parse
from patrol.virtualphone.shell.syntax import If, Literal, Redirect, ShellSyntaxError, Simple


def simple(line: str) -> Simple:
    (item,) = parse(line)
    (command,) = item.pipeline.commands
    assert isinstance(command, Simple)
    return command


def test_assignments_words_and_redirects_come_apart() -> None:
    command = simple("A=1 B= cmd -x 2>&1 >out C=3")
    assert [name for name, _ in command.assignments] == ["A", "B"]
    assert command.words == ((Literal("cmd"),), (Literal("-x"),), (Literal("C=3"),))
    assert command.redirects == (Redirect(2, ">&", (Literal("1"),)), Redirect(1, ">", (Literal("out"),)))


def test_reserved_words_count_only_where_a_command_begins() -> None:
    assert simple("echo if then fi").words[1] == (Literal("if"),)
    assert isinstance(parse("if a; then b; fi")[0].pipeline.commands[0], If)


def test_joints_say_how_commands_follow() -> None:
    assert [item.joint for item in parse("a && b || c; d & e")] == [";", "&&", "||", ";", ";"]
    assert [item.background for item in parse("a & b")] == [True, False]


@pytest.mark.parametrize("line", ["&& a", "a ||", "a | | b", "if a; fi", "for 1 in a; do b; done", "a >", "{ a", "(a"])
def test_what_is_no_shell_is_refused(line: str) -> None:
    with pytest.raises(ShellSyntaxError):
        parse(line)


@given(st.text(max_size=50))
def test_any_text_is_a_line_or_refused(line: str) -> None:
    try:
        parse(line)
    except ShellSyntaxError:
        pass
