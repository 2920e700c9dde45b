"""The app crashes in its Java or Kotlin code.

Android vitals' bad-behaviour threshold is 1.09 % of users a day who see a crash; in a test run every crash counts.
Crashes are grouped by the deepest cause's class and the topmost frame of the app's own code.

Not seen: crashes on pages that the run did not reach, and errors that the app catches and hides.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.happened import IncidentGroups
from patrol.derive.incident_words import incident_verdict
from patrol.derive.incidents import IncidentKind
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("没有崩溃", "The app does not crash"),
    title_fail=Text("应用崩溃", "The app crashes"),
    why=Text(
        "崩溃会丢掉用户正在做的事，在转账时尤其可怕。",
        "A crash loses what the user was doing; in a transfer it scares.",
    ),
    advice=Text(
        "从堆栈里应用自己的第一行代码看起，按步骤重现；混淆过的堆栈先用 mapping 文件还原。",
        "Begin at the first frame of your own code and repeat the step; mapping files restore obfuscated stacks.",
    ),
)
def crash(groups: IncidentGroups, pages: Pages) -> Iterator[Verdict]:
    for group in groups.of(IncidentKind.crash):
        yield incident_verdict(group, pages)
