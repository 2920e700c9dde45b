"""Nothing on the app's pages leads to an elder mode.

China's specification for elder-friendly apps wants a plain way to the mode from the first page, and an entry in the
settings. An entry is known by its words (长辈版, 关爱版, 大字 …).

Not seen: apps that have a second app for older users, and entries without a text.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import absent
from patrol.derive.elder import ON
from patrol.derive.evidence import marked
from patrol.derive.pages import Pages
from patrol.derive.said import Said
from patrol.model.artifacts import Crawl
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("有长辈模式入口", "There is a way to elder mode"),
    title_fail=Text("没有长辈模式入口", "There is no way to elder mode"),
    why=Text(
        "没有大字和简化界面，老年用户用不了手机银行。",
        "Without large type and plain pages older users are kept out.",
    ),
    advice=Text(
        "在首页显著位置和设置里提供“长辈版”入口，首次进入时提示。",
        "Offer it plainly on the first page and in the settings, and tell of it at the first start.",
    ),
)
def elder_mode_entry(crawl: Crawl, said: Said, pages: Pages) -> Iterator[Verdict]:
    if not crawl.graph.start:
        yield Verdict(Status.inconclusive, Text("没有探索页面", "the app was not explored"))
        return
    touchable = (words for page in said.by_page.values() for words in page if words.touchable)
    entry = next((words for words in touchable if len(words.text) <= 24 and ON.search(words.text)), None)
    if entry is None:
        text = Text("没有见到长辈版入口", "no entry of an elder mode was seen")
        yield absent(text, crawl, subject="elder-mode")
        return
    name = pages.name(entry.page)
    text = Text(f"{name.zh}：“{entry.text}”", f"{name.en}: “{entry.text}”")
    shown = marked(entry.at_ms, entry.page, entry.picture, entry.bounds)
    yield Verdict(Status.passed, text, evidence=shown)
