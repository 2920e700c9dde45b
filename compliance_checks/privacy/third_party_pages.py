"""For a person: whether pages and mini-programs of others are handed personal information.

Item 5.3 of the 2019 measures. Hosts that the app's web pages came from are laid out; those of app.yaml's `hosts` are
its own. Without others there is nothing to decide.

Not seen: what a bridge between app and page hands over; the checks on values tell what went out.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("未向接入的第三方页面提供信息", "Pages of others get nothing unasked"),
    title_fail=Text("向接入的第三方页面提供了信息", "Pages of others are handed information"),
    why=Text(
        "H5和小程序背后是另一家公司，用户以为还在本App里。",
        "Behind such a page stands another company, while users think they are still in the app.",
    ),
    advice=Text(
        "跳转前告知并征得同意，不通过桥接口或网址参数带出个人信息。",
        "Tell users before they leave, and hand nothing over by bridges or addresses.",
    ),
)
def third_party_pages(traffic: Traffic) -> Iterator[Verdict]:
    hosts: dict[str, str] = {}
    for flow in traffic.flows:
        if "text/html" in flow.response.content_type:
            hosts.setdefault(flow.host, flow.url)
    if not hosts:
        yield Verdict(Status.not_applicable, Text("没有打开过网页", "no web page was opened"))
        return
    text = Text("请判断这些页面的归属及带给它们的信息", "Decide whose these pages are and what they are handed")
    columns = [("主机", "host"), ("地址", "address")]
    yield Verdict(Status.manual, text, "web-pages", (table(columns, hosts.items()),))
