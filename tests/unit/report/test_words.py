"""The reader's words."""

from __future__ import annotations

import pytest

from patrol.model.graph import Action, ActionKind
from patrol.model.journey import Outcome
from patrol.model.locator import Locator
from patrol.model.verdict import Severity, Status
from patrol.report import words


def test_every_code_has_words_in_both_languages() -> None:
    for known, kinds in (
        (words.STATUS, Status),
        (words.SEVERITY, Severity),
        (words.OUTCOME, Outcome),
        (words.ACTION, ActionKind),
    ):
        assert set(known) == set(kinds)
        assert all(text.zh and text.en for text in known.values())


def test_an_action_is_told_in_both_languages() -> None:
    told = words.action(Action(ActionKind.tap, Locator(text="转账")))
    assert (told.zh, told.en) == ("点 “转账”", "Tap “转账”")


@pytest.mark.parametrize(("ms", "en"), [(None, "unknown"), (900, "0.9 s"), (343_000, "5 min 43 s")])
def test_lengths_of_time_are_told_as_people_do(ms: float | None, en: str) -> None:
    assert words.duration(ms).en == en


def test_moments_are_told_with_their_time_zone() -> None:
    assert words.moment("2026-11-21T23:37:57Z").en == "21 Nov 2026, 23:37 UTC"
    assert words.moment("2026-11-21T23:37:57+08:00").zh == "2026年11月21日 15:37（UTC）"
    assert words.moment("yesterday").en == "yesterday"
