"""`patrol graph`: the page graph of a run, for people and programs, and the way to a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol.cli.apps import app_of
from patrol.cli.options import OneOf, language, run_argument, write_out
from patrol.errors import ConfigError

if TYPE_CHECKING:
    from patrol.model.graph import PageGraph
    from patrol.model.result import InspectionResult
    from patrol.store.run_folder import RunFolder

FORMATS = ("html", "graphml", "json", "dot")


@click.command("graph")
@run_argument()
@click.option("--format", "form", type=OneOf(FORMATS), default="html", show_default=True, help="What to write.")
@click.option("--to", "page", default="", help="Print the way to this page (its id, key or name) as a journey.")
@click.option("--declared", is_flag=True, help="With --to: fill gaps with ways of pages.yaml that nobody went yet.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (default: standard output; html: in the run folder).",
)
@language()
def command(run: Path, form: str, page: str, declared: bool, out: Path | None, lang: str) -> int:
    """Show a run's page graph, or print the way to a page as a journey that `patrol play` accepts.

    \b
    Examples:
      patrol graph reports/latest
      patrol graph reports/latest --format graphml --out app.graphml
      patrol graph reports/latest --to transfer > scenarios/demo/journeys/to-transfer.yaml
    """
    from patrol.cli.judging import judged

    folder, result = judged(run)
    text = _way(result.graph, page, folder, declared) if page else _draw(form, result, folder, lang)
    if out is not None:
        write_out(out, text)
    elif form == "html" and not page:
        click.echo(str(folder.write_rendering("graph.html", text)))
    else:
        click.echo(text, nl=False)
    return 0


def _draw(form: str, result: InspectionResult, folder: RunFolder, lang: str) -> str:
    from patrol.report import graphs, html

    if form == "html":
        return html.graph_page(result, folder, lang)
    if form == "json":
        return graphs.as_json(result.graph)
    return {"graphml": graphs.graphml, "dot": graphs.dot}[form](result.graph, lang)


def _way(graph: PageGraph, page: str, folder: RunFolder, declared: bool) -> str:
    from patrol.crawl.ways import way_to
    from patrol.journey.write import journey_yaml
    from patrol.yamlplaces import unknown

    names = {alias: p.key for p in graph.pages for alias in (p.name_en, p.name, p.key) if alias}
    if page not in names:
        raise ConfigError(unknown("page", page, [p.name for p in graph.pages]), advice="The run found no such page.")
    way = way_to(graph, names[page], declared=declared)
    if way is None:
        raise ConfigError(
            f"The run knows no way to {page!r}.",
            advice="It was declared or seen, but not reached by actions; --declared fills gaps from pages.yaml.",
        )
    return journey_yaml(way, graph, names[page], app_of(folder.head.app)[1])
