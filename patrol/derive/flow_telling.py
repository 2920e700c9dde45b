"""What checks on flows of values have in common: a flow in words, its evidence, and which flows they look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from patrol.derive.evidence import request, table
from patrol.derive.sayings import said
from patrol.derive.value_flows import Form, Party, ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Flow, Traffic
from patrol.model.values import Place
from patrol.model.verdict import Call, Evidence, Status, Verdict

REQUESTS_SHOWN = 3
PERSONAL = frozenset({"C2", "C3"})
SHARED_WITH_ALL = frozenset({"SD-IP", "SD-C1-ACCOUNT-META", "SD-CN-USCC", "SD-API-SECRET", "SD-CRYPTO-CONST"})
"""Types that say nothing of one person."""
PASSWORD = "SD-PAY-PASSWORD"
VOLATILE = re.compile(r"[0-9a-f]{8,}|\d{3,}")

FORMS = {
    Form.plain: Text("明文", "in clear"),
    Form.encoded: Text("可还原的编码", "encoded so that anybody can undo it"),
    Form.hashed: Text("散列值", "hashed"),
}
PLACES = {
    Place.url: Text("网址", "the URL"),
    Place.header: Text("请求头", "a header"),
    Place.cookie: Text("Cookie", "a cookie"),
    Place.body: Text("请求体", "the body"),
    Place.socket: Text("WebSocket消息", "a WebSocket message"),
    Place.answer: Text("响应", "the answer"),
    Place.log: Text("日志", "the log"),
    Place.file: Text("文件", "a file"),
    Place.database: Text("数据库", "a database"),
    Place.preferences: Text("SharedPreferences", "shared preferences"),
    Place.external: Text("共享存储", "shared storage"),
    Place.clipboard: Text("剪贴板", "the clipboard"),
    Place.screen: Text("界面", "the screen"),
    Place.notification: Text("通知", "a notification"),
    Place.image: Text("图片", "a picture"),
    Place.call: Text("调用", "a call"),
}


def personal(flow: ValueFlow) -> bool:
    """Whether it is of one person or one phone: C2 and C3, identifiers, location, behaviour."""
    return bool(flow.kind) and flow.kind not in SHARED_WITH_ALL and (bool(flow.level in PERSONAL) or flow.level == "")


def what(flow: ValueFlow) -> Text:
    """`手机号 138***8000（来自“登录”页的“手机号”，C2）以散列值（md5 hex）`."""
    form = FORMS[flow.form]
    steps = f"（{'、'.join(flow.steps)}）" if flow.steps else ""
    steps_en = f" ({', '.join(flow.steps)})" if flow.steps else ""
    whence = "，".join(part for part in (f"来自{flow.source.zh}" if flow.source.zh else "", flow.level) if part)
    whence_en = ", ".join(part for part in (f"from {flow.source.en}" if flow.source.en else "", flow.level) if part)
    shown = f" {flow.masked}" if flow.masked else ""
    zh = f"{flow.name.zh}{shown}{f'（{whence}）' if whence else ' '}以{form.zh}{steps}"
    en = f"{flow.name.en}{shown}{f' ({whence_en})' if whence_en else ''}, {form.en}{steps_en}"
    return Text(zh, en)


def whom(flow: ValueFlow) -> Text:
    """Host, and whose it is."""
    known = {
        Party.own: Text("本应用的服务器", "the app's own server"),
        Party.sdk: Text(f"SDK {flow.sdk}", f"SDK {flow.sdk}"),
        Party.unknown: Text("未知第三方", "an unknown third party"),
        Party.bad: Text("已知不良主机", "a host known to be bad"),
    }
    whose = known.get(flow.party)
    return (
        Text(f"{flow.target}（{whose.zh}）", f"{flow.target} ({whose.en})") if whose else Text(flow.target, flow.target)
    )


def subject(flow: ValueFlow) -> str:
    """The same in the next build: the type, and the target without numbers that change."""
    target = flow.target if flow.sent else VOLATILE.sub("…", flow.target.partition("#")[0])
    return f"{flow.kind or flow.value} → {target}"


def evidence(flows: Iterable[ValueFlow], traffic: Traffic | None) -> tuple[Evidence, ...]:
    """The flow as a table, the requests that carried it, and the calls that had it."""
    flows = list(flows)
    by_id = {one.id: one for one in traffic.flows} if traffic else {}
    shown: list[Evidence] = [_table(flows)]
    shown += [request(by_id[id]) for id in islice(_flow_ids(flows, by_id), REQUESTS_SHOWN)]
    calls = dict.fromkeys(call for flow in flows for call in flow.calls)
    shown += [Call(api=call, at_ms=flows[0].first_ms) for call in islice(calls, 2)]
    return tuple(shown)


def _flow_ids(flows: Iterable[ValueFlow], by_id: dict[str, Flow]) -> Iterator[str]:
    seen = dict.fromkeys(one.where for flow in flows for one in flow.sightings if one.where in by_id)
    return iter(seen)


BY_LOOK = Text("按形态识别", "known by its look")
COLUMNS = (("值", "value"), ("来自", "from"), ("位置", "place"), ("去向", "to"), ("形态", "form"), ("字段", "field"))
MORE = (("次数", "times"),)


def _table(flows: list[ValueFlow]) -> Evidence:
    rows = [
        (
            Text(f"{flow.name.zh} {flow.masked}", f"{flow.name.en} {flow.masked}"),
            flow.source if flow.value else BY_LOOK,
            PLACES[flow.place],
            flow.target if flow.target != flow.place.value else "–",
            " → ".join(flow.steps) or FORMS[flow.form],
            flow.sightings[0].field or "–",
            flow.count,
        )
        for flow in flows
    ]
    return table((*COLUMNS, *MORE), rows, at_ms=min(flow.first_ms for flow in flows))


def unlooked(flows: ValueFlows, *places: Place) -> Iterator[Verdict]:
    """One inconclusive verdict with why, where one of these places could not be looked into; else nothing."""
    why: dict[str, list[Text]] = {}
    for place in Place:  # in one order, whatever order they come in
        if place in places and place in flows.unlooked:
            why.setdefault(flows.unlooked[place], []).append(PLACES[place])
    if why:
        zh = "；".join(f"没有看过{'、'.join(one.zh for one in names)}：{said(note).zh}" for note, names in why.items())
        en = "; ".join(f"not looked into: {', '.join(one.en for one in names)}: {note}" for note, names in why.items())
        yield Verdict(Status.inconclusive, Text(zh, en))


def unsent(traffic: Traffic | None) -> Iterator[Verdict]:
    """One inconclusive verdict where no request could be read: what was sent, nobody saw; else nothing."""
    if traffic is None:
        yield Verdict(Status.inconclusive, Text("本次运行没有读到任何请求", "no request was read in this run"))
    elif traffic.uninspected and not traffic.flows:
        count = len(traffic.uninspected)
        text = Text(f"{count} 个连接一个也没能查看", f"none of {count} connections could be read")
        yield Verdict(Status.inconclusive, text)


def verdicts(
    flows: Iterable[ValueFlow], say: Callable[[ValueFlow], Text], traffic: Traffic | None, status: Status = Status.fail
) -> Iterator[Verdict]:
    """One for each subject, told by its plainest flow."""
    groups: dict[str, list[ValueFlow]] = {}
    for flow in flows:
        groups.setdefault(subject(flow), []).append(flow)
    for name, group in groups.items():
        group.sort(key=lambda flow: (len(flow.steps), flow.first_ms))
        yield Verdict(status, say(group[0]), subject=name, evidence=evidence(group, traffic))
