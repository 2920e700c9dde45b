"""`patrol pages`: writes a pages.yaml from what a run saw, adds to it later, and checks it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol.cli.options import language, padded, run_argument
from patrol.errors import ConfigError
from patrol.model.record import Text

if TYPE_CHECKING:
    from patrol.journey.propose import Proposal
    from patrol.model.artifacts import Crawl, Visit
    from patrol.model.graph import PageGraph
    from patrol.model.recorded import Artifacts
    from patrol.model.scenario import Declared
    from patrol.model.screen import Screen
    from patrol.store.run_folder import RunFolder

FILE = "pages.yaml"


@click.group("pages")
def command() -> None:
    """The pages you know of: pages.yaml, written from a run, kept by you."""


@command.command("init")
@run_argument()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write or to add to (default: pages.yaml in the run's app folder).",
)
@language()
def init(run: Path, out: Path | None, lang: str) -> int:
    """Write a first pages.yaml from what a run saw, or add what is new to the one that is there.

    Your lines stay as they are, character by character: entries are only added, below the last one. Each page comes
    with a recogniser that was tried on all screens of the run: it fits this page's and no other's.

    \b
    Examples:
      patrol pages init reports/latest
      patrol pages init reports/latest --out scenarios/my-app/pages.yaml
    """
    from patrol.journey.pages import read_pages
    from patrol.journey.pagesfile import extended
    from patrol.model.scenario import Declared
    from patrol.store.run_folder import RunFolder

    folder = RunFolder.open(run)
    file = out or _file_of(folder)
    text = _text(file)
    known = Declared(*read_pages(text, str(file)))
    found = _proposal(folder, known)
    if not found.pages and not found.keys and not known.pages and not found.alike:
        raise ConfigError(f"{run} has seen no page.", advice="Crawl first: patrol crawl APP")
    if found.pages or found.edges:
        _write(file, extended(text, found.pages, found.edges, str(file)))
    _tell(file, known, found, folder, lang)
    return 0


@command.command("check")
@click.argument("app", type=click.Path(path_type=Path, exists=True))
@language()
def check(app: Path, lang: str) -> int:
    """Say what is wrong in a pages.yaml, and what will hardly do what was meant.

    APP is an app folder or the file itself. A mistake ends with exit code 2; remarks do not.

    \b
    Examples:
      patrol pages check scenarios/demo
      patrol pages check scenarios/my-app/pages.yaml
    """
    from patrol.journey.pages import load_pages, remarks

    file = app / FILE if app.is_dir() else app
    if not file.is_file():
        raise ConfigError(f"{app} has no {FILE}.", advice="`patrol pages init RUN` writes one from a run.")
    pages, edges, _ = load_pages(file)
    for remark in remarks(file):
        click.echo(str(remark))
    en = f"{_count(len(pages), 'page')}, {_count(len(edges), 'way')}, no mistake."
    click.echo(f"{file}: {Text(f'{len(pages)} 个页面，{len(edges)} 条路径，没有错误。', en).of(lang)}")
    return 0


def _file_of(folder: RunFolder) -> Path:
    """pages.yaml of the app folder with which the run was made. Raises ConfigError when that is not here."""
    home = Path(folder.head.app)
    if folder.head.app and home.is_dir():
        return home / FILE
    raise ConfigError(
        f"The run is of {folder.head.app!r}, which is no app folder here.",
        advice=f"Say where to write: patrol pages init {folder.path} --out scenarios/my-app/{FILE}",
    )


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}.", advice="Name another file with --out.") from error


def _write(file: Path, text: str) -> None:
    """In one step: whoever reads sees the old file or the new one. A link stays a link. Raises DiskFull."""
    from patrol.store.streams import write_whole

    target = file.resolve()
    mode = target.stat().st_mode if target.exists() else None
    write_whole(target, text.encode())
    if mode is not None:
        target.chmod(mode)


def _proposal(folder: RunFolder, known: Declared) -> Proposal:
    from patrol.derive import facts_of
    from patrol.derive.pages import OUTSIDE, Pages
    from patrol.derive.renaming import settled
    from patrol.journey.propose import propose
    from patrol.model.artifacts import Crawl, Environment, Screens

    run = settled(folder)
    facts = facts_of(run)
    pages, environment = facts.find(Pages), facts.find(Environment)
    screens, crawl = facts.find(Screens), facts.find(Crawl)
    if pages is None or environment is None or screens is None:
        raise ConfigError(f"{folder.path} has recorded no screens.", advice="Crawl first: patrol crawl APP")
    trees = {key: found for key, found in _trees(run, screens.visits).items() if not key.startswith(OUTSIDE)}
    links = _links(pages.graph, crawl) if crawl is not None else {}
    return propose(pages.graph, trees, known, environment.package, links)


def _trees(run: Artifacts, visits: Sequence[Visit]) -> dict[str, list[Screen]]:
    """Page → the trees of its looks over which nothing lay; each once."""
    from patrol.model.graph import shows_page

    found: dict[str, list[Screen]] = {}
    read: set[tuple[str, str]] = set()
    for visit in visits:
        if visit.tree and shows_page(visit.state) and (visit.page, visit.tree) not in read:
            read.add((visit.page, visit.tree))
            if tree := run.tree(visit.tree):
                found.setdefault(visit.page, []).append(tree)
    return found


def _links(graph: PageGraph, crawl: Crawl) -> dict[str, str]:
    """Page → a deep link that was seen to open it."""
    from patrol.model.graph import ActionKind

    page_of = graph.state_pages()
    found: dict[str, str] = {}
    for step in crawl.steps:
        if step.action.kind is ActionKind.deep_link and (page := page_of.get(step.target)):
            found.setdefault(page, step.action.value)
    return found


def _tell(file: Path, known: Declared, found: Proposal, folder: RunFolder, lang: str) -> None:
    """What was added, what was not seen, and what comes next."""
    click.echo(f"{file}: {_added(known, found).of(lang)}")
    width = max((len(page.id) for page in found.pages), default=0)
    for page in found.pages:
        click.echo(f"  + {padded(page.id, width)}  {page.name}" + (f" · {page.module}" if page.module else ""))
    if found.gone:
        names = {page.id: page.name for page in known.pages}
        listed = ", ".join(f"{id} ({names[id]})" for id in found.gone)
        said = Text("本次运行没有看到，保留在文件里：", "Not seen in this run, and left in the file: ")
        click.echo(f"{said.of(lang)}{listed}")
    if found.alike:
        zh, en = (
            "没有写入，因为没有稳定的特征能和别的页面区分：",
            "Left out, since nothing lasting tells them from other pages: ",
        )
        click.echo(f"{Text(zh, en).of(lang)}{', '.join(found.alike)}")
    if found.pages:
        said = Text("下一步：修改它，再按它判定这次运行", "Next: edit it, then judge the run by it")
        click.echo(f"\n{said.of(lang)}\n  patrol audit {folder.path} --pages {file}")


def _added(known: Declared, found: Proposal) -> Text:
    """How much came to the file."""
    kept, pages, ways = len(known.pages), len(found.pages), len(found.edges)
    if not pages and not ways:
        return Text(f"没有要补充的；已有 {kept} 个页面。", f"nothing to add; it has {_count(kept, 'page')}.")
    were = Text(f"；原有 {kept} 个页面不变", f"; {_count(kept, 'page')} stayed as they were") if kept else Text("", "")
    en = f"added {_count(pages, 'page')} and {_count(ways, 'way')}{were.en}."
    return Text(f"补充了 {pages} 个页面、{ways} 条路径{were.zh}。", en)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
