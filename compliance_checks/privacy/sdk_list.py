"""Third-party SDKs are not listed, or the list leaves out what each collects and what for.

The list is a page or a text of app.yaml; each entry must name a kind of information and a purpose (item 2.1 of the
2019 measures; article 23 of the law; the double list that MIIT asks for).

Not seen: whether the list is complete: undeclared-sdk tells which SDKs are not on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import absent
from patrol.derive.evidence import page_picture
from patrol.derive.pages import Pages
from patrol.derive.policy_seen import PolicySeen
from patrol.model.artifacts import Crawl
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

KIND = re.compile(
    r"信息|标识|位置|手机号|地址|列表|日志|状态|记录|号码|不收集|information|identifier|location|number|log|state|nothing",
    re.IGNORECASE,
)
PURPOSE = re.compile(r"用于|目的|为了|以便|统计|支付|分享|for |used|purpose|statistics|to ", re.IGNORECASE)
ENTRY = re.compile(r"[:：]|SDK|服务|组件|library|service", re.IGNORECASE)
HEADING = re.compile(r"返回|(?:目录|清单|列表|SDKs|list)$|back|policy|政策", re.IGNORECASE)
LONGEST = 200


@check(
    title_pass=Text("第三方SDK逐一列明", "Third-party SDKs are listed one by one"),
    title_fail=Text("第三方SDK清单缺失或不完整", "The list of SDKs is missing or incomplete"),
    why=Text(
        "用户有权知道信息还被谁拿走、为什么。",
        "Users may know who else takes their information, and what for.",
    ),
    advice=Text(
        "在隐私政策或单独页面逐一列出SDK名称、收集的信息、目的和其政策链接。",
        "List each SDK with what it collects, what for, and a link to its own policy.",
    ),
)
def sdk_list(seen: PolicySeen, pages: Pages, crawl: Crawl) -> Iterator[Verdict]:
    found = seen.sdk_list
    if not found.there:
        if re.search(r"SDK", seen.policy.text, re.IGNORECASE):
            yield Verdict(Status.passed, Text("隐私政策中说明了SDK", "the policy itself tells of SDKs"))
            return
        told = Text("没有找到第三方SDK清单", "no list of third-party SDKs was found")
        yield absent(told, crawl)
        return
    shown = page_picture(pages, found.pages[0]) if found.pages else ()
    for line in dict.fromkeys(line.strip() for line in found.text.splitlines()):
        if not ENTRY.search(line) or HEADING.search(line) or len(line) > LONGEST:
            continue
        lacks = [name for name, words in LACKS if not words.search(line)]
        if lacks:
            name = line.partition("：")[0].partition(":")[0][:24]
            zh = f"“{name}”没有写明{'、'.join(one.zh for one in lacks)}"
            en = f"“{name}” does not tell {' or '.join(one.en for one in lacks)}"
            yield Verdict(Status.fail, Text(zh, en), name, shown)


LACKS = ((Text("信息种类", "what it collects"), KIND), (Text("目的", "what for"), PURPOSE))
