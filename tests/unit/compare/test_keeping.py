"""Whether a build keeps its budgets."""

from __future__ import annotations

from patrol.compare.budgets import Budget
from patrol.compare.keeping import Held, held
from patrol.compare.numbers import kind_of
from patrol.model.build import Better, Build, BuildHead, Nature, Samples, Thing, ThingKind
from patrol.model.difference import Difference
from patrol.model.graph import Page, PageGraph
from patrol.model.record import Text
from patrol.model.verdict import Status

PAGES = (Page("home", "首页", name_en="Home"), Page("transfer", "转账", name_en="Transfer"))


def number(id: str, *values: float, nature: Nature = Nature.measured, better: Better = Better.less) -> Samples:
    kind = kind_of(id)
    parts = id.split(":")
    page, journey = (parts[1] if parts[0] == name else "" for name in ("page", "journey"))
    return Samples(id, Text(id, id), kind.unit if kind else "", tuple(values), better, page, journey, nature)


def build(*samples: Samples, unseen: tuple[ThingKind, ...] = ()) -> Build:
    return Build(
        1,
        BuildHead("com.bank", "r", ""),
        graph=PageGraph(pages=PAGES),
        samples=samples,
        unseen=unseen,
        journeys={"sign_in": "passed"},
    )


def one(budget: Budget, *samples: Samples, found: Difference | None = None) -> Held:
    (answer,) = held([budget], build(*samples), found)
    return answer


COLD = Budget("cold-start", 1000)


def test_all_launches_over_break_the_budget_and_under_keep_it() -> None:
    broken = one(COLD, number("start.cold", 1100, 1200, 1150))
    assert broken.status is Status.fail
    assert broken.subject == "start.cold"
    assert broken.message.en == "start.cold: median 1150 ms (1100–1200, 3 values), the budget is at most 1000 ms."
    assert one(COLD, number("start.cold", 900, 950, 990)).status is Status.passed


def test_launches_on_both_sides_are_not_decided_and_say_how_many_would() -> None:
    answer = one(COLD, number("start.cold", 900, 1100, 1050, 1080, 1020))
    assert answer.status is Status.inconclusive
    assert "would decide (run again with --launches" in answer.message.en


def test_many_launches_on_both_sides_decide() -> None:
    values = [1010 + n for n in range(14)] + [990 - n for n in range(3)]
    assert one(COLD, number("start.cold", *values)).status is Status.fail


def test_a_median_that_keeps_the_limit_keeps_it_whatever_single_launches_do() -> None:
    assert one(COLD, number("start.cold", 900, 950, 1400)).status is Status.passed


def test_one_walk_is_taken_at_its_word_only_when_it_is_far_over() -> None:
    budget = Budget("journey-time", 10_000, journey="sign_in")
    assert one(budget, number("journey:sign_in:took", 10_300)).status is Status.inconclusive
    assert one(budget, number("journey:sign_in:took", 13_000)).status is Status.fail
    assert one(budget, number("journey:sign_in:took", 9_900)).status is Status.passed


def test_too_few_values_that_are_all_beyond_the_limit_are_said_to_be_too_few() -> None:
    budget = Budget("journey-time", 10_000, journey="sign_in")
    said = one(budget, number("journey:sign_in:took", 10_300)).message.en
    assert said.endswith("the budget is at most 10000 ms; measured too seldom, 3 values would decide.")


def test_large_numbers_are_written_out() -> None:
    budget = Budget("journey-time", 1_800_000, journey="sign_in")
    said = one(budget, number("journey:sign_in:took", 1_234_567.8)).message.en
    assert said == "journey:sign_in:took: 1234567.8 ms, the budget is at most 1800000 ms."


def test_counts_and_sizes_need_no_repeats() -> None:
    size = number("size.code", 61, nature=Nature.exact)
    assert one(Budget("package-size", 60), size).status is Status.fail
    requests = number("page:home:requests", 5, nature=Nature.total)
    assert one(Budget("requests", 4, page="home"), requests).status is Status.fail


def test_a_floor_is_broken_from_below() -> None:
    rate = number("page:home:rate", 40, 41, 42, better=Better.more)
    assert one(Budget("frame-rate", 55, least=True, page="home"), rate).status is Status.fail
    assert one(Budget("frame-rate", 30, least=True, page="home"), rate).status is Status.passed


