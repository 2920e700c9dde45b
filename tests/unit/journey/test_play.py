from __future__ import annotations

import textwrap

import pytest
from msgspec.structs import replace

from patrol.errors import ScenarioError
from patrol.journey.load import parse_journey
from patrol.journey.play import play
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.devicelog import LogLine
from patrol.model.journey import Journey, JourneyTrace, Outcome
from patrol.model.record import to_json
from patrol.model.scenario import Scenario
from patrol.model.screen import Screen
from patrol.model.traffic import Flow, Uninspected
from tests.unit.crawl.paper import PACKAGE, Paper, PaperPhone, Widget, session_of

KEYS = "0418725936"


def pad(phone: PaperPhone, key: str) -> None:
    phone.texts["pin"] = phone.texts.get("pin", "") + key
    if phone.texts["pin"] == "2468":
        phone.go("done")


def bank() -> PaperPhone:
    keys = [Widget(key, do=lambda phone, key=key: pad(phone, key)) for key in KEYS]
    return PaperPhone(
        {
            "home": Paper(
                "首页",
                [Widget("转账", "transfer"), Widget("崩溃", "crash"), Widget("稍后", "slow"), Widget("同意", "done")],
            ),
            "transfer": Paper(
                "转账",
                [
                    Widget("收款人", kind="TextView"),
                    Widget(id="payee", kind="EditText"),
                    Widget(id="amount", kind="EditText", hint="转账金额"),
                    Widget("下一步", "pin"),
                ],
            ),
            "pin": Paper("请输入密码", keys),
            "done": Paper("转账成功", [Widget("再来", "home")]),
            "slow": Paper("加载中", after=(900, "done")),
        }
    )


def journey(steps: str, *, id: str = "pay", head: str = "name: 付款") -> Journey:
    body = textwrap.indent(textwrap.dedent(steps).strip(), "  ")
    return parse_journey(f"{head}\nsteps:\n{body}\n", f"{id}.yaml", Scenario(PACKAGE), ("other",))


def walk(steps: str, session: Session | None = None, *others: Journey, head: str = "name: 付款") -> JourneyTrace:
    return play(journey(steps, head=head), session or session_of(bank()), {other.id: other for other in others})


def recorder(session: Session) -> MemoryRecorder:
    assert isinstance(session.recorder, MemoryRecorder)
    return session.recorder


def test_a_journey_that_works_passes_with_a_picture_for_each_change() -> None:
    phone = bank()
    trace = walk(
        """
        - launch
        - tap: 转账
        - {type: 王小明, into: 收款人}
        - {type: "88.50", into: 转账金额}
        - tap: 下一步
        - type: "2468"
        - expect: {text: 转账成功, no crash: true}
        """,
        session_of(phone),
    )
    assert trace.outcome is Outcome.passed
    assert phone.texts["payee"] == "王小明" and phone.texts["amount"] == "88.50"
    assert [step.index for step in trace.steps] == ["1", "2", "3", "4", "5", "6", "7"]
    assert trace.steps[1].text == "tap “转账”"
    assert all(step.picture for step in trace.steps[:2])


def test_a_failed_step_says_what_was_seen_instead_and_keeps_the_evidence() -> None:
    session = session_of(bank())
    recorder(session).lines.append(LogLine(5, 1, 1, "E", "Bank", "oops"))
    recorder(session).flows = [Flow("1", 5, "GET", "https", "api.example", 443, "/x", status=500)]
    trace = walk("- launch\n- tap: 充值\n  within: 1\n- back", session)
    failed = trace.steps[1]
    assert trace.outcome is Outcome.failed
    assert failed.message == "no element “充值” within 1 s; seen: page 首页: 首页、转账、崩溃、稍后、同意"
    assert failed.picture and failed.tree
    assert failed.log == ("E/Bank: oops",)
    assert failed.requests == ("GET https://api.example/x → 500",)
    assert trace.steps[2].outcome is Outcome.skipped


def test_secrets_of_the_environment_are_typed_and_shown_nowhere() -> None:
    phone = bank()
    session = session_of(phone, PAYEE="6217001234568818")
    trace = walk(
        """
        - launch
        - tap: 转账
        - {type: "${PAYEE}", into: 收款人}
        - expect: 没有这个
          within: 0.5
        """,
        session,
    )
    assert phone.texts["payee"] == "6217001234568818"
    assert b"6217001234568818" not in to_json(trace)
    assert "${PAYEE}" in trace.steps[3].message and trace.steps[2].text == "type ${PAYEE} into “收款人”"


def test_a_value_that_nobody_knows_is_told_before_anything_is_played() -> None:
    phone = bank()
    with pytest.raises(ScenarioError, match=r"pay.yaml:4:5: nothing says what \$\{PAYEE\} is"):
        walk("- launch\n- type: ${PAYEE}", session_of(phone))
    assert phone.done == []


