from __future__ import annotations

import asyncio
import shlex

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.virtualphone.double import TinyPhone, sh


def run(line: str, stdin: bytes = b"", phone: TinyPhone | None = None) -> tuple[int, str, str]:
    async def story() -> tuple[int, str, str]:
        return await asyncio.wait_for(sh(phone or TinyPhone(), line, stdin), 10)

    return asyncio.run(story())


def out(line: str, stdin: bytes = b"") -> str:
    return run(line, stdin)[1]


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("echo a 'b  c' \"d  e\" f\\ g", "a b  c d  e f g\n"),
        ("false && echo no || echo yes; echo $?", "yes\n0\n"),
        ("X=1; Y=\"$X 2\"; echo $Y ${Y} '$Y'", "1 2 1 2 $Y\n"),
        ("echo $(echo `echo deep`) $((3*(4+5)%4))", "deep 3\n"),
        ("x=a.b.c; echo ${x%.*} ${x%%.*} ${x#*.} ${x##*.} ${#x} ${y:-none} ${x:+set}", "a.b a b.c c 5 none set\n"),
        ("for i in 1 2 3; do [ $i = 2 ] && continue; echo -n $i; done", "13"),
        ("n=0; while [ $n -lt 3 ]; do n=$((n+1)); done; echo $n", "3\n"),
        ("if [ -d /sdcard ]; then echo dir; elif true; then echo no; else echo none; fi", "dir\n"),
        ("case abc in x|a*) echo first;; *) echo rest;; esac", "first\n"),
        ("(cd /sdcard; X=2; pwd); echo $X-$PWD; pwd", "/sdcard\n-\n/\n"),
        ("{ echo a; echo b; } | wc -l", "2\n"),
        ("echo one > /sdcard/f; echo two >> /sdcard/f; cat < /sdcard/f", "one\ntwo\n"),
        ("ls /none 2>&1 >/dev/null", "ls: /none: No such file or directory\n"),
        ("ls /none 2>/dev/null || echo missing", "missing\n"),
        ("! true; echo $?; ! false; echo $?", "1\n0\n"),
        ('set -- a \'b c\'; for w in "$@"; do echo "<$w>"; done; echo $# $2', "<a>\n<b c>\n2 b c\n"),
        ("export ANDROID_LOG_TAGS=\"''\"; exec echo \"$ANDROID_LOG_TAGS\" 'arg'; echo never", "'' arg\n"),
        ("A=1 env | grep ^A=; echo [$A]", "A=1\n[]\n"),
        ("touch /sdcard/b1 /sdcard/b2; echo /sdcard/b* '/sdcard/b*' /sdcard/z*", None),
        ("echo a#b # comment", "a#b\n"),
        ("eval 'echo $((1+1))'; command -v ls; type nothing", "2\n/system/bin/ls\nnothing not found\n"),
        ("sh -c 'echo $0; exit 4'; echo $?", "/system/bin/sh\n4\n"),
        ("sleep 0.01 & echo first; wait; echo last", "first\nlast\n"),
        ("echo 'echo $1 run' > /data/local/tmp/s; sh /data/local/tmp/s now", "now run\n"),
        ("read a b; echo $b,$a", "two three,one\n"),
        ('cat <<< word; echo "a\\$b\\\\"', "word\na$b\\\n"),
        ("for i in 1 2; do for j in 1 2; do break 2; done; done; echo $i$j", "11\n"),
        ("until true; do echo no; done; echo `echo \\`echo in\\``", "in\n"),
    ],
)
def test_lines_do_what_sh_does(line: str, output: str | None) -> None:
    expected = output if output is not None else "/sdcard/b1 /sdcard/b2 /sdcard/b* /sdcard/z*\n"
    assert out(line, b"one two three\n") == expected


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ("foo", 127, "/system/bin/sh: foo: inaccessible or not found\n"),
        ("/system/bin/foo", 127, "/system/bin/sh: /system/bin/foo: inaccessible or not found\n"),
        ("/sdcard", 126, "/system/bin/sh: /sdcard: can't execute: Is a directory\n"),
        ("echo x > /system/x", 1, "/system/bin/sh: can't create /system/x: Read-only file system\n"),
        ("echo x > /data/x", 1, "/system/bin/sh: can't create /data/x: Permission denied\n"),
        ("cat < /none", 1, "/system/bin/sh: can't open /none: No such file or directory\n"),
        ("echo 'open", 1, "/system/bin/sh: no closing quote (')\n"),
        ("echo )", 1, "/system/bin/sh: syntax error: unexpected ')'\n"),
        ("if true; then", 1, "/system/bin/sh: syntax error: unexpected 'newline'\n"),
        ("cat << E", 1, "/system/bin/sh: syntax error: unexpected '<<'\n"),
        ("echo $((1/0))", 1, "/system/bin/sh: divisor is zero\n"),
        ("[ 1 -eq x ]", 2, "/system/bin/sh: [: x: unexpected 'x'\n"),
        ("cd /none", 2, "/system/bin/sh: cd: /none: No such file or directory\n"),
        ("false | exit 9", 9, ""),
    ],
)
def test_errors_are_worded_as_on_the_phone(line: str, code: int, error: str) -> None:
    assert run(line) == (code, "", error)


def test_phones_before_android_10_word_it_shorter() -> None:
    assert run("foo", phone=TinyPhone(sdk=28))[2] == "/system/bin/sh: foo: not found\n"


def test_a_reader_that_ends_early_ends_its_writer() -> None:
    assert run("while true; do echo y; done | head -n 2") == (0, "y\ny\n", "")


def test_a_script_that_was_pushed_runs_and_a_binary_does_not() -> None:
    phone = TinyPhone()
    phone.files.write("/data/local/tmp/run.sh", b"#!/system/bin/sh\necho got $1\nexit 5\n", 0o755)
    phone.files.write("/data/local/tmp/elf", b"\x7fELF", 0o755)
    assert run("/data/local/tmp/run.sh it", phone=phone) == (5, "got it\n", "")
    assert run("/data/local/tmp/elf", phone=phone)[0] == 126


text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)


@settings(max_examples=200, deadline=None)
@given(st.lists(text.filter(bool), min_size=1, max_size=5))
@example(["*", "$HOME", "`id`", "\\", "'", '"', "\n", "~", "#x"])
def test_quoted_arguments_arrive_as_they_are(arguments: list[str]) -> None:
    line = f"for a in {shlex.join(arguments)}; do printf '%s\\0' \"$a\"; done"
    assert out(line).split("\0")[:-1] == arguments


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab '\"$`\\(){}[]|&;<>#*?=!\n012~-+/"), max_size=30))
def test_any_line_ends_with_an_exit_code(line: str) -> None:
    code, _, _ = run(line)
    assert 0 <= code <= 255


def test_deep_nesting_is_refused_not_crashed() -> None:
    assert run("(" * 5000 + "echo x" + ")" * 5000)[0] == 1
    assert run("echo " + "$(" * 3000 + ")" * 3000)[0] in (0, 1)
