"""`am dumpheap`: the heap of a process that may be debugged."""

from __future__ import annotations

from patrol.virtualphone.system.accessibility import HoldsTexts
from patrol.virtualphone.system.commands.am import verb
from patrol.virtualphone.system.commands.words import Ctx, Words, thrown
from patrol.virtualphone.system.heap import hprof


@verb("dumpheap")
async def dumpheap(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    words.flag("-g", "-n", "-m")
    name, target = words.take(), words.take("/data/local/tmp/heapdump.prof")
    process = ctx.phone.running.by_name_or_pid(name)
    if process is None:
        return await thrown(ctx, "dumpheap", "java.lang.IllegalArgumentException", f"Unknown process: {name}")
    if process.pid not in ctx.phone.debuggable():
        text = f"Process not debuggable: ProcessRecord{{5e1c0a7 {process.pid}:{process.package}/{process.uid}}}"
        return await thrown(ctx, "dumpheap", "java.lang.SecurityException", text)
    texts = process.app.heap() if isinstance(process.app, HoldsTexts) else ()
    await ctx.out.write(f"File: {target}\n")
    try:
        ctx.files.write(ctx.path(target), hprof(texts, ctx.phone.wall_ms()), 0o644)
    except OSError as error:
        await ctx.err.write(f"Error: Unable to open file: {target}: {error.strerror}\n")
        return 255
    await ctx.out.write("Waiting for dump to finish...\n")
    return 0
