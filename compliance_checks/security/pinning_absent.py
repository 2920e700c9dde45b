"""A server that app.yaml names under pinned_hosts can be read through the proxy.

An app that pins its servers' keys refuses the proxy's certificate even where the phone trusts it (OWASP
MASTG-TEST-0244), so its requests cannot be read. Only declared hosts are judged: pinning is a decision of the team.

Not seen: hosts that were not contacted, which leave the check undecided, and pinning that only some requests have.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("声明的域名做了证书绑定", "Declared hosts are pinned"),
    title_fail=Text("声明要绑定证书的域名没有绑定", "Hosts declared as pinned are not"),
    why=Text(
        "手机里多一张被信任的证书，攻击者就能读取没有绑定的通信。",
        "With one more trusted certificate on the phone, traffic without pinning can be read.",
    ),
    advice=Text(
        "在网络安全配置的 <pin-set> 或 OkHttp 的 CertificatePinner 里加入该域名的公钥指纹，并准备备用指纹。",
        "Add the host's key to a <pin-set> of the network security configuration or to OkHttp's CertificatePinner, "
        "with a backup key.",
    ),
)
def pinning_absent(traffic: Traffic) -> Iterator[Verdict]:
    if not traffic.pinned_hosts:
        text = Text("app.yaml 没有声明 pinned_hosts", "app.yaml declares no pinned_hosts")
        yield Verdict(Status.not_applicable, text)
    refused = {one.host for one in traffic.uninspected} | {one.host for one in traffic.probes}
    for host in traffic.pinned_hosts:
        read = [flow for flow in traffic.flows if flow.host == host and flow.tls]
        if read:
            zh = f"{host}：{len(read)} 个请求可被代理读取"
            en = f"{host}: {len(read)} requests could be read through the proxy"
            shown = tuple(request(flow) for flow in read[:3])
            yield Verdict(Status.fail, Text(zh, en), subject=host, evidence=shown)
        elif host not in refused:
            text = Text(f"{host}：本次运行没有连接过", f"{host}: was not contacted in this run")
            yield Verdict(Status.inconclusive, text, subject=host)
