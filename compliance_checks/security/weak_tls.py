"""A connection uses TLS before 1.2, or a cipher that is broken.

RFC 8996 takes TLS 1.0 and 1.1 out of use; RFC 9325 section 4.2 forbids NULL, export, RC4 and ciphers under 112 bits.
Both halves are seen: what the app agrees on with the proxy, and what its server agrees on with the proxy.

Not seen: connections that could not be opened up, and what a server would accept from a worse client.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request
from patrol.derive.statistics import often
from patrol.derive.traffic import Endpoints
from patrol.model.record import Text
from patrol.model.traffic import Flow
from patrol.model.verdict import Status, Verdict

OLD = ("SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1")
BROKEN = re.compile(r"NULL|EXP|RC4|RC2|DES-CBC|DES-CBC3|3DES|ADH|AECDH|MD5", re.I)
"""In OpenSSL's names of ciphers."""


@check(
    title_pass=Text("加密通道使用安全的TLS", "Connections use TLS 1.2 or newer"),
    title_fail=Text("有连接使用弱TLS", "Connections use weak TLS"),
    why=Text(
        "旧版TLS和弱算法可被同网络的攻击者降级或破解，内容等于没有加密。",
        "Old TLS and weak ciphers can be broken by whoever is on the same network.",
    ),
    advice=Text(
        "在服务端关闭TLS 1.0、1.1和弱套件；客户端用 ConnectionSpec.MODERN_TLS 或 RESTRICTED_TLS。",
        "Switch TLS 1.0, 1.1 and weak suites off at the server; use ConnectionSpec.MODERN_TLS or RESTRICTED_TLS in the "
        "app.",
    ),
)
def weak_tls(requests: Endpoints) -> Iterator[Verdict]:
    found: dict[tuple[str, str], list[Flow]] = {}
    for endpoint in requests.endpoints:
        for flow in endpoint.flows:
            if weak := _weak(flow.tls, flow.cipher):
                found.setdefault((flow.host, f"app: {weak}"), []).append(flow)
            if weak := _weak(flow.server_tls, flow.server_cipher):
                found.setdefault((flow.host, f"server: {weak}"), []).append(flow)
    for (host, what), flows in found.items():
        side, _, weak = what.partition(": ")
        who = Text("应用", "the app") if side == "app" else Text("服务端", "the server")
        zh = f"{host}：{who.zh}只协商到 {weak}（{len(flows)} 次）"
        en = f"{host}: {who.en} agrees on {weak} ({often(len(flows))})"
        yield Verdict(Status.fail, Text(zh, en), subject=f"{host} {side}", evidence=(request(flows[0]),))


def _weak(version: str, cipher: str) -> str:
    if version in OLD:
        return f"{version} {cipher}".strip()
    return cipher if cipher and BROKEN.search(cipher) else ""
