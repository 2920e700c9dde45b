"""`patrol har`: a run's requests as an HTTP Archive."""

from __future__ import annotations

from pathlib import Path

import click

from patrol.cli.options import language, run_argument, write_out


@click.command("har")
@run_argument()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (default: requests.har in the run folder; - for standard output).",
)
@language()
def command(run: Path, out: Path | None, lang: str) -> int:
    """Write a run's requests as an HTTP Archive (HAR 1.2), secrets masked, and print where it is.

    \b
    Examples:
      patrol har reports/latest
      patrol har reports/latest --out requests.har
      patrol har reports/latest --out - | jq '.log.entries[].request.url'
    """
    import json

    from patrol.derive import facts_of
    from patrol.derive.pages import Pages
    from patrol.errors import RunFolderError
    from patrol.model.artifacts import Environment, GatherFailure
    from patrol.model.traffic import Traffic
    from patrol.model.waterfall import Waterfall
    from patrol.report.har import har
    from patrol.store.run_folder import RunFolder

    folder = RunFolder.open(run)
    facts = facts_of(folder)
    traffic, environment = folder.get(Traffic), folder.get(Environment)
    waterfall = facts.get(Waterfall)
    for missing in (traffic, environment, waterfall):
        if isinstance(missing, GatherFailure):
            raise RunFolderError(f"{run} holds no requests: {missing.message}", advice=missing.advice)
    assert isinstance(traffic, Traffic) and isinstance(environment, Environment) and isinstance(waterfall, Waterfall)
    pages = facts.find(Pages)
    names = {key: pages.name(key).of(lang) for key in pages.by_key} if pages else {}
    text = json.dumps(har(traffic.flows, waterfall, environment, names), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        click.echo(str(folder.write_rendering("requests.har", text)))
    elif str(out) == "-":
        click.echo(text, nl=False)
    else:
        write_out(out, text)
    return 0
