"""What can be said of a UI tree for certain."""

from __future__ import annotations

import pytest

from patrol.derive.elder import ElderMode
from patrol.derive.trees import looks, name_of, too_tight, tree_facts
from patrol.model.artifacts import Environment, Journeys, PhoneInfo, Screens, Visit
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.recorded import Recorded
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.bank"
STANDARD = ElderMode((), ())


def facts_of(*nodes: Node, density: int = 160):  # type: ignore[no-untyped-def]
    root = Node("android.widget.FrameLayout", package=PACKAGE, bounds=Rect(0, 0, 360, 640), children=nodes)
    files = Recorded(trees={"t": Screen(package=PACKAGE, width=360, height=640, roots=(root,))})
    phone = PhoneInfo("s", density_dpi=density)
    environment = Environment("r", "a", PACKAGE, "0", "3", phone, "now")
    return tree_facts(Screens((Visit(0, "p", "p!", tree="t"),)), environment, STANDARD, None, files)


def button(box: Rect, **more: object) -> Node:
    return Node(**{"class_name": "Button", "package": PACKAGE, "bounds": box, "clickable": True} | more)  # type: ignore[arg-type]


def test_system_windows_and_hidden_nodes_are_not_the_apps() -> None:
    system = button(Rect(10, 10, 20, 20), package="com.android.systemui", text="电池")
    hidden = button(Rect(10, 10, 20, 20), visible=False, text="隐藏")
    flat = button(Rect(10, 10, 10, 20), text="扁")
    assert facts_of(system, hidden, flat).small_targets == ()


def test_web_content_is_measured_for_names_only() -> None:
    link = button(Rect(40, 100, 90, 116))
    web = Node("android.webkit.WebView", package=PACKAGE, bounds=Rect(0, 50, 360, 600), children=(link,))
    found = facts_of(web)
    assert found.small_targets == () and len(found.unlabelled) == 1


def test_the_same_widget_in_many_states_counts_once_and_in_dp() -> None:
    row = [button(Rect(10, 50 * i + 10, 50, 50 * i + 50), resource_id="com.bank:id/buy", text="购买") for i in range(5)]
    found = facts_of(*row, density=320)
    assert [(w.name, w.width_dp, w.height_dp) for w in found.small_targets] == [("buy", 20.0, 20.0)]


@pytest.mark.parametrize(
    ("text", "width", "height", "tight"),
    [
        ("转账", 40, 19, False),
        ("转账", 14, 19, True),
        ("转账到任意银行", 98, 19, False),
        ("理财非存款，产品有风险，投资须谨慎", 120, 18, True),
        ("理财非存款，产品有风险，投资须谨慎", 120, 60, False),
        ("Transfer to any bank", 150, 19, False),
        ("任何文字", 300, 6, True),
        ("一\n二\n三", 30, 60, False),
    ],
)
def test_a_text_is_tight_only_when_it_cannot_fit(text: str, width: float, height: float, tight: bool) -> None:
    assert too_tight(text, width, height) is tight


def test_a_tree_is_looked_at_once_and_once_more_in_elder_mode() -> None:
    files = Recorded(trees={"t": Screen()})
    screens = Screens((Visit(0, "a", "a", tree="t"), Visit(5, "a", "a", tree="t"), Visit(9, "b", "b", tree="t")))
    assert [visit.at_ms for visit, _ in looks(screens, files)] == [0]
    assert [visit.at_ms for visit, _ in looks(screens, files, ElderMode((7,), (True,)))] == [0, 9]
    assert list(looks(Screens((Visit(0, "a", "a", tree="gone"),)), files)) == []


def test_widgets_are_named_by_what_stays() -> None:
    assert name_of(Node("a.b.Button", "com.bank:id/ok", "确定")) == "ok"
    assert name_of(Node("a.b.Button", text="确定")) == "确定"
    assert name_of(Node("a.b.Button")) == "Button"


def test_elder_mode_is_judged_on_what_journeys_kept_of_their_steps() -> None:
    """A page known from standard mode is not looked at anew when a journey comes by in elder mode."""
    small = Node("android.widget.TextView", package=PACKAGE, bounds=Rect(20, 100, 200, 117), text="充值号码")
    root = Node("android.widget.FrameLayout", package=PACKAGE, bounds=Rect(0, 0, 360, 640), children=(small,))
    files = Recorded(trees={"s": Screen(package=PACKAGE, width=360, height=640, roots=(root,))})
    environment = Environment("r", "a", PACKAGE, "0", "3", PhoneInfo("s", density_dpi=160), "now")
    step = StepTrace("1", "tap", "tap 话费充值", Outcome.passed, 500, 900, page="topup", tree="s")
    walked = Journeys((JourneyTrace("elder", "关爱版", Outcome.passed, 0, 1000, (step,)),))
    for elder, found in ((ElderMode((100,), (True,)), 1), (ElderMode((100, 800), (True, False)), 0)):
        facts = tree_facts(Screens(()), environment, elder, walked, files)
        assert [w.page for w in facts.elder_texts] == ["topup"] * found and facts.elder_looked == found
