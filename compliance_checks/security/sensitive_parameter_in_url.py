"""A password, token, card or phone number stands in a URL.

URLs end up in the logs of servers, gateways and proxies, TLS or not (OWASP MASVS-STORAGE-2; JR/T 0171 classes such
values as C2 and C3). Parameters are known by their name, and values by their shape.

Not seen: values that are encrypted or hashed, and requests to pinned hosts.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request
from patrol.derive.sensitive import in_query
from patrol.derive.statistics import often
from patrol.derive.traffic import Endpoints
from patrol.model.record import Text
from patrol.model.traffic import Flow
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("网址里没有敏感信息", "URLs carry nothing sensitive"),
    title_fail=Text("敏感信息出现在网址里", "Sensitive values stand in URLs"),
    why=Text(
        "网址会被服务器、网关和代理记进日志，敏感信息随之扩散。",
        "Servers, gateways and proxies write URLs into their logs, and what is in them spreads.",
    ),
    advice=Text(
        "把该参数移到 HTTPS 请求体或 Authorization 请求头，并清理服务端日志里已有的记录。",
        "Move the parameter into the body of an HTTPS request or the Authorization header, and clean the logs.",
    ),
)
def sensitive_parameter_in_url(requests: Endpoints, *, ignored_parameters: tuple[str, ...] = ()) -> Iterator[Verdict]:
    for endpoint in requests.endpoints:
        found: dict[tuple[str, str], tuple[Flow, Text, int]] = {}
        for flow in endpoint.flows:
            for parameter, what in in_query(flow.path) if "?" in flow.path or "#" in flow.path else ():
                if parameter not in ignored_parameters:
                    first, name, count = found.get((parameter, what.kind), (flow, what.name, 0))
                    found[parameter, what.kind] = (first, name, count + 1)
        for (parameter, _), (flow, name, count) in found.items():
            zh = f"{endpoint.key}：参数 {parameter} 带有{name.zh}（{count} 次）"
            en = f"{endpoint.key}: parameter {parameter} carries a {name.en} ({often(count)})"
            subject = f"{endpoint.key}?{parameter}"
            yield Verdict(Status.fail, Text(zh, en), subject=subject, evidence=(request(flow),))
