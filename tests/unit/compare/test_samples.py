"""The raw values of a run, as a later build will find them again."""

from __future__ import annotations

from patrol.compare import samples as module
from patrol.compare.numbers import kind_of
from patrol.compare.samples import samples_of
from patrol.derive import facts_of
from patrol.model.artifacts import Crawl, CrawlStep, Environment, Journeys, PhoneInfo, Screens, Visit
from patrol.model.build import Better, Nature, Samples
from patrol.model.calls import Calls, HookedCall
from patrol.model.graph import Action, ActionKind, Page, PageGraph, State
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.record import Record
from patrol.model.recorded import Recorded
from patrol.model.resources import InstalledSize, MeasuringCost, ReadingCost, Resources, ResourceSample
from patrol.model.startup import StartKind, StartUp, StartUps
from patrol.model.traffic import Body, Flow, Timing, Traffic

ENVIRONMENT = Environment("r", "demo", "com.bank", "0", "3", PhoneInfo("s"), "2026-01-01T00:00:00Z")
TAP = Action(ActionKind.tap)
PAGES = (Page("home", "首页", ".Main", name_en="Home"), Page("pay", "付款", ".Pay", name_en="Pay"))
STEPS = (
    CrawlStep(1, 1000, "home!", TAP, 1400, "pay!"),
    CrawlStep(2, 3000, "pay!", TAP, 3100, "home!"),
    CrawlStep(3, 5000, "home!", TAP, 5900, "pay!"),
)
CRAWL = Crawl(PageGraph("home!", PAGES, (State("home!", "home"), State("pay!", "pay"))), STEPS)
SCREENS = Screens((Visit(0, "home", "home!"), Visit(1400, "pay", "pay!"), Visit(3100, "home", "home!"),
                   Visit(5900, "pay", "pay!"), Visit(9000, "outside:launcher", "x")))  # fmt: skip


def of(*records: Record) -> dict[str, Samples]:
    found = samples_of(facts_of(Recorded(ENVIRONMENT, CRAWL, SCREENS, *records)))
    assert len({one.id for one in found}) == len(found), "ids are unique"
    return {one.id: one for one in found}


def flow(at_ms: int, total: float, status: int = 200, network: str = "", size: int = 2000) -> Flow:
    timing = Timing(first_byte=total / 2, total=total)
    return Flow(
        f"f{at_ms}", at_ms, "GET", "https", "api.bank", 443, "/list", status=status, timing=timing, network=network,
        response=Body(size),
    )  # fmt: skip


def launch(at_ms: int, displayed: float, proved: bool = True) -> StartUp:
    return StartUp(at_ms, StartKind.cold, "x/.Main", displayed_ms=displayed, am_total_ms=displayed, proved=proved)


def test_launches_are_there_by_the_best_source_and_by_each() -> None:
    found = of(StartUps((launch(0, 600), launch(10, 620), launch(20, 90, proved=False))))
    assert found["start.cold"].values == (600.0, 620.0)
    assert (found["start.cold.am"].values, found["start.cold.am"].part_of) == ((600.0, 620.0), "start.cold")
    assert found["start.cold"].name.en == "Cold start"


def test_launches_whose_sources_contradict_each_other_are_left_out() -> None:
    odd = StartUp(0, StartKind.cold, "x/.Main", displayed_ms=600, am_total_ms=3000, proved=True)
    assert not any(id.startswith("start") for id in of(StartUps((odd,))))


def test_pages_have_each_opening_in_order() -> None:
    found = of()
    assert found["page:pay:opening"].values == (400.0, 900.0)
    assert found["page:pay:opening"].name.en == "Pay: opening"
    assert (found["page:pay:opening"].page, found["page:pay:opening"].unit) == ("pay", "ms")
    assert not any("outside" in id for id in found)


def test_requests_are_counted_by_visit_and_do_not_make_a_regression() -> None:
    found = of(Traffic((flow(1100, 50), flow(1200, 60), flow(6000, 70))))
    assert found["page:pay:requests"].values == (2.0, 1.0)
    assert found["page:pay:requests"].nature is Nature.total
    assert found["requests"].values == (3.0,)


