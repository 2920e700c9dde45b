"""`patrol doctor`: what will work on a phone, what to do about the rest, and putting settings back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol import settings
from patrol.cli.options import language

if TYPE_CHECKING:
    from patrol.clock import Clock
    from patrol.device.doctor import Diagnosis
    from patrol.phones import LeasedPhone


@click.command("doctor")
@click.option("--phone", default="", help="Name in devices.yaml, serial or label (default: the only one attached).")
@click.option("--repair", is_flag=True, help="Put back settings that a killed run has left changed.")
@click.option(
    "--frida-server",
    "server",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A frida-server that you downloaded (.xz or unpacked): put it on the rooted phone or emulator and start it.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@language()
def command(phone: str, repair: bool, server: Path | None, as_json: bool, lang: str) -> int:
    """Say for each capability (screen, input, proxy, certificate, hooks, frames) whether it will work on this phone,
    and what to do if not. Exits with 3 when the screen cannot be read or touched.

    \b
    Examples:
      patrol doctor
      patrol doctor --phone R58M123ABC --lang zh
      patrol doctor --repair
      patrol doctor --frida-server frida-server-17.2.0-android-arm64.xz
    """
    import msgspec

    from patrol.clock import RunClock
    from patrol.device.doctor import examine
    from patrol.phones import find_devices, lease

    clock = RunClock()
    with lease(phone, devices=find_devices(), settings=settings.read(), clock=clock) as leased:
        restored = leased.restored
        if server is not None:
            _put(server, leased, clock, lang)
        found = examine(leased.device, clock)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=1))
    else:
        for diagnosis in found:
            _show(diagnosis, lang)
    for setting in restored:
        click.echo(f"已恢复 {setting}" if lang == "zh" else f"Put back {setting}.", err=True)
    if repair and not restored:
        click.echo("没有需要恢复的设置。" if lang == "zh" else "No setting was left changed.", err=True)
    needed = [d for d in found if d.capability in {"screen", "input"} and d.health.value == "fails"]
    return 3 if needed else 0


def _put(file: Path, leased: LeasedPhone, clock: Clock, lang: str) -> None:
    from patrol.device.frida_server import client_version
    from patrol.device.frida_setup import read_server, set_up
    from patrol.device.hooks.reach import Reach

    driver, client = leased.phone.driver, client_version()
    path = set_up(driver, driver.info(), read_server(file), client, clock)
    reach = Reach(leased.device, driver, client)
    try:
        reach.device()
    finally:
        reach.close()
    zh, en = (
        f"{path} {client} 已启动并应答，手机重启前有效。",
        f"{path} {client} runs and answers, until the phone restarts.",
    )
    click.echo(zh if lang == "zh" else en)


def _show(diagnosis: Diagnosis, lang: str) -> None:
    mark, colour = {"works": ("✓", "green"), "limited": ("!", "yellow"), "fails": ("✗", "red")}[diagnosis.health.value]
    click.echo(
        f"{click.style(mark, fg=colour)} {click.style(diagnosis.name.of(lang), bold=True)}  {diagnosis.detail.of(lang)}"
    )
    if diagnosis.next_step is not None:
        click.echo(f"    → {diagnosis.next_step.of(lang)}")
