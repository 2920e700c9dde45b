"""The result in a terminal."""

from __future__ import annotations

import re

from patrol.model.record import Text
from patrol.report import terminal

from . import sample


def test_begins_with_the_verdict_and_its_reason() -> None:
    assert terminal.render(sample.result(), "en").startswith("Findings  One severe finding: cleartext traffic.")
    assert terminal.render(sample.result(), "zh").startswith("有问题  发现 1 项高危问题")


def test_is_plain_unless_colour_is_asked_for() -> None:
    assert "\033" not in terminal.render(sample.result())
    painted = terminal.render(sample.result(), colour=True)
    assert re.sub(r"\033\[[0-9;]*m", "", painted) == terminal.render(sample.result())


def test_shows_what_could_not_be_judged_and_why() -> None:
    shown = terminal.render(sample.result())
    assert "? What jank says" in shown and "mitmdump is missing" in shown
    assert "! the user stopped the run" in shown


def test_lists_the_first_places_and_counts_the_others() -> None:
    shown = terminal.render(sample.result())
    assert "Place 0 fails" in shown and "Place 3 fails" not in shown and "… and 3 more" in shown


def test_a_failed_journey_says_what_was_seen_instead() -> None:
    assert "saw 余额不足" in terminal.render(sample.result())


def test_the_apps_text_cannot_move_the_cursor_or_turn_the_line_around() -> None:
    shown = terminal.render(sample.hostile(Text("\033[2J", "\033[2J\u202eevil\x07")), colour=False)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
