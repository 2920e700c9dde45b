"""Each usability check fires on what it is for, and stays silent on its like."""

from __future__ import annotations

from typing import Any

from patrol.model.artifacts import Screens, Visit
from patrol.model.screen import Rect
from patrol.model.verdict import Screenshot, Status


def failed(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


def look(judged: Any, make: Any, id: str, *nodes: Any, density: int = 160, **options: Any) -> Any:
    trees = {"trees/1": make.screen(*nodes)}
    return judged(id, make.environment(density), make.seen(), trees=trees, **options)


def test_touch_target_fires_on_a_small_button_and_marks_it(judged: Any, make: Any) -> None:
    small = make.button(300, 20, 22, 22, description="关闭广告", resource_id="com.bank:id/ad_close")
    result = look(judged, make, "touch-target", small)
    assert failed(result) == ["pay/ad_close"] and "22×22 dp" in result.verdicts[0].message.zh
    picture = result.verdicts[0].evidence[0]
    assert isinstance(picture, Screenshot) and picture.mark == Rect(300, 20, 322, 42)


def test_touch_target_measures_in_dp(judged: Any, make: Any) -> None:
    button = make.button(100, 100, 66, 66, description="扫一扫")
    assert look(judged, make, "touch-target", button).status is Status.passed
    assert failed(look(judged, make, "touch-target", button, density=320)) == ["pay/扫一扫"]
    assert look(judged, make, "touch-target", button, density=0).status is Status.inconclusive


def test_touch_target_leaves_out_what_is_scrolled_half_away_and_keys(judged: Any, make: Any) -> None:
    row = make.button(0, 100, 360, 20, text="第一行")
    scroll = make.node(0, 100, 360, 400, scrollable=True, children=(row,))
    keys = [make.button(10 + 33 * i, 560, 30, 40, text=str(i)) for i in range(10)]
    assert look(judged, make, "touch-target", scroll, *keys).status is Status.passed


def test_missing_label_fires_on_an_icon_that_says_nothing(judged: Any, make: Any) -> None:
    icon = make.node(
        10, 10, 48, 48, class_name="android.widget.ImageView", clickable=True, resource_id="com.bank:id/more"
    )
    assert failed(look(judged, make, "missing-label", icon)) == ["pay/more"]


def test_missing_label_accepts_text_inside_hints_and_descriptions(judged: Any, make: Any) -> None:
    card = make.button(10, 10, 300, 80, children=(make.node(20, 20, 100, 20, text="余额"),))
    field = make.button(10, 100, 300, 48, hint="手机号")
    icon = make.button(10, 200, 48, 48, description="返回")
    assert look(judged, make, "missing-label", card, field, icon).status is Status.passed


def test_text_clipped_fires_on_a_text_that_cannot_fit(judged: Any, make: Any) -> None:
    terms = make.node(
        20, 20, 80, 18, text="本产品不保本，可能损失全部本金，请谨慎购买", resource_id="com.bank:id/terms"
    )
    assert failed(look(judged, make, "text-clipped", terms)) == ["pay/terms"]


def test_text_clipped_accepts_texts_that_wrap_or_fit(judged: Any, make: Any) -> None:
    one = make.node(20, 20, 80, 20, text="立即购买")
    many = make.node(20, 60, 300, 64, text="本产品不保本，可能损失全部本金，请谨慎购买，详见产品说明书")
    latin = make.node(20, 140, 120, 19, text="Transfer money")
    assert look(judged, make, "text-clipped", one, many, latin).status is Status.passed


def painted(judged: Any, make: Any, ink: str, *, ground: str = "#FFFFFF", height: int = 20) -> Any:
    box = Rect(20, 20, 140, 20 + height)
    trees = {"trees/1": make.screen(make.node(20, 20, 120, height, text="风险提示", resource_id="com.bank:id/risk"))}
    pictures = {"pictures/1": make.picture(ink, ground, box)}
    return judged("contrast", make.environment(), make.seen(), trees=trees, pictures=pictures)


def test_contrast_fires_on_pale_text(judged: Any, make: Any) -> None:
    result = painted(judged, make, "#C8C8C8")
    assert failed(result) == ["pay/risk"] and "1.7:1" in result.verdicts[0].message.zh


def test_contrast_is_silent_on_dark_text_and_asks_less_of_large_type(judged: Any, make: Any) -> None:
    assert painted(judged, make, "#333333").status is Status.passed
    assert painted(judged, make, "#8A8A8A", height=40).status is Status.passed
    assert painted(judged, make, "#8A8A8A").status is Status.fail


def test_contrast_leaves_out_what_the_keyboard_hides(judged: Any, make: Any) -> None:
    box = Rect(20, 420, 140, 440)
    screen = make.screen(make.node(20, 420, 120, 20, text="风险提示"))
    hidden = make.replace(screen, keyboard=True, keyboard_box=Rect(0, 400, 360, 640))
    for tree, status in ((screen, Status.fail), (hidden, Status.passed)):
        pictures = {"pictures/1": make.picture("#C8C8C8", "#FFFFFF", box)}
        result = judged("contrast", make.environment(), make.seen(), trees={"trees/1": tree}, pictures=pictures)
        assert result.status is status


def test_contrast_is_inconclusive_without_pictures(judged: Any, make: Any) -> None:
    assert look(judged, make, "contrast", make.node(0, 0, 10, 10, text="x")).status is Status.inconclusive


def elder(judged: Any, make: Any, height: int, text: str = "关爱版（大字）") -> Any:
    lines = [
        make.node(20, 20 + 60 * i, 200, height, text=f"充值金额{i}", resource_id=f"com.bank:id/t{i}") for i in range(3)
    ]
    crawl = make.crawl("settings topup", make.step(1, "settings", "topup", text=text))
    screens = Screens((Visit(20_000, "topup", "topup!", "pictures/1", "trees/1"),))
    return judged(
        "small-type-in-elder-mode", make.environment(), crawl, screens, trees={"trees/1": make.screen(*lines)}
    )


def test_small_type_fires_on_a_page_that_stays_small_after_the_switch(judged: Any, make: Any) -> None:
    result = elder(judged, make, height=17)
    assert failed(result) == ["topup"] and "3 处" in result.verdicts[0].message.zh


def test_small_type_is_silent_on_large_type_and_in_standard_mode(judged: Any, make: Any) -> None:
    assert elder(judged, make, height=26).status is Status.passed
    assert elder(judged, make, height=17, text="返回标准版").status is Status.not_applicable


def test_focus_order_fires_where_the_button_comes_before_what_stands_above_it(judged: Any, make: Any) -> None:
    agree = make.button(20, 500, 320, 48, text="同意并继续")
    terms = make.node(20, 100, 320, 80, text="提前支取按活期计息，不保证收益")
    result = look(judged, make, "focus-order", agree, terms)
    assert failed(result) == ["pay"]
    assert "先念“同意并继续”，再回到它上方的“提前支取按活期计息，不保证收益”" in result.verdicts[0].message.zh
    picture = result.verdicts[0].evidence[0]
    assert isinstance(picture, Screenshot) and picture.mark == Rect(20, 100, 340, 180)


def test_focus_order_accepts_columns_dials_and_what_floats(judged: Any, make: Any) -> None:
    left = make.node(
        0, 0, 180, 300, children=(make.node(0, 0, 180, 40, text="左上"), make.node(0, 40, 180, 40, text="左下"))
    )
    right = make.node(180, 0, 180, 300, text="右侧一栏")
    dial = make.node(
        0, 300, 360, 300, children=tuple(make.node(160, 500 - 60 * i, 40, 40, text=str(i)) for i in range(4))
    )
    float_ = make.button(300, 400, 50, 50, description="客服")
    assert look(judged, make, "focus-order", left, right, dial, float_).status is Status.passed


def typing(judged: Any, make: Any, top: int, keyboard: Rect | None) -> Any:
    field = make.node(
        20,
        top,
        320,
        40,
        class_name="android.widget.EditText",
        focused=True,
        resource_id="com.bank:id/note",
        hint="附言",
    )
    screen = make.replace(make.screen(field), keyboard=True, keyboard_box=keyboard or Rect())
    return judged("keyboard-hides-field", make.environment(), make.seen(), trees={"trees/1": screen})


def test_keyboard_hides_field_fires_on_a_field_under_the_keyboard(judged: Any, make: Any) -> None:
    result = typing(judged, make, 420, Rect(0, 400, 360, 640))
    assert failed(result) == ["pay/note"] and "遮住 100%" in result.verdicts[0].message.zh


def test_keyboard_hides_field_is_silent_above_the_keyboard_and_says_what_it_cannot_see(judged: Any, make: Any) -> None:
    assert typing(judged, make, 350, Rect(0, 400, 360, 640)).status is Status.passed
    assert typing(judged, make, 420, None).status is Status.inconclusive
    assert look(judged, make, "keyboard-hides-field", make.node(0, 0, 9, 9)).status is Status.not_applicable


def lines(make: Any, *texts: str) -> list[Any]:
    return [
        make.node(20, 20 + 40 * i, 300, 30, text=text, resource_id=f"com.bank:id/t{i}") for i, text in enumerate(texts)
    ]


CHINESE = tuple("账户总览 可用余额 转账汇款 交易明细 信用卡 理财 贷款 保险 网点 客服".split())
ENGLISH = ("Your accounts", "Available balance", "Make a transfer", "Movements", "Cards", "Loans", "Branches")


def test_untranslated_text_fires_on_a_sentence_and_on_a_word_of_user_interfaces(judged: Any, make: Any) -> None:
    page = lines(make, *CHINESE, "Please check your network", "Submit")
    assert failed(look(judged, make, "untranslated-text", *page)) == ["pay/t10", "pay/t11"]
    page = lines(make, *ENGLISH, "提前支取将按活期利率计息", "确定")
    assert failed(look(judged, make, "untranslated-text", *page)) == ["pay/t7", "pay/t8"]
    assert failed(look(judged, make, "untranslated-text", *page, ignored="^确定$")) == ["pay/t7"]


def test_untranslated_text_leaves_brands_names_codes_and_what_was_typed(judged: Any, make: Any) -> None:
    names = ("Apple Pay", "Bank of China", "VISA Platinum", "V3.2.1", "www.bank.com/help", "e-CNY", "USD 12,000.00")
    typed = make.node(20, 500, 300, 30, class_name="android.widget.EditText", text="please call me back")
    assert look(judged, make, "untranslated-text", *lines(make, *CHINESE, *names), typed).status is Status.passed
    names = ("李晓雯", "港湾稳健一号", "简体中文")
    assert look(judged, make, "untranslated-text", *lines(make, *ENGLISH, *names)).status is Status.passed
    assert look(judged, make, "untranslated-text", *lines(make, "OK")).status is Status.inconclusive


def test_placeholder_text_fires_on_what_was_never_filled_in(judged: Any, make: Any) -> None:
    broken = (
        "应还 %1$s 元",
        "尊敬的{name}",
        "null",
        "transfer_confirm_title",
        "TODO 补充说明",
        "利率&nbsp;3.15%",
        "锟斤拷",
    )
    result = look(judged, make, "placeholder-text", *lines(make, *broken))
    assert failed(result) == [f"pay/t{i}" for i in range(len(broken))]
    assert "格式符没有被替换" in result.verdicts[0].message.zh


def test_placeholder_text_is_silent_on_percentages_codes_and_file_names(judged: Any, make: Any) -> None:
    fine = (
        "年化3.15%",
        "5%discount",
        "满100减5%",
        "T20261122",
        "发票_2026.pdf",
        "a@bank.com",
        "无",
        "Nullarbor",
        "p_id",
    )
    assert look(judged, make, "placeholder-text", *lines(make, *fine)).status is Status.passed


def spaced(judged: Any, make: Any, pitch: int, *, tapped: str = "关爱版（大字）") -> Any:
    """Four lines of 20 px type, `pitch` px apart."""
    text = "防骗提醒不要把短信验证码告诉任何人也不要点开陌生人发来的链接" * 2
    node = make.node(20, 100, 300, 4 * pitch, text=text, resource_id="com.bank:id/notice")
    picture = make.paragraph(node.bounds, lines=4, pitch=pitch, high=19)
    crawl = make.crawl("settings elder", make.step(1, "settings", "elder", text=tapped))
    screens = Screens((Visit(20_000, "elder", "elder!", "pictures/1", "trees/1"),))
    records = (make.environment(), crawl, screens)
    files = {"trees": {"trees/1": make.screen(node)}, "pictures": {"pictures/1": picture}}
    return judged("tight-lines-in-elder-mode", *records, **files)


def test_tight_lines_fire_below_1_3_in_elder_mode(judged: Any, make: Any) -> None:
    result = spaced(judged, make, pitch=22)
    assert failed(result) == ["elder/notice"] and "1.16 倍" in result.verdicts[0].message.zh


def test_tight_lines_are_silent_on_loose_lines_and_in_standard_mode(judged: Any, make: Any) -> None:
    assert spaced(judged, make, pitch=28).status is Status.passed
    assert spaced(judged, make, pitch=22, tapped="返回标准版").status is Status.not_applicable
