"""The signature block of a JAR signature (META-INF/*.RSA, DSA, EC): PKCS#7 SignedData over the .SF file.

As Android's verifier does it (RFC 2315, RFC 5652 section 5.4): the first SignerInfo must hold; signed attributes, where
there are any, are what is signed, and must name the digest of the file. No path to an authority is followed: an APK's
certificates are their own.
"""

from __future__ import annotations

import hashlib
import hmac
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from asn1crypto.cms import SignerInfo

DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
MISREAD = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What asn1crypto and cryptography raise for bytes that are no ASN.1, or another structure than they claim."""


class Signed(NamedTuple):
    """What a signature block says of a file."""

    certificates: tuple[bytes, ...] = ()
    """DER, of those who signed; all that the block holds when none can be named."""
    digest: str = ""
    """Of the signature: md5, sha1 …"""
    fault: str = ""
    """Why it does not hold."""
    unchecked: str = ""
    """Why it cannot be told."""


class _Fault(Exception):
    """The signature does not hold."""


class _Unknown(Exception):
    """It cannot be told whether it holds."""


def signed(block: bytes, content: bytes) -> Signed:
    """Who signed `content`, and whether that holds. Never raises."""
    from asn1crypto import cms

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            info = cms.ContentInfo.load(block)
            if info["content_type"].native != "signed_data":
                return Signed(fault="holds no signed data")
            data = info["content"]
            held = list(_certificates(data["certificates"]))
            return _first(list(data["signer_infos"]), held, content, data["encap_content_info"]["content_type"].dotted)
    except MISREAD:
        return Signed(fault="cannot be read")


def _certificates(given: Any) -> Iterator[tuple[bytes, str, int]]:
    """(DER, issuer, serial number) of each."""
    for choice in given or ():
        if choice.name == "certificate":
            body = choice.chosen["tbs_certificate"]
            yield choice.chosen.dump(), body["issuer"].hashable, body["serial_number"].native


def _first(signers: list[SignerInfo], held: list[tuple[bytes, str, int]], content: bytes, kind: str) -> Signed:
    """What the first signer says: Android 6 and before look at no other."""
    named = tuple(der for der, _, _ in held)
    if not signers:
        return Signed(named, fault="is signed by nobody")
    digest = ""
    try:
        certificate = _of(signers[0], held)
        named = (certificate,)
        digest = str(signers[0]["digest_algorithm"]["algorithm"].native)
        _hold(signers[0], certificate, digest, content, kind)
        return Signed(named, digest)
    except _Unknown as error:
        return Signed(named, digest, unchecked=str(error))
    except _Fault as error:
        return Signed(named, digest, fault=str(error))
    except MISREAD:
        return Signed(named, digest, fault="cannot be read")


def _of(one: SignerInfo, held: list[tuple[bytes, str, int]]) -> bytes:
    """The signer's certificate. Raises _Fault when the block does not hold it."""
    named = one["sid"].chosen
    if one["sid"].name == "issuer_and_serial_number":
        # Names are compared as names: one text may be written in two kinds of string.
        issuer, serial = named["issuer"].hashable, named["serial_number"].native
        found = next((der for der, *other in held if other == [issuer, serial]), None)
    else:
        found = next((der for der, _, _ in held if _key_id(der) == named.native), None)
    if found is None:
        raise _Fault("does not hold its signer's certificate")
    return found


def public_key(certificate: bytes) -> bytes:
    """Its SubjectPublicKeyInfo, as it stands there: of certificates too that are not strict DER. Raises MISREAD."""
    from asn1crypto.x509 import Certificate

    return bytes(Certificate.load(certificate)["tbs_certificate"]["subject_public_key_info"].dump())


def _key_id(der: bytes) -> bytes | None:
    from asn1crypto.x509 import Certificate

    identifier = Certificate.load(der).key_identifier
    return bytes(identifier) if identifier else None


def _hold(one: SignerInfo, certificate: bytes, digest: str, content: bytes, kind: str) -> None:
    """Raises _Fault or _Unknown when the signature is not known to hold."""
    from asn1crypto.cms import CMSAttributes

    if digest not in DIGESTS:
        raise _Unknown(f"digest {digest}")
    told = hashlib.new(digest, content, usedforsecurity=False).digest()
    message = content
    attributes = one["signed_attrs"]
    if isinstance(attributes, CMSAttributes):
        given = {each["type"].native: list(each["values"]) for each in attributes}
        if len(given) != len(attributes):
            raise _Fault("names an attribute twice")
        if [value.dotted for value in given.get("content_type", ())] != [kind]:
            raise _Fault("signs another kind of content")
        values = [value.native for value in given.get("message_digest", ())]
        if len(values) != 1 or not hmac.compare_digest(values[0], told):
            raise _Fault("does not fit the .SF file")
        message = one["signed_attrs"].untag().dump()
    _verify(certificate, one["signature"].native, message, *_way(one, digest))


def _way(one: SignerInfo, digest: str) -> tuple[str, str]:
    """(how the key signs if that is not the key's usual way, digest of the signature)."""
    algorithm = one["signature_algorithm"]
    name = algorithm["algorithm"].native
    if name == "rsassa_pss":
        return "pss", str(algorithm["parameters"]["hash_algorithm"]["algorithm"].native)
    first = name.partition("_")[0]  # sha256_rsa; rsassa_pkcs1v15 and dsa leave the digest to the SignerInfo
    return "", first if first in DIGESTS else digest


def _verify(certificate: bytes, signature: bytes, message: bytes, way: str, digest: str) -> None:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(public_key(certificate))
    except (*MISREAD, UnsupportedAlgorithm) as error:
        raise _Unknown("the key cannot be read") from error
    if digest not in DIGESTS:
        raise _Unknown(f"digest {digest}")
    kind = getattr(hashes, digest.upper())()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(padding.MGF1(kind), padding.PSS.AUTO)
            key.verify(signature, message, pss if way else padding.PKCS1v15(), kind)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(kind))
        elif isinstance(key, dsa.DSAPublicKey):
            if digest in ("sha384", "sha512"):
                raise _Fault(f"uses DSA with {digest.upper()}, which Android does not know")
            key.verify(signature, message, kind)
        else:
            raise _Unknown(f"a key of kind {type(key).__name__}")
    except InvalidSignature as error:
        raise _Fault("does not fit the .SF file") from error
    except UnsupportedAlgorithm as error:
        raise _Unknown(f"{digest} with such a key") from error
