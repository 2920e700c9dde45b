"""Documentation is tested: the command reference is what --help says, and what README tells people to type exists."""

from __future__ import annotations

import copy
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest

from patrol.cli.main import cli

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "cli.md"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
DOCS = (*READMES, *sorted((ROOT / "docs").glob("*.md")), ROOT / "ARCHITECTURE.md")

HEAD = """\
# The command line

What `patrol COMMAND --help` prints, for reading in one piece. This page is made from the commands themselves:
`pytest tests/test_docs.py --rebaseline` writes it anew. Chinese descriptions show with `LANG=zh_CN.UTF-8`.
"""


def commands(
    group: click.Group = cli, path: tuple[str, ...] = ("patrol",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """(words, command) of all that can be typed, groups before what is in them."""
    yield path, group
    context = click.Context(group, info_name=path[-1])
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def help_of(path: tuple[str, ...], command: click.Command) -> str:
    """Its --help, 100 columns wide whatever the terminal."""
    # A command keeps the help option it was first asked for; another test may have called it without its group.
    command = copy.copy(command)
    command._help_option = None
    context = click.Context(cli, info_name="patrol", terminal_width=100, **cli.context_settings)
    if len(path) > 1:
        context = click.Context(command, parent=context, info_name=" ".join(path[1:]))
    return command.get_help(context)


def reference() -> str:
    return HEAD + "".join(f"\n## {' '.join(path)}\n```\n{help_of(path, one)}\n```\n" for path, one in commands())


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PATROL_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def test_the_command_reference_is_up_to_date(rebaseline: bool) -> None:
    if rebaseline:
        REFERENCE.write_text(reference(), "utf-8")
    assert REFERENCE.read_text("utf-8") == reference(), "run: pytest tests/test_docs.py --rebaseline"


@pytest.mark.parametrize("path", [" ".join(path) for path, _ in commands()])
def test_every_command_has_a_help_with_examples(path: str) -> None:
    command = next(one for words, one in commands() if " ".join(words) == path)
    text = help_of(tuple(path.split()), command)
    if not isinstance(command, click.Group) or path == "patrol":
        assert "Examples:" in text
        assert re.search(rf"^    {path} ?", text, re.M)
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def typed(text: str) -> Iterator[str]:
    """Command lines of patrol in code blocks and code spans."""
    blocks = re.findall(r"^```(?:sh|console)?\n(.*?)^```", text, re.M | re.S)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    for line in (line for part in (*blocks, *spans) for line in part.splitlines()):
        if found := re.match(r"(?:\$ )?(?:(?:\.\./)?\.venv/bin/)?patrol ([a-z].*)", line):
            yield found[1].split("#")[0].strip()


def unknown_of(line: str) -> list[str]:
    """What patrol would refuse of a command line: its command, its options, their fixed values."""
    words = [word for word in shlex.split(line.replace("[", " ").replace("]", " ").replace("\\|", "|")) if word != "…"]
    path, command = ("patrol",), next(iter(commands()))[1]
    while isinstance(command, click.Group) and words and (found := dict(commands()).get((*path, words[0]))):
        path, command, words = (*path, words[0]), found, words[1:]
    if isinstance(command, click.Group) and words and (default := getattr(command, "default", "")):
        path = (*path, default)
        command = dict(commands())[path]
    if isinstance(command, click.Group) and not (path == ("patrol", "phone") and not words):
        known = dict(commands())
        if words and (*path, words[0]) not in known:
            return [line]
    options = {name: one for one in command.params if isinstance(one, click.Option) for name in one.opts}
    wrong = [word for word in words if word.startswith("--") and word not in {*options, "--help"}]
    for word, value in pairwise(words):
        kind = options[word].type if word in options else None
        if isinstance(kind, click.Choice):
            wrong += [one for one in value.split("|") if one not in kind.choices]
    return wrong


@pytest.mark.parametrize("file", DOCS, ids=lambda path: path.name)
def test_what_the_documents_tell_to_type_exists(file: Path) -> None:
    lines = list(typed(file.read_text("utf-8")))
    assert [(line, wrong) for line in lines if (wrong := unknown_of(line))] == []


@pytest.mark.parametrize("file", READMES, ids=lambda path: path.name)
def test_the_readme_names_every_command_and_only_real_targets(file: Path) -> None:
    text = file.read_text("utf-8")
    named = {tuple(line.split()[: len(path) - 1]) for line in typed(text) for path, _ in commands()}
    leaves = [path[1:] for path, one in commands() if not isinstance(one, click.Group)]
    assert [" ".join(path) for path in leaves if path not in named] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M)) <= targets


@pytest.mark.parametrize("file", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(file: Path) -> None:
    linked = re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text("utf-8"))
    local = [link for link in linked if "://" not in link and not link.endswith(".png")]
    assert [link for link in local if not (file.parent / link).exists()] == []
