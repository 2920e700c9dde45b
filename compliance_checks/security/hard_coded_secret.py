"""A key, token or password stands in the package.

Forms of known kinds (cloud access keys, private keys, JWT, passwords in addresses) are certain; a constant whose name
says secret and whose value looks random (3 bits a character and up) is likely. Shown masked. `ignored_kinds` leaves out
kinds that are public by design, such as Google's API keys, which are bound to package and certificate.

Not seen: secrets in native code, put together at run time, or hidden by a packer.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.derive.package_sight import hidden_code
from patrol.model.record import Text
from patrol.model.scan import Scan
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("安装包里没有硬编码的密钥", "No keys are written into the package"),
    title_fail=Text("安装包里有硬编码的密钥", "Keys are written into the package"),
    why=Text(
        "任何人都能从安装包取出密钥，直接调用云服务或解密数据。",
        "Anyone can take a key out of the package and use the cloud service or decrypt data with it.",
    ),
    advice=Text(
        "立即在服务端作废并轮换；改由服务端签发短期凭据，密钥材料放进Android Keystore。",
        "Revoke and rotate it now; let the server issue short-lived credentials, keep keys in the Android Keystore.",
    ),
)
def hard_coded_secret(
    scan: Scan, *, likely: bool = True, ignored_kinds: tuple[str, ...] = ("google-api-key",)
) -> Iterator[Verdict]:
    found = [one for one in scan.secrets if one.kind not in ignored_kinds and (one.certain or likely)]
    for one in found:
        sure = Text("", "") if one.certain else Text("（疑似）", " (likely)")
        zh = f"{one.kind} {one.masked}{sure.zh}：{one.where}"
        en = f"{one.kind} {one.masked}{sure.en}: {one.where}"
        columns = [("类型", "kind"), ("值", "value"), ("位置", "where"), ("名称", "name")]
        shown = table(columns, [(one.kind, one.masked, one.where, one.name or "—")])
        yield Verdict(Status.fail, Text(zh, en), subject=f"{one.kind} {one.sha256}", evidence=(shown,))
    hidden = hidden_code(scan) if not found else None
    if hidden is not None:
        yield hidden
