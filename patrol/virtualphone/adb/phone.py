"""What the adb server needs of a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from patrol.virtualphone.adb.faults import Faults
from patrol.virtualphone.contracts import PortHandler
from patrol.virtualphone.shell.command import Reader, Writer
from patrol.virtualphone.shell.files import FileSystem


@dataclass(frozen=True, slots=True)
class Names:
    """The greeting's names: what `adb devices -l` prints."""

    product: str
    model: str
    device: str


class Rebooting(Protocol):
    def reboot(self) -> None:
        """Go away in a moment, and come back after a while."""


class AdbPhone(Protocol):
    serial: str
    """ro.serialno; adb itself calls the phone `127.0.0.1:PORT`."""
    names: Names
    files: FileSystem
    """Seen as root; the sync service uses shell's rights unless the phone is rooted."""
    ports: dict[int, PortHandler]
    """TCP ports on which something on the phone listens."""
    sockets: dict[str, PortHandler]
    """Local sockets, by their abstract name (`localabstract:NAME`)."""
    faults: Faults

    @property
    def power(self) -> Rebooting: ...

    @property
    def sdk(self) -> int: ...

    @property
    def root(self) -> bool: ...

    def become_root(self, wanted: bool) -> bool:
        """`adb root` and `adb unroot`; False when this build does not allow it."""

    def pixels(self) -> tuple[int, int, bytes]:
        """Width, height and RGBA bytes of the screen, for `framebuffer:`."""

    def debuggable(self) -> tuple[int, ...]:
        """Process ids that `adb jdwp` lists."""

    async def run_shell(self, line: str, stdin: Reader, out: Writer, err: Writer) -> int:
        """Run one line as the phone's sh does; gives the exit code. Cancelled when the client hangs up."""
