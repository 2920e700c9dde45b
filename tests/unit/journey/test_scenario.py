from __future__ import annotations

from pathlib import Path

import pytest

from patrol.errors import ScenarioError
from patrol.journey.scenario import load_scenario
from patrol.model.locator import Locator
from patrol.model.scenario import Reboot

APP = """
package: com.example.bank
name: 银行
activity: .ui.Splash
deny: [注销账户, {id: btn_delete}, "//*[@text='x']"]
last: [退出登录]
consent: {agree: 同意, policy: refuse}
permissions: {default: deny, camera: allow}
data:
  手机号|phone: ${PHONE}
limits: {actions: 50, minutes: 1.5}
"""
PAGES = """
pages:
  - id: home
    name: 首页
    recognise: {activity: .Main, texts: [转账], ids: [grid]}
  - {id: transfer, name: 转账, link: "bank://transfer", importance: high}
edges:
  - {from: home, to: transfer, action: {tap: 转账}, when: 已登录}
"""


def write(folder: Path, app: str = APP, pages: str = PAGES) -> Path:
    (folder / "app.yaml").write_text(app, encoding="utf-8")
    (folder / "pages.yaml").write_text(pages, encoding="utf-8")
    return folder


def test_a_folder_becomes_a_scenario(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path))
    assert scenario.activity == "com.example.bank.ui.Splash"
    assert scenario.deny == (Locator(text="注销账户"), Locator(id="btn_delete"), Locator(xpath="//*[@text='x']"))
    assert scenario.consent.agree == ("同意",) and "不同意" in scenario.consent.refuse
    assert scenario.permission_policy("android.permission.CAMERA") == "allow"
    assert scenario.permission_policy("android.permission.READ_SMS") == "deny"
    assert scenario.limits.minutes == 1.5
    assert scenario.pages[0].recognise.conditions == 3
    assert scenario.edges[0].action is not None and scenario.edges[0].action.kind == "tap"


def test_only_package_and_name_are_required(tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text("package: a.b\nname: x\n", encoding="utf-8")
    assert load_scenario(tmp_path).pages == ()


@pytest.mark.parametrize(
    ("app", "pages", "said"),
    [
        ("name: x\n", PAGES, "needs `package: …`"),
        ("package: a\nname: x\nlimit: {}\n", PAGES, "app.yaml:3:1: unknown key “limit”; did you mean “limits”?"),
        ("package: a\nname: x\nconsent: {policy: yes}\n", PAGES, "app.yaml:3:19: unknown `policy` “yes”"),
        ("package: a\nname: x\npermissions: {camera: maybe}\n", PAGES, "app.yaml:3:23: unknown `camera` “maybe”"),
        ("package: a\nname: x\ndata: {pin: '${PIN:-1}'}\n", PAGES, "app.yaml:3:13: a default"),
        ("package: a\nname: x\ndeny: [{}]\n", PAGES, "app.yaml:3:8: says nothing of the element"),
        ("package: a\nname: x\nmodel: none.yaml\n", PAGES, "app.yaml:3:8: there is no"),
        (APP, "pages: [{id: a, name: x}, {id: a, name: y}]\n", "pages.yaml:1:32: page “a” is declared twice"),
        (APP, "pages: [{id: a, name: x}]\nedges: [{from: a, to: b}]\n", "pages.yaml:2:23: unknown page “b”"),
        (APP, "pages: [{id: a, name: x, importance: big}]\n", "unknown `importance` “big”"),
        (APP, "pages: [{id: a, name: x, recognise: {text: [b]}}]\n", "did you mean “texts”?"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, app: str, pages: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write(tmp_path, app, pages))
    assert said in str(caught.value)


def test_a_folder_without_app_yaml_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="patrol init"):
        load_scenario(tmp_path)


def test_how_start_up_is_measured_may_be_said(tmp_path: Path) -> None:
    usual = load_scenario(write(tmp_path)).start
    assert (usual.launches, usual.useful, usual.passing) == (7, (), ())
    said = load_scenario(write(tmp_path, APP + "start: {launches: 3, useful: [home], passing: [transfer]}\n")).start
    assert (said.launches, said.useful, said.passing) == (3, ("home",), ("transfer",))


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("{launches: 0}", "launches: 0 is not between 1 and 100."),
        ("{useful: [hom]}", "unknown page “hom”; did you mean “home”?"),
        ("{passing: [ad]}", "unknown page “ad”; known: home, transfer"),
        ("{launch: 3}", "unknown key “launch”; did you mean “launches”?"),
    ],
)
def test_mistakes_in_it_are_told_with_their_place(tmp_path: Path, start: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write(tmp_path, f"{APP}start: {start}\n"))
    assert said in str(caught.value) and "app.yaml:12" in str(caught.value)


def test_how_self_start_is_watched_may_be_said(tmp_path: Path) -> None:
    usual = load_scenario(write(tmp_path)).self_start
    assert (usual.seconds, usual.reboot) == (10, Reboot.auto)
    said = load_scenario(write(tmp_path, APP + "self_start: {seconds: 0, reboot: always}\n")).self_start
    assert (said.seconds, said.reboot) == (0, Reboot.always)
    for wrong, told in (("{reboot: maybe}", "maybe"), ("{seconds: -1}", "between 0 and 3600"), ("{wait: 3}", "wait")):
        with pytest.raises(ScenarioError, match=told):
            load_scenario(write(tmp_path, f"{APP}self_start: {wrong}\n"))
