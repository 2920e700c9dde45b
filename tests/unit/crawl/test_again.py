"""What is tried once more before a crawl calls itself complete."""

from __future__ import annotations

import pytest

from bench.crawling.trial import crawl
from patrol.crawl.explorer import explore
from patrol.model.artifacts import StopReason
from tests.generated import generate
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, Widget, session_of


@pytest.mark.parametrize(
    ("seed", "hazard"),
    [(1000, {"lying": 6}), (1008, {"lying": 6}), (1000, {"overlays": 0.4}), (1001, {"overlays": 0.4})],
)
def test_widgets_that_lie_and_dialogs_that_open_with_their_page_hide_nothing(
    seed: int, hazard: dict[str, float]
) -> None:
    app = generate("A", 25, seed, **hazard)
    driver = app.driver(seed)
    assert crawl(driver, seed, 1500).stop is StopReason.complete
    assert app.goal <= set(driver.visited)


def doors(*labels: str) -> dict[str, Paper]:
    return {label: Paper(label, activity=f"{label}Activity") for label in labels}


def test_what_did_nothing_is_tried_again_where_taps_get_lost() -> None:
    lost = {"账单": 1, "转账": 1, "理财": 1}

    def lossy(target: str) -> Widget:
        def tap(phone: PaperPhone) -> None:
            lost[target] -= 1
            if lost[target] < 0:
                phone.go(target)

        return Widget(target, do=tap)

    phone = PaperPhone({"home": Paper("首页", [lossy(label) for label in lost]), **doors(*lost)})
    found = explore(session_of(phone), LIMITS)
    assert {page.title.strip() for page in found.graph.pages} == {"首页", *lost}


def test_a_page_under_a_notice_that_is_known_from_elsewhere_is_seen() -> None:
    """Both entries open a page with the same notice over it: taken for one dialog of the page where they stand."""
    labels = ("账单", "转账", "理财")

    def opens(target: str) -> Widget:
        def tap(phone: PaperPhone) -> None:
            phone.stack.append(target)
            if target not in phone.facts:
                phone.facts.add(target)
                phone.stack.append("notice")

        return Widget(target, do=tap)

    pages = {
        "home": Paper("首页", [opens(label) for label in labels]),
        "notice": Paper("温馨提示", [Widget("关闭", "close")], dialog=True),
        **doors(*labels),
    }
    found = explore(session_of(PaperPhone(pages)), LIMITS)
    assert {page.title.strip() for page in found.graph.pages} == {"首页", *labels}


def test_a_phone_that_loses_nothing_is_not_asked_twice_for_everything() -> None:
    idle = [Widget(label, kind="TextView") for label in ("一", "二")]
    pages = {"home": Paper("首页", [Widget("账单", "账单"), *idle]), "账单": Paper("账单", [Widget("规则")])}
    phone = PaperPhone(pages)
    explore(session_of(phone), LIMITS)
    assert phone.done.count("tap 规则") <= 2
