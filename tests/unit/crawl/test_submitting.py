"""Forms as people meet them."""

from __future__ import annotations

from patrol.crawl.explorer import explore
from patrol.model.artifacts import Crawl
from patrol.model.graph import WallStatus
from patrol.model.scenario import Scenario
from tests.unit.crawl.paper import LIMITS, PACKAGE, Paper, PaperPhone, Widget, session_of
from tests.unit.crawl.test_explorer import names


def form(*widgets: Widget, **more: Paper) -> dict[str, Paper]:
    return {
        "home": Paper("首页", [Widget("办理", "form")]),
        "form": Paper("办理业务", list(widgets)),
        "done": Paper("办理成功"),
        **more,
    }


def crawled(pages: dict[str, Paper], **data: str) -> tuple[PaperPhone, Crawl]:
    phone = PaperPhone(pages)
    return phone, explore(session_of(phone, Scenario(PACKAGE, name="x", data=data)), LIMITS)


def ticked(phone: PaperPhone) -> None:
    phone.facts ^= {"ticked"}


def test_a_required_check_box_is_ticked_before_the_button_is_pressed() -> None:
    pages = form(
        Widget(id="amount", kind="EditText", hint="金额"),
        Widget("我已阅读并同意", kind="CheckBox", do=ticked, checked=lambda phone: "ticked" in phone.facts),
        Widget("提交", do=lambda phone: phone.go("done" if "ticked" in phone.facts else "form")),
    )
    phone, crawl = crawled(pages)
    assert "办理成功" in names(crawl)
    edge = next(e for e in crawl.graph.edges if str(e.action.locator) == "“提交”" and e.typed)
    assert str(edge.typed[0].locator) == "“金额”"
    assert "tap 我已阅读并同意" in phone.done


def test_a_picker_without_a_choice_gets_its_first_one() -> None:
    def choose(phone: PaperPhone) -> None:
        phone.texts["bank"] = "工商银行"
        phone.go("close")

    banks = Paper("选择开户行", [Widget("工商银行", do=choose), Widget("取消", "close")], dialog=True)
    pages = form(
        Widget(id="card", kind="EditText", hint="卡号"),
        Widget(id="bank", kind="Spinner", shows=lambda phone: phone.texts.get("bank", "请选择开户行"), go="banks"),
        Widget("下一步", "done", enabled=lambda phone: bool(phone.texts.get("bank") and phone.texts.get("card"))),
        banks=banks,
    )
    assert "办理成功" in names(crawled(pages)[1])


def test_a_code_is_sent_for_before_it_is_typed() -> None:
    def checked(phone: PaperPhone) -> None:
        phone.go("done" if "sent" in phone.facts and phone.texts.get("code") else "form")

    pages = form(
        Widget(id="phone", kind="EditText", hint="手机号"),
        Widget(id="code", kind="EditText", hint="请输入验证码"),
        Widget("获取验证码", do=lambda phone: phone.facts.add("sent")),
        Widget("下一步", do=checked),
    )
    phone, crawl = crawled(pages)
    assert "办理成功" in names(crawl)
    assert phone.done.index("tap 获取验证码") < phone.done.index("type 123456")


def refusing(phone: PaperPhone) -> None:
    amount = phone.texts.get("amount", "")
    if amount.isdigit() and int(amount) >= 5000:
        phone.go("done")
    else:
        phone.facts.add("wrong")


REFUSAL = Widget("金额不能低于5000元", kind="TextView", when=lambda phone: "wrong" in phone.facts)


def test_a_refused_form_is_filled_with_other_fitting_data_once() -> None:
    pages = form(Widget(id="amount", kind="EditText", hint="金额"), REFUSAL, Widget("提交", do=refusing))
    phone, crawl = crawled(pages)
    assert "办理成功" in names(crawl)
    assert [each for each in phone.done if each.startswith("type")][:2] == ["type 100", "type 5000"]


def test_a_form_that_was_filled_before_what_it_asked_for_is_filled_anew_when_it_is_refused_after_it() -> None:
    def submit(phone: PaperPhone) -> None:
        if "assessed" in phone.facts:
            refusing(phone)
        else:
            phone.go("need")

    def assess(phone: PaperPhone) -> None:
        phone.facts.add("assessed")
        phone.stack.pop()

    need = Paper("需要风险测评", [Widget("去测评", "assessment")], dialog=True)
    pages = form(
        Widget(id="amount", kind="EditText", hint="金额"),
        REFUSAL,
        Widget("提交", do=submit),
        need=need,
        assessment=Paper("风险测评", [Widget("完成测评", do=assess)]),
    )
    phone, crawl = crawled(pages)
    assert "办理成功" in names(crawl)
    assert [each for each in phone.done if each.startswith("type")][:2] == ["type 100", "type 5000"]


def test_a_form_that_refuses_twice_is_told_with_its_message() -> None:
    def never(phone: PaperPhone) -> None:
        phone.facts.add("wrong")

    pages = form(Widget(id="name", kind="EditText", hint="姓名"), REFUSAL, Widget("提交", do=never))
    phone, crawl = crawled(pages)
    page = next(page for page in crawl.graph.pages if page.name == "办理业务")
    assert (page.wall, page.wall_status) == ("form", WallStatus.blocked)
    assert "金额不能低于5000元" in page.wall_note
    assert any("提交" in what and "金额不能低于5000元" in why for what, why in crawl.skipped)
    assert len([each for each in phone.done if each.startswith("type")]) <= 4


def test_a_secret_that_is_refused_is_not_tried_with_another_one() -> None:
    pages = form(
        Widget(id="pin", kind="EditText", hint="支付密码", password=True), REFUSAL, Widget("提交", do=refusing)
    )
    phone = PaperPhone(pages)
    session = session_of(phone, Scenario(PACKAGE, name="x", data={"密码": "${PIN}"}), PIN="998877")
    crawl = explore(session, LIMITS)
    assert {each for each in phone.done if each.startswith("type")} == {"type 998877"}
    assert next(page for page in crawl.graph.pages if page.name == "办理业务").wall == "form"
