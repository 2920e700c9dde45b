from __future__ import annotations

import pytest

from patrol.errors import ScenarioError
from patrol.journey.load import parse_journey
from patrol.journey.needed import check_values, lacks, missing_values, unplayed
from patrol.journey.values import Values
from patrol.model.journey import Journey, Outcome
from patrol.model.scenario import Scenario


def journey(text: str, id: str = "pay") -> Journey:
    return parse_journey(f"name: 付款\n{text}", f"journeys/{id}.yaml", Scenario("com.example"), ("sign_in", "pay"))


PAY = """values: {AMOUNT: "5", PAYEE: "${NAME}"}
steps:
  - type: ${AMOUNT}
    into: 金额
  - if: {text: 登录}
    then:
      - type: ${PASSWORD}
        into: 密码
  - type: ${PAYEE}
"""


def test_a_value_is_missing_when_neither_journey_nor_environment_gives_it() -> None:
    found = [(name, str(place)) for name, place in missing_values(journey(PAY), Values({}), {})]
    assert found == [("PASSWORD", "journeys/pay.yaml:8:9"), ("NAME", "journeys/pay.yaml:10:5")]
    assert lacks(journey(PAY), Values({}), {}) == "nothing says what ${PASSWORD}, ${NAME} is."
    assert lacks(journey(PAY), Values({"PASSWORD": "s3cret", "NAME": "王"}), {}) == ""


def test_an_empty_variable_gives_nothing_as_a_secret_that_a_fork_may_not_see() -> None:
    assert "${PASSWORD}" in lacks(journey(PAY), Values({"PASSWORD": "", "NAME": "王"}), {})


def test_what_a_used_journey_needs_may_come_from_the_one_that_uses_it() -> None:
    inner = journey("steps: [{type: '${WHO}'}]", "sign_in")
    known = {"sign_in": inner}
    alone = journey("steps: [{use: sign_in}]")
    given = journey("steps: [{use: sign_in, values: {WHO: 王小明}}]")
    assert lacks(alone, Values({}), known) and not lacks(given, Values({}), known)


def test_the_first_missing_value_is_told_with_its_place() -> None:
    with pytest.raises(ScenarioError, match=r"journeys/pay.yaml:8:9: nothing says what \$\{PASSWORD\} is"):
        check_values(journey(PAY), Values({"NAME": "王"}), {})


def test_a_journey_that_was_not_played_says_nothing_of_the_app() -> None:
    trace = unplayed(journey(PAY), "nothing says what ${PASSWORD} is.", 7)
    assert trace.outcome is Outcome.broken
    assert trace.decisive is not None
    assert trace.decisive.message == "not played: nothing says what ${PASSWORD} is."
