"""A phone on the test's own loop, and a way to type shell lines into it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_app import write_small  # noqa: E402

from patrol.virtualphone.app.load import load_app  # noqa: E402
from patrol.virtualphone.app.program import ModelProgram  # noqa: E402
from patrol.virtualphone.phone import PRESETS, VirtualPhone  # noqa: E402
from patrol.virtualphone.system.clock import LoopScheduler  # noqa: E402

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

    def tap(self, id_: str) -> None:
        """The widget with this resource id (without its package) in the focused window."""
        window = self.phone.focused_window()
        assert window is not None
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


Test = Callable[[Desk], Coroutine[Any, Any, None]]


@pytest.fixture
def on_phone(tmp_path: Path) -> Callable[..., None]:
    """`on_phone(test, "12")` runs `await test(desk)` on a phone of that make with the small app installed."""
    build = write_small(tmp_path / "small")

    def run(test: Test, android: str = "14", **spec: Any) -> None:
        async def main() -> None:
            import dataclasses

            make = dataclasses.replace(PRESETS[android], **spec)
            phone = VirtualPhone(make, LoopScheduler(asyncio.get_running_loop()))
            phone.install(ModelProgram(load_app(build)))
            try:
                await test(Desk(phone))
            finally:
                await phone.network.stop()
                for process in phone.running.apps():
                    process.app.end()

        asyncio.run(main())

    return run
