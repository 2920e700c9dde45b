"""Signs an APK with one of patrol's own demonstration keys: the JAR signature (v1) and the signing block (v2)."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from patrol.virtualphone.package.plan import Signed

KEYS = Path(__file__).with_name("keys")
"""strong.pem and weak.pem: made for this, and good for nothing else."""
V2, RSA_SHA256 = 0x7109871A, 0x0103
CHUNK = 1 << 20
DATE = (1981, 1, 1, 1, 1, 2)
LINE = 70


@cache
def _pair(name: str) -> tuple[Any, Any]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    pem = (KEYS / f"{name}.pem").read_bytes()
    return load_pem_private_key(pem, None, unsafe_skip_rsa_key_validation=True), x509.load_pem_x509_certificate(pem)


def signed(entries: dict[str, bytes], how: Signed) -> bytes:
    """The archive of these entries, signed."""
    if "v1" in how.schemes:
        entries = entries | _jar(entries, how)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, DATE)
            # Android 11 and up read the table of resources in place.
            info.compress_type = zipfile.ZIP_STORED if name == "resources.arsc" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    data = buffer.getvalue()
    return _with_block(data, how) if "v2" in how.schemes else data


def _jar(entries: dict[str, bytes], how: Signed) -> dict[str, bytes]:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

    label = {"sha1": "SHA1", "sha256": "SHA-256"}[how.digest]
    head = b"Manifest-Version: 1.0\r\nCreated-By: 1.0 (patrol)\r\n\r\n"
    sections = {name: _section(name, label, _digest(how.digest, data)) for name, data in entries.items()}
    manifest = head + b"".join(sections.values())
    listing = b"Signature-Version: 1.0\r\nCreated-By: 1.0 (patrol)\r\n"
    listing += _line(f"{label}-Digest-Manifest: {_digest(how.digest, manifest)}")
    if "v2" in how.schemes:
        listing += b"X-Android-APK-Signed: 2\r\n"
    listing += b"\r\n" + b"".join(_section(n, label, _digest(how.digest, s)) for n, s in sections.items())
    key, certificate = _pair(how.key)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.NoAttributes, pkcs7.PKCS7Options.Binary]
    builder = pkcs7.PKCS7SignatureBuilder().set_data(listing).add_signer(certificate, key, hashes.SHA256())
    block = builder.sign(Encoding.DER, options)
    return {"META-INF/MANIFEST.MF": manifest, "META-INF/CERT.SF": listing, "META-INF/CERT.RSA": block}


def _section(name: str, label: str, digest: str) -> bytes:
    return _line(f"Name: {name}") + _line(f"{label}-Digest: {digest}") + b"\r\n"


def _line(text: str) -> bytes:
    """Lines of a manifest have at most 72 bytes; the next one begins with a space."""
    raw = text.encode()
    parts = [raw[:LINE], *(raw[at : at + LINE - 1] for at in range(LINE, len(raw), LINE - 1))]
    return b"\r\n ".join(parts) + b"\r\n"


def _digest(name: str, data: bytes) -> str:
    return base64.b64encode(hashlib.new(name, data, usedforsecurity=False).digest()).decode()


def _with_block(data: bytes, how: Signed) -> bytes:
    """The archive with the signing block before its directory."""
    end = data.rfind(b"PK\x05\x06")
    (directory,) = struct.unpack_from("<I", data, end + 16)
    digest = _content(data[:directory], data[directory:end], data[end:])
    block = _block(digest, how)
    tail = bytearray(data[end:])
    tail[16:20] = struct.pack("<I", directory + len(block))
    return data[:directory] + block + data[directory:end] + bytes(tail)


def _content(*parts: bytes) -> bytes:
    chunks = [part[at : at + CHUNK] for part in parts for at in range(0, len(part), CHUNK)]
    digests = [hashlib.sha256(b"\xa5" + struct.pack("<I", len(one)) + one).digest() for one in chunks]
    return hashlib.sha256(b"\x5a" + struct.pack("<I", len(digests)) + b"".join(digests)).digest()


def _block(digest: bytes, how: Signed) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key, certificate = _pair(how.key)
    digests = _sized(_sized(struct.pack("<I", RSA_SHA256) + _sized(digest)))
    body = digests + _sized(_sized(certificate.public_bytes(Encoding.DER))) + _sized(b"")
    signature = key.sign(body, padding.PKCS1v15(), hashes.SHA256())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    signatures = _sized(_sized(struct.pack("<I", RSA_SHA256) + _sized(signature)))
    signer = _sized(body) + signatures + _sized(public)
    value = struct.pack("<I", V2) + _sized(_sized(signer))
    pairs = struct.pack("<Q", len(value)) + value
    size = struct.pack("<Q", len(pairs) + 24)
    return size + pairs + size + b"APK Sig Block 42"


def _sized(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data
