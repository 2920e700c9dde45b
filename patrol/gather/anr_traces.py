"""Where the main thread stood when the app did not respond: the traces that the system keeps."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from patrol.device.parse import thread_dump
from patrol.device.parse.thread_dump import ProcessDump
from patrol.gather.base import GatherContext
from patrol.gather.log_time import LogTime
from patrol.model.devicelog import AnrTrace

FILES = 8
"""Newest files of /data/anr that are read; each holds some hundred kilobytes."""
LINES = 80
DROPBOX = "dumpsys dropbox --print data_app_anr"
_UNREADABLE = "/data/anr is closed to the shell, and `dumpsys dropbox` keeps no report of this app"


def read(ctx: GatherContext, time: LogTime) -> tuple[tuple[AnrTrace, ...], str]:
    """(traces of the app, why there are none): from /data/anr where the shell may read it (Android 7 and before, root),
    else from the drop box, which any shell may ask."""
    for source, texts in (("/data/anr", _files(ctx)), (DROPBOX, _reports(ctx))):
        found = [trace for text in texts for trace in _of_app(ctx, time, text, source)]
        if found:
            return tuple(found), ""
    return (), _UNREADABLE


def _files(ctx: GatherContext) -> Iterator[str]:
    names = ctx.driver.shell("ls -t /data/anr 2>/dev/null").output.split()
    for name in names[:FILES]:
        said = ctx.driver.shell(f"cat {shlex.quote(f'/data/anr/{name}')} 2>/dev/null", timeout_s=30)
        if said.output:
            yield said.output


def _reports(ctx: GatherContext) -> Iterator[str]:
    text = ctx.driver.shell(DROPBOX, timeout_s=30).output
    for report in text.split("\n========================================\n")[1:]:
        if f"Process: {ctx.package}" in report[:500]:
            yield report


def _of_app(ctx: GatherContext, time: LogTime, text: str, source: str) -> Iterator[AnrTrace]:
    for process in thread_dump.parse(text).processes:
        if process.process == ctx.package or process.process.startswith(f"{ctx.package}:"):
            yield _trace(ctx, time, process, source)


def _trace(ctx: GatherContext, time: LogTime, process: ProcessDump, source: str) -> AnrTrace:
    main = process.main
    lock = main.waiting_to_lock if main else None
    holder = process.holder(lock) if lock else None
    epoch_ms = time.epoch_ms(f"{process.at[:19]}.000")
    lines: tuple[str, ...] = ()
    if main is not None:
        waits = (f"- waiting to lock {lock.kind or lock.address}",) if lock else ()
        frames = (*main.frames[:1], *waits, *main.frames[1:])[:LINES]
        lines = (f'"{main.name}" {main.state}'.strip(), *frames)
    return AnrTrace(
        at_ms=None if epoch_ms is None else ctx.phone_at_ms(epoch_ms),
        process=process.process,
        pid=process.pid,
        main=lines,
        source=source,
        waiting_for=holder.name if holder else "",
    )
