"""A phone on the test's own loop, with a small app installed."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from patrol.virtualphone.app.load import load_app
from patrol.virtualphone.app.program import ModelProgram
from patrol.virtualphone.phone import PRESETS, VirtualPhone
from patrol.virtualphone.system.clock import LoopScheduler
from tests.unit.virtualphone.system.desk import Desk
from tests.unit.virtualphone.system.small_app import write_small

Test = Callable[[Desk], Coroutine[Any, Any, None]]


@pytest.fixture
def on_phone(tmp_path: Path) -> Callable[..., None]:
    """`on_phone(test, "12")` runs `await test(desk)` on a phone of that make."""
    build = write_small(tmp_path / "small")

    def run(test: Test, android: str = "14", **spec: Any) -> None:
        async def main() -> None:
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
