"""What would spoil the rest of a crawl: signing out, deleting the account or its data, another language.

Half of the time that studies saw lost was lost behind such buttons (VET: up to 98.6 % of a budget). They are done all
the same, last and in a session that may be thrown away, because pages of their own stand behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from patrol.model.screen import Node

LONGEST = 24
"""A sentence that mentions signing out is no button."""
LONGEST_QUESTION = 60
"""A privacy policy that mentions it is no question about it."""

WORDS = re.compile(
    r"退出登[录陆]|退出当?前?账[号户]|退出系统|安全退出|切换账[号户]|注销|登出|销户"
    r"|删除账[号户]|停用账[号户]|关闭账[号户]|冻结账[号户]"
    r"|清[除空理](?:所有|全部|本地|应用)?(?:数据|缓存|记录|历史|聊天)|删除(?:所有|全部)"
    r"|恢复出厂|恢复默认|重置(?!密码)|解绑|解除(?:绑定|授权|签约)|撤[回销](?:隐私|同意|授权|.*同意)|卸载"
    r"|切换语言|更改语言|长辈模式|关怀模式|大字模式"
    r"|\b(?:log|sign)[ -]?(?:out|off)\b|\blogoff\b|\bswitch (?:account|user)\b"
    r"|\b(?:delete|close|deactivate|remove|erase|disable)\b.{0,12}\b(?:account|profile|wallet|device)\b"
    r"|\b(?:clear|delete|erase|wipe|reset)\b.{0,8}\b(?:data|cache|history|all|app|everything|settings)\b"
    r"|\bfactory reset\b|\breset to default|\bunbind\b|\bunlink\b|\bunpair\b|\bunregister\b|\buninstall\b"
    r"|\b(?:change|switch) language\b|\b(?:withdraw|revoke) (?:my )?(?:consent|authori[sz]ation)\b",
    re.IGNORECASE,
)
NO = re.compile(r"暂不|不|取消|再想|稍后|放弃|保留|cancel|keep|not |don.t|no\b", re.IGNORECASE)
"""Begins the answer that lets everything be."""
LANGUAGES = frozenset(
    "english|简体中文|繁體中文|繁体中文|中文（简体）|中文（繁體）|中文|日本語|日语|한국어|français|deutsch|español|português"
    "|italiano|русский|bahasa indonesia|ไทย|tiếng việt".split("|")
)
CONFIRM = frozenset("确定|确认|继续|是|好的|立即退出|退出|ok|yes|confirm|continue|proceed|sure".split("|"))
IDS = re.compile(r"(?:^|_)(?:log_?out|sign_?out|logoff|delete_account|factory_reset|clear_data|unbind)(?:_|$)")


def destructive_label(label: str) -> bool:
    """Whether a label of a few words names something that would spoil the rest of a crawl."""
    label = label.strip()
    if NO.match(label):
        return False
    return 0 < len(label) <= LONGEST and (WORDS.search(label) is not None or label.lower() in LANGUAGES)


class Danger:
    """What is destructive on one screen, where a dialog that asks about it makes its answer destructive too."""

    def __init__(self, nodes: Iterable[Node], whole_screen: bool) -> None:
        said = (node.text for node in nodes if 0 < len(node.text) <= LONGEST_QUESTION)
        self._asked = not whole_screen and any(WORDS.search(text) for text in said)

    def means(self, node: Node) -> bool:
        """Whether touching the node would do it; a way back from the question is none."""
        label = node.label.strip()
        if self._asked and label.lower() in CONFIRM:
            return True
        if destructive_label(label):
            return True
        return not label and bool(IDS.search(node.resource_id.rpartition("/")[2].lower()))
