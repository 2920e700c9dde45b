"""What the page of a difference asks for."""

from __future__ import annotations

from msgspec.structs import replace

from patrol.model.difference import PageMove
from patrol.model.screen import Rect
from patrol.report.both import Mark
from patrol.report.diff_view import DiffView, Side

from . import two_builds


def view() -> DiffView:
    return DiffView(two_builds.difference(), *two_builds.sides())


def test_each_page_is_told_once_by_its_first_mark() -> None:
    told = two_builds.difference()
    both_marks = replace(told, moved=(PageMove("home", "home"), *told.moved))
    found = DiffView(both_marks, *two_builds.sides()).entries
    assert [entry.key for entry in found[Mark.changed]] == ["home"] and found[Mark.changed][0].move is not None
    assert [entry.key for entry in found[Mark.moved]] == ["bill"]


def test_what_only_the_newer_screen_has_is_framed_there() -> None:
    shown = view()
    then, now = shown.shots(shown.entries[Mark.changed][0])
    assert now.marks == (Rect(60, 500, 900, 600), Rect(60, 700, 900, 800))
    assert then.picture is not None and not then.marks  # a baseline keeps no trees


def test_pictures_of_both_builds_do_not_stand_in_for_each_other() -> None:
    shown = view()
    then, now = shown.shots(shown.entries[Mark.changed][0])
    assert then.picture and now.picture and then.picture.data != now.picture.data


def test_a_removed_page_has_its_old_picture_and_a_new_one_none_before() -> None:
    shown = view()
    gone, came = shown.entries[Mark.removed][0], shown.entries[Mark.added][0]
    assert [bool(shot.picture) for shot in shown.shots(gone)] == [True, False]
    assert [bool(shot.picture) for shot in shown.shots(came)] == [False, True]
    assert shown.card_picture(gone.key) is not None


def test_a_small_drawing_of_what_differs_comes_before_the_whole() -> None:
    told = replace(two_builds.nothing(), now=two_builds.NOW, changed=(two_builds.difference().changed))
    assert [id for id, *_ in DiffView(told, *two_builds.sides()).drawings] == ["near", "whole"]
    assert [id for id, *_ in DiffView(two_builds.nothing(), *two_builds.sides()).drawings] == ["whole"]


def test_things_stand_by_kind_with_the_page_where_they_were_seen() -> None:
    shown = view()
    kinds = shown.things()
    assert [(kind.value, len(ones)) for kind, ones in kinds] == [("permission", 1), ("host", 1), ("call", 1)]
    name = shown.thing_page(*kinds[2][1][0])
    assert name is not None and name.en == "Pension"


def test_doubts_name_the_run_that_did_not_see_everything() -> None:
    said = [text.en for text in view().doubts]
    assert said[0] == "The run of 1.1 (110) did not see everything: the crawl ended early"
    assert any("SDKs" in one for one in said)


def test_an_app_without_a_name_is_called_by_its_package() -> None:
    then, now = two_builds.sides()
    assert DiffView(two_builds.nothing(), then, Side(now.build, now.files)).title.en == two_builds.PACKAGE
