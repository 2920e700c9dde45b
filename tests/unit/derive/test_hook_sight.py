"""How much of the app's calls the hooks could see."""

from __future__ import annotations

import pytest

from patrol.derive.hook_sight import hook_sight
from patrol.derive.incidents import Incident, IncidentKind, Incidents
from patrol.derive.processes import Lifetime, Lifetimes
from patrol.model.calls import Calls, HookedProcess, HookGap, HookWay
from patrol.model.verdict import Status

WHOLE = HookedProcess(1000, 41, "com.bank", HookWay.spawn, methods=600, natives=20, made=12)


def lived(pid: int = 41, started_ms: int | None = 900) -> Lifetimes:
    return Lifetimes((Lifetime("com.bank", pid, started_ms),))


def test_a_process_that_was_hooked_from_its_first_line_was_seen_wholly() -> None:
    sight = hook_sight(Calls(processes=(WHOLE,)), lived())
    assert sight.whole
    assert not list(sight.undecided())


def test_the_last_word_on_a_process_counts() -> None:
    ended = HookedProcess(1000, 41, "com.bank", HookWay.spawn, methods=600, ended_ms=9000, made=40, dropped=2)
    sight = hook_sight(Calls(processes=(WHOLE, ended)), None)
    assert sight.processes == (ended,)
    (blind,) = sight.blind
    assert (blind.from_ms, blind.to_ms, blind.why.en) == (
        1000,
        9000,
        "2 of 40 calls of com.bank (41) came too fast to be recorded",
    )


def test_a_gap_leaves_what_it_touches_undecided_and_nothing_else() -> None:
    sight = hook_sight(Calls(processes=(WHOLE,), gaps=(HookGap(5000, 6000, "Frida was killed."),)), lived())
    assert not list(sight.undecided(0, 4000))
    assert not list(sight.undecided(6001))
    (verdict,) = sight.undecided(5500, 7000)
    assert verdict.status is Status.inconclusive
    assert verdict.message.en == "calls may have gone unseen: Frida was killed."


def test_a_gap_without_an_end_lasts_until_the_runs_end_and_one_that_ended_is_told_once() -> None:
    gaps = (HookGap(5000, None, "gone"), HookGap(5000, 6000, "gone"))
    assert hook_sight(Calls(gaps=gaps[:1]), None).blind_in(90_000)
    assert not hook_sight(Calls(gaps=gaps), None).blind_in(90_000)


def test_a_process_hooked_while_it_ran_says_nothing_of_the_time_before() -> None:
    late = HookedProcess(3000, 41, "com.bank", HookWay.attach, methods=600)
    (blind,) = hook_sight(Calls(processes=(late,)), lived(started_ms=None)).blind
    assert (blind.from_ms, blind.to_ms) == (0, 3000)


def test_a_process_that_no_hook_was_in_is_told() -> None:
    (blind,) = hook_sight(Calls(processes=(WHOLE,)), lived(pid=77, started_ms=2000)).blind
    assert (blind.from_ms, blind.why.en) == (2000, "the process com.bank (77) was not hooked")


@pytest.mark.parametrize(("ended_ms", "told"), [(17, False), (1500, True), (None, True)])
def test_a_process_from_before_the_run_that_ended_before_the_app_was_started_in_it_is_not_judged(
    ended_ms: int | None, told: bool
) -> None:
    old = Lifetimes((Lifetime("com.bank", 77, None, ended_ms), *lived().all))
    assert bool(hook_sight(Calls(processes=(WHOLE,)), old).blind) is told


def test_a_process_without_java_hooks_was_not_seen() -> None:
    bare = HookedProcess(1000, 41, "com.bank", HookWay.spawn, natives=20)
    (blind,) = hook_sight(Calls(processes=(bare,)), lived()).blind
    assert blind.why.en == "no Java hook stood in com.bank (41)"


def test_of_a_process_that_ended_before_its_first_line_nothing_went_unseen() -> None:
    ended = HookedProcess(1000, 41, "com.bank", HookWay.spawn, ended_ms=1700, never_ran=True)
    assert not hook_sight(Calls(processes=(ended,)), lived()).blind


def test_many_reasons_are_counted() -> None:
    gaps = tuple(HookGap(at, at + 1, f"reason {at}") for at in range(5))
    (verdict,) = hook_sight(Calls(gaps=gaps), None).undecided()
    assert verdict.message.en.endswith("reason 0; reason 1; reason 2; and 2 more reasons")


def test_a_late_hook_is_blind_from_the_processs_start_where_the_log_tells_it() -> None:
    late = HookedProcess(3000, 41, "com.bank", HookWay.attach, methods=600)
    (blind,) = hook_sight(Calls(processes=(late,)), lived(started_ms=900)).blind
    assert (blind.from_ms, blind.to_ms) == (900, 3000)


def test_an_app_that_ends_by_itself_once_it_is_hooked_may_be_protected() -> None:
    short = HookedProcess(1000, 41, "com.bank", HookWay.spawn, methods=600, ended_ms=1400)
    died = Lifetimes((Lifetime("com.bank", 41, 900, 1400, "died"),))
    killed = Lifetimes((Lifetime("com.bank", 41, 900, 1400, "killed"),))
    (blind,) = hook_sight(Calls(processes=(short,)), died).blind
    assert "ended by itself 400 ms after it was hooked" in blind.why.en
    assert hook_sight(Calls(processes=(short,)), killed).whole
    crash = Incidents((Incident(IncidentKind.crash, 1390, "java.lang.Error at a.B.c", "", (), pid=41),))
    assert hook_sight(Calls(processes=(short,)), died, crash).whole
