from __future__ import annotations

import pytest

from patrol.journey.load import parse_journey
from patrol.model.journey import Outcome, StepTrace
from patrol.model.scenario import Scenario
from patrol.testing.telling import decisive, place_of

PAY = parse_journey(
    """name: 付
steps:
  - launch
  - use: sign_in
  - if: {text: 广告}
    then:
      - tap: 跳过
    else:
      - back
      - home
  - repeat: {times: 3}
    steps:
      - tap: 下一个
""",
    "pay.yaml",
    Scenario("com.example"),
    ("sign_in",),
)
SIGN_IN = parse_journey("name: 登录\nsteps:\n  - tap: 登录\n  - tap: 确定\n", "sign_in.yaml", Scenario("com.example"))


def step(index: str, line: int = 0, outcome: Outcome = Outcome.failed) -> StepTrace:
    return StepTrace(index, "tap", "tap", outcome, 0, 1, line=line)


@pytest.mark.parametrize(
    ("index", "line", "place"),
    [
        ("1", 3, "pay.yaml:3:5"),
        ("2.2", 4, "sign_in.yaml:4:5"),
        ("3.1", 7, "pay.yaml:7:9"),
        ("3.2", 10, "pay.yaml:10:9"),
        ("4.1×3", 13, "pay.yaml:13:9"),
        ("9", 0, "None"),
    ],
)
def test_a_step_is_found_where_it_is_written(index: str, line: int, place: str) -> None:
    assert str(place_of(step(index, line), PAY, {"pay": PAY, "sign_in": SIGN_IN})) == place


def test_the_innermost_step_decides() -> None:
    steps = [step("1", outcome=Outcome.passed), step("2"), step("2.2"), step("3", outcome=Outcome.skipped)]
    found = decisive(steps, Outcome.failed)
    assert found is not None and found.index == "2.2"
