"""Which numbers got worse, told from noise."""

from __future__ import annotations

from random import Random

import pytest

from bench.regression import INDEPENDENT, demo, shares
from patrol.compare.numbers import KINDS, kind_of
from patrol.compare.regression import RegressionRules, load_regressions, suspects, told_once, trials, unmeasured
from patrol.errors import ConfigError
from patrol.model.build import Better, Build, BuildHead, Nature, Samples
from patrol.model.gate import Decision, Trial
from patrol.model.record import Text
from patrol.yamlplaces import load

CHANCE = Random(7)
QUICK = [640 + CHANCE.gauss(0, 25) for _ in range(10)]
AGAIN = [640 + CHANCE.gauss(0, 25) for _ in range(10)]
SLOW = [704 + CHANCE.gauss(0, 25) for _ in range(10)]


def number(id: str, *values: float, **more: object) -> Samples:
    kind = kind_of(id)
    page = id.split(":")[1] if id.startswith("page:") else ""
    return Samples(id, Text(id, id), kind.unit if kind else "ms", tuple(values), page=page, **more)  # type: ignore[arg-type]


def build(*samples: Samples, phone: str = "Pixel 8, Android 15") -> Build:
    return Build(1, BuildHead("com.bank", "r", "", phone=phone), samples=samples)


def tried(then: Samples, now: Samples) -> Trial:
    (trial,) = trials(build(then), build(now), RegressionRules())
    return trial


def controls(ms: float) -> list[Samples]:
    return [Samples(f"control:{n}", Text("", ""), "ms", (ms,), nature=Nature.control) for n in range(5)]


def test_a_tenth_slower_is_worse_and_everything_that_decided_is_shown() -> None:
    trial = tried(number("start.cold", *QUICK), number("start.cold", *SLOW))
    assert trial.decision is Decision.worse
    assert trial.change == pytest.approx(0.1, abs=0.05)
    assert trial.shift == pytest.approx(0.1, abs=0.05)
    assert trial.p is not None and trial.limit == 0.01 and trial.p <= trial.limit
    assert trial.effect is not None and trial.effect > 0.474
    assert trial.noise == pytest.approx(0.04, abs=0.02)
    assert (trial.least, trial.more, trial.kind) == (0.05, 0, "cold-start")


def test_the_other_way_round_it_is_better() -> None:
    trial = tried(number("start.cold", *SLOW), number("start.cold", *QUICK))
    assert trial.decision is Decision.better
    assert trial.effect is not None and trial.effect < 0


def test_the_same_again_is_the_same_and_says_what_it_would_have_found() -> None:
    longer = [value + jitter for value in QUICK for jitter in (-3, 3)]
    trial = tried(number("start.cold", *longer), number("start.cold", *(value + 1 for value in reversed(longer))))
    assert trial.decision is Decision.same
    assert trial.finds == pytest.approx(0.1, abs=0.03)


def test_a_change_below_what_matters_is_none_however_sure_it_is() -> None:
    steady = [640 + n / 10 for n in range(20)]
    trial = tried(number("start.cold", *steady), number("start.cold", *(value * 1.03 for value in steady)))
    assert trial.p is not None and trial.p < 1e-6
    assert trial.decision is Decision.same


def test_three_launches_look_worse_and_say_how_many_would_decide() -> None:
    trial = tried(number("start.cold", 652, 625, 599), number("start.cold", 2786, 2698, 2797))
    assert (trial.decision, trial.suspect, trial.more) == (Decision.unsure, True, 2)
    assert trial.why is not None and "--launches 5" in trial.why.zh
    assert trial.why.en == "measured 3 / 3 times, about 5 each would decide: run both builds again with --launches 5."
    assert suspects([trial]) == (trial,)


def test_who_has_too_few_launches_is_told() -> None:
    few, many = [652.0, 625.0], [2786.0 + n for n in range(7)]
    for then, now, says in ((few, many, "make the baseline again"), (many, [9000.0, 9001.0], "run this build again")):
        why = tried(number("start.cold", *then), number("start.cold", *now)).why
        assert why is not None and says in why.en


def test_three_launches_that_look_alike_are_undecided_and_not_suspect() -> None:
    trial = tried(number("start.cold", 652, 625, 599), number("start.cold", 640, 655, 601))
    assert (trial.decision, trial.suspect) == (Decision.unsure, False)
    assert trial.more > 2
    assert suspects([trial]) == ()


def test_what_is_asked_for_decides() -> None:
    """With the launches that an undecided trial asks for, the same slowdown is found."""
    trial = tried(number("start.cold", 652, 625, 599), number("start.cold", 2786, 2698, 2797))
    more = [650.0 + n for n in range(trial.more)], [2790.0 + n for n in range(trial.more)]
    again = tried(number("start.cold", *trial.then, *more[0]), number("start.cold", *trial.now, *more[1]))
    assert again.decision is Decision.worse


