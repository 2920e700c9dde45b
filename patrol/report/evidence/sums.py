"""SHA256SUMS over the files of a pack, a signature over it, and whether a pack is still what it was.

The format is that of sha256sum, so that anybody can check a pack without patrol: `sha256sum -c SHA256SUMS`, and
`openssl pkeyutl -verify -pubin -inkey SHA256SUMS.pub -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patrol.errors import ConfigError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SUMS, SIGNATURE, KEY = "SHA256SUMS", "SHA256SUMS.sig", "SHA256SUMS.pub"
ABOUT = frozenset({SUMS, SIGNATURE, KEY})
"""Files that speak of the others."""

LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def sums(files: Mapping[str, bytes]) -> bytes:
    """A line for each file, by name."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if name not in ABOUT)
    return "".join(lines).encode()


def sealed(files: Mapping[str, bytes], private_key: bytes | None = None) -> dict[str, bytes]:
    """The files with their sums, and signed when a key is given (Ed25519, PEM). Raises ConfigError for another key."""
    whole = {name: data for name, data in files.items() if name not in ABOUT}
    whole[SUMS] = sums(whole)
    if private_key is not None:
        key = _private(private_key)
        whole[SIGNATURE] = key.sign(whole[SUMS])
        whole[KEY] = public_pem(key)
    return whole


def new_key() -> tuple[bytes, bytes]:
    """(private, public) as PEM."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, public_pem(key)


def public_pem(key: Ed25519PrivateKey) -> bytes:
    from cryptography.hazmat.primitives import serialization

    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a pack."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """What is wrong with sums, signature or key."""
    signed_by: str = ""
    """Fingerprint of the key whose signature holds; "" when it is not signed."""
    expected_key: bool = False
    """The key that was asked for made the signature."""
    files: int = 0

    @property
    def intact(self) -> bool:
        return not (self.changed or self.added or self.removed or self.faults)


def verify(files: Mapping[str, bytes], expected: bytes | None = None) -> Checked:
    """Holds every file against the sums, and the sums against the signature. `expected`: the public key (PEM) that must
    have signed; without one the enclosed key says who signed, and nobody vouches for it. Raises ConfigError when there
    are no sums, or `expected` is no key."""
    if SUMS not in files:
        raise ConfigError(f"there is no {SUMS}: this is no evidence pack.", advice="Name the folder or zip itself.")
    listed, faults = _listed(files[SUMS])
    there = {name for name in files if name not in ABOUT}
    changed = tuple(n for n in sorted(there & listed.keys()) if hashlib.sha256(files[n]).hexdigest() != listed[n])
    signed_by, more = _signature(files, expected)
    return Checked(
        changed=changed,
        added=tuple(sorted(there - listed.keys())),
        removed=tuple(sorted(listed.keys() - there)),
        faults=(*faults, *more),
        signed_by=signed_by,
        expected_key=expected is not None and not more,
        files=len(listed),
    )


def _listed(data: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    found: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        match = LINE.fullmatch(line)
        if match is None or match[2] in found:
            return found, (f"{SUMS}:{number} cannot be read",)
        found[match[2]] = match[1]
    return found, ()


def _signature(files: Mapping[str, bytes], expected: bytes | None) -> tuple[str, tuple[str, ...]]:
    """(fingerprint of the key whose signature holds, what is wrong)"""
    from cryptography.exceptions import InvalidSignature

    wanted = _public(expected) if expected is not None else None
    if SIGNATURE not in files:
        left_over = (f"{KEY} is there without {SIGNATURE}",) if KEY in files else ()
        return "", ("it is not signed, and a key was asked for",) if wanted else left_over
    if wanted is None and KEY not in files:
        return "", (f"{SIGNATURE} is there without {KEY}",)
    try:
        key = wanted or _public(files[KEY])
        key.verify(files[SIGNATURE], files[SUMS])
    except InvalidSignature:
        return "", (_misfit(files) if wanted else NO_FIT,)
    except ConfigError:
        return "", (f"{KEY} is no Ed25519 key",)
    return fingerprint(key), ()


NO_FIT = "the signature does not fit: the sums were changed, or another key made it"


def _misfit(files: Mapping[str, bytes]) -> str:
    """Why the key that was asked for did not make the signature: another one did, or nobody knows."""
    enclosed, faults = (
        _signature({name: files[name] for name in ABOUT if name in files}, None) if KEY in files else ("", ())
    )
    return f"signed by another key than the one asked for: {enclosed}" if enclosed and not faults else NO_FIT


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the raw key: what people read out to each other."""
    return "SHA256:" + hashlib.sha256(key.public_bytes_raw()).hexdigest()


def fingerprint_of(public: bytes) -> str:
    """The same of a key as PEM. Raises ConfigError."""
    return fingerprint(_public(public))


def _private(data: bytes) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        key = serialization.load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        advice = "It takes an Ed25519 key without a password, as PEM: patrol evidence keygen FILE makes one."
        raise ConfigError("the key cannot be used to sign.", advice=advice)
    return key


def _public(data: bytes) -> Ed25519PublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise ConfigError(
            "the key is no public Ed25519 key.", advice="Give the .pub file that goes with the private key."
        )
    return key
