"""`patrol checks`: which checks apply here, with their clauses and policy."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from patrol.cli.options import checks_folder, language, padded
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
        (_full if name else _table)(listed, lang)
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


def _table(rows: list[dict[str, Any]], lang: str) -> None:
    width = max(len(row["id"]) for row in rows)
    head = ("检查项", "严重程度", "权重") if lang == "zh" else ("check", "severity", "weight")
    click.secho(f"  {padded(head[0], width)}  {padded(head[1], 8)}  {padded(head[2], 6)}", dim=True)
    category = ""
    for row in rows:
        if row["category"] != category:
            category = row["category"]
            click.secho(f"\n{category}", bold=True)
        click.echo(f"  {row['id']:<{width}}  {row['severity']:<8}  {row['weight']:>6g}  {row['title']}")
        below = [f"{name} {_value(value)}" for name, value in row["options"].items()]
        below += [f"§ {clause.split()[0]}" for clause in row["clauses"]]
        if below:
            click.secho(_wrapped(below, indent=6), dim=True)
    click.echo(
        "\n一项的完整内容(理由、建议、条款全文):patrol checks 检查项"
        if lang == "zh"
        else "\nOne in full, with why, advice and the clauses' words: patrol checks NAME"
    )


def _value(value: Any) -> str:
    """An option's value as policy.yaml writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) or '""'


def _wrapped(parts: list[str], indent: int) -> str:
    """The parts on lines of the terminal's width, none cut."""
    wide = max(shutil.get_terminal_size().columns, indent + 40)
    lines = [""]
    for part in parts:
        if lines[-1] and indent + len(lines[-1]) + 2 + len(part) > wide:
            lines.append("")
        lines[-1] += ("  " if lines[-1] else "") + part
    return "\n".join(" " * indent + line for line in lines)


_LABELS = {
    "id": "检查项",
    "category": "类别",
    "title": "通过时",
    "fails as": "不通过时",
    "why": "为什么",
    "advice": "建议",
    "severity": "严重程度",
    "weight": "权重",
    "options": "选项",
    "clauses": "条款",
    "file": "文件",
}


def _full(rows: list[dict[str, Any]], lang: str) -> None:
    for key, value in rows[0].items():
        label = _LABELS[key] if lang == "zh" else key
        lines = (
            value
            if isinstance(value, list)
            else [f"{k}: {_value(v)}" for k, v in value.items()]
            if isinstance(value, dict)
            else [_value(value)]
        )
        for index, line in enumerate(lines or ["–"]):
            shown = label if index == 0 else ""
            click.echo(f"{padded(shown, 10)}  {line}")
