"""Hands for a phone on the test's own loop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from patrol.virtualphone.contracts import Window
from patrol.virtualphone.phone import VirtualPhone
from patrol.virtualphone.system.processes import AppProcess

PACKAGE = "com.example.small"
MAIN = f"{PACKAGE}/.MainActivity"


class _In:
    def __init__(self, data: bytes) -> None:
        self._data = data

    async def read(self, limit: int = 65536) -> bytes:
        chunk, self._data = self._data[:limit], self._data[limit:]
        return chunk


class _Out:
    def __init__(self) -> None:
        self.data = b""

    async def write(self, data: bytes | str) -> None:
        self.data += data.encode() if isinstance(data, str) else data


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed and its exit code."""

    out: str
    err: str
    code: int


class Desk:
    """A phone and hands for it."""

    def __init__(self, phone: VirtualPhone) -> None:
        self.phone = phone

    async def sh(self, line: str, stdin: bytes = b"") -> Said:
        out, err = _Out(), _Out()
        code = await asyncio.wait_for(self.phone.run_shell(line, _In(stdin), out, err), 20)
        return Said(out.data.decode("utf-8", "replace"), err.data.decode("utf-8", "replace"), code)

    async def start(self, *, agreed: bool = True) -> None:
        """The app in front, drawn; past its consent page when `agreed`."""
        installed = self.phone.packages.get(PACKAGE)
        assert installed
        if agreed:
            installed.stored["consent"] = "agreed"
        said = await self.sh(f"am start -W -n {MAIN}")
        assert "Status: ok" in said.out, said

    @property
    def process(self) -> AppProcess:
        """The small app's."""
        found = self.phone.running.of_package(PACKAGE)
        assert found
        return found

    @property
    def window(self) -> Window:
        found = self.phone.focused_window()
        assert found
        return found

    def tap(self, id_: str) -> None:
        """The widget with this resource id (without its package) in the focused window."""
        window = self.window
        node = next((n for n in window.root.walk() if n.resource_id.endswith(f"/{id_}")), None)
        assert node is not None, f"no {id_} in {[n.resource_id for n in window.root.walk()]}"
        self.phone.tap(*node.bounds.centre)

    @property
    def title(self) -> str:
        window = self.phone.focused_window()
        return window.title if window else ""

    def texts(self) -> list[str]:
        window = self.phone.focused_window()
        return [n.text for n in window.root.walk() if n.text] if window else []
