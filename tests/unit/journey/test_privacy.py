"""The section `privacy:` of app.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.errors import ScenarioError
from patrol.journey.scenario import load_scenario
from patrol.model.privacy import Needed, TextKind
from patrol.model.scenario import PrivacyPlan, TextSource

PAGES = "pages: [{id: home, name: 首页}, {id: sdks, name: SDK目录}]\n"
WHOLE = """
privacy:
  app_type: NPI-24
  policy: policy.html
  sdk_list: {page: sdks}
  mapping: mapping.txt
  own: [com.example]
  needed:
    - {categories: [location], pages: [home], sdks: [SDK-amap], why: 网点}
"""


def load(folder: Path, app: str) -> PrivacyPlan:
    (folder / "pages.yaml").write_text(PAGES, encoding="utf-8")
    (folder / "app.yaml").write_text(f"package: a.b\nname: x\n{app}", encoding="utf-8")
    for name in ("policy.html", "mapping.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    return load_scenario(folder).privacy


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    assert load(tmp_path, WHOLE) == PrivacyPlan(
        app_types=("NPI-24",),
        texts=(
            TextSource(TextKind.policy, file=str(tmp_path / "policy.html")),
            TextSource(TextKind.sdk_list, page="sdks"),
        ),
        mapping=str(tmp_path / "mapping.txt"),
        own=("com.example",),
        needed=(Needed(("location",), "网点", ("home",), ("SDK-amap",)),),
    )


def test_nothing_need_be_said(tmp_path: Path) -> None:
    assert load(tmp_path, "") == PrivacyPlan()


def test_an_address_or_a_text_may_stand_for_a_file(tmp_path: Path) -> None:
    found = load(tmp_path, "privacy: {policy: 'https://bank.example/p', sdk_list: {text: 极光推送}}").texts
    assert found == (
        TextSource(TextKind.policy, url="https://bank.example/p"),
        TextSource(TextKind.sdk_list, text="极光推送"),
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("app_type: NPI-44", "NPI-44"),
        ("policy: none.html", "there is no"),
        ("policy: " + "长" * 300, "a text goes in"),
        ("sdk_list: {page: sdk}", "sdks"),
        ("sdk_list: {page: sdks, url: x}", "takes one of"),
        ("needed: [{categories: [locations], why: x}]", "location"),
        ("needed: [{categories: [], why: x}]", "which categories"),
        ("needed: [{categories: [location]}]", "why"),
        ("mappings: x", "mapping"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, said: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message) as caught:
        load(tmp_path, f"privacy: {{{said}}}")
    assert caught.value.place is not None and caught.value.place.line == 3
