"""After signing out, a token or data of the account still lies in the app's files.

A file is looked at when the journey that signed out has ended. The sign-in name may stay (`ignored_kinds`), so that
the user need not type it again.

Not seen: on a phone that is neither rooted nor runs a debuggable build, the app's files; values that are encrypted
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from patrol.audit.check import check
from patrol.derive.flow_telling import PLACES, unlooked, verdicts, what
from patrol.derive.signed_out import SignedOut
from patrol.derive.value_flows import ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.values import Place
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("退出登录后不再留存账户信息", "Nothing of the account is kept after sign-out"),
    title_fail=Text("退出登录后仍留存账户信息或令牌", "Tokens or account data are kept after sign-out"),
    why=Text(
        "下一个使用手机的人可借此恢复会话或读到账户信息。",
        "The next user of the phone can resume the session or read the account.",
    ),
    advice=Text(
        "退出时清除令牌、缓存与数据库，并在服务端注销会话。",
        "On sign-out, delete token, caches and rows, and end the session on the server.",
    ),
)
def kept_after_sign_out(
    flows: ValueFlows,
    out: SignedOut,
    traffic: Traffic | None,
    *,
    ignored_kinds: tuple[str, ...] = ("SD-CN-MOBILE", "SD-ANDROID-ID", "SD-OAID", "SD-SERIAL", "SD-MAC", "SD-IMEI"),
) -> Iterator[Verdict]:
    def after(flow: ValueFlow) -> str:
        return next((journey for seen in flow.sightings if (journey := out.at(seen.at_ms))), "")

    def say(flow: ValueFlow) -> Text:
        value, place, journey = what(flow), PLACES[flow.place], out.name(after(flow))
        zh = f"流程“{journey.zh}”退出登录之后，{value.zh}仍在{place.zh} {flow.target}"
        return Text(zh, f"after “{journey.en}” signed out, {value.en}, still lies in {place.en} {flow.target}")

    if not out.spans:
        yield Verdict(Status.not_applicable, Text("没有旅程退出登录", "no journey signed out"))
        return
    kept = (flow for flow in flows.flows if flow.stored and flow.kind and flow.kind not in ignored_kinds)
    yield from verdicts((_only(flow, out) for flow in kept if after(flow)), say, traffic)
    yield from unlooked(flows, Place.file, Place.database, Place.preferences)


def _only(flow: ValueFlow, out: SignedOut) -> ValueFlow:
    """The flow with what was seen of it after the sign-out: that alone is the finding."""
    seen = tuple(one for one in flow.sightings if out.at(one.at_ms))
    return replace(flow, sightings=seen, count=sum(one.count for one in seen))
