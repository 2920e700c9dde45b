"""Held wake locks, whose blame they are and since when."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.wake_locks import WakeLock, parse

DUMP = """POWER MANAGER (dumpsys power)

Wake Locks: size=4
  PARTIAL_WAKE_LOCK              'ZZZBatteryManagerService' ACQ=-7m57s516ms LONG (uid=1000 pid=1005)
  PARTIAL_WAKE_LOCK              '*job*/com.bank/.Sync' ACQ=-12ms (uid=1000 pid=1005 ws=WorkSource{10130 com.bank})
  SCREEN_BRIGHT_WAKE_LOCK        'bank's video' ACQ=-10d20h31m25s (uid=10130 pid=77)
  PARTIAL_WAKE_LOCK              'old' (uid=10131, pid=78, ws=null)

Suspend Blockers: size=4
  PARTIAL_WAKE_LOCK              'no lock' (uid=1 pid=1)
"""


def test_each_lock_with_its_owner_and_age() -> None:
    assert parse(DUMP) == (
        WakeLock("PARTIAL_WAKE_LOCK", "ZZZBatteryManagerService", 1000, 1005, 477_516),
        WakeLock("PARTIAL_WAKE_LOCK", "*job*/com.bank/.Sync", 10130, 1005, 12),
        WakeLock("SCREEN_BRIGHT_WAKE_LOCK", "bank's video", 10130, 77, 937_885_000),
        WakeLock("PARTIAL_WAKE_LOCK", "old", 10131, 78, None),
    )


def test_no_list_is_unknown_and_an_empty_one_is_none() -> None:
    assert parse("POWER MANAGER") is None and parse("Wake Locks: size=0\n\nx") == ()


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    parse(text)
    parse(f"Wake Locks: size=1\n{text}")
