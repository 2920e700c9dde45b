"""`patrol phone serve`: a virtual phone for any adb client."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.group("phone")
def command() -> None:
    """The virtual phone: the real adb protocol, apps from model files, no hardware."""


@command.command("serve")
@click.option(
    "--app",
    required=True,
    type=click.Path(path_type=Path, exists=True),
    help="Build file of an app model, or an app folder whose app.yaml names one.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="Loopback port for adb; 0: a free one."
)
@click.option(
    "--android",
    default="14",
    show_default=True,
    help="Android version, 9 to 15; or 14-rooted, or small (a 720 pixels wide Android 12).",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="FAULT",
    help="Something that goes wrong, such as slow=50; may be repeated.",
)
def serve(app: Path, port: int, android: str, faults: tuple[str, ...]) -> int:
    """Serve a virtual phone until Ctrl-C. When it is ready, one JSON line says serial, adb port and package.

    \b
    Examples:
      patrol phone serve --app scenarios/demo --port 5601
      patrol phone serve --app scenarios/demo/model/build-1.1.yaml --android 12 --fault slow=50
      adb connect 127.0.0.1:5601
    """
    import signal
    import threading

    from patrol import settings
    from patrol.virtualphone.serve import running

    if app.is_dir():
        app = _model_of(app)

    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with running(app, port=port, android=android, faults=faults, java=settings.read().java) as phone:
        click.echo(json.dumps(phone.ready(), ensure_ascii=False))
        ended.wait()
    return 0


def _model_of(folder: Path) -> Path:
    """The model of an app folder. Raises ConfigError when its app.yaml names none."""
    from patrol.errors import ConfigError
    from patrol.journey.scenario import load_scenario

    model = load_scenario(folder).model
    if not model:
        raise ConfigError(
            f"{folder / 'app.yaml'} names no model of the app.", advice="Name a build file: --app build.yaml."
        )
    return Path(model)
