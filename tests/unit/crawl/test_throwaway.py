from __future__ import annotations

from patrol.crawl.explorer import CrawlLimits, explore
from patrol.model.graph import ActionKind
from patrol.model.locator import Locator
from patrol.model.scenario import Scenario
from tests.unit.crawl.paper import LIMITS, PACKAGE, Paper, PaperPhone, Widget, session_of
from tests.unit.crawl.test_explorer import bank, names, taps


def spoiled() -> dict[str, Paper]:
    """Signing out opens a page of its own; another language changes all that can be read, until data is cleared."""

    def speak(phone: PaperPhone) -> None:
        phone.facts.add("english")
        phone.go("home")

    def home(phone: PaperPhone) -> bool:
        return "english" not in phone.facts

    words = [("转账", "Transfer", "transfer"), ("理财", "Invest", "wealth"), ("设置", "Settings", "settings")]
    chinese = [Widget(zh, page, when=home) for zh, _, page in words]
    english = [Widget(en, page, when=lambda phone: not home(phone)) for _, en, page in words]
    return bank() | {
        "home": Paper("首页", chinese + english),
        "settings": Paper("设置", [Widget("退出登录", "bye"), Widget("English", do=speak), Widget("关于", "about")]),
        "bye": Paper("您已退出", [Widget("满意度调查", "survey")]),
        "survey": Paper("满意度调查"),
    }


def test_what_spoils_the_crawl_comes_last_and_what_it_opens_is_explored() -> None:
    crawl = explore(session_of(PaperPhone(spoiled())), LIMITS)
    order = taps(crawl)
    harmless = {"“转账”", "“理财”", "“设置”", "“关于”"}
    assert harmless <= set(order[: min(order.index("“退出登录”"), order.index("“English”"))])
    assert {"您已退出", "满意度调查"} <= names(crawl)


def test_a_session_is_thrown_away_with_the_data_when_the_app_does_not_start_as_before() -> None:
    phone = PaperPhone(spoiled())
    crawl = explore(session_of(phone), LIMITS)
    cleared = next(step.index for step in crawl.steps if step.note == "after clearing the app's data")
    spoken = [step.index for step in crawl.steps if str(step.action.locator) == "“English”"]
    assert spoken and max(spoken) < cleared <= min(spoken) + 12
    assert "english" not in phone.facts


def test_another_language_is_noticed_where_ids_stay_the_same() -> None:
    pages = spoiled()
    for widget, name in zip(pages["home"].widgets, ("a", "b", "settings") * 2, strict=True):
        if name != "settings":
            widget.text, widget.id = ("更多" if ord(widget.text[0]) > 127 else "More"), f"more_{name}"
    phone = PaperPhone(pages)
    crawl = explore(session_of(phone), LIMITS)
    assert "“English”" in taps(crawl)
    assert "english" not in phone.facts


def test_a_part_of_the_actions_is_kept_for_it() -> None:
    pages = spoiled()
    rows = Paper("长表", [Widget(f"项目{n}", f"item{n % 3}") for n in range(14)])
    pages |= {"wealth": rows, **{f"item{n}": Paper(f"项目{n}页", [Widget("没用")]) for n in range(3)}}
    crawl = explore(session_of(PaperPhone(pages)), CrawlLimits(actions=60, minutes=60))
    assert "您已退出" in names(crawl)
    assert len(crawl.steps) <= 60


def test_who_refuses_consent_is_looked_after_too() -> None:
    asked = Paper(
        "隐私政策", [Widget("请阅读隐私政策", kind="TextView"), Widget("同意", do=agree), Widget("不同意", "limited")]
    )
    pages = {
        "start": Paper(after=(0, "asked")),
        "asked": asked,
        "main": Paper("首页", [Widget("更多", "more")]),
        "more": Paper("更多"),
        "limited": Paper("仅浏览", [Widget("网点", "branches")]),
        "branches": Paper("网点"),
    }
    phone = Installed(pages, first="asked")
    crawl = explore(session_of(phone), LIMITS)
    assert {"仅浏览", "网点", "首页", "更多"} <= names(crawl)
    notes = [step.note for step in crawl.steps if step.note.startswith("consent")]
    assert notes.index("consent refused") > notes.index("consent given")
    assert phone.first == "main" and notes[-1] == "consent given"


def test_whenever_the_budget_ends_consent_is_given_after_it_was_refused() -> None:
    pages = {
        "asked": Paper("隐私政策", [Widget("同意", do=agree), Widget("不同意", "limited")]),
        "main": Paper("首页", [Widget("更多", "more")]),
        "more": Paper("更多"),
        "limited": Paper("仅浏览", [Widget("网点", "branches")]),
        "branches": Paper("网点"),
    }
    refused = 0
    for actions in range(3, 25):
        phone = Installed(pages, first="asked")
        crawl = explore(session_of(phone), CrawlLimits(actions=actions, minutes=60))
        assert len(crawl.steps) <= actions
        refused += any(step.note == "consent refused" for step in crawl.steps)
        assert phone.first == "main"
    assert refused


class Installed(PaperPhone):
    """Asks for consent again once its data is gone."""

    def clear_data(self, package: str) -> None:
        super().clear_data(package)
        self.first = "asked"


def agree(phone: PaperPhone) -> None:
    phone.go("main")
    phone.first = "main"


def test_denied_buttons_stay_untouched_in_the_last_sessions_too() -> None:
    phone = PaperPhone(spoiled())
    explore(session_of(phone, Scenario(PACKAGE, deny=(Locator(text="退出登录"),))), LIMITS)
    assert "tap 退出登录" not in phone.done and "tap English" in phone.done


def test_the_last_action_of_the_budget_is_the_last() -> None:
    for actions in range(1, 40):
        crawl = explore(session_of(PaperPhone(spoiled())), CrawlLimits(actions=actions, minutes=60))
        assert len(crawl.steps) <= actions
        assert crawl.steps[0].action.kind is ActionKind.launch
