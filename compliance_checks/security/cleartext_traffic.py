"""A request is sent over HTTP without TLS.

OWASP MASVS-NETWORK-1; financial apps must use an encrypted channel throughout (JR/T 0092).

Not seen: traffic that does not go through the proxy (own sockets, UDP), and what runs on a page that was not visited.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request
from patrol.derive.traffic import Endpoints
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

SCHEMES = ("http", "ws")


@check(
    title_pass=Text("请求都经过加密传输", "All requests are encrypted"),
    title_fail=Text("有请求明文传输", "Requests are sent in clear text"),
    why=Text(
        "同一网络里的任何人都能看到并改写明文内容。", "Anyone on the same network can read and change clear text."
    ),
    advice=Text(
        "把地址改为 https，并在网络安全配置里设 cleartextTrafficPermitted=false，让遗漏的明文请求直接失败。",
        "Use https, and set cleartextTrafficPermitted=false in the network security configuration, so that what was "
        "forgotten fails.",
    ),
)
def cleartext_traffic(requests: Endpoints, *, allowed_hosts: tuple[str, ...] = ()) -> Iterator[Verdict]:
    for endpoint in requests.endpoints:
        plain = [flow for flow in endpoint.flows if flow.scheme in SCHEMES and flow.host not in allowed_hosts]
        if plain:
            zh = f"{endpoint.key}：{len(plain)} 次明文请求"
            en = f"{endpoint.key}: {len(plain)} requests in clear text"
            shown = tuple(request(flow) for flow in plain[:5])
            yield Verdict(Status.fail, Text(zh, en), subject=endpoint.key, evidence=shown)
