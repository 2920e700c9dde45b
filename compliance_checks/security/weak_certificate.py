"""A signing certificate is weak: MD5 or SHA-1, RSA under 2048 bits, a debug key, expired, or soon so.

RSA of 2048 bits is NIST SP 800-57's and Google Play's least; `valid_days`: an app cannot be updated after its
certificate has run out, and Google Play asks for a validity beyond October 2033.

Not seen: how the key is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.model.artifacts import Environment
from patrol.model.record import Text
from patrol.model.scan import Certificate, Reading, Scan
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("签名证书强度足够", "The signing certificate is strong enough"),
    title_fail=Text("签名证书太弱", "The signing certificate is weak"),
    why=Text(
        "弱密钥可被算出，拿到的人能发布假冒的升级包。", "Whoever works out a weak key can publish a false update."
    ),
    advice=Text(
        "换用RSA 3072以上或P-256的密钥，经v3签名轮换（apksigner rotate）平滑过渡。",
        "Move to RSA 3072 or P-256 by way of v3's rotation (apksigner rotate).",
    ),
)
def weak_certificate(
    scan: Scan, environment: Environment, *, rsa_bits: int = 2048, ec_bits: int = 224, valid_days: int = 365
) -> Iterator[Verdict]:
    if scan.reading is Reading.nothing:
        yield Verdict(Status.inconclusive, Text("安装包读不出", "the package could not be read"))
        return
    for one in scan.signing.certificates:
        faults = [*_strength(one, rsa_bits, ec_bits), *_validity(one, environment.started_at, valid_days)]
        if faults:
            told = Text("，".join(fault.zh for fault in faults), ", ".join(fault.en for fault in faults))
            columns = [("主体", "subject"), ("密钥", "key"), ("摘要", "digest"), ("有效至", "until")]
            row = (one.subject, f"{one.key} {one.key_bits}", one.digest, one.not_after[:10])
            subject = one.sha256[:16]
            yield Verdict(Status.fail, told, subject=subject, evidence=(table(columns, [row]),))


def _strength(one: Certificate, rsa_bits: int, ec_bits: int) -> Iterator[Text]:
    if one.digest in ("md5", "sha1"):
        yield Text(f"证书以{one.digest.upper()}签名", f"the certificate is signed with {one.digest.upper()}")
    least = {"RSA": rsa_bits, "DSA": rsa_bits, "EC": ec_bits}.get(one.key, 0)
    if 0 < one.key_bits < least:
        yield Text(f"{one.key}密钥只有{one.key_bits}位", f"{one.key} with {one.key_bits} bits only")
    if one.debug:
        yield Text("用的是调试密钥", "it is a debug key")


def _validity(one: Certificate, now: str, days: int) -> Iterator[Text]:
    try:
        left = datetime.fromisoformat(one.not_after) - datetime.fromisoformat(now)
    except (ValueError, TypeError):
        return
    if left < timedelta(0):
        yield Text(f"已于{one.not_after[:10]}过期", f"it ran out on {one.not_after[:10]}")
    elif left < timedelta(days=days):
        yield Text(f"将于{one.not_after[:10]}过期", f"it runs out on {one.not_after[:10]}")