def test_answers_count_that_came_over_the_network_as_it_is() -> None:
    found = of(
        Traffic((flow(1100, 50), flow(1200, 60, status=500), flow(1300, 900, network="2G"), flow(1400, 70, size=4500)))
    )
    assert found["request:GET api.bank/list:time"].values == (50.0, 70.0)
    assert found["request:GET api.bank/list:size"].values == (2.0, 4.5)


def test_journeys_that_passed_have_their_time_and_their_steps() -> None:
    def step(index: str, text: str, started: int, ended: int, touched: int | None) -> StepTrace:
        return StepTrace(index, "tap", text, Outcome.passed, started, ended, touched_ms=touched)

    steps = (
        step("1", "tap “A”", 0, 40, 5),
        step("2.1×1", "tap “B”", 50, 90, 60),
        step("2.1×2", "tap “B”", 100, 160, 110),
        step("3", "expect “C”", 170, 180, None),
    )
    good = JourneyTrace("pay", "付款", Outcome.passed, 0, 200, steps, name_en="Pay")
    bad = JourneyTrace("fail", "失败", Outcome.failed, 300, 400, steps)
    found = of(Journeys((good, bad), ("pay", "fail")), Traffic((flow(50, 5), flow(350, 5))))
    assert found["journey:pay:took"].values == (200.0,)
    assert found["journey:pay:1 tap “A”:took"].values == (40.0,)
    assert found["journey:pay:2.1 tap “B”:took"].values == (40.0, 60.0)
    assert found["journey:pay:2.1 tap “B”:took"].part_of == "journey:pay:took"
    assert found["journey:pay:requests"].values == (1.0,)
    assert not any("expect" in id or id.startswith("journey:fail") for id in found)


def test_sizes_traffic_and_memory() -> None:
    samples = (
        ResourceSample(100, pss_kb=102400, received_bytes=1_000_000),
        ResourceSample(200, pss_kb=103424, received_bytes=3_500_000),
    )
    found = of(Resources(samples, installed=InstalledSize(40_000_000, 2_000_000)))
    assert found["page:home:memory"].values == (100.5,)
    assert (found["size.code"].values, found["size.code"].nature) == ((40.0,), Nature.exact)
    assert found["size.data"].nature is Nature.total
    assert found["traffic.received"].values == (2.5,)
    assert "traffic.sent" not in found


def test_a_size_that_the_phone_counts_once_a_day_makes_no_regression() -> None:
    size = InstalledSize(40_000_000)
    daily = Resources((), installed=size, sources={"code_bytes": "dumpsys diskstats, as the phone last counted"})
    assert of(daily)["size.code"].nature is Nature.total


def test_calls_are_counted_by_caller_and_kind() -> None:
    def call(at_ms: int, frame: str) -> HookedCall:
        return HookedCall(at_ms, ("API-IMEI-002",), "android.telephony.TelephonyManager.getImei", 1, stack=(frame,))

    push = "cn.jpush.android.api.JPushInterface.init(Unknown Source:8)"
    found = of(Calls((call(100, push), call(200, push), call(1500, "com.bank.A.b(A.java:1)"))))
    assert found["calls:SDK-jpush:imei"].values == (2.0,)
    assert found["calls:app:imei"].name.en.startswith("the app itself: calls, ")
    assert found["page:home:calls"].values == (2.0, 0.0)


def test_patrols_own_readings_are_the_control_and_launches_are_not() -> None:
    cost = MeasuringCost((
        ReadingCost("resources", "dumpsys meminfo", 40, 6, 9, 250),
        ReadingCost("start-up", "am", 40, 600, 900, 25000),
        ReadingCost("resources", "getprop", 2, 6, 9, 12),
    ))  # fmt: skip
    controls = [one for one in of(cost).values() if one.nature is Nature.control]
    assert [(one.id, one.values) for one in controls] == [("control:resources dumpsys meminfo", (6.0,))]


def test_long_series_are_thinned_evenly() -> None:
    values = of(Traffic(tuple(flow(n, float(n)) for n in range(1, 1001))))["request:GET api.bank/list:time"].values
    assert len(values) == module.MOST_VALUES
    assert (values[0], values[1], values[-1]) == (1.0, 6.0, 996.0)


def test_each_number_is_of_a_kind_and_more_frames_are_better() -> None:
    found = of(StartUps((launch(0, 600),)), Traffic((flow(1100, 50),)))
    assert [id for id in found if kind_of(id) is None] == []
    assert all(one.better is Better.less for one in found.values())
