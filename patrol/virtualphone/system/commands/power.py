"""`reboot`."""

from __future__ import annotations

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx


@command("reboot")
async def reboot(ctx: Ctx) -> int:
    """Any argument (recovery, bootloader) boots Android again: there is nothing else on this phone."""
    ctx.phone.power.reboot()
    return 0
