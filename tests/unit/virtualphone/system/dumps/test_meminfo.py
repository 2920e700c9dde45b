"""meminfo: the layout of real phones, the figures of the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.device.parse import meminfo as parser
from patrol.device.parse.decode import decode
from tests.unit.virtualphone.system.desk import PACKAGE, Desk

CAPTURE = Path(__file__).parents[4] / "data" / "captures" / "meminfo" / "oppo_a15_meminfo_utf16.txt"


def shape(text: str) -> list[str]:
    """Row names down to the objects, without figures."""
    rows = []
    for line in text.splitlines():
        if line.strip().startswith("Objects"):
            break
        name = line.strip().split("  ")[0].rstrip(":0123456789 ").strip()
        if name and not name.startswith(("Uptime", "**")):
            rows.append(name)
    return rows


def test_android_15_has_the_rows_of_a_captured_phone(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        ours = shape((await desk.sh(f"dumpsys meminfo {PACKAGE}")).out)
        theirs = shape(decode(CAPTURE.read_bytes()))
        assert [row for row in ours if row != "EGL mtrack"] == theirs

    on_phone(test, "15")


@pytest.mark.parametrize("android", ["9", "12", "15"])
def test_our_parser_reads_the_model_s_figures(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        seen = parser.parse((await desk.sh(f"dumpsys meminfo {PACKAGE}")).out)
        truth = desk.process.app.memory_kb()
        assert abs(seen.pss_kb - truth["total"]) < 200
        assert abs(seen.java_kb - truth["java"]) < 200
        assert abs(seen.native_kb - truth["native"]) < 200
        assert abs(seen.graphics_kb - truth["graphics"]) < 200

    on_phone(test, android)


def test_a_pid_will_do_and_nobody_is_told(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        assert f"[{PACKAGE}]" in (await desk.sh(f"dumpsys meminfo {desk.process.pid}")).out
        assert (await desk.sh("dumpsys meminfo com.nobody")).out == "No process found for: com.nobody\n"
        assert "Total PSS by process:" in (await desk.sh("dumpsys meminfo")).out

    on_phone(test)
