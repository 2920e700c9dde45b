"""The app's data may be backed up.

`android:allowBackup` is true unless the manifest says otherwise; JR/T 0092 asks financial apps to forbid it.

Not seen: which files dataExtractionRules leave out, and the phone maker's own cloud and moving tools.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.artifacts import AppInfo
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("应用数据不进备份", "The app's data stays out of backups"),
    title_fail=Text("应用数据可被备份", "The app's data may be backed up"),
    why=Text(
        "备份会把登录状态和缓存带到云端或另一台设备上。",
        "A backup carries sessions and caches to a cloud or another device.",
    ),
    advice=Text(
        '在清单里设置 android:allowBackup="false"，或用 dataExtractionRules 排除敏感文件。',
        'Set android:allowBackup="false", or exclude sensitive files with dataExtractionRules.',
    ),
)
def backup_allowed(app: AppInfo) -> Iterator[Verdict]:
    if app.allow_backup is None:
        zh, en = "包管理器没有给出 allowBackup 标志", "the package manager does not tell whether backup is allowed"
        yield Verdict(Status.inconclusive, Text(zh, en))
    elif app.allow_backup:
        shown = table([("标志", "flag"), ("值", "value")], [("ALLOW_BACKUP", "true")])
        text = Text(f"{app.package} 允许备份", f"{app.package} allows backup")
        yield Verdict(Status.fail, text, subject=app.package, evidence=(shown,))
