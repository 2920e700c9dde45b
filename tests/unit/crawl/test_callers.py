from __future__ import annotations

from patrol.crawl.explorer import explore
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, Widget, session_of
from tests.unit.crawl.test_explorer import names


def test_a_page_that_hands_a_result_back_is_asked_again_for_another_caller() -> None:
    def identified(phone: PaperPhone) -> None:
        caller = phone.stack[-2]
        phone.go("confirmed" if caller == "transfer" else caller)

    pages = {
        "home": Paper("首页", [Widget("资料", "profile"), Widget("转账", "transfer")]),
        "profile": Paper("个人资料", [Widget("重新认证", "face")]),
        "transfer": Paper("转账", [Widget("继续", "face")]),
        "face": Paper("核验身份", [Widget("拍摄", do=identified)]),
        "confirmed": Paper("确认转账"),
    }
    for seed in range(6):
        assert "确认转账" in names(explore(session_of(PaperPhone(pages)), LIMITS, seed=seed))


def test_a_button_whose_dialog_sent_the_user_away_is_pressed_again_once_that_is_done() -> None:
    def buy(phone: PaperPhone) -> None:
        phone.go("bought" if "assessed" in phone.facts else "ask")

    def assess(phone: PaperPhone) -> None:
        phone.facts.add("assessed")
        phone.go("product")

    pages = {
        "home": Paper("首页", [Widget("产品", "product")]),
        "product": Paper("产品详情", [Widget("购买", do=buy)]),
        "ask": Paper("需要风险测评", [Widget("去测评", "risk"), Widget("以后再说", "close")], dialog=True),
        "risk": Paper("风险测评", [Widget("提交测评", do=assess)]),
        "bought": Paper("购买成功"),
    }
    for seed in range(6):
        assert "购买成功" in names(explore(session_of(PaperPhone(pages)), LIMITS, seed=seed))
