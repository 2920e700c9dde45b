"""A certificate that nobody vouches for, shown to the app to see whether it looks. Runs inside mitmdump."""

from __future__ import annotations

import datetime
import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey


class Impostor:
    """A certificate authority of this process alone. It is never written anywhere, so no phone can trust it."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.asymmetric import ec

        self._key = ec.generate_private_key(ec.SECP256R1())
        self._made: dict[str, tuple[x509.Certificate, EllipticCurvePrivateKey]] = {}

    def certificate(self, host: str) -> tuple[x509.Certificate, EllipticCurvePrivateKey]:
        """(a leaf for `host`, its key): right in all but who signed it."""
        if host not in self._made:
            self._made[host] = self._leaf(host)
        return self._made[host]

    def _leaf(self, host: str) -> tuple[x509.Certificate, EllipticCurvePrivateKey]:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder(
            issuer_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody vouches for this")]),
            subject_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])]),
            public_key=key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=now - datetime.timedelta(days=2),
            not_valid_after=now + datetime.timedelta(days=90),
        )
        try:
            name: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            name = x509.DNSName(host)
        builder = builder.add_extension(x509.SubjectAlternativeName([name]), critical=False)
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        return builder.add_extension(usage, critical=False).sign(self._key, hashes.SHA256()), key
