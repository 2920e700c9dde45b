"""unzip, which Android has since 9 (libziparchive's)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from patrol.virtualphone.shell.command import CommandError, Context, command
from patrol.virtualphone.shell.toybox.options import Options

PIE = 28


@command("unzip", since_sdk=PIE)
async def unzip(ctx: Context[Any]) -> int:
    """`-p` writes members to stdout, `-l` lists them."""
    options = Options(ctx, "lnopqv")
    if not options.rest:
        raise CommandError("missing archive filename")
    name, *wanted = options.rest
    try:
        archive = zipfile.ZipFile(io.BytesIO(ctx.files.read(ctx.path(name))))
    except zipfile.BadZipFile:
        raise CommandError(f"couldn't open {name}: Invalid file") from None
    with archive:
        found = [info for info in archive.infolist() if not wanted or info.filename in wanted]
        if "l" in options:
            lines = [f"{info.file_size:>9}  1981-01-01 01:01   {info.filename}\n" for info in found]
            await ctx.out.write("".join(["  Length      Date    Time    Name\n", *lines]))
        elif "p" in options:
            for info in found:
                await ctx.out.write(archive.read(info))
        else:
            raise CommandError("only -p and -l are known here")
    return 0 if found or not wanted else 11