def test_fewer_frames_a_second_are_worse() -> None:
    then = [60 - n / 10 for n in range(10)]
    trial = tried(
        number("page:home:rate", *then, better=Better.more),
        number("page:home:rate", *(value - 12 for value in then), better=Better.more),
    )
    assert trial.decision is Decision.worse
    assert trial.change is not None and trial.change < 0 and trial.effect == -1


def test_an_opening_must_be_a_tenth_of_a_second_slower_to_count() -> None:
    then = [100.0 + n for n in range(10)]
    slightly = tried(number("page:home:opening", *then), number("page:home:opening", *(value + 60 for value in then)))
    clearly = tried(number("page:home:opening", *then), number("page:home:opening", *(value + 160 for value in then)))
    assert (slightly.decision, clearly.decision) == (Decision.same, Decision.worse)


def test_the_package_needs_one_value_and_any_growth_that_matters_counts() -> None:
    size = {"nature": Nature.exact}
    grown = tried(number("size.code", 40.0, **size), number("size.code", 41.0, **size))
    alike = tried(number("size.code", 40.0, **size), number("size.code", 40.2, **size))
    assert (grown.decision, grown.p, alike.decision) == (Decision.worse, None, Decision.same)


def test_totals_of_a_run_are_not_compared() -> None:
    total = number("journey:sign_in:requests", 4, nature=Nature.total)
    assert (
        trials(build(total), build(number("journey:sign_in:requests", 40, nature=Nature.total)), RegressionRules())
        == ()
    )


def test_a_slower_phone_is_no_slower_app() -> None:
    then = build(number("start.cold", *QUICK), *controls(5))
    now = build(number("start.cold", *(value * 1.5 for value in QUICK)), *controls(15))
    (trial,) = trials(then, now, RegressionRules())
    assert (trial.decision, trial.suspect) == (Decision.unsure, True)
    assert trial.why is not None and "3.0 times slower" in trial.why.en


def test_a_phone_that_was_slower_for_the_baseline_makes_nothing_better() -> None:
    then = build(number("start.cold", *(value * 1.5 for value in QUICK)), *controls(15))
    (trial,) = trials(then, build(number("start.cold", *QUICK), *controls(5)), RegressionRules())
    assert trial.decision is Decision.unsure
    assert trial.why is not None and "when the baseline was made" in trial.why.en


def test_a_phone_that_was_slower_for_the_baseline_may_hide_what_got_worse() -> None:
    longer = [640.0 + n for n in range(20)]
    then, now = build(number("start.cold", *longer), *controls(15)), build(number("start.cold", *longer), *controls(5))
    (trial,) = trials(then, now, RegressionRules())
    assert (trial.decision, trial.suspect) == (Decision.unsure, False)
    few = build(number("start.cold", *longer[:3]), *controls(15))
    (trial,) = trials(few, build(number("start.cold", 2000, 2001, 2002), *controls(5)), RegressionRules())
    assert trial.suspect and trial.why is not None and "--launches" in trial.why.en


def test_times_of_different_sources_are_not_compared() -> None:
    then, now = number("start.cold", *QUICK, source="displayed"), number("start.cold", *SLOW, source="stable")
    assert trials(build(then), build(now), RegressionRules()) == ()
    assert "or otherwise" in unmeasured(build(then), build(now))[0].en
    assert unmeasured(build(then), build(then)) == ()


def test_more_than_the_phone_was_slower_is_worse_all_the_same() -> None:
    then = build(number("start.cold", *QUICK), *controls(5))
    now = build(number("start.cold", *(value * 4.3 for value in QUICK)), *controls(15))
    assert trials(then, now, RegressionRules())[0].decision is Decision.worse


def test_sizes_do_not_care_how_quick_the_phone_was() -> None:
    id, sizes = "request:GET api.bank.example/list:size", [40 + n / 10 for n in range(10)]
    then = build(number(id, *sizes), *controls(5))
    now = build(number(id, *(value * 1.6 for value in sizes)), *controls(15))
    assert trials(then, now, RegressionRules())[0].decision is Decision.worse


def test_other_phones_are_not_compared() -> None:
    then, now = build(number("start.cold", *QUICK)), build(number("start.cold", *SLOW), phone="Mi 13, Android 14")
    assert trials(then, now, RegressionRules()) == ()


def test_pages_whose_keys_changed_are_compared_as_pairs() -> None:
    then = build(number("page:old:opening", *(100.0 + n for n in range(8))))
    now = build(number("page:new:opening", *(600.0 + n for n in range(8))))
    assert trials(then, now, RegressionRules()) == ()
    (trial,) = trials(then, now, RegressionRules(), same=[("old", "new")])
    assert (trial.decision, trial.page) == (Decision.worse, "new")


