"""The privacy part in two short sentences, for the terminal."""

from __future__ import annotations

from patrol.model.compliance import Compliance
from patrol.model.record import Text
from patrol.report.flow_drawing import tone

NAMED = 3
"""Collectors named without consent; the rest is counted."""


def told(compliance: Compliance) -> tuple[Text | None, Text] | None:
    """(what is bad or None, what was seen); None when nothing of it was recorded."""
    if not compliance.anything or not (compliance.hooks or compliance.flows or compliance.passwords):
        return None
    callers = sum(1 for one in compliance.collectors if one.calls)
    flows, fields = len(compliance.flows) + compliance.flows_left_out, len(compliance.passwords)
    seen = Text(
        f"{callers} 个主体 {compliance.calls_seen} 次敏感调用，{flows} 条数据流向，{fields} 个密码输入框",
        f"{_many(compliance.calls_seen, 'sensitive call')} of {callers}, {_many(flows, 'flow')} of values,"
        f" {_many(fields, 'password field')}",
    )
    return _bad(compliance), seen


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _bad(compliance: Compliance) -> Text | None:
    parts: list[Text] = []
    early = [one for one in compliance.collectors if one.before_consent]
    if early:
        count = sum(one.before_consent for one in early)
        more = len(early) - NAMED
        zh = "、".join(one.name.zh for one in early[:NAMED]) + (f" 等 {len(early)} 个" if more > 0 else "")
        en = ", ".join(one.name.en for one in early[:NAMED]) + (f" and {more} more" if more > 0 else "")
        parts.append(Text(f"{count} 次调用未经同意（{zh}）", f"{_many(count, 'call')} without consent ({en})"))
    bad = sum(tone(flow) == "bad" for flow in compliance.flows)
    if bad:
        parts.append(Text(f"{bad} 条流向明文或外泄", f"{_many(bad, 'flow')} in clear or to where it should not go"))
    exposed = sum(any(answer.outcome == "exposed" for answer in one.answers) for one in compliance.passwords)
    if exposed:
        parts.append(Text(f"{exposed} 个密码输入框有暴露", f"{_many(exposed, 'password field')} exposed somewhere"))
    return Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts)) if parts else None
