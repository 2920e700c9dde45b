"""The app goes on when a server's certificate is signed by nobody it trusts.

At the end of a run the app is started anew, and every connection is shown a certificate of an authority that was made a
moment before and is in no store (OWASP MASTG-TEST-0282). An app that sends its request all the same does not check.

Not seen: servers that the app did not talk to in this phase, such as those behind a sign-in.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.network import Probe
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.verdict import ColumnKind, Status, Verdict


@check(
    title_pass=Text("应用拒绝不可信的证书", "The app refuses certificates that nobody vouches for"),
    title_fail=Text("应用接受不可信的证书", "The app accepts a certificate that nobody vouches for"),
    why=Text(
        "同一网络里的任何人都能冒充服务器，读取和改写密码与交易。",
        "Anyone on the same network can pose as the server, and read and change passwords and payments.",
    ),
    advice=Text(
        "删除自定义的 X509TrustManager、HostnameVerifier 和 onReceivedSslError 里的放行代码，用系统默认校验。",
        "Remove the custom X509TrustManager, HostnameVerifier or onReceivedSslError that lets everything pass, and use "
        "the system's own check.",
    ),
)
def certificate_not_checked(traffic: Traffic) -> Iterator[Verdict]:
    if not any(flow.scheme in ("https", "wss") for flow in traffic.flows) and not traffic.probes:
        text = Text("没有 HTTPS 请求", "no request over HTTPS")
        yield Verdict(Status.not_applicable, text)
        return
    if not traffic.probes:
        text = Text("没有连接被试探：本次运行没有这一阶段", "no connection was probed: the run had no such phase")
        yield Verdict(Status.inconclusive, text)
    accepted: dict[str, list[Probe]] = {}
    for probe in traffic.probes:
        if probe.accepted:
            accepted.setdefault(probe.host, []).append(probe)
    for host, probes in accepted.items():
        rows = [(probe.at_ms, f"{probe.host}:{probe.port}", probe.request) for probe in probes[:10]]
        columns = [
            ("时刻", "when", ColumnKind.moment),
            ("服务器", "server"),
            ("照样发出的请求", "request sent all the same"),
        ]
        zh = f"{host}：出示不可信证书后仍发出 {len(probes)} 个请求（{probes[0].request}）"
        en = f"{host}: sent {len(probes)} requests to an untrusted certificate ({probes[0].request})"
        shown = table(columns, rows, at_ms=probes[0].at_ms)
        yield Verdict(Status.fail, Text(zh, en), subject=host, evidence=(shown,))
