"""What patrol.apk says of a signature that does not hold, in both languages."""

from __future__ import annotations

from patrol.model.record import Text

SAID = (
    ("the file was changed after it was signed", "文件在签名之后被改动"),
    ("the signature does not fit the signed data", "签名与所签数据不符"),
    ("the signing block is damaged", "签名块已损坏"),
    ("its key is not that of its certificate", "公钥与证书不符"),
    ("its digests are not of the same kinds as its signatures", "摘要算法与签名算法对不上"),
    ("its SDK levels are not those that were signed", "SDK级别与所签的不符"),
    ("the proof of its key's rotation does not hold", "密钥轮换证明不成立"),
    ("it has no signature", "没有签名"),
    ("it has no signer", "没有签名者"),
    ("a v3 signature was taken out", "v3签名被剥离"),
    ("a v3.1 signature was taken out", "v3.1签名被剥离"),
    ("the v2 signature that it tells of was taken out", "其中声明的v2签名被剥离"),
    ("the v3 signature that it tells of was taken out", "其中声明的v3签名被剥离"),
    ("the v3.1 signature that it tells of was taken out", "其中声明的v3.1签名被剥离"),
    ("more than 10 signers", "签名者超过10个"),
    (" was changed after it was signed", " 在签名之后被改动"),
    (" was added after it was signed", " 是签名之后加入的"),
    (" was taken out after it was signed", " 在签名之后被删去"),
    (" is not signed by every signer", " 不是每个签名者都签了"),
    (" is missing", " 缺失"),
    (" has no Signature-Version", " 没有Signature-Version"),
    (" holds no certificate that can be read", " 里没有可读的证书"),
    (" holds no signed data", " 里没有签名数据"),
    (" cannot be read", " 读不出"),
    (" is signed by nobody", " 里没有签名者"),
    (" does not hold its signer's certificate", " 里没有签名者的证书"),
    (" names an attribute twice", " 的签名属性重复"),
    (" signs another kind of content", " 所签内容的类型不对"),
    (" does not fit the .SF file", " 的签名与.SF文件不符"),
    (" uses DSA with SHA384, which Android does not know", " 用了Android不支持的DSA加SHA384"),
    (" uses DSA with SHA512, which Android does not know", " 用了Android不支持的DSA加SHA512"),
)
"""Whole sentences, and what follows a file's name (with the blank before it)."""


def fault(why: str) -> Text:
    """A fault of `Signing.broken`; one of a newer patrol stays English."""
    found = next(((en, zh) for en, zh in SAID if why == en or (en[0] == " " and why.endswith(en))), None)
    return Text(why.removesuffix(found[0]) + found[1], why) if found else Text(why, why)