def test_the_app_s_own_keyboard_is_tapped_key_by_key_where_it_stands() -> None:
    phone = bank()
    walk("- launch\n- tap: 转账\n- tap: 下一步\n- {type: '2468', keyboard: app}", session_of(phone))
    assert phone.done[-4:] == ["tap 2", "tap 4", "tap 6", "tap 8"]


def test_a_key_that_is_missing_fails_without_telling_the_text() -> None:
    session = session_of(bank(), PIN="24x8")
    trace = walk("- launch\n- tap: 转账\n- tap: 下一步\n- {type: '${PIN}', keyboard: app}", session)
    assert trace.steps[3].message.startswith("no key for character 3 of 4")
    assert b"24x8" not in to_json(trace)


def test_a_crash_fails_the_step_that_met_it() -> None:
    session = session_of(bank())
    for message in ("FATAL EXCEPTION: main", f"Process: {PACKAGE}, PID: 9", "java.lang.NullPointerException: x"):
        recorder(session).lines.append(LogLine(9_999, 1, 1, "E", "AndroidRuntime", message))
    trace = walk("- launch\n- tap: 崩溃\n- back", session)
    assert trace.steps[1].outcome is Outcome.failed
    assert trace.steps[1].message == "the app crashed: java.lang.NullPointerException: x"


def test_a_lost_phone_breaks_the_step_and_says_nothing_of_the_app() -> None:
    phone = bank()
    phone.lost_after = 2
    trace = walk("- launch\n- tap: 转账\n- tap: 下一步", session_of(phone))
    assert trace.outcome is Outcome.broken
    assert "gone" in next(step for step in trace.steps if step.outcome is Outcome.broken).message


def test_waiting_ends_as_soon_as_the_condition_holds() -> None:
    session = session_of(bank())
    trace = walk("- launch\n- tap: 稍后\n- wait for: 转账成功", session)
    assert trace.outcome is Outcome.passed
    assert trace.steps[2].ended_ms - trace.steps[2].started_ms < 2000


def test_an_optional_step_is_skipped_and_the_journey_goes_on() -> None:
    trace = walk("- launch\n- tap: 关闭广告\n  optional: true\n  within: 0.5\n- tap: 转账")
    assert [step.outcome for step in trace.steps] == [Outcome.passed, Outcome.skipped, Outcome.passed]
    assert trace.outcome is Outcome.passed


def test_if_and_repeat_choose_what_is_played() -> None:
    trace = walk(
        """
        - launch
        - if: 转账
          then: [{tap: 转账}]
          else: [{tap: 没有}]
        - repeat: {until: {text: 首页}, at most: 3}
          steps: [back]
        - repeat: 2
          steps: [{note: 再一次}]
        """
    )
    assert trace.outcome is Outcome.passed
    assert [step.index for step in trace.steps] == ["1", "2", "2.1", "3", "3.1×1", "4", "4.1×1", "4.1×2"]


def test_a_used_journey_is_played_with_the_values_it_is_given() -> None:
    phone = bank()
    other = journey("- tap: 转账\n- {type: '${who}', into: 收款人}", id="other", head="name: 别的\nvalues: {who: 甲}")
    trace = walk("- launch\n- use: other\n  values: {who: 乙}", session_of(phone), other)
    assert phone.texts["payee"] == "乙"
    assert [step.index for step in trace.steps] == ["1", "2", "2.1", "2.2"]


def test_a_step_inside_tells_its_reason_for_the_step_around_it() -> None:
    other = journey("- tap: 没有\n  within: 0.3", id="other")
    trace = walk("- launch\n- use: other", None, other)
    assert trace.steps[1].message == trace.steps[2].message != ""
    assert not trace.steps[1].tree and trace.steps[2].tree


def test_consent_is_marked_at_the_moment_of_the_touch() -> None:
    trace = walk("- launch\n- tap: 同意\n  consent: given")
    assert [what for _, what in trace.consent] == ["given"]
    assert trace.steps[1].started_ms <= trace.consent[0][0] <= trace.steps[1].ended_ms


def test_requests_are_expected_by_method_path_and_status() -> None:
    session = session_of(bank())
    recorder(session).flows = [Flow("1", 99, "POST", "https", "api.example", 443, "/v1/transfer?x=1", status=200)]
    assert walk("- launch\n- expect: {request: POST /v1/transfer, status: 200}", session).outcome is Outcome.passed
    trace = walk("- launch\n- expect: {request: 'GET /v1/*'}\n  within: 0.2", session)
    assert "no request GET /v1/* was seen" in trace.steps[1].message


