"""Elder mode shows advertisements or buttons that lure.

China's specification for elder-friendly apps forbids advertisements and their plug-ins there, and keys that lure into
downloads or payments. They are known by their words on what was seen of elder mode.

Not seen: advertisements drawn as pictures without a text or a description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.elder import ElderMode
from patrol.derive.evidence import marked, page_picture
from patrol.derive.pages import Pages
from patrol.derive.trees import elder_looks
from patrol.model.artifacts import Journeys, Screens
from patrol.model.record import Text
from patrol.model.recorded import Files
from patrol.model.verdict import Status, Verdict

PROMOTION = re.compile(
    r"广告|立减|抽奖|红包|限时.{0,4}(?:优惠|抢)|点击(?:下载|领取|抢)|立即(?:下载|领取|抢购)|领.{0,6}(?:券|礼|积分)"
    r"|advertisement|sponsored|download now|claim your|limited offer",
    re.IGNORECASE,
)


@check(
    title_pass=Text("长辈模式没有广告和诱导", "Elder mode is free of advertisements"),
    title_fail=Text("长辈模式里有广告或诱导按键", "Elder mode shows advertisements or lures"),
    why=Text(
        "老年用户更难分辨广告与功能，误点就可能被下载或付款。",
        "Older users tell advertisements from functions less easily, and a wrong tap downloads or pays.",
    ),
    advice=Text(
        "长辈版页面不投放广告、弹窗和营销按键，入口只留业务功能。",
        "Keep campaigns, banners and pop-ups out of elder mode; leave entries for functions only.",
    ),
)
def elder_mode_promotion(
    elder: ElderMode, screens: Screens, journeys: Journeys | None, pages: Pages, files: Files
) -> Iterator[Verdict]:
    told: set[str] = set()
    for visit, screen in elder_looks(screens, journeys, elder, files):
        for node in screen.nodes():
            said = (node.text or node.description).strip()
            if visit.page in told or not node.visible or not PROMOTION.search(said):
                continue
            told.add(visit.page)
            name = pages.name(visit.page)
            zh, en = f"{name.zh}：“{said[:24]}”", f"{name.en}: “{said[:24]}”"
            shown = marked(visit.at_ms, visit.page, visit.picture, node.bounds) or page_picture(pages, visit.page)
            yield Verdict(Status.fail, Text(zh, en), visit.page, shown)
    if not elder.seen:
        yield Verdict(Status.not_applicable, Text("没有进入过长辈模式", "elder mode was not entered"))
