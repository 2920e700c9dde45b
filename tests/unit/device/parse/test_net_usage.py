"""Traffic by uid as phones print it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.net_usage import Usage, parse_netstats, parse_qtaguid

CAPTURES = Path(__file__).parents[3] / "data" / "captures"
HISTORY = """Dev stats:
  History since boot:
  ident=[{type=1}] uid=-1 set=ALL tag=0x0
    NetworkStatsHistory: bucketDuration=3600
      st=1 rb=99999 rp=9 tb=99999 tp=9 op=0
UID stats:
  Pending bytes: 0
  History since boot:
  ident=[{type=1, ratType=COMBINED}] uid=10130 set=DEFAULT tag=0x0
    NetworkStatsHistory: bucketDuration=7200
      st=1 rb=1000 rp=10 tb=500 tp=5 op=0
      st=7201 rb=2000 rp=20 tb=700 tp=7 op=0
  ident=[{type=1, ratType=COMBINED}] uid=10130 set=FOREGROUND tag=0x0
    NetworkStatsHistory: bucketDuration=7200
      st=1 rb=10 rp=1 tb=20 tp=1 op=0
  ident=[{type=1}] uid=10130 set=FOREGROUND tag=0x42
      st=1 rb=7 rp=1 tb=7 tp=1 op=0
UID tag stats:
  ident=[{type=1}] uid=10130 set=DEFAULT tag=0x0
      st=1 rb=5555 rp=1 tb=5555 tp=1 op=0
"""


def test_all_interfaces_and_sets_of_a_uid_are_added_up() -> None:
    text = (CAPTURES / "xt_qtaguid" / "l2k_two_interfaces_uid10027.txt").read_text()
    assert parse_qtaguid(text) == {10027: Usage(490_491, 1_271_031)}


def test_only_the_section_by_uid_counts_and_tags_are_parts() -> None:
    assert parse_netstats(HISTORY) == {10130: Usage(3010, 1220)}


def test_the_live_table_counts_where_there_is_one() -> None:
    text = (CAPTURES / "netstats" / "xiaomi_pad6_dumpsys_netstats.txt").read_text()
    found = parse_netstats(text)
    assert found is not None and found[10305] == Usage(559_866_767, 17_806_124) and len(found) == 39


def test_a_dump_without_uids_is_unknown_and_not_nothing() -> None:
    assert parse_netstats("Active interfaces:\n  iface=wlan0\n") is None
    assert parse_netstats("UID stats:\n  Pending bytes: 0\n") == {}
    assert parse_qtaguid("cat: /proc/net/xt_qtaguid/stats: No such file or directory") is None


@given(st.text(max_size=300) | st.sampled_from([HISTORY[:n] for n in range(0, len(HISTORY), 37)]))
def test_no_text_breaks_it(text: str) -> None:
    parse_netstats(text)
    parse_qtaguid(text)
