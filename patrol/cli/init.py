"""`patrol init`: a starting folder for one's own app, and pipelines for CI."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import click

from patrol import settings
from patrol.cli.options import OneOf
from patrol.errors import ConfigError


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--package", default="", help="Package name of your app, such as com.example.app.")
@click.option(
    "--ci",
    type=OneOf(["github", "gitlab", "jenkins"]),
    help="Write a pipeline, too: inspect each build and hold it against a baseline (docs/ci.md).",
)
@click.option("--app", default="", help="The pipeline's app, such as scenarios/my-app (default: the only one there).")
@click.option(
    "--on",
    type=OneOf(["emulator", "virtual-phone"]),
    help="What the pipeline runs on (default: the virtual phone for an app with a model, else an emulator).",
)
def command(folder: Path, package: str, ci: str | None, app: str, on: str | None) -> int:
    """Write a starting folder for your own app: devices.yaml, scenarios/my-app/ and a place for checks of your own.

    Files that are there already are left as they are; of a folder that has an app, only the pipeline is written.

    \b
    Examples:
      patrol init my-app
      patrol init my-app --package com.example.app --ci github
      patrol init --ci gitlab --app scenarios/my-app --on emulator
    """
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder} is a file.", advice="Name a folder, new or existing.")
    if (app or on) and not ci:
        raise ConfigError("--app and --on say how a pipeline is made.", advice="Name its system: --ci github.")
    if ci is None:
        _start(folder, package)
        return 0
    from patrol.cli.ci_files import app_in, pipeline

    place = app_in(folder, app)
    if not (folder / place).exists():
        _start(folder, package)
    for name, text in pipeline(ci, folder, place, virtual=None if on is None else on == "virtual-phone").items():
        _write(folder / name, text)
    click.echo("\nNext: docs/ci.md tells what each file does, and how the baseline travels. Try it here:")
    click.echo(f"  APP={place.as_posix()} PHONE=… sh ci/patrol.sh")
    return 0


def _start(folder: Path, package: str) -> None:
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
