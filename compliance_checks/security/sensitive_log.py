"""A phone, card or ID number, password or token stands in the device log.

Other apps with log access, crash reporters and repair shops read it (OWASP MASVS-STORAGE-2). Numbers count only with
the right prefix and checksum; values that the app masks itself do not.

Not seen: values that are encoded or split over lines, and lines of pages that the run did not reach.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.sensitive import Sensitive, in_text, masked_text
from patrol.derive.statistics import often
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.record import Text
from patrol.model.verdict import LogLines, Status, Verdict

SYSTEM_TAGS = frozenset({"ActivityManager", "ActivityTaskManager", "WindowManager", "PackageManager", "AndroidRuntime"})
"""What the system says of the app: not the app's own words."""

SHOWN = 5
"""Lines shown as evidence for each kind and tag."""


@check(
    title_pass=Text("日志里没有敏感信息", "The log holds nothing sensitive"),
    title_fail=Text("敏感信息写进了日志", "Sensitive values are logged"),
    why=Text(
        "日志会被崩溃上报、维修人员和其他工具读到。", "Crash reporters, repair shops and other tools read the log."
    ),
    advice=Text(
        "删除这行日志，或只输出掩码；发布版用 R8 规则去掉 Log.v、Log.d、Log.i。",
        "Remove the line or log a mask; strip Log.v, Log.d and Log.i from release builds with an R8 rule.",
    ),
)
def sensitive_log(
    log: DeviceLog, *, kinds: tuple[str, ...] = ("phone", "id-card", "bank-card", "token", "password")
) -> Iterator[Verdict]:
    found: dict[tuple[str, str], tuple[Sensitive, list[LogLine], int]] = {}
    for line in log.lines:
        if line.tag in SYSTEM_TAGS:
            continue
        for what in in_text(line.message):
            if what.kind in kinds:
                first, lines, count = found.setdefault((line.tag, what.kind), (what, [], 0))
                if len(lines) < SHOWN and line not in lines:
                    lines.append(line)
                found[line.tag, what.kind] = (first, lines, count + 1)
    for (tag, kind), (what, lines, count) in found.items():
        shown = LogLines(
            lines=tuple(f"{o.level} {o.tag}: {masked_text(o.message)}" for o in lines), at_ms=lines[0].at_ms
        )
        zh = f"标签 {tag}：日志里有{what.name.zh} {what.masked}（{count} 处）"
        en = f"tag {tag}: a {what.name.en} {what.masked} in the log ({often(count)})"
        yield Verdict(Status.fail, Text(zh, en), subject=f"{tag}/{kind}", evidence=(shown,))
