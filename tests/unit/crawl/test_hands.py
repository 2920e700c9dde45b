"""What the hands wait for after a launch."""

from __future__ import annotations

from patrol.crawl.atlas import Atlas
from patrol.crawl.hands import SPLASH_MS, Hands
from patrol.crawl.limits import Budget
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, session_of


def test_a_page_that_stayed_after_a_launch_is_not_waited_out_after_the_next() -> None:
    phone = PaperPhone({"home": Paper("首页"), "consent": Paper("个人信息保护指引")}, first="consent")
    session, atlas = session_of(phone), Atlas()
    hands = Hands(session, atlas, Budget(session, LIMITS))
    took = []
    for _ in range(2):
        atlas.start = "home"  # most launches show it
        began = phone.clock.now_ms()
        hands.launch()
        took.append(phone.clock.now_ms() - began)
    assert took[0] >= SPLASH_MS > took[1]
