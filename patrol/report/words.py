"""The reader's words for what the model names by code, in Chinese and English."""

from __future__ import annotations

from patrol.model.artifacts import StopReason
from patrol.model.journey import Outcome
from patrol.model.record import Text
from patrol.model.result import Overall
from patrol.model.verdict import Severity, Status

OVERALL: dict[Overall, Text] = {
    Overall.passed: Text("通过", "Passed"),
    Overall.findings: Text("有问题", "Findings"),
    Overall.inconclusive: Text("无法判定", "Inconclusive"),
}

STATUS: dict[Status, Text] = {
    Status.fail: Text("不通过", "Failed"),
    Status.error: Text("检查出错", "Check broke"),
    Status.inconclusive: Text("无法判定", "Inconclusive"),
    Status.manual: Text("需人工查看", "Needs a person"),
    Status.passed: Text("通过", "Passed"),
    Status.informative: Text("供参考", "For information"),
    Status.not_applicable: Text("不适用", "Not applicable"),
}

SYMBOL: dict[Status, str] = {
    Status.fail: "✗",
    Status.error: "!",
    Status.inconclusive: "?",
    Status.manual: "☞",
    Status.passed: "✓",
    Status.informative: "i",
    Status.not_applicable: "–",
}

OUTCOME: dict[Outcome, Text] = {
    Outcome.passed: Text("通过", "Passed"),
    Outcome.failed: Text("不通过", "Failed"),
    Outcome.broken: Text("未能执行", "Could not be walked"),
    Outcome.skipped: Text("跳过", "Skipped"),
}

OUTCOME_SYMBOL: dict[Outcome, str] = {
    Outcome.passed: "✓",
    Outcome.failed: "✗",
    Outcome.broken: "!",
    Outcome.skipped: "–",
}

SEVERITY: dict[Severity, Text] = {
    Severity.critical: Text("严重", "Critical"),
    Severity.high: Text("高", "High"),
    Severity.medium: Text("中", "Medium"),
    Severity.low: Text("低", "Low"),
}

STOP: dict[StopReason, Text] = {
    StopReason.complete: Text("能到达的都已尝试", "everything that can be reached was tried"),
    StopReason.actions: Text("步数用完", "the actions were used up"),
    StopReason.minutes: Text("时间用完", "the time was used up"),
    StopReason.stagnation: Text("长时间没有新页面", "no new page for a long time"),
    StopReason.crash_loop: Text("应用反复崩溃", "the app crashed again and again"),
    StopReason.interrupted: Text("被用户中止", "stopped by the user"),
    StopReason.device_lost: Text("手机失去连接", "the phone was lost"),
    StopReason.error: Text("手机或工具出错", "the phone or patrol failed"),
}
