"""`patrol scan`: what an app's package tells without a phone."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol.cli.options import OneOf, checks_folder, language, write_out

if TYPE_CHECKING:
    from patrol.cli.judging import Rules
    from patrol.model.recorded import Recorded
    from patrol.model.result import InspectionResult
    from patrol.model.scan import Scan
    from patrol.model.scenario import Scenario

FORMATS = ("terminal", "json", "sarif", "md", "html")


@click.command("scan")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--format", "format_", type=OneOf(FORMATS), default="terminal", show_default=True, help="What is written."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file in place of the terminal.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="R8's mapping.txt, for the true names of shortened classes.",
)
@click.option(
    "--app",
    type=click.Path(path_type=Path, exists=True),
    help="The app's folder in scenarios/: its `privacy:` names app type, SDK list and mapping.",
)
@click.option(
    "--seconds",
    type=click.IntRange(5, 3600),
    default=300,
    show_default=True,
    help="The scan stops after so long and tells what it has.",
)
@checks_folder()
@language()
def command(
    file: Path,
    format_: str,
    out: Path | None,
    mapping: Path | None,
    app: Path | None,
    seconds: int,
    folders: tuple[Path, ...],
    lang: str,
) -> int:
    """Read FILE, an APK, AAB, APKS or XAPK, without a phone: manifest, permissions, code, SDKs, signatures, secrets.

    What is found is judged by the checks that need nothing else. Damaged, packed or hostile files end in a result that
    says what could not be seen: exit code 4, never a pass.

    \b
    Examples:
      patrol scan app-release.apk
      patrol scan app.aab --mapping mapping.txt --format sarif --out scan.sarif
      patrol scan app.apk --app scenarios/my-app --lang zh
    """
    from patrol.apk.isolated import Job, scan_files
    from patrol.cli.judging import rules
    from patrol.journey.scenario import load_scenario
    from patrol.model.result import EXIT_CODES

    applied = rules(folders)
    scenario = load_scenario(app) if app else None
    names = str(mapping or (scenario.privacy.mapping if scenario else ""))
    found = scan_files(Job((str(file),), file.name, names, seconds))
    artifacts = _artifacts(found, scenario)
    result = _judged(artifacts, applied)
    text = _rendered(format_, found, result, artifacts, lang, colour=out is None and sys.stdout.isatty())
    if out is not None:
        write_out(out, text)
    else:
        click.echo(text, nl=False)
    return EXIT_CODES[result.overall]


def _artifacts(found: Scan, scenario: Scenario | None) -> Recorded:
    from patrol.apk.as_run import app_info, environment
    from patrol.gather.privacy import PrivacyGatherer
    from patrol.model.record import Record
    from patrol.model.recorded import Recorded

    records: list[Record] = [environment(found, datetime.now(UTC).isoformat(timespec="seconds")), found]
    if found.package:
        records.append(app_info(found))
    if scenario is not None:
        records.append(PrivacyGatherer().read(scenario.privacy))
    return Recorded(*records)


def _judged(artifacts: Recorded, applied: Rules) -> InspectionResult:
    """By the checks that look at the package, none of which may be left undecided by what a run would have."""
    from dataclasses import replace

    from msgspec import structs

    from patrol.audit.result import facts_for, inspect_result
    from patrol.model.artifacts import AppInfo, GatherFailure
    from patrol.model.result import Coverage
    from patrol.model.scan import Scan

    facts = facts_for(artifacts)
    checks = [
        check
        for check in applied.checks
        if any(need.kind in (Scan, AppInfo) for need in check.needs.values() if not need.optional)
        and not isinstance(facts.arguments(check.needs), GatherFailure)
    ]
    policy = replace(applied.policy, required=("scan", "app"))
    result = inspect_result(artifacts, checks, policy, facts)
    return structs.replace(result, coverage=Coverage())  # nobody went anywhere


def _rendered(
    format_: str, found: Scan, result: InspectionResult, artifacts: Recorded, lang: str, *, colour: bool
) -> str:
    from patrol.report import sarif, scanned, terminal

    if format_ == "json":
        return scanned.as_json(found, result)
    if format_ == "sarif":
        return sarif.render(result, lang)
    if format_ == "md":
        return scanned.markdown(found, result, lang)
    if format_ == "html":
        from patrol.report import html

        return html.render(result, artifacts, lang, found)
    return scanned.facts(found, lang) + "\n" + terminal.render(result, lang, colour=colour)
