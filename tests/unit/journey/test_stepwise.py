from __future__ import annotations

from patrol.errors import Place
from patrol.journey.load import read_step
from patrol.journey.stepwise import Stepwise
from patrol.model.journey import Journey, Outcome
from patrol.model.scenario import Scenario
from tests.unit.crawl.paper import PACKAGE, Paper, PaperPhone, Widget, session_of

HERE = Place("test_pay.py", 12)


def player() -> Stepwise:
    phone = PaperPhone({"home": Paper("首页", [Widget("转账", "pay")]), "pay": Paper("付款", [Widget("确定", "home")])})
    return Stepwise(Journey(id="pay", name="付款"), session_of(phone), {})


def test_steps_are_played_one_by_one_and_make_a_trace() -> None:
    playing, scenario = player(), Scenario(PACKAGE)
    for item in ("launch", {"tap": "转账"}, {"expect": "确定"}):
        assert playing.do(read_step(item, HERE, scenario))[0].outcome is Outcome.passed
    told = playing.told()
    assert told.outcome is Outcome.passed
    assert [(step.index, step.text, step.line) for step in told.steps] == [
        ("1", "launch", 12),
        ("2", "tap “转账”", 12),
        ("3", "expect “确定”", 12),
    ]


def test_a_step_that_fails_says_what_was_seen_and_the_program_may_go_on() -> None:
    playing, scenario = player(), Scenario(PACKAGE)
    playing.do(read_step("launch", HERE, scenario))
    failed = playing.do(read_step({"expect": "不在这里", "within": 0}, HERE, scenario))
    assert failed[0].outcome is Outcome.failed
    assert "seen: page 首页" in failed[0].message
    assert playing.do(read_step({"tap": "转账"}, HERE, scenario))[0].index == "3"
    assert playing.told().outcome is Outcome.failed


def test_steps_inside_a_step_are_told_too() -> None:
    playing, scenario = player(), Scenario(PACKAGE)
    inner = {"if": {"text": "转账"}, "then": [{"tap": "转账"}, {"expect": "不在这里", "within": 0}]}
    traces = playing.do(read_step("launch", HERE, scenario)) and playing.do(read_step(inner, HERE, scenario))
    assert [(trace.index, trace.outcome.value) for trace in traces] == [
        ("2", "failed"),
        ("2.1", "passed"),
        ("2.2", "failed"),
    ]
