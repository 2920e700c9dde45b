"""A crawl that is killed at any moment and resumed ends with the same map as one that nobody disturbed."""

from __future__ import annotations

from enum import IntEnum

import pytest

from patrol.crawl.candidates import leaves
from patrol.crawl.explorer import explore
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.artifacts import Crawl, CrawlStep, Found
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, Widget, session_of


class Killed(BaseException):
    """kill -9."""


class Moment(IntEnum):
    begun = 0
    """The action was journaled and not sent."""
    done = 1
    """It was sent; what came of it was not journaled."""
    ended = 2
    found = 3
    """It opened something new, of which nothing is kept yet."""


class Mortal(MemoryRecorder):
    """Dies in the `at`th action."""

    def __init__(self, at: int, moment: Moment) -> None:
        super().__init__()
        self._at, self._moment, self._count = at, moment, 0

    def begin(self, step: CrawlStep) -> None:
        self._count += 1
        super().begin(step)
        self._die(Moment.begun)

    def end(self, step: CrawlStep) -> None:
        self._die(Moment.done)
        super().end(step)
        self._die(Moment.ended)

    def found(self, found: Found) -> None:
        self._die(Moment.found)
        super().found(found)

    def _die(self, moment: Moment) -> None:
        if (self._count, self._moment) == (self._at, moment):
            raise Killed

    def kept(self) -> Crawl:
        return Crawl(steps=tuple({step.index: step for step in self.steps}.values()), found=tuple(self.findings))


def shop() -> dict[str, Paper]:
    return {
        "home": Paper("首页", [Widget("商品", "goods"), Widget("设置", "settings"), Widget("刷新")]),
        "goods": Paper("商品", [Widget("评论", "reviews"), Widget("购买", "order")], "GoodsActivity"),
        "reviews": Paper("评论", activity="ReviewActivity"),
        "order": Paper(
            "下单", [Widget(id="count", kind="EditText", hint="数量"), Widget("下一步", "paid")], "OrderActivity"
        ),
        "paid": Paper("完成", activity="PaidActivity"),
        "settings": Paper("设置", [Widget("关于", "about"), Widget("提示", "hint")], "SettingsActivity"),
        "hint": Paper("提示", [Widget("知道了", "close")], "SettingsActivity", dialog=True),
        "about": Paper("关于", activity="AboutActivity"),
    }


def session(phone: PaperPhone, recorder: MemoryRecorder) -> Session:
    made = session_of(phone)
    made.recorder = recorder
    return made


def shape(crawl: Crawl) -> set[tuple[str, ...]]:
    """Pages and the taps between them, but for those that only go back."""
    pages = {page.key: page.name for page in crawl.graph.pages}
    of = crawl.graph.state_pages()
    taps = ((edge, edge.action.locator) for edge in crawl.graph.edges)
    ways = {(pages[of[e.source]], str(e.action), pages[of[e.target]]) for e, at in taps if at and not leaves(at)}
    return ways | {(name,) for name in pages.values()}


@pytest.mark.parametrize("moment", list(Moment))
def test_a_killed_crawl_goes_on_to_the_same_map(moment: Moment) -> None:
    whole = explore(session(PaperPhone(shop()), MemoryRecorder()), LIMITS)
    assert len(whole.graph.pages) == 7
    for at in range(1, len(whole.steps) + 1, 2):
        phone, mortal = PaperPhone(shop()), Mortal(at, moment)
        try:
            explore(session(phone, mortal), LIMITS)
        except Killed:
            resumed = explore(session(phone, MemoryRecorder()), LIMITS, resume=mortal.kept())
            assert shape(resumed) == shape(whole), f"killed in action {at}"
