"""Who signed an APK, and with what: JAR signatures (v1) and the signing block (v2, v3, v3.1).

All of them are verified: the signatures by the keys of their certificates, and what they cover, which is the file for
v2 and v3, and META-INF/MANIFEST.MF with each entry for v1. Of v4, an .idsig file beside the APK that Android 11 uses
while it installs, only that it is there.
"""

from __future__ import annotations

import hashlib
import struct
import warnings
from typing import Any

from msgspec.structs import replace

from patrol.apk import jar, signingblock
from patrol.apk.archive import Archive
from patrol.apk.pkcs7 import MISREAD
from patrol.model.scan import Certificate, Signing

DEBUG = "Android Debug"


class _Found:
    """Certificates by their DER, with the schemes that use each."""

    def __init__(self) -> None:
        self.schemes: dict[bytes, list[str]] = {}
        self.digests: list[str] = []
        self.broken: list[tuple[str, str]] = []
        self.unchecked: list[str] = []
        self.seen: list[str] = []

    def certificate(self, der: bytes, scheme: str) -> None:
        used = self.schemes.setdefault(der, [])
        if scheme not in used:
            used.append(scheme)


def signing(archive: Archive, *, v4: bool = False) -> Signing:
    """Never raises but TooMuch; what does not hold is told in `broken`. `v4`: an .idsig file lies beside it. The
    entries are not looked at: with v1 that is `entries_checked`, until then `unchecked` has v1."""
    found = _Found()
    _block(archive, found)
    signers = jar.signers(archive)
    for one in signers:
        _jar(one, found)
    if signers:
        found.seen.insert(0, "v1")
        found.unchecked.append("v1")
    if v4:
        found.seen.append("v4")
        found.unchecked.append("v4")
    certificates = [_certificate(der, tuple(used)) for der, used in found.schemes.items()]
    return Signing(
        tuple(dict.fromkeys(found.seen)),
        tuple(one for one in certificates if one is not None),
        tuple(dict.fromkeys(found.digests)),
        tuple(dict.fromkeys(found.broken)),
        tuple(dict.fromkeys(found.unchecked)),
    )


def entries_checked(archive: Archive, signing: Signing) -> Signing:
    """With what v1 says of each entry. Raises TooMuch."""
    if "v1" not in signing.schemes:
        return signing
    signers = jar.signers(archive)
    faults, read = jar.changed(archive, signers)
    known = read and not any(one.signed.unchecked for one in signers)
    unchecked = tuple(one for one in signing.unchecked if one != "v1" or not known)
    return replace(signing, broken=(*signing.broken, *(("v1", fault) for fault in faults)), unchecked=unchecked)


def _block(archive: Archive, found: _Found) -> None:
    scheme = "v2"
    try:
        pairs = {
            signingblock.SCHEMES[id]: pair for id, pair in signingblock.block(archive) if id in signingblock.SCHEMES
        }
        found.seen += sorted(pairs)
        contents = signingblock.Contents(archive)
        for scheme, value in sorted(pairs.items()):
            for one in signingblock.signers(scheme, value, contents, frozenset(pairs)):
                if one.certificate:
                    found.certificate(one.certificate, scheme)
                found.digests += [f"{scheme} {digest}" for digest in one.digests]
                found.broken += [(scheme, fault) for fault in one.faults]
                if not one.checked:
                    found.unchecked.append(scheme)
    except (struct.error, ValueError, IndexError):
        found.broken.append((scheme, "the signing block is damaged"))


def _jar(one: jar.Signer, found: _Found) -> None:
    for der in one.signed.certificates:
        found.certificate(der, "v1")
    found.digests += [f"v1 {digest}" for digest in dict.fromkeys((*one.digests, one.signed.digest)) if digest]
    found.broken += [("v1", fault) for fault in one.faults]
    missing = [scheme for scheme in one.announced if scheme not in found.seen]
    found.broken += [("v1", f"the {scheme} signature that it tells of was taken out") for scheme in missing]


def _certificate(der: bytes, schemes: tuple[str, ...]) -> Certificate | None:
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            one = x509.load_der_x509_certificate(der)
            subject, issuer = one.subject.rfc4514_string(), one.issuer.rfc4514_string()
            serial, before, after = one.serial_number, one.not_valid_before_utc, one.not_valid_after_utc
            try:
                key: Any = one.public_key()
                kind, bits = type(key).__name__.lstrip("_").removesuffix("PublicKey"), getattr(key, "key_size", 0)
            except (ValueError, UnsupportedAlgorithm):
                kind, bits = "unknown", 0
            try:
                digest = one.signature_hash_algorithm.name if one.signature_hash_algorithm else ""
            except (UnsupportedAlgorithm, ValueError):
                digest = ""
    except (ValueError, UnsupportedAlgorithm, KeyError, x509.InvalidVersion):  # KeyError: an odd type of text in a name
        return _loosely(der, schemes)
    return Certificate(
        subject,
        issuer,
        f"{serial:x}",
        hashlib.sha256(der).hexdigest(),
        before.isoformat(),
        after.isoformat(),
        {"EllipticCurve": "EC"}.get(kind, kind),
        bits,
        digest,
        DEBUG in subject,
        schemes,
    )


def _loosely(der: bytes, schemes: tuple[str, ...]) -> Certificate | None:
    """Of one that is not strict DER, which Android reads all the same."""
    from asn1crypto.x509 import Certificate as Loose

    try:
        one = Loose.load(der)
        return Certificate(
            one.subject.human_friendly,
            one.issuer.human_friendly,
            f"{one.serial_number:x}",
            hashlib.sha256(der).hexdigest(),
            one.not_valid_before.isoformat(),
            one.not_valid_after.isoformat(),
            one.public_key.algorithm.upper(),
            one.public_key.bit_size,
            one.hash_algo,
            DEBUG in one.subject.human_friendly,
            schemes,
        )
    except MISREAD:
        return None
