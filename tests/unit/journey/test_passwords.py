"""The section `passwords:` of app.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.errors import ScenarioError
from patrol.journey.scenario import load_scenario
from patrol.model.locator import Locator
from patrol.model.scenario import DeclaredSecret, LockoutTry, PasswordPlan, Scenario

PAGES = "pages:\n  - {id: pay, name: 付款, recognise: {texts: [付款]}}\n"


def scenario(folder: Path, passwords: str) -> Scenario:
    (folder / "app.yaml").write_text(f"package: com.bank\nname: 行\npasswords: {passwords}\n", encoding="utf-8")
    (folder / "pages.yaml").write_text(PAGES, encoding="utf-8")
    return load_scenario(folder)


def test_fields_and_tries_are_read(tmp_path: Path) -> None:
    written = "{fields: [{page: pay, field: {id: pad}}], lockout: [{field: 密码, tries: 3, submit: [登录, {id: ok}]}]}"
    assert scenario(tmp_path, written).passwords == PasswordPlan(
        fields=(DeclaredSecret("pay", Locator(id="pad")),),
        lockout=(LockoutTry("", Locator(text="密码"), 3, (Locator(text="登录"), Locator(id="ok"))),),
    )


def test_nothing_is_tried_unless_it_is_written(tmp_path: Path) -> None:
    assert scenario(tmp_path, "{}").passwords == PasswordPlan()


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{lockout: [{page: pai, field: x}]}", r"app\.yaml:3:\d+: .*pai.*pay"),
        ("{lockout: [{page: pay}]}", r"app\.yaml:3.*`field` is missing"),
        ("{lockout: [{field: x, tries: 99}]}", r"tries: 99 is not between 1 and 20"),
        ("{fields: [{feld: x}]}", r"feld.*field"),
        ("{lockout: [{field: {id: 1, sub: 2}}]}", r"app\.yaml:3"),
        ("[a]", r"must be a mapping"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, written: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        scenario(tmp_path, written)