def test_a_request_that_could_not_be_read_was_not_missing() -> None:
    session = session_of(bank())
    recorder(session).flows = [Flow("1", 99, "GET", "https", "cdn.example", 443, "/x", status=200)]
    recorder(session).sealed = [Uninspected(99, "api.example", 443, "the app refused the proxy's certificate")]
    trace = walk("- launch\n- expect: {request: GET /v1/home}\n  within: 0.2", session)
    assert trace.outcome is Outcome.broken and "connections to api.example could not be read" in trace.steps[1].message
    trace = walk("- launch\n- expect: {request: GET /x, status: 404}\n  within: 0.2", session)
    assert trace.outcome is Outcome.failed
    trace = walk("- launch\n- expect: {request: GET /v1/home, text: 没有}\n  within: 0.2", session)
    assert trace.outcome is Outcome.failed


def test_an_app_that_patrol_cut_off_from_its_servers_has_not_failed() -> None:
    session = session_of(bank())
    recorder(session).flows = []
    recorder(session).sealed = [Uninspected(99, "api.example", 443, "the app refused the proxy's certificate")]
    trace = walk("- launch\n- expect: 转账成功\n  within: 0.2", session)
    assert trace.outcome is Outcome.broken and "--without traffic" in trace.steps[1].message


def test_without_recorded_requests_the_step_is_broken_not_failed() -> None:
    assert walk("- launch\n- expect: {request: /x}").outcome is Outcome.broken


def test_readings_are_taken_and_kept_with_the_step() -> None:
    session = session_of(bank())
    recorder(session).readings["memory"] = {"pss_kb": 4096.0}
    assert walk("- launch\n- take a reading: memory", session).steps[1].readings == {"pss_kb": 4096.0}


def test_a_journey_begins_with_cleared_data_unless_it_says_otherwise() -> None:
    phone = bank()
    phone.facts.add("kept")
    walk("- launch", session_of(phone), head="name: a\nfresh: false")
    assert phone.facts == {"kept"}
    walk("- launch", session_of(phone))
    assert phone.facts == set()


def test_the_way_to_a_page_is_a_journey_that_can_be_played() -> None:
    from patrol.crawl.explorer import explore
    from patrol.crawl.ways import way_to
    from patrol.journey.write import journey_yaml
    from tests.unit.crawl.paper import LIMITS

    graph = explore(session_of(bank()), LIMITS).graph
    page = next(page.key for page in graph.pages if page.name == "请输入密码")
    way = way_to(graph, page)
    assert way is not None
    text = journey_yaml(way, graph, page)
    trace = play(parse_journey(text, "way.yaml", Scenario(PACKAGE)), session_of(bank()))
    assert trace.outcome is Outcome.passed, trace


def test_a_page_on_its_first_sight_is_pictured_once() -> None:
    session = session_of(bank())
    trace = walk("[launch, {tap: 转账}]", session)
    shown = [visit.picture for visit in recorder(session).visits]
    assert [step.picture for step in trace.steps] == shown
    assert len(recorder(session).pictures) == len(set(shown)) == 2


class Filed(MemoryRecorder):
    """Equal trees have one path, as in a run folder."""

    def evidence(self, screen: Screen, picture: bytes | None) -> tuple[str, str]:
        path, _ = super().evidence(screen, picture)
        return path, f"trees/{hash(to_json(replace(screen, at_ms=0)))}"


STEPS = "- launch: cold\n- tap: 转账\n- back"


def test_a_second_journey_over_the_same_screens_shows_the_pictures_of_the_first() -> None:
    session = session_of(bank())
    session.recorder = taken = Filed()
    first = walk(STEPS, session)
    session.clock.sleep_ms(1000)
    second = walk(STEPS, session)
    assert len(taken.pictures) == 2
    pictured = {step.tree: step.picture for step in first.steps if step.picture}
    shown = [step for step in second.steps if step.picture]
    assert shown and all(step.picture == pictured[step.tree] for step in shown)
    assert all((step.pictured_ms or second.ended_ms) < second.started_ms for step in shown)


def test_a_failure_is_always_pictured_anew() -> None:
    session = session_of(bank())
    session.recorder = taken = Filed()
    walk("- launch: cold", session)
    failed = walk("- launch: cold\n- {tap: 没有, within: 0.1}", session).steps[-1]
    assert failed.outcome is Outcome.failed and failed.pictured_ms is None
    assert len(taken.pictures) == 2


def test_a_journey_whose_trace_nobody_reads_takes_no_pictures_of_its_steps() -> None:
    session = session_of(bank())
    trace = play(journey("- launch: cold\n- {tap: 没有, within: 0.1}"), session, evidence=False)
    assert trace.outcome is Outcome.failed and not any(step.picture or step.tree for step in trace.steps)
    assert len(recorder(session).pictures) == 1
