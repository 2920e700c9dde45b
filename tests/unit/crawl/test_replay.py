from __future__ import annotations

import random

from patrol.crawl.explorer import explore
from patrol.crawl.replay import Replayer
from patrol.model.artifacts import Crawl
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, Widget, session_of
from tests.unit.crawl.test_explorer import bank


class Shaky(PaperPhone):
    """Every so many taps get lost, and pages are late."""

    lost = 0.0
    chance = random.Random(1)

    def tap(self, x: int, y: int) -> None:
        if self.chance.random() < self.lost:
            self.done.append("lost")
            return
        self.delay_ms = 2500 if self.chance.random() < self.lost else 0
        super().tap(x, y)


def crawled() -> Crawl:
    return explore(session_of(PaperPhone(bank())), LIMITS)


def test_every_page_is_gone_to_again_and_what_was_typed_is_typed() -> None:
    crawl, phone = crawled(), PaperPhone(bank())
    replayer = Replayer(session_of(phone), crawl.graph)
    for page in crawl.graph.pages:
        done = replayer.go(page.key)
        assert done.arrived, done
        assert phone.pages[phone.stack[-1]].title == page.name
    assert "type 13800138000" in phone.done


def test_lost_taps_and_late_pages_do_not_matter() -> None:
    crawl, phone = crawled(), Shaky(bank())
    phone.lost = 0.2
    replayer = Replayer(session_of(phone), crawl.graph)
    arrived = [replayer.go(page.key).arrived for page in crawl.graph.pages for _ in range(3)]
    assert sum(arrived) >= 0.95 * len(arrived) and "lost" in phone.done


def test_another_way_is_taken_where_an_edge_lies() -> None:
    pages = bank()
    pages["home"].widgets.append(Widget("我的", "mine"))
    pages["mine"] = Paper("我的", [Widget("关于我们", "about")])
    crawl = explore(session_of(PaperPhone(pages)), LIMITS)
    changed = bank() | {"home": pages["home"], "mine": Paper("我的", [Widget("关于我们", "home")])}
    about = next(page.key for page in crawl.graph.pages if page.name == "关于我们")
    phone = PaperPhone(changed)
    assert Replayer(session_of(phone), crawl.graph).go(about).arrived
    assert phone.stack[-1] == "about"


def test_a_page_that_cannot_be_gone_to_says_where_it_ended() -> None:
    crawl = crawled()
    gone = {**bank(), "settings": Paper("设置", [Widget("退出登录", "exit")])}
    about = next(page.key for page in crawl.graph.pages if page.name == "关于我们")
    done = Replayer(session_of(PaperPhone(gone)), crawl.graph).go(about)
    assert not done.arrived and done.note.startswith("ended on ")
    assert "knows no page" in Replayer(session_of(PaperPhone(bank())), crawl.graph).go("nowhere").note
