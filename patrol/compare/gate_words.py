"""The gate's answer in one sentence, and what differs between the two runs themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from patrol.model.build import Build
from patrol.model.gate import GateItem, GateRule
from patrol.model.record import Text
from patrol.model.verdict import Status

COUNTED: dict[GateRule, tuple[str, str, str]] = {
    GateRule.unowned_page: ("{} 个页面没有用例", "{} page has no journey", "{} pages have no journey"),
    GateRule.unowned_edge: (
        "{} 条重要路径没有用例",
        "{} important way has no journey",
        "{} important ways have no journey",
    ),
    GateRule.lost_owner: ("{} 个页面失去用例", "{} page lost its journey", "{} pages lost their journey"),
    GateRule.unseen_activity: (
        "{} 个新 activity 没有看到",
        "{} new activity was not seen",
        "{} new activities were not seen",
    ),
    GateRule.removed_page: ("{} 个页面不见了", "{} page is gone", "{} pages are gone"),
    GateRule.regression: ("{} 项指标变差", "{} number got worse", "{} numbers got worse"),
    GateRule.budget: ("{} 项超出预算", "{} number is over its budget", "{} numbers are over their budgets"),
    GateRule.new_call: ("{} 个新的隐私调用", "{} new privacy call", "{} new privacy calls"),
    GateRule.new_permission: ("{} 个新的权限", "{} new permission", "{} new permissions"),
    GateRule.new_sdk: ("{} 个新的 SDK", "{} new SDK", "{} new SDKs"),
    GateRule.new_host: ("{} 个新的主机", "{} new host", "{} new hosts"),
    GateRule.new_finding: ("{} 个新问题", "{} new finding", "{} new findings"),
    GateRule.returned_finding: ("{} 个问题又出现", "{} finding is back", "{} findings are back"),
    GateRule.missing_module: (
        "{} 个声明的模块没有出现",
        "{} announced module is missing",
        "{} announced modules are missing",
    ),
}


def summary(status: Status, failed: Sequence[GateItem], unclear: Sequence[Text]) -> Text:
    """What decided, and what could not be decided."""
    zh = "；".join(dict.fromkeys(one.zh.rstrip("。") for one in unclear))
    en = "; ".join(dict.fromkeys(one.en.rstrip(".") for one in unclear))
    if status is Status.passed:
        return Text(
            "构建通过：没有阻断的变化。", "The build passes: nothing that came new or got worse stands in its way."
        )
    if status is Status.inconclusive:
        return Text(f"无法得出结论：{zh}。", f"Inconclusive: {en}.")
    counts = Counter(item.rule for item in failed)
    told_zh = "，".join(COUNTED[rule][0].format(count) for rule, count in counts.items())
    told_en = ", ".join(COUNTED[rule][1 if count == 1 else 2].format(count) for rule, count in counts.items())
    more_zh, more_en = (f"此外结果并不完整：{zh}。", f" The answer is also incomplete: {en}.") if zh else ("", "")
    return Text(f"构建不通过：{told_zh}。{more_zh}", f"The build fails: {told_en}.{more_en}")


def left_open(items: Sequence[GateItem]) -> Iterator[Text]:
    """What single items could not decide: one in its own words, several counted, for they stand one by one below."""
    if len(items) == 1:
        yield items[0].message
    elif items:
        yield Text(f"{len(items)} 项无法判定", f"{len(items)} items could not be decided")


def remarks(base: Build, now: Build) -> Iterator[Text]:
    """Why the two runs are not alike, beside the app."""
    then, head = base.head, now.head
    if then.policy and head.policy and then.policy != head.policy:
        yield Text(
            "基线用另一份策略或检查评判：问题的新旧可能因规则而变。",
            "The baseline was judged by another policy or other checks: findings may be new because the rules are.",
        )
    if then.patrol and then.patrol != head.patrol:
        yield Text(
            f"基线由 patrol {then.patrol} 生成，这次是 {head.patrol}。",
            f"The baseline was made by patrol {then.patrol}, this run by {head.patrol}.",
        )
    if then.phone and then.phone != head.phone:
        yield Text(
            f"手机不同：{then.phone} 与 {head.phone}，数值不作比较。",
            f"The phones differ, {then.phone} and {head.phone}: their figures are not compared.",
        )
    if (then.version, then.version_code) == (head.version, head.version_code) and head.version:
        yield Text(f"两次都是 {head.version} 构建。", f"Both runs are of build {head.version}.")
