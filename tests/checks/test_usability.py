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
