"""Authentication information (C3) goes out, or lies on the phone, where it can be read: card verification code,
expiry, track data, biometrics.

JR/T 0171 wants C3 neither shown, sent nor kept in clear, not even over TLS: a proxy or a log on the way would read it.
Passwords have checks of their own in the password control, and are judged here where they lie in files, on shared
storage, on the clipboard, in a notification or in the log. In the log values count that patrol typed or knows, under
whatever name: what only looks like one is sensitive-log's. A code or hash that anybody can undo counts as clear.

Not seen: what the app encrypts itself, unless hooks saw the plaintext; requests to pinned hosts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from patrol.audit.check import check
from patrol.derive.flow_telling import PASSWORD, PLACES, subject, unlooked, unsent, verdicts, what, whom
from patrol.derive.sensitive import masked_text
from patrol.derive.value_flows import Form, ValueFlow, ValueFlows
from patrol.model.devicelog import DeviceLog
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.values import Place
from patrol.model.verdict import Evidence, LogLines, Verdict


@check(
    title_pass=Text("鉴别信息没有明文出现", "Authentication information stands nowhere in clear"),
    title_fail=Text("鉴别信息以明文出现", "Authentication information stands in clear"),
    why=Text(
        "鉴别信息一旦泄露，账户可被直接盗用；JR/T 0171 把它列为最高的C3类。",
        "Whoever reads it can act as the user; JR/T 0171 puts it into its highest class.",
    ),
    advice=Text(
        "在输入处即加密（SM2/SM4 信封），不落地、不进日志、剪贴板与通知。",
        "Encrypt it where it is typed, and keep it out of files, logs, clipboard and notifications.",
    ),
)
def authentication_data_in_clear(
    flows: ValueFlows, traffic: Traffic | None, log: DeviceLog | None
) -> Iterator[Verdict]:
    kept = {Place.clipboard, Place.notification, Place.external, Place.file, Place.database, Place.preferences}

    def wrong(flow: ValueFlow) -> bool:
        if flow.level != "C3" or flow.form is Form.hashed or flow.place is Place.url:
            return False
        if flow.place is Place.log:
            return bool(flow.value)
        return flow.place in kept or (flow.sent and flow.kind != PASSWORD)

    def say(flow: ValueFlow) -> Text:
        value, to, place = what(flow), whom(flow), PLACES[flow.place]
        return Text(f"{value.zh}出现在{place.zh}：{to.zh}", f"{value.en}, in {place.en}: {to.en}")

    found = list(filter(wrong, flows.flows))
    logged = {subject(flow): tuple(_lines(flow, log)) for flow in found if flow.place is Place.log and log}
    for verdict in verdicts(found, say, traffic):
        yield replace(verdict, evidence=(*verdict.evidence, *logged.get(verdict.subject, ())))
    yield from unsent(traffic)
    yield from unlooked(flows, *kept)


def _lines(flow: ValueFlow, log: DeviceLog) -> Iterator[Evidence]:
    """Its line of the log, where the value was masked when that was written."""
    where = {(one.at_ms, one.where) for one in flow.sightings}
    lines = (line for line in log.lines if (line.at_ms, line.tag) in where and "${" in line.message)
    for line in islice(lines, 1):
        yield LogLines(lines=(f"{line.level} {line.tag}: {masked_text(line.message)}",), at_ms=line.at_ms)
