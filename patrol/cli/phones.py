"""`patrol phones`: which phones there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from patrol import settings

if TYPE_CHECKING:
    from patrol.phones import PhoneRow


@click.command("phones")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def command(as_json: bool) -> int:
    """List what is attached and what devices.yaml names: model, Android version, ABI, root, refresh rate.

    \b
    Examples:
      patrol phones
      patrol phones --json
    """
    import msgspec

    from patrol.phones import find_devices, list_phones

    devices = find_devices()
    rows = list_phones(devices, settings.read())
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(rows), ensure_ascii=False, indent=1))
        return 0
    table = [("NAME", "SERIAL", "STATE", "MODEL", "ANDROID", "ABI", "ROOT", "REFRESH", "NOTE"), *map(_cells, rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if not any(row.state == "device" for row in rows):
        click.echo(
            "\nNo phone is attached. Attach one with USB debugging on, or use the virtual phone: --phone demo", err=True
        )
    return 0


def _cells(row: PhoneRow) -> tuple[str, ...]:
    info = row.info
    note = row.note or (f"in use by process {row.used_by}" if row.used_by else "") or _HINTS.get(row.state, "")
    if info is None:
        return (row.name or "-", row.serial or "-", row.state, "-", "-", "-", "-", "-", note)
    root = {True: "yes", False: "no", None: "?"}[info.rooted]
    refresh = f"{info.refresh_hz:g} Hz" if info.refresh_hz else "?"
    model = f"{info.manufacturer} {info.model}".strip() or "?"
    android = f"{info.android} ({info.sdk})"
    return (row.name or "-", row.serial, row.state, model, android, info.abi or "?", root, refresh, note)


_HINTS = {
    "unauthorized": "unlock the phone and accept the debugging question",
    "offline": "unplug it and plug it in again",
    "virtual": "started when a run needs it",
    "absent": "named in devices.yaml, not attached",
}
