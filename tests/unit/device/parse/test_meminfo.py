"""Memory as Android 4.3 to 15 print it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.decode import decode
from patrol.device.parse.meminfo import MemInfo, parse

FOLDER = Path(__file__).parents[3] / "data" / "captures" / "meminfo"


def dump(name: str) -> MemInfo:
    return parse(decode((FOLDER / name).read_bytes()))


@pytest.mark.parametrize(
    ("name", "pid", "pss", "java", "native", "graphics"),
    [
        ("a4.4_qemu_app.txt", 10792, 10540, 1562, 1851, None),
        ("a4.4_qemu_app_hwui.txt", 12539, 14965, 1797, 4692, None),
        ("a4.4_qemu_not_running.txt", None, None, None, None, None),
        ("a4.4_qemu_all.txt", None, None, None, None, None),
        ("a43_meminfo.txt", 29607, 28929, 11976, 24, None),
        ("a44_meminfo.txt", 30125, 44563, 23195, 0, None),
        ("a60_meminfo.txt", 22861, 145991, 17976, 24240, 40829),
        ("oppo_a15_meminfo_2_utf16.txt", 6972, 226810, 31216, 68820, 4916),
        ("oppo_a15_meminfo_utf16.txt", 25723, 237980, 13752, 89308, 428),
    ],
)
def test_every_capture(
    name: str, pid: int | None, pss: int | None, java: int | None, native: int | None, graphics: int | None
) -> None:
    info = dump(name)
    assert (info.pid, info.pss_kb, info.java_kb, info.native_kb, info.graphics_kb) == (pid, pss, java, native, graphics)


def test_the_whole_of_an_android_15_dump() -> None:
    info = dump("oppo_a15_meminfo_utf16.txt")
    assert (info.rss_kb, info.swap_kb) == (347552, 60454)
    assert (info.views, info.view_roots, info.activities, info.webviews) == (169, 1, 1, 0)


@given(st.text())
def test_never_raises(text: str) -> None:
    parse("** MEMINFO in pid 1 [a] **\n" + text)


@given(st.data())
def test_never_raises_on_damaged_captures(data: st.DataObject) -> None:
    text = decode((FOLDER / data.draw(st.sampled_from(sorted(p.name for p in FOLDER.iterdir())))).read_bytes())
    start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 200))
    parse(text[:start] + data.draw(st.text(max_size=20)) + text[start + length :])
