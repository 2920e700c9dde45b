"""What a gate looks at, in the reader's words."""

from __future__ import annotations

from patrol.model.gate import GateRule
from patrol.model.record import Text

RULE: dict[GateRule, Text] = {
    GateRule.unowned_page: Text("新页面没有测试用例", "A new page has no test case"),
    GateRule.unowned_edge: Text("重要路径没有测试用例", "An important way has no test case"),
    GateRule.lost_owner: Text("页面失去了测试用例", "A page has lost its test case"),
    GateRule.unseen_activity: Text("新 activity 没有看到", "A new activity was not seen"),
    GateRule.removed_page: Text("页面消失", "A page is gone"),
    GateRule.regression: Text("比基线变差", "Worse than the baseline"),
    GateRule.budget: Text("超出预算", "Over budget"),
    GateRule.new_call: Text("新增敏感调用", "A new privacy call"),
    GateRule.new_permission: Text("新增权限", "A new permission"),
    GateRule.new_sdk: Text("新增 SDK", "A new SDK"),
    GateRule.new_host: Text("新增主机", "A new host"),
    GateRule.new_finding: Text("新问题", "A new finding"),
    GateRule.returned_finding: Text("旧问题再次出现", "A finding has returned"),
    GateRule.missing_module: Text("预告的模块没有到来", "An announced module has not arrived"),
}

MORE = Text("另有 {} 处，见报告", "{} more, see the report")

WHY = Text(
    "门禁把这一版与基线比较：新页面要有测试用例，数字不能变差，隐私行为不能悄悄增加。",
    "The gate holds this build against its baseline: new pages need a test case, numbers must not get worse, and "
    "privacy must not change unseen.",
)