def test_a_page_may_be_called_by_its_name() -> None:
    sample = number("page:transfer:opening", 900, 950, 990)
    assert one(Budget("opening", 500, page="转账"), sample).page == "transfer"
    assert one(Budget("opening", 500, page="Transfer"), sample).status is Status.fail


def test_a_pattern_holds_each_page_and_names_those_that_break_it() -> None:
    samples = (number("page:home:opening", 100, 110, 120), number("page:transfer:opening", 900, 950, 990))
    (broken,) = held([Budget("opening", 500, page="*")], build(*samples))
    assert (broken.status, broken.page) == (Status.fail, "transfer")
    (kept,) = held([Budget("opening", 2000, page="*")], build(*samples))
    assert (kept.status, kept.page) == (Status.passed, "transfer")


def test_without_a_page_all_pages_are_one_number() -> None:
    samples = (number("page:home:memory", 100, 110), number("page:transfer:memory", 300, 310, 320))
    answer = one(Budget("memory", 250), *samples)
    assert (answer.subject, answer.status) == ("memory", Status.inconclusive)
    assert "median 300 MB" in answer.message.en


def test_an_unknown_page_is_told_with_the_nearest_and_never_kept() -> None:
    answer = one(Budget("opening", 500, page="trasnfer"), number("page:home:opening", 1, 2, 3))
    assert answer.status is Status.inconclusive
    assert answer.message.en == ("Budget opening:trasnfer: this run has not seen “trasnfer”; the nearest is transfer.")


def test_what_was_not_measured_is_never_kept() -> None:
    answer = one(Budget("opening", 500, page="home"))
    assert answer.status is Status.inconclusive
    assert "not measured" in answer.message.en
    assert one(COLD).status is Status.inconclusive


def test_requests_of_the_app_are_those_of_the_run() -> None:
    numbers = (number("page:home:requests", 1, 2), number("requests", 90, nature=Nature.total))
    answer = one(Budget("requests", 80), *numbers)
    assert (answer.subject, answer.status) == ("requests", Status.fail)
    assert one(Budget("requests", 80), numbers[0]).status is Status.inconclusive


def test_the_first_useful_page_has_a_budget_of_its_own() -> None:
    useful = number("start.cold.useful", 900, 910, 920)
    views = (number("start.cold", 600, 610, 620), number("start.cold.am", 600, 610, 620), useful)
    assert one(Budget("cold-start-useful", 800), *views).subject == "start.cold.useful"
    assert one(Budget("cold-start", 700), *views).status is Status.passed


def test_calls_of_the_run_by_caller_and_together() -> None:
    calls = [
        number(f"calls:{who}", count, nature=Nature.total)
        for who, count in (("app:imei", 2), ("SDK-jpush:imei", 3), ("SDK-jpush:mac", 4))
    ]
    assert one(Budget("calls", 8), *calls).message.en.startswith("sensitive calls: 9,")
    assert one(Budget("calls", 6, caller="SDK-jpush"), *calls).subject == "calls:SDK-jpush"
    assert one(Budget("calls", 7, caller="SDK-*"), *calls).status is Status.passed
    assert one(Budget("calls", 0, caller="SDK-none"), *calls).status is Status.passed


def test_calls_that_nobody_could_see_are_not_none() -> None:
    (answer,) = held([Budget("calls", 0)], build(unseen=(ThingKind.call,)))
    assert answer.status is Status.inconclusive


def test_each_answer_is_held_or_those_of_one_endpoint() -> None:
    quick = number("request:GET a.example/list:time", 100, 110, 120)
    slow = number("request:GET a.example/slow:time", 900, 910, 920)
    assert one(Budget("request-time", 500), quick, slow).subject == slow.id
    assert one(Budget("request-time", 500, request="GET a.example/l*"), quick, slow).status is Status.passed


def test_new_hosts_are_counted_against_the_baseline() -> None:
    head = BuildHead("com.bank", "r", "")
    host = Thing(ThingKind.host, "ads.example", Text("ads.example", "ads.example"))
    found = Difference(head, head, things_added=(host,))
    answer = one(Budget("new-hosts", 0), found=found)
    assert answer.status is Status.fail
    assert answer.message.en == "1 new hosts (ads.example), the budget is at most 0."
    assert one(Budget("new-hosts", 1), found=found).status is Status.passed
    blind = Difference(head, head, not_compared=(ThingKind.host,))
    assert one(Budget("new-hosts", 0), found=blind).status is Status.inconclusive
    assert one(Budget("new-hosts", 0)).status is Status.inconclusive
