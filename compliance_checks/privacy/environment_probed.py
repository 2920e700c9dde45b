"""Tells what the app looks up about the phone it runs on: root, debuggers, emulators, /proc, shell commands.

Banks are asked to do so (JR/T 0092), and the same facts make a fingerprint; so this informs and never fails.

Not seen: probes by direct system calls, and by code that was not hooked.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.callers import CallerKind
from patrol.derive.calls import AttributedCalls
from patrol.derive.evidence import table
from patrol.derive.findings import category_name, found, name_of, short, verdict
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

CATEGORIES = ("security_environment", "shell_exec", "device_profile", "reflection_dynamic")
SHOWN = 20


@check(
    title_pass=Text("没有探测运行环境", "The environment is not probed"),
    title_fail=Text("探测了运行环境", "The environment is probed"),
    why=Text(
        "检测root和调试是安全要求，但过多的环境信息也能拼成设备指纹。",
        "Looking for root and debuggers is asked of banks; too much of it makes a fingerprint of the phone.",
    ),
    advice=Text(
        "核对这些探测是否都为安全所需，并在隐私政策里说明。",
        "See that each serves security, and that the policy says so.",
    ),
)
def environment_probed(calls: AttributedCalls) -> Iterator[Verdict]:
    probed = found(calls.of(*CATEGORIES), lambda seen: seen.who.kind is not CallerKind.system)
    for subject, group in probed.items():
        who, what = name_of(group.first.who), category_name(group.first.category)
        counted: dict[str, int] = {}
        for seen in group.calls:
            line = f"{short(seen.call.call)} {' '.join(seen.call.arguments)}".strip()
            counted[line] = counted.get(line, 0) + 1
        rows = sorted(counted.items(), key=lambda row: -row[1])[:SHOWN]
        zh, en = f"{who.zh}：{what.zh} {group.count} 次", f"{who.en}: {what.en}, {group.often}"
        shown = table([("调用", "call"), ("次数", "times")], rows)
        yield verdict(subject, group, Text(zh, en), status=Status.informative, more=(shown,))
