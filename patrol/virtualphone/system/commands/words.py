"""What Android's commands share: the phone's type, taking options, asking a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.shell.command import Context

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

    Ctx = Context[VirtualPhone]
else:
    Ctx = Context


class Words:
    """Arguments that are taken one after the other."""

    def __init__(self, words: list[str]) -> None:
        self.rest = list(words)

    def __bool__(self) -> bool:
        return bool(self.rest)

    def take(self, default: str = "") -> str:
        return self.rest.pop(0) if self.rest else default

    def flag(self, *names: str) -> bool:
        """Whether one of these stands anywhere; it is taken out."""
        found = [word for word in self.rest if word in names]
        self.rest = [word for word in self.rest if word not in names]
        return bool(found)

    def value(self, *names: str, default: str = "") -> str:
        """The word after one of these options, anywhere; both are taken out."""
        for at, word in enumerate(self.rest):
            if word in names and at + 1 < len(self.rest):
                found = self.rest[at + 1]
                del self.rest[at : at + 2]
                return found
        return default


async def thrown(ctx: Ctx, verb: str, exception: str, message: str, frames: tuple[str, ...] = ()) -> int:
    """An exception inside a service, as ShellCommand reports it on Android 8 and up."""
    kind = "Security exception: " + message if exception.endswith("SecurityException") else ""
    head = f"{kind}\n\n" if kind else f"\nException occurred while executing '{verb}':\n"
    stack = "".join(f"\tat {frame}\n" for frame in frames or ("android.os.BinderProxy.transactNative(Native Method)",))
    await ctx.err.write(f"{head}{exception}: {message}\n{stack}")
    return 255
