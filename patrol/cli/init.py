"""`patrol init`: a starting folder for one's own app."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import click

from patrol import settings
from patrol.errors import ConfigError


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--package", default="", help="Package name of your app, such as com.example.app.")
def command(folder: Path, package: str) -> int:
    """Write a starting folder for your own app: devices.yaml, scenarios/my-app/ and a place for checks of your own.

    Files that are there already are left as they are.

    \b
    Examples:
      patrol init my-app
      patrol init my-app --package com.example.app
    """
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder} is a file.", advice="Name a folder, new or existing.")
    written = [_copy(settings.bundled("devices.yaml"), folder / "devices.yaml")]
    with as_file(files("patrol.cli") / "starter") as starter:
        for source in sorted(starter.rglob("*.yaml")):
            written.append(_copy(source, folder / source.relative_to(starter)))
    scenario = folder / "scenarios" / "my-app" / "app.yaml"
    if package and written[-1] is not None:
        scenario.write_text(scenario.read_text("utf-8").replace("com.example.app ", f"{package} ", 1), "utf-8")
    for path in filter(None, written):
        click.echo(f"wrote {path}")
    click.echo(f"\nNext: edit {scenario}, attach a phone, then\n  patrol doctor\n  patrol run {scenario.parent}")
    return 0


def _copy(source: Path, target: Path) -> Path | None:
    """The written path, or None when there was a file already."""
    if target.exists():
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
    return target
