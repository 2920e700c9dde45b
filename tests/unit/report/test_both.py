"""Two page graphs in one."""

from __future__ import annotations

from msgspec.structs import replace

from patrol.model.difference import Difference, EdgeChange
from patrol.report.both import Mark, both, part

from . import two_builds


def test_pages_of_both_builds_are_there_under_one_set_of_keys() -> None:
    found = both(two_builds.then(), two_builds.now(), two_builds.difference())
    assert [page.key for page in found.graph.pages] == ["home", "pay", "me", "bill", "pension", "then:old"]
    assert dict(found.marks) == {
        "pension": (Mark.added,),
        "then:old": (Mark.removed,),
        "home": (Mark.changed,),
        "bill": (Mark.moved,),
    }


def test_ways_say_which_build_has_them() -> None:
    found = both(two_builds.then(), two_builds.now(), two_builds.difference())
    marks = {(one.way.source, one.way.target): one.mark for one in found.ways}
    assert marks == {
        ("home", "pay"): Mark.same,
        ("home", "me"): Mark.same,
        ("pay", "bill"): Mark.added,
        ("home", "pension"): Mark.added,
        ("home", "then:old"): Mark.removed,
        ("me", "bill"): Mark.removed,
    }


def test_a_way_that_was_only_not_seen_is_not_drawn_as_lost() -> None:
    told = replace(two_builds.difference(), edges_lost=())
    found = both(two_builds.then(), two_builds.now(), told)
    assert ("me", "bill") not in {(one.way.source, one.way.target) for one in found.ways}


def test_the_part_that_differs_holds_what_leads_there_and_no_more() -> None:
    told = Difference(two_builds.THEN, two_builds.NOW, same=two_builds.difference().same, added=("pension",))
    found = part(both(two_builds.then(), two_builds.now(), told))
    assert [page.key for page in found.graph.pages] == ["home", "pension"]


def test_of_equal_builds_the_part_is_the_whole() -> None:
    whole = both(two_builds.then(), two_builds.then(), two_builds.nothing())
    assert part(whole) == whole and not whole.marks


def test_a_way_that_is_lost_beside_another_between_the_same_pages_is_told_by_its_own_action() -> None:
    lost = EdgeChange("home", "me", "tap banner")
    found = both(two_builds.then(), two_builds.now(), replace(two_builds.difference(), edges_lost=(lost,)))
    told = [
        (one.mark, one.way.actions[0].en) for one in found.ways if (one.way.source, one.way.target) == ("home", "me")
    ]
    assert told == [(Mark.same, "Tap “我的”"), (Mark.removed, "tap banner")]
