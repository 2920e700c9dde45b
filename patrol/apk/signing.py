"""Who signed an APK, and with what: JAR signatures (v1) and the signing block (v2, v3, v3.1).

The signatures of v2 and v3 are verified, over the signed data and over the file. Of v1 the digests are (patrol.apk.jar;
those of the entries where no block covers the file), the signature over them is not. Of v4, an .idsig file beside the
APK that Android 11 uses while it installs, only that it is there.
"""

from __future__ import annotations

import hashlib
import re
import struct
import warnings
from collections.abc import Iterator
from typing import Any

from patrol.apk import jar
from patrol.apk.archive import Archive
from patrol.model.scan import Certificate, Signing

MAGIC = b"APK Sig Block 42"
SCHEMES = {0x7109871A: "v2", 0xF05368C0: "v3", 0x1B93AD61: "v3.1"}
ALGORITHMS = {
    0x0101: ("rsa-pss", "sha256"),
    0x0102: ("rsa-pss", "sha512"),
    0x0103: ("rsa", "sha256"),
    0x0104: ("rsa", "sha512"),
    0x0201: ("ecdsa", "sha256"),
    0x0202: ("ecdsa", "sha512"),
    0x0301: ("dsa", "sha256"),
}
"""Signature algorithms of the scheme; 0x0421 and on are over a verity tree, which is not rebuilt here."""
CHUNK = 1 << 20
BLOCK = re.compile(r"META-INF/[^/]+\.(?:RSA|DSA|EC)", re.IGNORECASE)
DIGEST = re.compile(rb"^(?:SHA-?(\d+)|(MD5))-Digest", re.MULTILINE | re.IGNORECASE)
MAX_BLOCK = 64 << 20
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
    """Never raises but TooMuch; what cannot be read is told in `broken`. `v4`: an .idsig file lies beside it."""
    found = _Found()
    scheme = "v2"
    try:
        for id, value in _block(archive):
            if id in SCHEMES:
                scheme = SCHEMES[id]
                found.seen.append(scheme)
                _scheme(archive, scheme, value, found)
    except (struct.error, ValueError, IndexError):
        found.broken.append((scheme, "the signing block is damaged"))
    _jar(archive, found, contents=not found.seen)
    if v4:
        found.seen.append("v4")
        found.unchecked.append("v4")
    certificates = [_certificate(der, tuple(used)) for der, used in found.schemes.items()]
    return Signing(
        tuple(dict.fromkeys(found.seen)),
        tuple(one for one in certificates if one is not None),
        tuple(dict.fromkeys(found.digests)),
        tuple(found.broken),
        tuple(dict.fromkeys(found.unchecked)),
    )


def _jar(archive: Archive, found: _Found, *, contents: bool) -> None:
    names = [name for name in archive.entries if BLOCK.fullmatch(name)]
    for name in names[:10]:
        if "v1" not in found.seen:
            found.seen.insert(0, "v1")
        found.unchecked.append("v1")
        der = archive.read(name, 1 << 20) or b""
        certificates = _pkcs7(der)
        if not certificates:
            found.broken.append(("v1", f"{name} holds no certificate that can be read"))
        for one in certificates:
            found.certificate(one, "v1")
        listing = archive.read(name.rpartition(".")[0] + ".SF", 16 << 20) or b""
        for bits, other in set(DIGEST.findall(listing)):
            found.digests.append(f"v1 sha{bits.decode()}" if bits else f"v1 {other.decode().lower()}")
        found.broken += [("v1", fault) for fault in jar.faults(archive, listing, contents=contents)]


def _pkcs7(der: bytes) -> list[bytes]:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [one.public_bytes(Encoding.DER) for one in pkcs7.load_der_pkcs7_certificates(der)]
    except (ValueError, TypeError, NotImplementedError, UnsupportedAlgorithm):
        return []


