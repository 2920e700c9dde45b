"""The package is not signed, its signature does not hold, or a phone that can run it must trust MD5 or SHA-1.

Android 7 and up verify v2 and later over the whole file; before, v1 over each entry. v1 alone lets the file be changed
around its entries (CVE-2017-13156, Janus). SHA-1 in v1 counts where the app runs on Android 6 and before (API 23).

All signatures are verified, over the file (v2, v3, v3.1) or over each entry (v1). A v1 signature that no phone looks
at, because a newer scheme is there and the app needs Android 7, is not judged.

Not seen: whether the signature of v4 holds; whether the certificate is the publisher's.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.derive.signature_words import fault
from patrol.model.record import Text
from patrol.model.scan import Reading, Scan
from patrol.model.verdict import Status, Verdict

ANDROID_7 = 24


@check(
    title_pass=Text("安装包签名可靠", "The package's signature can be relied on"),
    title_fail=Text("安装包签名不可靠", "The package's signature cannot be relied on"),
    why=Text(
        "签名弱或缺失时，安装包可以被替换内容而不被发现。", "With a weak signature the package can be changed unseen."
    ),
    advice=Text(
        "用 apksigner 以 v2 与 v3 方案、SHA-256 重新签名；minSdk 不低于 24 时不再需要 v1。",
        "Sign with apksigner, schemes v2 and v3, SHA-256; from minSdk 24 on v1 is not needed.",
    ),
)
def weak_signature(scan: Scan) -> Iterator[Verdict]:
    if scan.reading is Reading.nothing:
        yield Verdict(Status.inconclusive, Text("安装包读不出", "the package could not be read"))
        return
    if scan.format == "aab":
        text = Text("AAB由应用商店签名", "an AAB is signed by the store")
        yield Verdict(Status.not_applicable, text)
        return
    signing = scan.signing
    columns = [("方案", "schemes"), ("摘要", "digests")]
    shown = table(columns, [(", ".join(signing.schemes) or "—", ", ".join(signing.digests))])
    for subject, text in _faults(scan):
        yield Verdict(Status.fail, text, subject=subject, evidence=(shown,))
    broken = {scheme for scheme, _ in signing.broken}
    for scheme in signing.unchecked:
        if scheme != "v4" and scheme not in broken and not _passed_over(scan, scheme):
            text = Text(f"{scheme}签名没能验证完", f"{scheme} could not be verified to its end")
            yield Verdict(Status.inconclusive, text, subject=f"unchecked-{scheme}", evidence=(shown,))


def _faults(scan: Scan) -> Iterator[tuple[str, Text]]:
    signing = scan.signing
    schemes = set(signing.schemes) - {"v4"}
    if not schemes:
        yield "unsigned", Text("没有签名", "it is not signed")
    elif schemes == {"v1"}:
        yield (
            "v1-only",
            Text("只有v1签名，可在不破坏签名的情况下被改写", "signed by v1 alone: it can be changed unseen"),
        )
    for scheme, why in signing.broken:
        if not _passed_over(scan, scheme):
            said = fault(why)
            yield f"broken-{scheme}", Text(f"{scheme}签名不成立：{said.zh}", f"{scheme} does not hold: {said.en}")
    weak = [digest for digest in signing.digests if digest in ("v1 sha1", "v1 md5")]
    if weak and scan.min_sdk < ANDROID_7:
        zh, en = f"v1签名用{weak[0][3:].upper()}摘要", f"v1 uses {weak[0][3:].upper()}"
        more = f"minSdk {scan.min_sdk}"
        yield "v1-digest", Text(f"{zh}，Android 6及以下只看它（{more}）", f"{en}, all that Android 6 looks at ({more})")


def _passed_over(scan: Scan, scheme: str) -> bool:
    """v1 beside a newer scheme, in an app that no phone before Android 7 runs."""
    return scheme == "v1" and scan.min_sdk >= ANDROID_7 and bool({"v2", "v3", "v3.1"} & set(scan.signing.schemes))
