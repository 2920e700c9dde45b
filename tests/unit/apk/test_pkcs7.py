"""Signature blocks made anew, with and without signed attributes, and what was changed in them."""

from __future__ import annotations

from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from hypothesis import given
from hypothesis import strategies as st

from patrol.apk.pkcs7 import Signed, signed
from patrol.virtualphone.package.signing import _pair

CONTENT = b"Signature-Version: 1.0\r\n\r\n"
OPTIONS = (pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary)


@cache
def block(*, attributes: bool, key: str = "strong", digest: str = "SHA256") -> bytes:
    private, certificate = _pair(key) if key != "ec" else curve()
    options = [*OPTIONS, *([] if attributes else [pkcs7.PKCS7Options.NoAttributes])]
    builder = pkcs7.PKCS7SignatureBuilder().set_data(CONTENT)
    return builder.add_signer(certificate, private, getattr(hashes, digest)()).sign(Encoding.DER, options)


@cache
def curve() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "curve")])
    old = _pair("strong")[1]
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7)
    builder = builder.not_valid_before(old.not_valid_before_utc).not_valid_after(old.not_valid_after_utc)
    return key, builder.sign(key, hashes.SHA256())


@pytest.mark.parametrize("attributes", [True, False])
@pytest.mark.parametrize(
    ("key", "digest"), [("strong", "SHA256"), ("strong", "SHA512"), ("weak", "SHA256"), ("ec", "SHA384")]
)
def test_a_signature_that_holds_names_its_signer(attributes: bool, key: str, digest: str) -> None:
    found = signed(block(attributes=attributes, key=key, digest=digest), CONTENT)
    certificate = (_pair(key) if key != "ec" else curve())[1].public_bytes(Encoding.DER)
    assert found == Signed((certificate,), digest.lower())


@pytest.mark.parametrize("attributes", [True, False])
def test_another_content_does_not_hold(attributes: bool) -> None:
    assert signed(block(attributes=attributes), CONTENT + b" ").fault == "does not fit the .SF file"


@pytest.mark.parametrize("attributes", [True, False])
def test_a_changed_signature_does_not_hold(attributes: bool) -> None:
    data = block(attributes=attributes)
    assert signed(data[:-1] + bytes([data[-1] ^ 1]), CONTENT).fault == "does not fit the .SF file"


def test_a_certificate_of_somebody_else_does_not_hold() -> None:
    ours, other = (_pair(key)[1].public_bytes(Encoding.DER) for key in ("strong", "weak"))
    from asn1crypto import cms
    from asn1crypto import x509 as loose

    info = cms.ContentInfo.load(block(attributes=True))
    info["content"]["certificates"] = cms.CertificateSet([loose.Certificate.load(other)])
    found = signed(info.dump(force=True), CONTENT)
    assert (found.certificates, found.fault) == ((other,), "does not hold its signer's certificate")
    assert ours not in found.certificates


def test_a_certificate_with_the_signers_name_and_another_key_does_not_hold() -> None:
    from asn1crypto import cms
    from asn1crypto import x509 as loose

    key, true = ec.generate_private_key(ec.SECP256R1()), _pair("strong")[1]
    builder = x509.CertificateBuilder(true.issuer, true.subject, key.public_key(), true.serial_number)
    builder = builder.not_valid_before(true.not_valid_before_utc).not_valid_after(true.not_valid_after_utc)
    false = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)
    info = cms.ContentInfo.load(block(attributes=False))
    info["content"]["certificates"] = cms.CertificateSet([loose.Certificate.load(false)])
    assert signed(info.dump(force=True), CONTENT).fault == "does not fit the .SF file"


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x30\x80" * 400, b"-----BEGIN PKCS7-----", b"\x30\x03\x02\x01\x05"])
def test_what_is_no_signature_block_says_so(data: bytes) -> None:
    assert signed(data, CONTENT).fault == "cannot be read"


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=6), st.booleans())
def test_no_damage_makes_it_raise_or_hold_for_another_content(at: int, noise: bytes, attributes: bool) -> None:
    data = block(attributes=attributes)
    at %= len(data)
    found = signed(data[:at] + noise + data[at + len(noise) :], b"another content")
    assert found.fault or found.unchecked
