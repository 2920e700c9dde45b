"""What could not be seen: calls before the hooks stood, dropped events, connections that stayed closed, places that
nobody could look into. A verdict is worth as much as this list is short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from patrol.derive.facts import Facts
from patrol.derive.hook_sight import Blind, HookSight
from patrol.derive.sayings import said
from patrol.model.artifacts import GatherFailure
from patrol.model.calls import Calls
from patrol.model.compliance import Unseen
from patrol.model.passwords import Passwords
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Record, Text
from patrol.model.recorded import NOT_RECORDED
from patrol.model.scan import Scan
from patrol.model.traffic import Traffic
from patrol.model.values import Values

MOST_BLIND = 20
"""Reasons for gaps between hooks that are listed; the rest is counted."""

NAMES: tuple[tuple[type[Record], Text], ...] = (
    (Calls, Text("敏感调用", "Sensitive calls")),
    (Traffic, Text("网络请求", "Requests")),
    (Values, Text("敏感数据的去向", "Where values go")),
    (Passwords, Text("密码控件", "Password fields")),
    (Scan, Text("安装包", "The APK")),
)


def unseen(facts: Facts) -> tuple[Unseen, ...]:
    """Whole recordings first, then gaps inside them."""
    return (*_missing(facts), *_calls(facts), *_traffic(facts), *_places(facts), *_texts(facts))


def _missing(facts: Facts) -> Iterator[Unseen]:
    for kind, name in NAMES:
        found = facts.get(kind)
        if isinstance(found, GatherFailure):
            left_out = Text("本次运行没有记录", "not recorded in this run")
            why = left_out if found.message == NOT_RECORDED else said(found.message)
            yield Unseen(name, why, said(found.advice) if found.advice else None)


def _calls(facts: Facts) -> Iterator[Unseen]:
    sight = facts.find(HookSight)
    if sight is None:
        return
    by_reason: dict[tuple[str, str], list[Blind]] = {}
    for blind in sight.blind:
        by_reason.setdefault((blind.why.en, blind.advice), []).append(blind)
    for found in list(by_reason.values())[:MOST_BLIND]:
        yield _blind(found)
    if len(by_reason) > MOST_BLIND:
        more = len(by_reason) - MOST_BLIND
        yield Unseen(
            Text("更多时段的敏感调用", "Sensitive calls at other times"), Text(f"{more} 种原因", f"{more} reasons")
        )
    missing = {one: why for process in sight.processes for one, why in process.missing}
    if missing:
        names = ", ".join(list(missing)[:5]) + (f" +{len(missing) - 5}" if len(missing) > 5 else "")
        yield Unseen(
            Text(f"{len(missing)} 个接口的调用", f"Calls of {len(missing)} APIs"),
            Text(f"没有挂上：{names}", f"could not be hooked: {names}"),
        )
    for note in dict.fromkeys(one.note for one in sight.processes if one.note):
        yield Unseen(Text("应用进程", "The app's processes"), said(note))


def _blind(found: Sequence[Blind]) -> Unseen:
    """Gaps with one reason, from the first to the last."""
    start = _clock(min(one.from_ms for one in found))
    ends = [one.to_ms for one in found if one.to_ms is not None]
    open_end = len(ends) < len(found)
    until = Text("结束", "the end") if open_end else Text(_clock(max(ends)), _clock(max(ends)))
    times = Text(f"，{len(found)} 段", f", {len(found)} gaps") if len(found) > 1 else Text("", "")
    what = Text(f"{start} 到{until.zh}的敏感调用{times.zh}", f"Sensitive calls from {start} to {until.en}{times.en}")
    advice = found[0].advice
    return Unseen(what, found[0].why, said(advice) if advice else None)


def _traffic(facts: Facts) -> Iterator[Unseen]:
    traffic = facts.find(Traffic)
    hosts = Counter((one.host, one.reason) for one in traffic.uninspected) if traffic else Counter()
    for (host, reason), count in hosts.most_common(40):
        yield Unseen(
            Text(f"到 {host} 的 {count} 个连接", f"{count} connection{'s' if count > 1 else ''} to {host}"),
            _closed(reason),
        )


def _closed(reason: str) -> Text:
    """Without the proxy's long explanation."""
    short = reason.partition(": ")[0]
    return Text(f"内容无法查看：{CLOSED.get(short, short)}", f"their content could not be read: {short}")


