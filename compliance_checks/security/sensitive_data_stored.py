"""Card, identity or phone number of the user, or a token, lies unencrypted in the app's own files: shared preferences,
database, file.

Whoever gets hold of a backup, a rooted or a repaired phone reads them (OWASP MASVS-STORAGE-1). `ignored_kinds` are
types that may lie there: a sign-in name for the next start, a token that the system's sandbox is held to protect.

Not seen: on a phone that is neither rooted nor runs a debuggable build, the app's files; values that are encrypted
there.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.flow_telling import PLACES, unlooked, verdicts, what
from patrol.derive.value_flows import Form, ValueFlow, ValueFlows
from patrol.model.artifacts import AppInfo
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.values import Place
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("敏感信息没有明文存放在应用文件里", "No sensitive value lies readable in the app's files"),
    title_fail=Text("敏感信息明文存放在应用文件里", "Sensitive values lie readable in the app's files"),
    why=Text(
        "手机丢失、维修、备份或被root时，这些文件可被读出。",
        "A lost, repaired, backed-up or rooted phone gives these files away.",
    ),
    advice=Text(
        "不保存，或用 Android Keystore 的密钥加密后保存，并设 allowBackup=false。",
        "Do not keep it, or encrypt it with a key of the Android Keystore; set allowBackup to false.",
    ),
)
def sensitive_data_stored(
    flows: ValueFlows,
    app: AppInfo | None,
    traffic: Traffic | None,
    *,
    ignored_kinds: tuple[str, ...] = ("SD-CN-MOBILE", "SD-CN-NAME", "SD-TOKEN", "SD-EMAIL", "SD-BIRTHDAY"),
) -> Iterator[Verdict]:
    def wrong(flow: ValueFlow) -> bool:
        # C3 is authentication_data_in_clear's.
        return flow.level == "C2" and flow.form is not Form.hashed and flow.kind not in ignored_kinds

    def say(flow: ValueFlow) -> Text:
        value, place = what(flow), PLACES[flow.place]
        backup = app is not None and app.allow_backup
        zh = f"{value.zh}存放在{place.zh} {flow.target}{'，且会进入备份' if backup else ''}"
        en = f"{value.en}, lies in {place.en} {flow.target}{', and goes into backups' if backup else ''}"
        return Text(zh, en)

    stored = flows.of(Place.file, Place.database, Place.preferences)
    yield from verdicts(filter(wrong, stored), say, traffic)
    yield from unlooked(flows, Place.file, Place.database, Place.preferences)
