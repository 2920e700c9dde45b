"""An identifier of the phone that nobody can change is read: IMEI, IMSI, ICCID, serial number, MAC address, DRM id.

GB/T 41391-2022 annex F lists them. They outlive a reset, a new account and a sold phone; Android ID changes with a
reset, OAID and advertising ids are the user's to reset, and are what the rules ask apps to use. Judged in use; what is
read before consent or in the background is other checks'. Reasons stand in app.yaml under `privacy: needed:`.

Not seen: identifiers that an SDK makes up from many harmless facts (fingerprints).
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.catalogue.collecting import Harm, harm
from patrol.derive.calls import AttributedCalls
from patrol.derive.findings import found, in_use, needed, told, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("不读取不可变更的设备标识", "No identifier that nobody can change is read"),
    title_fail=Text("读取了不可变更的设备标识", "Identifiers that nobody can change are read"),
    why=Text(
        "IMEI、MAC、序列号一旦泄露终身有效，可把不同App里的同一个人拼在一起。",
        "Once out, IMEI, MAC and serial number are out for the phone's life, and join one person's traces across apps.",
    ),
    advice=Text(
        "改用OAID或App自己生成的安装标识；确为交易风控所需的单独告知，并写进 app.yaml 的 privacy: needed。",
        "Use OAID or an id of the installation; where fraud checks need it, tell users apart and name it as needed.",
    ),
)
def immutable_identifier_read(
    calls: AttributedCalls, privacy: DeclaredPrivacy | None, sight: HookSight
) -> Iterator[Verdict]:
    read = found(
        calls.collecting,
        lambda seen: (
            seen.api is not None and harm(seen.api) is Harm.immutable and in_use(seen) and not needed(seen, privacy)
        ),
    )
    for subject, group in read.items():
        said = told(group)
        message = Text(f"{said.zh}：终身不变的标识", f"{said.en}: it never changes")
        yield verdict(subject, group, message)
    yield from sight.undecided()
