"""A frida-server that somebody has pushed, on a phone whose processor is a matter of words: the file tells its
processor and version as the real one does, and it is shown running. What listens at its port is left to others.

`builtin`, as the shell has no such file of its own: it is found by the name of an ELF file that was pushed."""

from __future__ import annotations

import re

from patrol.virtualphone.shell.command import Process, command
from patrol.virtualphone.system.commands.words import Ctx

PATH = "/data/local/tmp/frida-server"
MACHINES = {"arm64-v8a": 183, "armeabi-v7a": 40, "x86_64": 62, "x86": 3}
"""Android ABI → e_machine of an ELF header (elf.h)."""


@command("frida-server", builtin=True)
async def frida_server(ctx: Ctx) -> int:
    data = ctx.files.read(PATH)
    if int.from_bytes(data[18:20], "little") != MACHINES[ctx.phone.spec.abi]:
        return await ctx.fail("not executable: 64-bit ELF file", 126)
    if ctx.args[1:] == ["--version"]:
        found = re.search(rb"\d+\.\d+\.\d+", data)
        await ctx.out.write(f"{found[0].decode() if found else ''}\n")
        return 0
    if not ctx.phone.root:
        await ctx.err.write("Unable to load SELinux policy from the kernel: Failed to open file: Permission denied\n")
        return 1
    ctx.phone.running.others.append(Process(ctx.phone.running.next_pid(), "frida-server", "root", rss_kb=38_000))
    return 0
