"""The contents of a JAR signature (v1): whether META-INF/MANIFEST.MF and the .SF file hold the digests of the entries.

(JAR File Specification, "Signature Validation".) The .SF file's own signature is not verified here; its digests tell
what was changed after signing all the same, as far as nobody signed anew.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator

from patrol.apk.archive import Archive

MANIFEST = "META-INF/MANIFEST.MF"
LARGEST = 16 << 20
ALGORITHMS = {"md5": "md5", "sha": "sha1", "sha1": "sha1", "sha256": "sha256", "sha384": "sha384", "sha512": "sha512"}
"""Names of attributes, without their hyphens, and of digests."""
DIGEST = re.compile(rb"^([A-Za-z0-9-]+?)-Digest(-Manifest)?: *(\S+)", re.MULTILINE)
NAME = re.compile(rb"^Name: (.*)$", re.MULTILINE)
CONTINUED = re.compile(rb"\r?\n ")
SECTION_END = re.compile(rb"(?:\r\n|\n|\r(?!\n)){2,}")
UNSIGNED = re.compile(r"META-INF/(?:MANIFEST\.MF|[^/]+\.(?:SF|RSA|DSA|EC)|SIG-[^/]*)", re.IGNORECASE)
"""What the signature itself consists of."""


def faults(archive: Archive, listing: bytes, *, contents: bool) -> Iterator[str]:
    """What the digests of a .SF file do not fit: the manifest's sections and, with `contents`, each entry. Raises
    TooMuch."""
    manifest = archive.read(MANIFEST, LARGEST)
    if manifest is None:
        yield f"{MANIFEST} is missing"
        return
    sections = dict(_sections(manifest))
    if not _fits(manifest, listing, whole=True):
        signed = dict(_sections(listing))
        changed = [name for name, told in signed.items() if not _fits(sections.get(name, b""), told)]
        if changed or not signed:
            yield f"{MANIFEST} was changed after it was signed"
    if contents:
        yield from _entries(archive, sections)


def _entries(archive: Archive, sections: dict[str, bytes]) -> Iterator[str]:
    for name in archive.entries:
        if name.endswith("/") or UNSIGNED.fullmatch(name):
            continue
        if name not in sections and name.startswith("META-INF/"):
            continue  # PackageParser skips them: channels of stores are marked so
        if name not in sections:
            yield f"{name} was added after it was signed"
            return
        data = archive.read(name)
        if data is not None and not _fits(data, sections[name]):
            yield f"{name} was changed after it was signed"
            return
    missing = next((name for name in sections if name not in archive.entries), "")
    if missing:
        yield f"{missing} was taken out after it was signed"


def _sections(text: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, its section with the blank line behind it: that is what is hashed)."""
    begin = 0
    for end in (*(found.end() for found in SECTION_END.finditer(text)), len(text)):
        section = text[begin:end]
        begin = end
        if found := NAME.search(CONTINUED.sub(b"", section)):
            yield found[1].rstrip(b"\r").decode("utf-8", "replace"), section


def _fits(data: bytes, told: bytes, *, whole: bool = False) -> bool:
    """Whether the strongest digest that is told, of a known kind, is that of the data; `whole`: of a manifest."""
    digests = {
        ALGORITHMS[name]: value
        for kind, manifest, value in DIGEST.findall(CONTINUED.sub(b"", told))
        if bool(manifest) == whole and (name := kind.decode().lower().replace("-", "")) in ALGORITHMS
    }
    if not digests:
        return False
    strongest = max(digests, key=lambda name: hashlib.new(name, usedforsecurity=False).digest_size)
    try:
        wanted = base64.b64decode(digests[strongest], validate=True)
    except (binascii.Error, ValueError):
        return False
    return hashlib.new(strongest, data, usedforsecurity=False).digest() == wanted
