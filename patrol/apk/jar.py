"""JAR signatures (v1): the signature over the .SF file, its digests of META-INF/MANIFEST.MF, and those of the entries.

(JAR File Specification, "Signature Validation"; what Android makes of it: StrictJarVerifier.) The strongest digest
that is told decides. Every entry outside META-INF must stand in the .SF of every signer.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from patrol.apk import pkcs7
from patrol.apk.archive import Archive

MANIFEST = "META-INF/MANIFEST.MF"
LARGEST = 16 << 20
LARGEST_BLOCK = 1 << 20
MAX_SIGNERS = 10
"""As apksig allows."""
ALGORITHMS = {"md5": "md5", "sha": "sha1", "sha1": "sha1", "sha256": "sha256", "sha384": "sha384", "sha512": "sha512"}
"""Names of attributes, without their hyphens, and of digests."""
DIGEST = re.compile(rb"^([A-Za-z0-9-]+?)-Digest(-Manifest(?:-Main-Attributes)?)?: *(\S+)", re.MULTILINE | re.IGNORECASE)
NAME = re.compile(rb"Name: (.*)", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"^([A-Za-z0-9_-]+): *(.*?)\r?$", re.MULTILINE)
CONTINUED = re.compile(rb"\r?\n ")
SECTION_END = re.compile(rb"(?:\r\n|\n|\r(?!\n)){2,}")
BLOCK = re.compile(r"META-INF/[^/]+\.(?:RSA|DSA|EC)", re.IGNORECASE)
UNSIGNED = re.compile(r"META-INF/(?:MANIFEST\.MF|[^/]+\.(?:SF|RSA|DSA|EC)|SIG-[^/]*)", re.IGNORECASE)
"""What the signature itself consists of."""
ANNOUNCED = {"2": "v2", "3": "v3", "31": "v3.1"}
"""Values of X-Android-APK-Signed: schemes that were there when the .SF was signed."""


@dataclass(slots=True)
class Signer:
    """A signature block with its .SF file."""

    name: str
    """Of the block: META-INF/CERT.RSA."""
    signed: pkcs7.Signed
    names: frozenset[str] = frozenset()
    """Entries that its .SF covers."""
    announced: tuple[str, ...] = ()
    """Schemes that the .SF says the file is signed with too."""
    digests: tuple[str, ...] = ()
    """In the .SF: sha1, sha256 …"""
    faults: list[str] = field(default_factory=list)


def signers(archive: Archive) -> list[Signer]:
    """All signers, with what does not hold of each; the entries are not looked at. Raises TooMuch."""
    there = {name.upper(): name for name in reversed(archive.entries) if name.upper().startswith("META-INF/")}
    manifest = archive.read(MANIFEST, LARGEST) if MANIFEST in archive else None
    found: list[Signer] = []
    for name in (name for name in archive.entries if BLOCK.fullmatch(name)):
        if len(found) == MAX_SIGNERS:
            found[-1].faults.append(f"more than {MAX_SIGNERS} signers")
            break
        file = there.get(f"{name.upper().rpartition('.')[0]}.SF", "")
        found.append(_signer(archive, name, file, manifest))
    return found


def _signer(archive: Archive, name: str, file: str, manifest: bytes | None) -> Signer:
    block = archive.read(name, LARGEST_BLOCK) or b""
    listing = archive.read(file, LARGEST) if file else None
    one = Signer(name, pkcs7.signed(block, listing or b""))
    if listing is None:
        one.faults.append(f"{name.rpartition('.')[0]}.SF is missing")
        return one
    if one.signed.fault:
        one.faults.append(f"{name} {one.signed.fault}")
    elif not one.signed.certificates:
        one.faults.append(f"{name} holds no certificate that can be read")
    head, sections = _sections(listing)
    told = {key.lower(): value for key, value in ATTRIBUTE.findall(CONTINUED.sub(b"", head))}
    if b"signature-version" not in told:
        one.faults.append(f"{file} has no Signature-Version")
    marks = told.get(b"x-android-apk-signed", b"").decode("ascii", "replace").split(",")
    one.announced = tuple(ANNOUNCED[mark.strip()] for mark in marks if mark.strip() in ANNOUNCED)
    kinds = {kind.decode().lower().replace("-", "") for kind, _, _ in DIGEST.findall(listing)}
    one.digests = tuple(sorted({ALGORITHMS[kind] for kind in kinds if kind in ALGORITHMS}))
    one.names = frozenset(sections)
    if manifest is None:
        one.faults.append(f"{MANIFEST} is missing")
    elif not _covers(head, sections, manifest):
        one.faults.append(f"{MANIFEST} was changed after it was signed")
    return one


def _covers(head: bytes, signed: dict[str, bytes], manifest: bytes) -> bool:
    """Whether the .SF has the digest of the manifest: of the whole of it, or of its main part and each section."""
    main, sections = _sections(manifest)
    if _fits(main, head, b"-manifest-main-attributes") is False:
        return False
    if _fits(manifest, head, b"-manifest"):
        return True
    return bool(signed) and all(_fits(sections.get(name, b""), told) for name, told in signed.items())


def changed(archive: Archive, found: list[Signer]) -> tuple[list[str], bool]:
    """(which entries do not fit what was signed, one fault of a kind; whether each could be read). Raises TooMuch."""
    manifest = archive.read(MANIFEST, LARGEST)
    if manifest is None or not found:
        return [], True
    _, sections = _sections(manifest)
    faults: dict[str, str] = {}
    read = True
    for name in archive.entries:
        if name.endswith("/") or UNSIGNED.fullmatch(name):
            continue
        if name not in sections and name.startswith("META-INF/"):
            continue  # Android passes over them: channels of stores are marked so
        if name not in sections:
            faults.setdefault("added", f"{name} was added after it was signed")
            continue
        if not all(name in one.names for one in found if one.names) and not name.startswith("META-INF/"):
            faults.setdefault("unsigned", f"{name} is not signed by every signer")
        data = archive.read(name) if "changed" not in faults else b""
        if data is None:
            read = False
        elif "changed" not in faults and not _fits(data, sections[name]):
            faults["changed"] = f"{name} was changed after it was signed"
    missing = next((name for name in sections if name not in archive.entries), "")
    if missing:
        faults["missing"] = f"{missing} was taken out after it was signed"
    return list(faults.values()), read


def _sections(text: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The main section, and the named ones; each with the blank line behind it, for that is what is hashed."""
    parts = list(_parts(text))
    named: dict[str, bytes] = {}
    for part in parts[1:]:
        if found := NAME.match(CONTINUED.sub(b"", part)):
            name = found[1].rstrip(b"\r").decode("utf-8", "replace")
            # Android refuses two sections of one name: then neither fits.
            named[name] = b"" if name in named else part
    return parts[0] if parts else b"", named


def _parts(text: bytes) -> Iterator[bytes]:
    begin = 0
    for end in (*(found.end() for found in SECTION_END.finditer(text)), len(text)):
        if end > begin:
            yield text[begin:end]
        begin = end


def _fits(data: bytes, told: bytes, suffix: bytes = b"") -> bool | None:
    """Whether the strongest digest that is told, of a known kind, is that of the data; None when none is told."""
    digests = {
        ALGORITHMS[name]: value
        for kind, behind, value in DIGEST.findall(CONTINUED.sub(b"", told))
        if behind.lower() == suffix and (name := kind.decode().lower().replace("-", "")) in ALGORITHMS
    }
    if not digests:
        return None
    strongest = max(digests, key=lambda name: hashlib.new(name, usedforsecurity=False).digest_size)
    try:
        wanted = base64.b64decode(digests[strongest], validate=True)
    except (binascii.Error, ValueError):
        return False
    return hashlib.new(strongest, data, usedforsecurity=False).digest() == wanted
