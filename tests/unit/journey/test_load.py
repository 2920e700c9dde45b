from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.errors import ScenarioError
from patrol.journey.load import load_journeys, parse_journey
from patrol.journey.steps import STEPS
from patrol.model.scenario import DeclaredPage, Scenario

PAGES = (DeclaredPage("transfer", "转账"), DeclaredPage("transfer-confirm", "确认转账"))
SCENARIO = Scenario("com.example", name="x", pages=PAGES)
DEMO = Scenario("com.example", name="x", pages=PAGES, demo=True)
ROOT = Path(__file__).resolve().parents[3]


def parse(steps: str, *, scenario: Scenario = SCENARIO, head: str = "name: 转账") -> object:
    text = f"{head}\nsteps:\n{textwrap.indent(textwrap.dedent(steps).strip(), '  ')}\n"
    return parse_journey(text, "transfer.yaml", scenario, ("sign-in",))


def test_a_journey_reads_as_a_tester_would_write_it() -> None:
    journey = parse_journey(
        textwrap.dedent(
            """
            name: 手机号转账
            name_en: Transfer
            covers: [transfer, transfer-confirm]
            values: {amount: "88.50"}
            steps:
              - launch
              - use: sign-in
              - tap: 转账
              - {type: "13900139000", into: 收款人手机号}
              - type: ${amount}
                into: 金额
              - expect: {page: transfer-confirm, text: 王小明}
                within: 3
              - repeat: 2
                steps:
                  - swipe: up
              - if: {text: 更新提示}
                then:
                  - tap: 稍后
                else:
                  - back
            """
        ),
        "transfer.yaml",
        SCENARIO,
        ("sign-in",),
    )
    assert journey.id == "transfer" and journey.covers == ("transfer", "transfer-confirm")
    assert [step.kind for step in journey.steps] == [
        *("launch", "use", "tap", "type", "type", "expect", "repeat", "if"),
    ]
    assert journey.steps[4].arguments == {"text": "${amount}", "into": "金额"}
    assert journey.steps[6].steps[0].kind == "swipe"
    assert journey.steps[7].otherwise[0].kind == "back"
    assert journey.steps[2].line == 9


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("- tpa: 转账", "transfer.yaml:3:5: unknown step “tpa”; did you mean “tap”?"),
        ("- tap: 转账\n  indx: 2", "transfer.yaml:4:5: unknown key “indx”; did you mean “index”?"),
        ("- tap", "transfer.yaml:3:5: `tap` needs something beside it: `tap: ELEMENT`"),
        ("- expect: {pag: transfer}", "transfer.yaml:3:14: unknown key “pag”; did you mean “page”?"),
        ("- expect: {page: transfr}", "transfer.yaml:3:20: unknown page “transfr”; did you mean “transfer”?"),
        ("- use: signin", "transfer.yaml:3:10: unknown journey “signin”; did you mean “sign-in”?"),
        ("- swipe: upp", "transfer.yaml:3:12: unknown `direction` “upp”; did you mean “up”?"),
        ("- tap: {index: 2}", "transfer.yaml:3:10: says nothing of the element"),
        ("- repeat: 3", "transfer.yaml:3:5: `repeat` needs `steps:`"),
        ("- if: {text: a}", "transfer.yaml:3:5: `if` needs `then:` or `else:` with steps"),
        ("- expect: {status: 200}", "transfer.yaml:3:14: `status` needs `request`"),
        ("- tap: x\n  within: soon", "transfer.yaml:4:13: `within` must be a number"),
        ("- tap: x\n  consent: maybe", "transfer.yaml:4:14: unknown `consent` “maybe”"),
        ("- take a reading: speed", "transfer.yaml:3:21: unknown `of` “speed”; known: start-up, frames, memory"),
        ("- open link: transfer", "transfer.yaml:3:16: a link looks like"),
        ("- back:\n    - tap: x", "transfer.yaml:4:7: `back` takes nothing"),
        ("- 5", "transfer.yaml:3:5: a step is a word or `step: …`, not “5”"),
        ("- type: ${PHONE:-138}", "transfer.yaml:3:11: ${PHONE:-…}: a default may stand only in an app marked"),
        ("- tap: x\n  steps: []", "transfer.yaml:4:5: `tap` has no steps inside"),
        ("- repeat: 2\n  steps:\n    - tpa: x", "transfer.yaml:5:9: unknown step “tpa”"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_nearest_name(steps: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse(steps)
    assert str(caught.value).startswith(said)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("name: a\ncover: [transfer]", "transfer.yaml:2:1: unknown key “cover”; did you mean “covers”?"),
        ("name: a\ncovers: [transfer, nowhere]", "transfer.yaml:2:20: unknown page “nowhere”"),
        ("fresh: true", "needs `name: …`"),
        ("name: a\nfresh: maybe", "transfer.yaml:2:8: `fresh` must be true or false, not “maybe”"),
        ("name: a\nvalues: {pin: '${PIN:-1}'}", "transfer.yaml:2:15: ${PIN:-…}"),
    ],
)
def test_mistakes_in_the_head_are_told_with_their_place(head: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse("- launch", head=head)
    assert said in str(caught.value)


def test_a_default_is_allowed_in_a_demo() -> None:
    assert parse("- type: ${PHONE:-138}", scenario=DEMO)


def test_a_fingerprint_stands_for_a_page_that_nobody_declared() -> None:
    assert parse("- expect: {page: p-0123456789}")


def test_a_journey_without_steps_is_a_mistake() -> None:
    with pytest.raises(ScenarioError, match="needs `steps:`"):
        parse_journey("name: a\n", "a.yaml", SCENARIO)


def test_values_of_a_data_file_stand_behind_those_of_the_journey(tmp_path: Path) -> None:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "payees.yaml").write_text("payee: 李四\namount: 5\n", encoding="utf-8")
    (tmp_path / "journeys" / "pay.yaml").write_text(
        "name: 付款\ndata: ../payees.yaml\nvalues: {amount: 7}\nsteps: [launch]\n", encoding="utf-8"
    )
    assert load_journeys(tmp_path, SCENARIO)["pay"].values == {"payee": "李四", "amount": "7"}


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*STEPS, "into", "within", "steps", "index", "then"]),
        st.one_of(
            st.none(),
            st.text(max_size=8),
            st.integers(-5, 5),
            st.booleans(),
            st.lists(st.text(max_size=3), max_size=2),
            st.dictionaries(st.sampled_from(["text", "page", "id", "until", "at"]), st.text(max_size=5), max_size=2),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_whatever_stands_in_a_step_is_read_or_told_with_its_place(step: dict[str, object]) -> None:
    import yaml

    text = yaml.safe_dump({"name": "a", "steps": [step]}, allow_unicode=True, sort_keys=False)
    try:
        parse_journey(text, "a.yaml", SCENARIO)
    except ScenarioError as error:
        assert error.place is not None and error.place.line >= 1


def test_the_page_about_scenarios_shows_every_step_kind() -> None:
    page = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    assert [kind for kind in STEPS if f"`{kind}" not in page] == []
