"""Something about the user or the phone is sent to a host that must get nothing.

The hosts are app.yaml's `bad_hosts`: those of withdrawn SDKs, of data traders, of a supplier whose contract ended.

Not seen: what is encrypted inside the message; requests to pinned hosts.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.flow_telling import personal, unsent, verdicts, what, whom
from patrol.derive.value_flows import Party, ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("没有个人信息发往禁止的主机", "Nothing personal goes to a forbidden host"),
    title_fail=Text("个人信息发往禁止的主机", "Personal values go to forbidden hosts"),
    why=Text("该主机被列为不得接收任何用户信息。", "The host is listed as one that may get nothing of a user's."),
    advice=Text("移除发送它的代码或SDK，并通知接收方删除已收到的数据。", "Remove the code or the SDK that sends it."),
)
def value_to_bad_host(flows: ValueFlows, traffic: Traffic) -> Iterator[Verdict]:
    def say(flow: ValueFlow) -> Text:
        value, to = what(flow), whom(flow)
        return Text(f"{value.zh}发往{to.zh}", f"{value.en}, goes to {to.en}")

    yield from verdicts((flow for flow in flows.sent() if flow.party is Party.bad and personal(flow)), say, traffic)
    yield from unsent(traffic)
