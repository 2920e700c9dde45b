"""`patrol phones`: which phones there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from patrol import settings
from patrol.cli.options import language, padded

if TYPE_CHECKING:
    from patrol.phones import PhoneRow

HEAD = {
    "en": ("NAME", "SERIAL", "STATE", "MODEL", "ANDROID", "ABI", "ROOT", "REFRESH", "NOTE"),
    "zh": ("名称", "序列号", "状态", "型号", "安卓版本", "ABI", "ROOT", "刷新率", "说明"),
}

HINTS = {
    "unauthorized": ("unlock the phone and accept the debugging question", "请解锁手机并允许 USB 调试"),
    "offline": ("unplug it and plug it in again", "请拔下数据线后重新连接"),
    "virtual": ("started when a run needs it", "巡检需要时自动启动"),
    "absent": ("named in devices.yaml, not attached", "写在 devices.yaml 里,但没有连接"),
}
"""State → what the user should know of it."""

NONE_ATTACHED = (
    "No phone is attached. Attach one with USB debugging on, or use the virtual phone: --phone demo",
    "没有连接手机。请连接一台已打开 USB 调试的手机,或使用虚拟手机:--phone demo",
)


@click.command("phones")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@language()
def command(as_json: bool, lang: str) -> int:
    """List what is attached and what devices.yaml names: model, Android version, ABI, root, refresh rate.

    \b
    Examples:
      patrol phones
      patrol phones --json
    """
    import msgspec

    from patrol.phones import find_devices, list_phones
    from patrol.report.plain import columns

    rows = list_phones(find_devices(), settings.read())
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(rows), ensure_ascii=False, indent=1))
        return 0
    table = [HEAD[lang], *(_cells(row, lang) for row in rows)]
    widths = [max(columns(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        click.echo("  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if not any(row.state == "device" for row in rows):
        click.echo("\n" + NONE_ATTACHED[lang == "zh"], err=True)
    return 0


def _cells(row: PhoneRow, lang: str) -> tuple[str, ...]:
    info = row.info
    note = row.note or _use(row, lang) or HINTS.get(row.state, ("", ""))[lang == "zh"]
    if info is None:
        return (row.name or "-", row.serial or "-", row.state, "-", "-", "-", "-", "-", note)
    root = {True: "yes", False: "no", None: "?"}[info.rooted]
    refresh = f"{info.refresh_hz:g} Hz" if info.refresh_hz else "?"
    model = f"{info.manufacturer} {info.model}".strip() or "?"
    android = f"{info.android} ({info.sdk})"
    return (row.name or "-", row.serial, row.state, model, android, info.abi or "?", root, refresh, note)


def _use(row: PhoneRow, lang: str) -> str:
    if not row.used_by:
        return ""
    return f"进程 {row.used_by} 正在使用" if lang == "zh" else f"in use by process {row.used_by}"
