"""The reader's words for the privacy part: phases of consent, kinds of collectors, places, forms, password probes."""

from __future__ import annotations

from patrol.model.consent import ConsentPhase
from patrol.model.record import Text

PHASE: dict[ConsentPhase, Text] = {
    ConsentPhase.before_notice: Text("首启，提示前", "before the notice"),
    ConsentPhase.asked: Text("提示显示中，未同意", "asked, not agreed"),
    ConsentPhase.refused: Text("拒绝后", "refused"),
    ConsentPhase.foreground: Text("同意后，前台使用", "agreed, in use"),
    ConsentPhase.idle: Text("同意后，静默", "agreed, idle"),
    ConsentPhase.background: Text("同意后，后台", "agreed, background"),
    ConsentPhase.permission_refused: Text("同意后，拒绝了权限", "agreed, permission refused"),
    ConsentPhase.withdrawn: Text("撤回同意后", "withdrawn"),
    ConsentPhase.unknown: Text("阶段未知", "phase unknown"),
}

WITHOUT_CONSENT = frozenset(
    {ConsentPhase.before_notice, ConsentPhase.asked, ConsentPhase.refused, ConsentPhase.withdrawn}
)
"""The user has not agreed, or no longer does."""

KIND: dict[str, Text] = {
    "app": Text("App 自身", "the app"),
    "sdk": Text("第三方 SDK", "third-party SDK"),
    "unknown": Text("未知代码", "unknown code"),
    "system": Text("系统", "the system"),
}

PLACE: dict[str, Text] = {
    "url": Text("请求地址", "address of a request"),
    "header": Text("请求头", "request header"),
    "cookie": Text("Cookie", "cookie"),
    "body": Text("请求体", "request body"),
    "answer": Text("响应", "answer"),
    "socket": Text("WebSocket 消息", "WebSocket message"),
    "log": Text("日志", "device log"),
    "file": Text("应用文件", "file of the app"),
    "database": Text("数据库", "database"),
    "preferences": Text("SharedPreferences", "shared preferences"),
    "external": Text("外部存储", "shared storage"),
    "clipboard": Text("剪贴板", "clipboard"),
    "screen": Text("界面", "screen"),
    "notification": Text("通知", "notification"),
    "image": Text("图片", "image"),
    "call": Text("调用参数", "argument of a call"),
}

PARTY: dict[str, Text] = {
    "own": Text("App 自己的服务器", "the app's own host"),
    "sdk": Text("第三方 SDK 的服务器", "an SDK's host"),
    "unknown": Text("未知主机", "unknown host"),
    "bad": Text("列为有害的主机", "host listed as bad"),
    "phone": Text("留在手机上", "stays on the phone"),
}

FORM: dict[str, Text] = {
    "plain": Text("明文", "in clear"),
    "encoded": Text("可还原的编码", "encoded"),
    "hashed": Text("散列", "hashed"),
}

PROBE: dict[str, Text] = {
    "keyboard": Text("自带安全键盘", "keyboard of its own"),
    "shuffle": Text("键位打乱", "keys shuffled"),
    "screenshot": Text("禁止截屏录屏", "screenshots refused"),
    "tree": Text("界面树读不到", "not in the UI tree"),
    "events": Text("无障碍事件读不到", "not in accessibility events"),
    "echo": Text("回显掩码", "echo masked"),
    "paste": Text("禁止粘贴", "paste refused"),
    "copy": Text("禁止复制", "copy refused"),
    "autofill": Text("不交给自动填充", "no autofill"),
    "overlay": Text("防覆盖", "overlays kept off"),
    "memory": Text("离开后内存无残留", "not left in memory"),
    "lockout": Text("多次错误后锁定", "locks out"),
}
"""Of patrol.model.passwords.ProbeKind: the good that is hoped for."""

OUTCOME: dict[str, Text] = {
    "protected": Text("有保护", "protected"),
    "exposed": Text("暴露", "exposed"),
    "untried": Text("未能测试", "not tried"),
}

OUTCOME_SYMBOL = {"protected": "✓", "exposed": "✗", "untried": "?"}


def encryption(encrypted: bool | None) -> Text:
    """How it travelled."""
    if encrypted is None:
        return Text("不经网络", "not sent")
    return Text("加密传输", "encrypted") if encrypted else Text("明文传输", "not encrypted")


def yes(value: bool | None) -> Text:
    """Yes, no, or nobody knows."""
    return Text("未知", "unknown") if value is None else Text("是", "yes") if value else Text("否", "no")


def named(table: dict[str, Text], key: str) -> Text:
    return table.get(key) or Text(key, key)