CLOSED = {
    "the app refused the proxy's certificate": "应用拒绝代理的证书",
    "client certificate": "要求客户端证书",
    "not HTTP": "不是 HTTP",
}

HOW = {
    "virtual": Text("虚拟手机", "on the virtual phone"),
    "spawn": Text("启动时挂入", "spawned suspended"),
    "spawn-gating": Text("启动时挂入（spawn gating）", "spawned suspended (spawn gating)"),
    "attach": Text("运行中附加", "attached while it ran"),
    "gadget": Text("应用内置 gadget", "a gadget inside the app"),
}


def _places(facts: Facts) -> Iterator[Unseen]:
    values = facts.find(Values)
    for place in values.looked if values else ():
        if place.note:
            yield Unseen(PLACES.get(place.place.value, Text(place.place, place.place)), said(place.note))


PLACES = {
    "url": Text("请求地址", "Addresses of requests"),
    "header": Text("请求头", "Headers"),
    "cookie": Text("Cookie", "Cookies"),
    "body": Text("请求体", "Bodies of requests"),
    "answer": Text("响应", "Answers"),
    "socket": Text("WebSocket 消息", "WebSocket messages"),
    "log": Text("日志", "The log"),
    "file": Text("应用文件", "Files of the app"),
    "database": Text("数据库", "Databases"),
    "preferences": Text("SharedPreferences", "Shared preferences"),
    "external": Text("外部存储", "Shared storage"),
    "clipboard": Text("剪贴板", "The clipboard"),
    "screen": Text("界面树", "The UI tree"),
    "notification": Text("通知", "Notifications"),
    "image": Text("图片", "Images"),
    "call": Text("调用参数", "Arguments of calls"),
}
"""Where values are looked for, in the reader's words."""


def _texts(facts: Facts) -> Iterator[Unseen]:
    declared = facts.find(DeclaredPrivacy)
    texts = declared.texts if declared else ()
    for text in texts:
        if text.error:
            what = Text(f"声明文本 {text.source}", f"Declared text {text.source}")
            yield Unseen(what, said(text.error))
    if not texts:
        yield Unseen(
            Text("应用声明了哪些 SDK", "Which SDKs the app declares"),
            Text("app.yaml 没有给出隐私政策或 SDK 清单", "app.yaml names no privacy policy and no SDK list"),
            Text("在 app.yaml 的 privacy: 里写明", "name them under privacy: in app.yaml"),
        )


def how_hooked(calls: Calls) -> Text:
    """The way into the processes and what stands there."""
    methods = max((one.methods for one in calls.processes), default=0)
    natives = max((one.natives for one in calls.processes), default=0)
    count = len(_pids(one.pid for one in calls.processes))
    how = HOW.get(calls.how) or Text(calls.how or "未知方式", calls.how or "in an unknown way")
    return Text(
        f"{how.zh}；{count} 个进程，{methods} 个 Java 方法、{natives} 个本地函数；"
        f"Frida {calls.client or '?'} / {calls.server or '?'}",
        f"{how.en}; {count} processes, {methods} Java methods and {natives} native functions;"
        f" Frida {calls.client or '?'} here, {calls.server or '?'} on the phone",
    )


def _pids(pids: Iterable[int]) -> set[int]:
    return set(pids)


def _clock(ms: int) -> str:
    return f"{ms // 60_000}:{ms // 1000 % 60:02d}"
