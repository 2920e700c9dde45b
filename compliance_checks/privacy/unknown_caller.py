"""Lists code that makes sensitive calls and belongs neither to the app nor to an SDK that patrol knows.

It informs: an in-house library belongs under `privacy: own:` in app.yaml, shortened names are read with the R8 mapping
file under `privacy: mapping:`, and an SDK that is left is one to ask its maker about. Other checks treat such code as
third-party.

Not seen: foreign code that was put into packages of the app's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, groups
from patrol.derive.evidence import table
from patrol.derive.findings import category_name, evidence, name_of
from patrol.model.record import Text
from patrol.model.verdict import ColumnKind, Status, Verdict


@check(
    title_pass=Text("敏感调用都能归属到App或已知SDK", "Every sensitive call is somebody's"),
    title_fail=Text("有来历不明的代码在做敏感调用", "Some sensitive calls come from unknown code"),
    why=Text("说不清是谁收集的，就无法向用户公示。", "Who collects cannot be told to users when nobody knows."),
    advice=Text(
        "自有代码写进 app.yaml 的 privacy: own；混淆的提供 mapping；其余核实来源后补进SDK目录。",
        "Name own code under privacy: own in app.yaml, give the mapping for shortened names, and find out the rest.",
    ),
)
def unknown_caller(calls: AttributedCalls) -> Iterator[Verdict]:
    for group in calls.unknown:
        who = name_of(group.first.who)
        kinds = groups(group.calls, lambda seen: seen.category)
        rows = [(category_name(key), one.count, one.first_ms, one.last_ms) for key, one in kinds.items()]
        columns = [
            ("信息", "category"),
            ("次数", "times"),
            ("首次", "first", ColumnKind.moment),
            ("末次", "last", ColumnKind.moment),
        ]
        text = Text(f"{who.zh} 做了 {group.count} 次敏感调用", f"{who.en} made {group.count} sensitive calls")
        shown = (table(columns, rows), *evidence(group))
        yield Verdict(Status.informative, text, subject=group.first.key, evidence=shown)
