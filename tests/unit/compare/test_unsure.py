"""What is called neither new nor gone, in one line each with its reason; silence where nothing hangs on it."""

from __future__ import annotations

from msgspec.structs import replace

from patrol.compare.difference import difference
from patrol.compare.gate import gate
from patrol.compare.rules import GateRules
from patrol.compare.unsure import NAMED, Unsure, said
from patrol.model.build import Build, PageLook, Thing, ThingKind
from patrol.model.graph import Page
from patrol.model.record import Text
from tests.unit.compare.small import build, graph, walks

CUT = Text("探索到达动作上限", "the crawl ended at its limit of actions")


def cut(of: Build) -> Build:
    return replace(of, head=replace(of.head, complete=False, why_incomplete=CUT))


def lines(gone: Unsure, new: Unsure) -> list[str]:
    return [one.en for one in said(gone, new)]


def nothing() -> Unsure:
    one = build("a")
    return Unsure(one, one, ())


def test_nothing_unsure_is_nothing_said() -> None:
    assert not nothing() and not lines(nothing(), nothing())


def test_pages_are_named_in_the_readers_language_and_the_rest_counted() -> None:
    keys = [f"p{number}" for number in range(NAMED + 2)]
    named = {key: Page(key, f"页{key}", name_en=f"Page {key}", visits=1, first_seen_ms=1) for key in keys}
    mine = replace(build(*keys), graph=graph(("home", *keys), **named))
    (line,) = said(Unsure(mine, cut(build()), keys, ways=2), nothing())
    assert line.en == (
        "Not called gone, since this run did not come to them (the crawl ended at its limit of actions): "
        "7 pages (Page p0, Page p1, Page p2, Page p3, Page p4, and 2 more), 2 ways."
    )
    assert line.zh == (
        "不算消失，因为这次没有走到（探索到达动作上限）："
        "7 个页面（页p0、页p1、页p2、页p3、页p4，另有 2 页）、2 条路径。"
    )


def test_what_came_of_a_run_that_ended_by_itself_has_no_reason_in_brackets() -> None:
    side = build("a")
    assert lines(nothing(), Unsure(side, side, ("a",))) == [
        "Not called new, since the baseline's run may not have come to them: 1 page (a)."
    ]


def test_hosts_and_calls_that_a_cut_run_did_not_see_again_are_counted() -> None:
    seen = tuple(Thing(kind, "x", Text("x", "x"), page="a") for kind in (ThingKind.call, ThingKind.host))
    (line,) = difference(build("a", things=seen), cut(build("a"))).unsure
    assert line.en.endswith("2 hosts or privacy calls.") and line.zh.endswith("2 个主机或敏感调用。")
    assert not difference(build("a", things=seen), build("a")).unsure


def test_the_gate_is_silent_on_cut_runs_unless_a_page_hangs_on_it() -> None:
    whole = build("a", owners={"a": ("pay",)})
    quiet = gate(cut(whole), cut(whole), GateRules(), walks())
    assert [one.en for one in quiet.remarks] == ["Both runs are of build 1.1."]
    looks = tuple(replace(one, partial=True) for one in whole.looks)
    more = gate(build("a", "b"), cut(replace(whole, looks=looks)), GateRules(), walks({"a": ("pay",)}))
    assert [one.en.partition(" (")[0] for one in more.remarks] == [
        "Both runs are of build 1.1.",
        "Not called gone, since this run did not come to them",
    ]


def test_a_page_that_only_one_look_lacks_is_no_reason_to_speak() -> None:
    now = build("a")
    assert not difference(build("a"), replace(now, looks=(*now.looks, PageLook("gone")))).unsure
