"""Whom the phone's apps believe: the certificate authorities in its files, and pinned keys."""

from __future__ import annotations

import base64
import hashlib
import ssl
from typing import Any

from patrol.virtualphone.shell.files import FileSystem
from patrol.virtualphone.system.manifest import Installed

SYSTEM_STORE = "/system/etc/security/cacerts"
CONSCRYPT_STORE = "/apex/com.android.conscrypt/cacerts"
"""Where Android 14 and up reads the system's authorities."""
USER_STORE = "/data/misc/user/0/cacerts-added"

_HANDSHAKE = "javax.net.ssl.SSLHandshakeException: "
_NO_ANCHOR = "java.security.cert.CertPathValidatorException: Trust anchor for certification path not found."


class PinMismatch(ssl.SSLCertVerificationError):
    """None of the pinned keys is the server's."""


class TrustStore:
    """Reads the stores anew for each connection: a certificate pushed a moment ago counts."""

    def __init__(self, files: FileSystem, sdk: int) -> None:
        self._files = files
        self.backend_pem = b""
        """Authority of the apps' own servers; the pin `backend` stands for keys it has signed."""
        self.system_store = CONSCRYPT_STORE if sdk >= 34 else SYSTEM_STORE
        files.mkdir(USER_STORE, parents=True)

    def add_system(self, pem: bytes) -> str:
        """Put an authority among the system's; gives its path."""
        path = ""
        for store in dict.fromkeys((SYSTEM_STORE, self.system_store)):
            self._files.mkdir(store, parents=True)
            path = f"{store}/{subject_hash(pem)}.0"
            self._files.write(path, pem)
        return path

    def _authorities(self, store: str) -> list[str]:
        if not self._files.is_dir(store):
            return []
        found = []
        for name in self._files.listdir(store):
            data = self._files.read(f"{store}/{name}")
            if b"-----BEGIN CERTIFICATE-----" not in data:
                data = ssl.DER_cert_to_PEM_cert(data).encode()
            found.append(data.decode("ascii", "replace"))
        return found

    def context(self, installed: Installed, *, verify: bool, pins: tuple[str, ...]) -> ssl.SSLContext:
        """What an app's HTTP client checks. User certificates count below Android 7 targets and where the app's
        network security configuration says so."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if not verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        stores = [self.system_store]
        manifest = installed.manifest
        if manifest.trusts_user_certificates or manifest.target_sdk < 24:
            stores.append(USER_STORE)
        for pem in [pem for store in stores for pem in self._authorities(store)]:
            try:
                context.load_verify_locations(cadata=pem)
            except ssl.SSLError:
                continue  # No certificate: Android skips such a file too.
        if pins:
            context.sslobject_class = _pinned(pins, self.backend_pem)
        return context

    def words_for(self, error: Exception) -> str:
        """What an Android app's log says of a failed handshake."""
        if "pin" in str(error).lower():
            return "javax.net.ssl.SSLPeerUnverifiedException: Certificate pinning failure!"
        if "hostname" in str(error).lower():
            return f"javax.net.ssl.SSLPeerUnverifiedException: {error}"
        if isinstance(error, ssl.SSLCertVerificationError) or "certificate" in str(error).lower():
            return _HANDSHAKE + _NO_ANCHOR
        return _HANDSHAKE + "connection closed"


def _pinned(pins: tuple[str, ...], backend_pem: bytes) -> type[ssl.SSLObject]:
    """An SSLObject that refuses, before a byte of the request is sent, any key but these."""

    class Pinned(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()
            certificate = self.getpeercert(True)
            if not certificate or not _matches(certificate, pins, backend_pem):
                raise PinMismatch("pin mismatch: the server's key is none of the pinned ones")

    return Pinned


def _matches(certificate: bytes, pins: tuple[str, ...], backend_pem: bytes) -> bool:
    if spki_pin(certificate) in {pin.removeprefix("sha256/") for pin in pins}:
        return True
    return "backend" in pins and bool(backend_pem) and _issued_by(certificate, backend_pem)


def _issued_by(certificate: bytes, authority_pem: bytes) -> bool:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        x509.load_der_x509_certificate(certificate).verify_directly_issued_by(
            x509.load_pem_x509_certificate(authority_pem)
        )
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def spki_pin(certificate: bytes) -> str:
    """SHA-256 of a DER certificate's public key, base64, as in `sha256/…` pins (RFC 7469)."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = x509.load_der_x509_certificate(certificate).public_key()
    return base64.b64encode(
        hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    ).decode()


def subject_hash(pem: bytes) -> str:
    """The file name Android gives an authority: OpenSSL's old subject hash, MD5 of the DER subject."""
    from cryptography import x509

    subject: Any = x509.load_pem_x509_certificate(pem).subject
    digest = hashlib.md5(subject.public_bytes(), usedforsecurity=False).digest()
    return f"{int.from_bytes(digest[:4], 'little'):08x}"
