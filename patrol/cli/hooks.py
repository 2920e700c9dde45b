"""`patrol hooks`: which calls are watched, and the proof that each hook works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from patrol.cli.options import language

if TYPE_CHECKING:
    from patrol.catalogue.apis import Api
    from patrol.virtualphone.jvm.selftest import Proof

UNVERIFIED = "待核对"
"""Beside an entry that was not seen in a public source."""


@click.group("hooks")
def command() -> None:
    """List the calls that are watched, and prove that each hook works."""


@command.command("list")
@click.argument("word", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@language()
def listed(word: str, as_json: bool, lang: str) -> int:
    """List watched methods, URIs, keys, commands, paths, intents and native functions; WORD chooses some.

    \b
    Examples:
      patrol hooks list
      patrol hooks list getImei
      patrol hooks list clipboard --json
    """
    rows = [row for row in _rows(lang) if word.lower() in " ".join(map(str, row.values())).lower()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            click.echo(f"{row['id']}  {row['severity']:<6}  {row['category']}  {row['what']}  {row['seen']}")
    return 0


@command.command("test")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def tested(as_json: bool) -> int:
    """Call each hooked method in a JVM, and each native function in a local process, and check what is told.

    It takes some ten seconds, needs no phone, and changes nothing.

    \b
    Examples:
      patrol hooks test
      patrol hooks test --json
    """
    from patrol import settings
    from patrol.device.hooks.helper_folder import local_device
    from patrol.virtualphone.jvm.selftest import prove

    proof = prove(local_device(), settings.read().java)
    if as_json:
        click.echo(json.dumps(_told(proof), ensure_ascii=False, indent=1))
    else:
        _print(proof)
    return 0 if proof.holds else 1


def _told(proof: Proof) -> dict[str, Any]:
    return {
        "methods": sorted(proof.methods),
        "calls": proof.calls,
        "entries": sorted(proof.entries),
        "native": sorted(proof.natives),
        "uncalled": proof.uncalled,
        "wrong": proof.wrong,
    }


def _print(proof: Proof) -> None:
    click.echo(f"Java methods   {len(proof.methods):>5}  called and told rightly, in {proof.calls} calls")
    click.echo(f"Arguments      {len(proof.entries):>5}  URIs, keys, properties, paths, intents and services")
    click.echo(f"Native         {len(proof.natives):>5}  functions")
    click.echo(f"Not to be called here: {len(proof.uncalled)}")
    for what, why in sorted(proof.uncalled.items()):
        click.echo(f"  {what}: {why}")
    for line in proof.wrong:
        click.echo(f"WRONG {line}")


def _rows(lang: str) -> Iterator[dict[str, Any]]:
    from patrol.catalogue.apis import catalogue

    known = catalogue()
    categories = {each.id: each.zh if lang == "zh" else each.en for each in known.categories}
    for api in known.entries:
        yield {
            "id": api.id,
            "severity": api.severity,
            "category": categories.get(api.category, api.category),
            "what": what_of(api),
            "seen": seen_by(api),
            "verified": api.verified,
            "clauses": list(api.clauses),
        }


def what_of(api: Api) -> str:
    """The entry as it stands in code."""
    if api.class_name:
        return api.call
    return f"{api.library} {api.symbol}" if api.symbol else api.key or api.value


def seen_by(api: Api) -> str:
    """How a call is seen while the app runs; why not for the others."""
    from patrol.device.hooks.handling import ART_ALONE, NEVER
    from patrol.device.hooks.native import NOT_HOOKED
    from patrol.device.hooks.when import GENERAL

    if api.call in NEVER:
        return f"by {NEVER[api.call]}"
    if api.kind in {"java_method", "java_constructor"}:
        return "hooked on Android" if api.call in ART_ALONE else "hooked"
    if api.kind in GENERAL:
        return "as an argument"
    if api.kind == "native_symbol":
        return f"not hooked: {NOT_HOOKED[api.symbol]}" if api.symbol in NOT_HOOKED else "hooked"
    return "in the APK"
