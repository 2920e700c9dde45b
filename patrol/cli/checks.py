"""`patrol checks`: which checks apply here, with their clauses and policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patrol.cli.options import checks_folder, language
from patrol.errors import ConfigError

if TYPE_CHECKING:
    from patrol.cli.judging import Rules


@click.command("checks")
@click.argument("name", required=False, default="")
@checks_folder()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@language()
def command(name: str, folders: tuple[Path, ...], as_json: bool, lang: str) -> int:
    """List the checks with severity, weight, options and clauses; NAME shows one in full.

    \b
    Examples:
      patrol checks
      patrol checks cold-start --lang zh
      patrol checks --checks my_checks --json
    """
    from patrol.cli.judging import rules
    from patrol.yamlplaces import unknown

    listed = _rows(rules(folders), lang)
    if name:
        known = [row["id"] for row in listed]
        if name not in known:
            raise ConfigError(unknown("check", name, known), advice="`patrol checks` lists them.")
        listed = [row for row in listed if row["id"] == name]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        (_full if name else _table)(listed)
    return 0


def _rows(applied: Rules, lang: str) -> list[dict[str, Any]]:
    order = {name: index for index, name in enumerate(applied.policy.categories)}
    ruled = [(check, applied.policy.rules[check.id]) for check in applied.checks]
    return [
        {
            "id": check.id,
            "category": applied.policy.categories[rule.category].of(lang),
            "title": check.words.title_pass.of(lang),
            "fails as": check.words.title_fail.of(lang),
            "why": check.words.why.of(lang),
            "advice": check.words.advice.of(lang),
            "severity": rule.severity.value if rule.enabled else "off",
            "weight": rule.weight,
            "options": rule.options,
            "clauses": [_clause(clause.id, clause.title.of(lang), clause.verified, lang) for clause in rule.clauses],
            "file": str(check.place),
        }
        for check, rule in sorted(ruled, key=lambda pair: (order[pair[1].category], pair[0].id))
    ]


def _clause(id: str, title: str, verified: bool, lang: str) -> str:
    doubt = "" if verified else " 「待核对原文」" if lang == "zh" else " (text not verified)"
    return f"{id} {title}{doubt}"


def _table(rows: list[dict[str, Any]]) -> None:
    width = max(len(row["id"]) for row in rows)
    category = ""
    for row in rows:
        if row["category"] != category:
            category = row["category"]
            click.secho(f"\n{category}", bold=True)
        options = ", ".join(f"{name}={value}" for name, value in row["options"].items())
        click.echo(
            f"  {row['id']:<{width}}  {row['severity']:<8}  {row['title']}" + (f"  [{options}]" if options else "")
        )
        for clause in row["clauses"]:
            click.secho(f"  {'':<{width}}  § {clause}", dim=True)


def _full(rows: list[dict[str, Any]]) -> None:
    for key, value in rows[0].items():
        lines = (
            value
            if isinstance(value, list)
            else [f"{k} = {v}" for k, v in value.items()]
            if isinstance(value, dict)
            else [value]
        )
        for index, line in enumerate(lines):
            click.echo(f"{key if index == 0 else '':<10}  {line}")
