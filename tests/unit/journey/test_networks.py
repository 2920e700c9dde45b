"""Networks by name and written out; a journey plays them and leaves the network as it was."""

from __future__ import annotations

import pytest

from patrol.errors import ScenarioError
from patrol.journey.arguments import Wrong
from patrol.journey.load import parse_journey
from patrol.journey.networks import NORMAL, network_of, networks, sources
from patrol.model.network import NetworkProfile, spells
from patrol.model.scenario import Scenario

SCENARIO = Scenario(package="com.x")


def test_every_network_says_where_its_numbers_come_from() -> None:
    assert len(sources()) >= 10 and all(len(said) > 20 for said in sources().values())
    assert networks()["电梯"] == networks()["lift"]
    assert networks()["3g"] == NetworkProfile("3g", latency_ms=300, down_kbps=1600, up_kbps=768)
    assert networks()["normal"] == NORMAL and not NORMAL.changes
    assert all(one.changes for name, one in networks().items() if name not in ("normal", "正常", "wifi"))


def test_a_network_can_be_written_out() -> None:
    assert network_of({"latency_ms": 250, "loss": 0.05}) == NetworkProfile(
        "latency_ms 250, loss 0.05", latency_ms=250, loss=0.05
    )
    for wrong in ({}, {"latency": 3}, {"loss": 2}, {"loss": "much"}, "3gg"):
        with pytest.raises(Wrong):
            network_of(wrong)


def test_a_journey_names_its_network_and_steps_change_it() -> None:
    text = """
name: 弱网
network: 3g
steps:
  - launch
  - network: offline
  - network: {latency_ms: 400}
  - network: normal
"""
    journey = parse_journey(text, "weak.yaml", SCENARIO)
    assert journey.network == networks()["3g"]
    assert [step.kind for step in journey.steps] == ["launch", "network", "network", "network"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: x\nnetwork: 3gg\nsteps: [launch]", "x.yaml:2:10: unknown network"),
        ("name: x\nsteps: [{network: ofline}]", "x.yaml:2:"),
        ("name: x\nsteps: [{network: 3g, latency_ms: 4}]", "not both"),
    ],
)
def test_a_wrong_network_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_journey(text, "x.yaml", SCENARIO)
    assert said in str(caught.value)


def test_spells_end_with_the_next_change_or_with_the_last_request() -> None:
    from patrol.model.network import NetworkChange

    weak, off = NetworkProfile("3g", latency_ms=300), NetworkProfile("offline", offline=True)
    found = spells([NetworkChange(10, weak), NetworkChange(50, NORMAL), NetworkChange(70, off)], 90)
    assert [(one.from_ms, one.to_ms, one.profile.name) for one in found] == [(10, 50, "3g"), (70, 90, "offline")]
