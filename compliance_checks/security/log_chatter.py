"""A release build writes a stream of verbose or debug lines into the device log.

Lines at V and D under the app's own tags count, in a build that is not debuggable; what Android writes from within the
app's process does not. Whatever such lines say today, tomorrow one of them holds a name, a token or an order.

Not seen: lines that the phone drops or a vendor filters, and what pages say that the run did not reach.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.chatter import Chatter
from patrol.derive.sensitive import masked_text
from patrol.model.artifacts import AppInfo
from patrol.model.record import Text
from patrol.model.verdict import LogLines, Status, Verdict


@check(
    title_pass=Text("发布版几乎不写调试日志", "The release build hardly writes debug lines"),
    title_fail=Text("发布版在刷调试日志", "The release build floods the log with debug lines"),
    why=Text(
        "日志会随崩溃上报和维修离开手机，也暴露内部流程；大量写日志还拖慢应用。",
        "Logs leave the phone with crash reports and repairs, show how the app works inside, and take time to write.",
    ),
    advice=Text(
        "发布版用 R8 的 -assumenosideeffects 去掉 Log.v 和 Log.d，第三方 SDK 在初始化时关闭调试输出。",
        "Strip Log.v and Log.d from release builds with R8's -assumenosideeffects, and switch debug output of SDKs off "
        "when they are initialised.",
    ),
)
def log_chatter(
    chatter: Chatter, app: AppInfo, *, per_minute: float = 30.0, lines: int = 60, share_percent: float = 20.0
) -> Iterator[Verdict]:
    if app.debuggable:
        zh, en = "这是可调试构建，不是发布版", "this build is debuggable, so it is no release build"
        yield Verdict(Status.not_applicable, Text(zh, en))
        return
    if chatter.verbose < lines or chatter.per_minute <= per_minute:
        return
    for tag, count in chatter.tags.items():
        if count * 100 < share_percent * chatter.verbose:
            continue
        examples = chatter.examples.get(tag, ())
        shown = LogLines(
            lines=tuple(f"{line.level} {tag}: {masked_text(line.message)}" for line in examples),
            at_ms=examples[0].at_ms if examples else None,
        )
        zh = f"标签 {tag}：{count} 行 V/D 日志，全部标签共每分钟 {chatter.per_minute:g} 行"
        en = f"tag {tag}: {count} lines at V or D; {chatter.per_minute:g} a minute over all tags"
        yield Verdict(Status.fail, Text(zh, en), subject=tag, evidence=(shown,))
