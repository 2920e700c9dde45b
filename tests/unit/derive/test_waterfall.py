"""Stages of requests, and what repeats what."""

from __future__ import annotations

from patrol.derive import facts_of
from patrol.model.artifacts import Screens, Visit
from patrol.model.recorded import Recorded
from patrol.model.traffic import Body, Flow, Timing, Traffic
from patrol.model.waterfall import Stage, Waterfall


def flow(at_ms: int, path: str = "/a", status: int = 200, **timing: float) -> Flow:
    return Flow(
        f"f{at_ms}", at_ms, "GET", "https", "x", 443, path, http="HTTP/2", status=status,
        response=Body(10, "application/json"), timing=Timing(**timing),
    )  # fmt: skip


def bars(*flows: Flow) -> Waterfall:
    screens = Screens((Visit(0, "home", "h"), Visit(5_000, "pay", "p")))
    found = facts_of(Recorded(Traffic(flows), screens)).find(Waterfall)
    assert found is not None
    return found


def test_a_tunnel_is_opened_before_the_request_and_its_stages_follow_each_other() -> None:
    (bar,) = bars(flow(1000, dns=5, connect=10, tls=20, opened=-40, send=1, first_byte=30, total=50)).bars
    assert [(one.stage, one.start_ms, one.ms) for one in bar.spans] == [
        (Stage.dns, 960, 5), (Stage.connect, 965, 10), (Stage.tls, 975, 20),
        (Stage.send, 1000, 1), (Stage.wait, 1001, 29), (Stage.receive, 1030, 20),
    ]  # fmt: skip
    assert (bar.start_ms, bar.end_ms, bar.page, bar.kind, bar.protocol) == (960, 1050, "home", "data", "HTTP/2")


def test_a_connection_opened_for_a_plain_request_is_no_waiting_for_the_server() -> None:
    (bar,) = bars(flow(1000, dns=5, connect=10, opened=2, send=1, first_byte=30, total=30)).bars
    assert [(one.stage, one.start_ms, one.ms) for one in bar.spans] == [
        (Stage.dns, 1002, 5), (Stage.connect, 1007, 10), (Stage.send, 1000, 1),
        (Stage.wait, 1017, 13), (Stage.receive, 1030, 0),
    ]  # fmt: skip


def test_a_kept_connection_has_no_opening_and_a_request_without_answer_no_end() -> None:
    kept, lost = bars(flow(1000, send=1, first_byte=30, total=31), flow(6000, "/b")).bars
    assert [one.stage for one in kept.spans] == [Stage.send, Stage.wait, Stage.receive]
    assert (lost.spans, lost.start_ms, lost.end_ms, lost.page) == ((), 6000, 6000, "pay")


def test_what_failed_and_is_sent_again_is_a_retry_and_what_went_well_a_repeat() -> None:
    found = bars(
        flow(1000, status=503, total=10, first_byte=10), flow(2000, total=10, first_byte=10), flow(2500), flow(90_000)
    )
    assert [(bar.retry_of, bar.repeats) for bar in found.bars] == [("", ""), ("f1000", ""), ("", "f2000"), ("", "")]
    assert found.of_page("home") == found.bars[:3]
