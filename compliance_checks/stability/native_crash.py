"""A native library crashes the app (a signal such as SIGSEGV or SIGABRT).

Grouped by signal and the topmost frame of the backtrace, without addresses. Android vitals counts native crashes with
the others: 1.09 % of users a day is its threshold for bad behaviour; in a test run every one counts.

Not seen: crashes on pages that the run did not reach, and processes that end themselves without a signal.
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
    title_pass=Text("没有原生层崩溃", "No native code crashes"),
    title_fail=Text("原生层崩溃", "Native code crashes"),
    why=Text(
        "原生崩溃绕过 Java 的异常处理，应用当场消失，普通的崩溃统计也常常看不到。",
        "A native crash passes by all exception handling: the app is gone, and many crash reporters never see it.",
    ),
    advice=Text(
        "用带符号的 .so 跑 ndk-stack 还原堆栈；能重现时换成 HWASan 或 AddressSanitizer 的构建再跑一次。",
        "Run ndk-stack with the unstripped library on the lines below; where it repeats, run a build with HWASan.",
    ),
)
def native_crash(groups: IncidentGroups, pages: Pages) -> Iterator[Verdict]:
    for group in groups.of(IncidentKind.native_crash):
        yield incident_verdict(group, pages)