def _block(archive: Archive) -> Iterator[tuple[int, bytes]]:
    """(id, value) of the pairs in the block before the central directory."""
    data, end = archive.data, archive.directory
    if end < 32 or bytes(data[end - 16 : end]) != MAGIC:
        return
    (size,) = struct.unpack("<Q", data[end - 24 : end - 16])
    if not 24 <= size <= min(MAX_BLOCK, end - 8):
        raise ValueError("the block's size is wrong")
    at, last = end - size, end - 24
    while at + 12 <= last:
        length, id = struct.unpack("<QI", data[at : at + 12])
        if length < 4 or at + 8 + length > last:
            raise ValueError("a pair's size is wrong")
        yield id, bytes(data[at + 12 : at + 8 + length])
        at += 8 + length


def _scheme(archive: Archive, scheme: str, value: bytes, found: _Found) -> None:
    for signer in _parts(next(_parts(value), b"")):
        parts = list(_parts(signer, skip=8 if scheme != "v2" else 0))
        signed, rest = parts[0], parts[1:]
        # In v3 the SDK bounds stand between the signed data and the signatures.
        signatures, key = rest[0], rest[1]
        inner = _parts(signed)
        digests = dict(_numbered(next(inner, b"")))
        for der in list(_parts(next(inner, b"")))[:1]:
            found.certificate(der, scheme)
        for id, signature in _numbered(signatures):
            known = ALGORITHMS.get(id)
            if known is None:
                found.unchecked.append(scheme)
                continue
            found.digests.append(f"{scheme} {known[1]}")
            if not _verified(key, known, signature, signed):
                found.broken.append((scheme, "the signature does not fit the signed data"))
            elif id not in digests or digests[id] != _content(archive, known[1]):
                found.broken.append((scheme, "the file was changed after it was signed"))


def _parts(data: bytes, skip: int = 0) -> Iterator[bytes]:
    """Parts with their length before each; `skip` bytes stand behind the first (minSDK and maxSDK of v3)."""
    at = 0
    while at + 4 <= len(data):
        (size,) = struct.unpack_from("<I", data, at)
        if at + 4 + size > len(data):
            raise ValueError("a part is longer than what holds it")
        yield data[at + 4 : at + 4 + size]
        at += 4 + size + skip
        skip = 0


def _numbered(data: bytes) -> Iterator[tuple[int, bytes]]:
    for part in _parts(data):
        (id,) = struct.unpack_from("<I", part)
        yield id, next(_parts(part[4:]), b"")


def _content(archive: Archive, digest: str) -> bytes:
    """The digest over the file without its signing block, in chunks of 1 MiB, as the scheme defines it."""
    data, directory = archive.data, archive.directory
    (size,) = struct.unpack("<Q", data[directory - 24 : directory - 16])
    begin = directory - size - 8
    end = bytes(data[max(0, len(data) - 65557) :]).rfind(b"PK\x05\x06") + max(0, len(data) - 65557)
    tail = bytearray(data[end:])
    tail[16:20] = struct.pack("<I", begin)
    digests = []
    for part_end, at in ((begin, 0), (end, directory)):
        while at < part_end:
            digests.append(_chunk(digest, bytes(data[at : min(at + CHUNK, part_end)])))
            at += CHUNK
            archive.budget.tick()
    digests += [_chunk(digest, bytes(tail[at : at + CHUNK])) for at in range(0, len(tail), CHUNK)]
    return hashlib.new(digest, b"\x5a" + struct.pack("<I", len(digests)) + b"".join(digests)).digest()


def _chunk(digest: str, data: bytes) -> bytes:
    return hashlib.new(digest, b"\xa5" + struct.pack("<I", len(data)) + data).digest()


def _verified(key: bytes, algorithm: tuple[str, str], signature: bytes, signed: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    kind, name = algorithm
    digest: Any = hashes.SHA256() if name == "sha256" else hashes.SHA512()
    try:
        public: Any = load_der_public_key(key)
        if kind == "ecdsa":
            public.verify(signature, signed, ec.ECDSA(digest))
        elif kind == "dsa":
            public.verify(signature, signed, digest)
        elif kind == "rsa":
            public.verify(signature, signed, padding.PKCS1v15(), digest)
        else:
            public.verify(signature, signed, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, AttributeError):
        return False
    return True


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
    except (ValueError, UnsupportedAlgorithm, KeyError):  # KeyError: an odd type of text in a name
        return None
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