def test_two_views_of_one_slow_start_are_told_once() -> None:
    def views(values: list[float], other: float) -> list[Samples]:
        whole = number("start.cold", *values)
        return [
            whole,
            number("start.cold.am", *values, part_of="start.cold"),
            number("start.cold.useful", *(value + other for value in values), part_of="start.cold"),
        ]

    found = trials(build(*views(QUICK, 300)), build(*views([value * 2 for value in QUICK], 300)), RegressionRules())
    assert [trial.id for trial in found] == ["start.cold", "start.cold.useful"]
    assert {trial.decision for trial in found} == {Decision.worse}
    assert [trial.id for trial in told_once(found)] == ["start.cold"]


def test_a_part_that_got_worse_alone_is_told() -> None:
    then = build(
        number("start.cold", *QUICK), number("start.cold.useful", *(v + 300 for v in QUICK), part_of="start.cold")
    )
    now = build(
        number("start.cold", *AGAIN), number("start.cold.useful", *(v + 900 for v in AGAIN), part_of="start.cold")
    )
    assert [trial.id for trial in told_once(trials(then, now, RegressionRules()))] == ["start.cold.useful"]


def test_numbers_that_cannot_decide_take_no_share_from_those_that_can() -> None:
    rare = [number(f"page:p{n}:opening", 100, 110) for n in range(300)]
    often = number("page:home:opening", *(100.0 + n for n in range(8)))
    slow = number("page:home:opening", *(400.0 + n for n in range(8)))
    found = {trial.id: trial for trial in trials(build(*rare, often), build(*rare, slow), RegressionRules())}
    assert found["page:home:opening"].decision is Decision.worse
    assert found["page:home:opening"].limit == 0.01


def test_many_numbers_share_their_false_alarms() -> None:
    many = [number(f"page:p{n}:opening", *(100.0 + k for k in range(10))) for n in range(50)]
    found = trials(build(*many), build(*many), RegressionRules())
    assert {trial.limit for trial in found} == {0.01 / 50}


def test_ignored_numbers_are_not_compared() -> None:
    rules = RegressionRules(ignore=("start.*",))
    assert trials(build(number("start.cold", *QUICK)), build(number("start.cold", *SLOW)), rules) == ()


def test_a_team_may_say_that_less_than_a_fifth_is_nothing() -> None:
    then, now = build(number("start.cold", *QUICK)), build(number("start.cold", *SLOW))
    (trial,) = trials(then, now, RegressionRules(least_percent={"cold-start": 20}))
    assert trial.decision is Decision.same
    assert trial.least == 0.2


def test_rules_are_read_with_their_place() -> None:
    text = "false_alarms: 0.001\nignore: ['page:*:memory']\nleast_percent: {cold-start: 10}\n"
    rules = load_regressions(load(text, "policy.yaml").section(), RegressionRules())
    assert rules == RegressionRules(0.001, ("page:*:memory",), {"cold-start": 10})
    with pytest.raises(ConfigError, match=r"cold-strat.*cold-start"):
        load_regressions(load("least_percent: {cold-strat: 10}\n", "policy.yaml").section(), RegressionRules())
    with pytest.raises(ConfigError, match="negative"):
        load_regressions(load("least_percent: {opening: -1}\n", "policy.yaml").section(), RegressionRules())
    with pytest.raises(ConfigError, match=r"above 0 and at most 0\.1"):
        load_regressions(load("false_alarms: 2\n", "policy.yaml").section(), RegressionRules())
    with pytest.raises(ConfigError, match="false_alarms"):
        load_regressions(load("false_alarm: 0.01\n", "policy.yaml").section(), RegressionRules())


def test_each_kind_of_number_is_known_by_its_id() -> None:
    ids = {
        "start.cold": "cold-start",
        "start.warm.stable": "warm-start",
        "start.hot.useful": "hot-start-useful",
        "start.cold.fully": "cold-start-full",
        "page:a:b:opening": "opening",
        "journey:sign_in:took": "journey-time",
        "journey:sign_in:3.2 tap “登录”:took": "step-time",
        "journey:sign_in:requests": "requests",
        "request:GET a.example/x:y:time": "request-time",
        "calls:app:imei": "calls",
        "size.code": "package-size",
    }
    assert {id: kind.id for id in ids if (kind := kind_of(id))} == ids
    assert kind_of("control:x") is None
    assert len({kind.id for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("name", sorted(INDEPENDENT))
def test_simulated_builds_without_a_change_are_hardly_ever_worse(name: str) -> None:
    """`python -m bench regression` has the figures; 150 pairs with a fixed seed hold them roughly."""
    assert shares(INDEPENDENT[name], 10, 1.0, 150, seed=1).worse <= 2


def test_a_slowdown_of_a_tenth_is_found_at_the_demos_noise() -> None:
    assert shares(demo, 10, 1.1, 200, seed=1).worse >= 93
