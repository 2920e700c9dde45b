"""Every activity of the manifest is in exactly one of: reached, reachable and not reached, blocked, dead."""

from __future__ import annotations

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from patrol.derive import facts_of
from patrol.derive.coverage import ActivityCoverage, full_name
from patrol.model.artifacts import AppInfo, Crawl, StopReason
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.graph import Page, PageGraph, WallStatus
from patrol.model.record import Record
from patrol.model.recorded import Recorded
from patrol.model.scenario import Declared, DeclaredPage, Recogniser

MAIN = Page("home", "", ".Main", visits=1)
APP = AppInfo("com.bank.app", activities=(".Main", ".Ghost"))


def crawl(*pages: Page, stop: StopReason | None = StopReason.complete) -> Crawl:
    return Crawl(PageGraph(pages=(MAIN, *pages)), stop=stop)


def cover(*records: Record) -> ActivityCoverage:
    found = facts_of(Recorded(*records)).find(ActivityCoverage)
    assert found is not None
    return found


def test_nothing_is_called_dead_before_the_crawl_is_complete() -> None:
    assert cover(APP, crawl(stop=StopReason.actions)).unreached == ("com.bank.app.Ghost",)
    assert cover(APP).unreached == ("com.bank.app.Main", "com.bank.app.Ghost")
    whole = cover(APP, crawl())
    assert (whole.reached, whole.dead) == (("com.bank.app.Main",), ("com.bank.app.Ghost",))


def test_nothing_is_called_dead_while_a_wall_stands() -> None:
    wall = Page("login", "", ".Main", visits=1, wall="sign-in")
    assert cover(APP, crawl(wall)).unreached == ("com.bank.app.Ghost",)
    passed = Page("login", "", ".Main", visits=1, wall="sign-in", wall_status=WallStatus.passed)
    assert cover(APP, crawl(passed)).dead == ("com.bank.app.Ghost",)


def test_what_other_apps_may_start_or_somebody_declared_is_reachable() -> None:
    app = AppInfo("com.bank.app", activities=(".Main", ".Share", ".ui.Gift"), exported=(".Share",))
    declared = Declared((DeclaredPage("gift", "礼物", recognise=Recogniser(activity=".ui.Gift")),))
    assert cover(app, crawl(), declared).unreached == ("com.bank.app.Share", "com.bank.app.ui.Gift")


def test_a_switched_off_component_is_dead_whatever_leads_there() -> None:
    app = AppInfo("com.bank.app", activities=(".Main", ".Share"), exported=(".Share",), disabled=(".Share",))
    assert cover(app, crawl(stop=StopReason.actions)).dead == ("com.bank.app.Share",)


def test_the_activity_of_a_page_behind_a_wall_is_blocked_by_it() -> None:
    login = Page("login", "", ".Main", visits=1, wall="sign-in")
    declared = Declared((DeclaredPage("home", ""), DeclaredPage("vault", "", recognise=Recogniser(".Ghost"))))
    assert cover(APP, crawl(login), declared).blocked == (("com.bank.app.Ghost", "sign-in"),)
    unseen = Page("vault", "", ".Ghost", wall="captcha")
    assert cover(APP, crawl(unseen)).blocked == (("com.bank.app.Ghost", "captcha"),)


def said(message: str) -> DeviceLog:
    return DeviceLog((LogLine(1, 1, 1, "I", "ActivityTaskManager", message),))


def test_an_activity_that_passes_too_quickly_to_be_looked_at_is_known_from_the_log() -> None:
    start = "START u0 {flg=0x10000000 cmp=com.bank.app/.Ghost} with LAUNCH_MULTIPLE from uid 10190 (BAL) result code=0"
    assert cover(APP, crawl(), said(start)).reached == ("com.bank.app.Main", "com.bank.app.Ghost")
    assert "com.bank.app.Ghost" in cover(APP, crawl(), said("Displayed com.bank.app/.Ghost: +1s2ms")).reached
    assert "com.bank.app.Ghost" in cover(APP, crawl(), said("START u0 {cmp=com.other/.Ghost} from uid 1")).dead


def test_a_start_that_the_system_refused_names_a_way_and_reaches_nothing() -> None:
    refused = "START u0 {cmp=com.bank.app/.Ghost} with LAUNCH_MULTIPLE from uid 10190 result code=-92"
    assert cover(APP, crawl(), said(refused)).unreached == ("com.bank.app.Ghost",)


def test_activities_of_libraries_are_marked_and_those_of_flavours_are_not() -> None:
    app = AppInfo("com.bank.app.debug", activities=("com.bank.Pay", "com.alipay.sdk.app.H5PayActivity", ".X"))
    assert cover(app).foreign == ("com.alipay.sdk.app.H5PayActivity",)


def test_activity_names_are_written_out() -> None:
    assert full_name("com.bank/.ui.Main", "com.bank") == full_name(".ui.Main", "com.bank") == "com.bank.ui.Main"
    assert full_name("org.lib.Share", "com.bank") == "org.lib.Share"


NAMES = st.lists(st.sampled_from([".A", ".B", ".C", "com.bank.D", "org.sdk.E"]), max_size=5)


@given(NAMES, NAMES, NAMES, NAMES, st.sampled_from([None, *StopReason]), st.booleans())
def test_every_activity_is_in_exactly_one_of_the_four(
    activities: list[str],
    exported: list[str],
    disabled: list[str],
    seen: list[str],
    stop: StopReason | None,
    wall: bool,
) -> None:
    app = AppInfo("com.bank", activities=(*activities,), exported=(*exported,), disabled=(*disabled,))
    pages = tuple(Page(f"p{i}", "", name, visits=i % 2, wall="x" if wall else "") for i, name in enumerate(seen))
    reached, unreached, blocked, dead, _ = astuple(cover(app, Crawl(PageGraph(pages=pages), stop=stop)))
    listed = [*reached, *unreached, *(name for name, _ in blocked), *dead]
    assert sorted(listed) == sorted({full_name(name, "com.bank") for name in activities})
