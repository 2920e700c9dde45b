"""The reader's words for what the model names by code, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from patrol.derive.sayings import said as said
from patrol.derive.step_words import STEP as STEP
from patrol.derive.step_words import step as step
from patrol.model.artifacts import StopReason
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import Outcome
from patrol.model.record import Text
from patrol.model.result import Overall
from patrol.model.verdict import Severity, Status
from patrol.model.waterfall import Stage

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

START: dict[str, Text] = {
    "cold": Text("冷启动", "Cold start"),
    "warm": Text("温启动", "Warm start"),
    "hot": Text("热启动", "Hot start"),
}

START_SOURCE: dict[str, Text] = {
    "displayed": Text("Displayed（logcat）", "Displayed (logcat)"),
    "am": Text("am start -W TotalTime", "am start -W TotalTime"),
    "stable": Text("首个静止画面", "first stable screen"),
    "fully": Text("Fully drawn（logcat）", "Fully drawn (logcat)"),
    "useful": Text("首个有用页面", "first useful page"),
}

CACHE: dict[str, Text] = {
    "cacheable": Text("可缓存", "cacheable"),
    "no-store": Text("禁止缓存", "no-store"),
    "revalidated": Text("304 仍有效", "304 still good"),
    "refetched": Text("缓存有效却重取", "fetched again while fresh"),
    "unconditional": Text("未带校验头", "asked without validator"),
}
"""How a request stands to a cache (patrol.derive.caching)."""

STAGE: dict[Stage, Text] = {
    Stage.dns: Text("域名解析", "DNS"),
    Stage.connect: Text("建立连接", "Connect"),
    Stage.tls: Text("TLS 握手", "TLS"),
    Stage.send: Text("发送", "Send"),
    Stage.wait: Text("等待", "Wait"),
    Stage.receive: Text("接收", "Receive"),
}
"""The stages of a request, in order."""

ACTION: dict[ActionKind, Text] = {
    ActionKind.launch: Text("启动", "Launch"),
    ActionKind.tap: Text("点", "Tap"),
    ActionKind.long_tap: Text("长按", "Long tap"),
    ActionKind.type: Text("输入", "Type"),
    ActionKind.scroll: Text("滚动", "Scroll"),
    ActionKind.back: Text("返回键", "Back"),
    ActionKind.deep_link: Text("打开链接", "Open link"),
    ActionKind.unknown: Text("（未声明动作）", "(no action declared)"),
}

WALL: dict[str, Text] = {
    "sign-in": Text("登录", "Sign-in"),
    "consent": Text("隐私同意", "Consent"),
    "permission": Text("系统权限", "Permission"),
    "captcha": Text("验证码", "Captcha"),
    "real-name": Text("实名认证", "Real-name check"),
    "crash": Text("崩溃", "Crash"),
    "form": Text("表单", "Form"),
}
"""What stands in the way on a page."""

FEATURE: dict[str, Text] = {
    "dialog": Text("弹窗", "Dialog"),
    "tab": Text("标签", "Tab"),
    "permission": Text("权限窗口", "Permission window"),
    "keyboard": Text("键盘", "Keyboard"),
    "signed-in": Text("已登录", "Signed in"),
    "field": Text("输入框", "Field"),
    "menu": Text("菜单", "Menu"),
    "sheet": Text("底部弹层", "Bottom sheet"),
    "system": Text("系统窗口", "System window"),
}
"""What makes a state of a page, up to the colon."""

DRIFT: dict[str, Text] = {
    "missing": Text("已声明，未见到", "declared, not found"),
    "undeclared": Text("见到了，未声明", "found, not declared"),
    "elsewhere": Text("路通向别处", "a way leads elsewhere"),
}


def source(key: str) -> Text:
    """Where a launch's figure comes from; the platform's own words stay."""
    return START_SOURCE.get(key, Text(key, key))


def size(count: int) -> str:
    """Bytes as people read them, in units of a thousand."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"


def action(done: Action, says: str = "") -> Text:
    """The action in the reader's words; `says` is what the widget says, where the locator does not tell."""
    named = f"“{says}”" if says else done.locator
    on = " ".join(str(part) for part in (named, done.value) if part)
    verb = ACTION[done.kind]
    return Text(f"{verb.zh} {on}".strip(), f"{verb.en} {on}".strip())


def wall(kind: str) -> Text:
    """What stands in the way, in the reader's words."""
    return WALL.get(kind, Text(kind, kind))


def state(features: Iterable[str]) -> Text:
    """What sets a state apart from the plain page."""
    told = [feature.partition(":") for feature in features]
    kinds = [(FEATURE.get(kind, Text(kind, kind)), what) for kind, _, what in told]
    if not kinds:
        return Text("原样", "As it is")
    zh, en = ([f"{kind.of(lang)}{colon}{what}" if what else kind.of(lang) for kind, what in kinds]
              for lang, colon in (("zh", "："), ("en", ": ")))  # fmt: skip
    return Text("，".join(zh), ", ".join(en))


def duration(ms: float | None) -> Text:
    """A length of time as people say it."""
    if ms is None:
        return Text("未知", "unknown")
    if ms < 60_000:
        return Text(f"{ms / 1000:.1f} 秒", f"{ms / 1000:.1f} s")
    minutes, seconds = divmod(round(ms / 1000), 60)
    return Text(f"{minutes} 分 {seconds} 秒", f"{minutes} min {seconds} s")


def moment(started_at: str) -> Text:
    """A moment of ISO 8601 as people write it, in UTC; the text itself when it is none."""
    try:
        at = datetime.fromisoformat(started_at).astimezone(UTC)
    except ValueError:
        return Text(started_at, started_at)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[at.month - 1]
    clock = f"{at:%H:%M}"
    return Text(f"{at.year}年{at.month}月{at.day}日 {clock}（UTC）", f"{at.day} {month} {at.year}, {clock} UTC")
