"""What a journey does to the network, and that it is as before at its end, whatever happened."""

from __future__ import annotations

from patrol.journey.load import parse_journey
from patrol.journey.play import play
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.network import NetworkProfile
from patrol.model.scenario import Scenario
from tests.unit.crawl.paper import PACKAGE, Paper, PaperPhone, session_of


def walked(steps: str, head: str = "") -> tuple[JourneyTrace, list[str]]:
    """(the trace, the names of the networks that were played)"""
    session = session_of(PaperPhone({"home": Paper("首页", [])}))
    played: list[NetworkProfile] = []
    session.network = played.append
    journey = parse_journey(f"name: a\n{head}steps: {steps}\n", "a.yaml", Scenario(PACKAGE))
    return play(journey, session), [one.name for one in played]


def test_networks_are_played_in_order_and_the_last_one_is_ended() -> None:
    trace, played = walked("[launch, {network: offline}, {note: x}]", "network: 3g\n")
    assert trace.outcome is Outcome.passed
    assert played == ["3g", "offline", ""]
    assert [one.profile.name for one in trace.networks] == ["3g", "offline", ""]
    assert trace.networks[0].at_ms <= trace.networks[1].at_ms <= trace.networks[2].at_ms


def test_the_network_is_put_back_after_a_failure_too_and_not_twice() -> None:
    assert walked("[launch, {network: lift}, {expect: 没有, within: 0}]")[1] == ["lift", ""]
    assert walked("[launch, {network: lift}, {network: normal}]")[1] == ["lift", ""]
    assert walked("[launch, {network: normal}]")[1] == []


def test_without_a_proxy_the_journey_is_broken_and_says_why() -> None:
    session = session_of(PaperPhone({"home": Paper("首页", [])}))
    trace = play(parse_journey("name: a\nnetwork: 3g\nsteps: [launch]", "a.yaml", Scenario(PACKAGE)), session)
    assert trace.outcome is Outcome.broken
    assert trace.decisive is not None and "proxy" in trace.decisive.message
