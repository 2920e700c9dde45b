"""`patrol diff`: what one build has that another has not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol.cli.options import OneOf, language, write_out
from patrol.errors import ConfigError

if TYPE_CHECKING:
    from patrol.model.difference import Difference
    from patrol.report.diff_view import Side
    from patrol.store.run_folder import RunFolder

FORMATS = ("html", "json", "md")


@click.command("diff")
@click.argument("run_a", metavar="RUN_A")
@click.argument("run_b", metavar="[RUN_B]", default="")
@click.option("--format", "form", type=OneOf(FORMATS), default="html", show_default=True, help="What to write.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (default: standard output; html: in the folder of RUN_B; - for standard output).",
)
@language()
def command(run_a: str, run_b: str, form: str, out: Path | None, lang: str) -> int:
    """Show what build RUN_B has that RUN_A has not, and what it lost: pages, ways, texts, permissions, hosts …

    A RUN is a run folder, `latest`, or a baseline that `patrol baseline save` made. With one RUN alone, the baseline
    that it was made with stands against it. This tells and does not judge: the exit code is 0 whatever differs.
    (`patrol gate` judges.)

    \b
    Examples:
      patrol diff reports/demo-20260101-120000 reports/latest
      patrol diff reports/latest
      patrol diff baselines/demo.zip latest --format md --out comment.md
      patrol diff reports/a reports/b --format json | jq .added
    """
    from patrol.cli.builds import baseline_of, side_of
    from patrol.compare.difference import difference

    now, folder = side_of(run_b or run_a)
    then = side_of(run_a)[0] if run_b else baseline_of(run_a, folder)
    if then.build.head.package != now.build.head.package:
        raise ConfigError(
            f"{run_a} is of {then.build.head.package}, {run_b or 'it'} of {now.build.head.package}.",
            advice="Name two runs or baselines of the same app.",
        )
    text = _render(form, difference(then.build, now.build), then, now, lang)
    _write(text, form, out, folder)
    return 0


def _render(form: str, told: Difference, then: Side, now: Side, lang: str) -> str:
    from patrol.report import diffing

    if form == "json":
        return diffing.as_json(told)
    return {"html": diffing.as_html, "md": diffing.as_markdown}[form](told, then, now, lang)


def _write(text: str, form: str, out: Path | None, folder: RunFolder | None) -> None:
    """Where --out says; else a page goes into the newer run's folder, or beside the reader when that is a baseline."""
    if out is not None and str(out) != "-":
        write_out(out, text)
    elif out is None and form == "html":
        if folder is not None:
            click.echo(str(folder.write_rendering("difference.html", text)))
        else:
            write_out(Path("difference.html"), text)
    else:
        click.echo(text, nl=False)
