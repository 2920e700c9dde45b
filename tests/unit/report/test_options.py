"""Options without brackets, quotes and True."""

from __future__ import annotations

from patrol.model.record import Text
from patrol.report.options import told


def test_what_is_empty_is_left_out_and_lists_have_no_brackets() -> None:
    options = {"limit_ms": 3000.0, "kinds": ("PSS", "Java"), "allowed": [], "without": "", "keys": False, "seed": None}
    assert told(options) == Text(
        "limit_ms：3000；kinds：PSS、Java；keys：否", "limit_ms: 3000; kinds: PSS, Java; keys: no"
    )


def test_none_at_all_say_nothing() -> None:
    assert told({"allowed": []}) == Text("", "")
