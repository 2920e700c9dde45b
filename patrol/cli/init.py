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
    # Not the virtual phone when none is named: one's own app is not on it.
    devices = settings.bundled("devices.yaml").read_text("utf-8").replace("\ndefault: demo\n", "\n# default: demo\n")
    texts = {Path("devices.yaml"): devices}
    with as_file(files("patrol.cli") / "starter") as starter:
        for source in sorted(starter.rglob("*.yaml")):
            texts[source.relative_to(starter)] = source.read_text("utf-8")
    scenario = Path("scenarios", "my-app", "app.yaml")
    if package:
        texts[scenario] = texts[scenario].replace("com.example.app ", f"{package} ", 1)
    for name, text in texts.items():
        _write(folder / name, text)
    steps = ["patrol doctor", f"patrol run {scenario.parent}"]
    if folder != Path():
        steps.insert(0, f"cd {folder}")
    click.echo(f"\nNext: edit {folder / scenario}, attach a phone, then\n  " + "\n  ".join(steps))
    return 0


def _write(target: Path, text: str) -> None:
    """Unless there is such a file already. Raises ConfigError."""
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{target} could not be written: {error.strerror}.", advice="Name another folder.") from error
    click.echo(f"wrote {target}")
