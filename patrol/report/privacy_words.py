"""The reader's words for the privacy part: phases of consent, kinds of collectors, places, forms, password probes."""

from __future__ import annotations

from patrol.derive import password_words
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

PROBE, OUTCOME = password_words.PROBE, password_words.OUTCOME
OUTCOME_SYMBOL = {"protected": "✓", "exposed": "✗", "untried": "?"}

STAGES: dict[str, Text] = {
    "start-up": Text("启动测量", "start-up measurement"),
    "start-up/cold": Text("启动测量（冷启动）", "start-up measurement (cold)"),
    "start-up/warm": Text("启动测量（温启动）", "start-up measurement (warm)"),
    "start-up/hot": Text("启动测量（热启动）", "start-up measurement (hot)"),
    "passwords": Text("密码控件试验", "trials of the password fields"),
    "certificates": Text("不可信证书试验", "trial with an untrusted certificate"),
    "quiet": Text("静置观察", "left alone in front"),
    "quiet/background": Text("退到后台静置观察", "left alone in the background"),
    "self-start": Text("自启动观察", "watch for self-start"),
    "self-start/ended": Text("自启动观察：进程被结束后", "watch for self-start: after its process was ended"),
    "self-start/rebooted": Text("自启动观察：手机重启后", "watch for self-start: after a restart of the phone"),
    "trial": Text("同意试验", "consent trial"),
    "trial/refuse": Text("同意试验：拒绝", "consent trial: refusing"),
    "trial/accept": Text("同意试验：同意", "consent trial: agreeing"),
    "trial/functions": Text("同意试验：拒绝权限后使用功能", "consent trial: functions without permission"),
    "trial/rights": Text("同意试验：撤回与关闭推荐", "consent trial: withdrawing, switching off"),
}
"""What patrol did besides crawling and walking journeys (patrol.derive.stages)."""


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
