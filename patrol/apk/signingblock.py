"""The APK signing block: signature schemes v2, v3 and v3.1, verified as Android verifies them.

Of each signer: each known signature over the signed data, by the key of the certificate that the signed data names;
the digests of the file, in chunks or as a verity tree; the bounds of SDK levels; marks against taking out a newer
scheme; and the chain of proofs where the key was changed (source.android.com/docs/security/features/apksigning).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

from patrol.apk.archive import Archive
from patrol.apk.pkcs7 import MISREAD, public_key

MAGIC = b"APK Sig Block 42"
SCHEMES = {0x7109871A: "v2", 0xF05368C0: "v3", 0x1B93AD61: "v3.1"}
CHUNK = 1 << 20
PAGE = 4096
"""Of the verity tree."""
MAX_BLOCK = 64 << 20
STRIPPED, ROTATES, LINEAGE = 0xBEEFF00D, 0x559F8B02, 0x3BA06F8C
"""Attributes: v2's of a newer scheme, v3's of a v3.1 block, and the proof of rotation."""


class Algorithm(NamedTuple):
    """How a signature of the scheme is made."""

    kind: str
    digest: str
    verity: bool = False


ALGORITHMS = {
    0x0101: Algorithm("rsa-pss", "sha256"),
    0x0102: Algorithm("rsa-pss", "sha512"),
    0x0103: Algorithm("rsa", "sha256"),
    0x0104: Algorithm("rsa", "sha512"),
    0x0201: Algorithm("ecdsa", "sha256"),
    0x0202: Algorithm("ecdsa", "sha512"),
    0x0301: Algorithm("dsa", "sha256"),
    0x0421: Algorithm("rsa", "sha256", verity=True),
    0x0423: Algorithm("ecdsa", "sha256", verity=True),
    0x0425: Algorithm("dsa", "sha256", verity=True),
}


class Signer(NamedTuple):
    """Of one scheme."""

    scheme: str
    certificate: bytes = b""
    """DER; b"" when there is none."""
    digests: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    checked: bool = True
    """One of its signatures is of a kind known here."""


class _Read:
    """Numbers and sized parts, one after the other. Raises struct.error, ValueError."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self) -> int:
        (value,) = struct.unpack_from("<I", self._data, self._at)
        self._at += 4
        return int(value)

    def part(self) -> bytes:
        size = self.number()
        if self._at + size > len(self._data):
            raise ValueError("a part is longer than what holds it")
        self._at += size
        return self._data[self._at - size : self._at]

    def parts(self) -> Iterator[bytes]:
        while self._at < len(self._data):
            yield self.part()

    def rest(self) -> bytes:
        return self._data[self._at :]


def block(archive: Archive) -> Iterator[tuple[int, bytes]]:
    """(id, value) of the pairs in the block before the central directory. Raises ValueError when it is damaged."""
    data, end = archive.data, archive.directory
    if end < 32 or bytes(data[end - 16 : end]) != MAGIC:
        return
    (size,) = struct.unpack("<Q", data[end - 24 : end - 16])
    if not 24 <= size <= min(MAX_BLOCK, end - 8) or data[end - size - 8 : end - size] != data[end - 24 : end - 16]:
        raise ValueError("the block's size is wrong")
    record = _end_of(archive)
    if end + struct.unpack("<I", data[record + 12 : record + 16])[0] != record:
        raise ValueError("something stands between the directory and its end")
    at, last = end - size, end - 24
    while at + 12 <= last:
        length, id = struct.unpack("<QI", data[at : at + 12])
        if length < 4 or at + 8 + length > last:
            raise ValueError("a pair's size is wrong")
        yield id, bytes(data[at + 12 : at + 8 + length])
        at += 8 + length


def _end_of(archive: Archive) -> int:
    """Where the end record stands."""
    first = max(0, len(archive.data) - 65557)
    return bytes(archive.data[first:]).rfind(b"PK\x05\x06") + first


class Contents:
    """Digests of the file without its signing block, each worked out once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[tuple[str, bool], bytes] = {}

    def digest(self, how: Algorithm) -> bytes:
        """Raises TooMuch."""
        key = how.digest, how.verity
        if key not in self._known:
            self._known[key] = self._verity() if how.verity else self._chunked(how.digest)
        return self._known[key]

    def _regions(self) -> tuple[tuple[int, int], tuple[int, int], bytes]:
        """Entries and directory, from and to; and the end record, pointing to where the block begins."""
        data, directory = self._archive.data, self._archive.directory
        (size,) = struct.unpack("<Q", data[directory - 24 : directory - 16])
        begin = directory - size - 8
        end = _end_of(self._archive)
        tail = bytearray(data[end:])
        tail[16:20] = struct.pack("<I", begin)
        return (0, begin), (directory, end), bytes(tail)

    def _pieces(self, size: int) -> Iterator[bytes]:
        """Of entries, directory and end record, each cut on its own."""
        *files, tail = self._regions()
        for at, end in files:
            for begin in range(at, end, size):
                yield bytes(self._archive.data[begin : min(begin + size, end)])
                if not begin // size & 0xFF:
                    self._archive.budget.tick()
        yield from (tail[at : at + size] for at in range(0, len(tail), size))

    def _chunked(self, digest: str) -> bytes:
        each = [hashlib.new(digest, b"\xa5" + _int(len(piece)) + piece).digest() for piece in self._pieces(CHUNK)]
        return hashlib.new(digest, b"\x5a" + _int(len(each)) + b"".join(each)).digest()

    def _verity(self) -> bytes:
        """The root of the tree, and the length of what it covers."""
        length, waiting, level = 0, b"", bytearray()
        for piece in self._pieces(CHUNK):
            length += len(piece)
            waiting += piece
            whole = len(waiting) // PAGE * PAGE
            level += _hashed(waiting[:whole])
            waiting = waiting[whole:]
        level += _hashed(waiting)
        while len(level) > PAGE:
            level = bytearray(_hashed(bytes(level)))
        return _hashed(bytes(level)) + struct.pack("<Q", length)


def signers(scheme: str, value: bytes, contents: Contents, present: frozenset[str]) -> Iterator[Signer]:
    """Of the pair of a scheme. Raises ValueError, struct.error when it is damaged, and TooMuch."""
    found = [_signer(scheme, one, contents, present) for one in _Read(_Read(value).part()).parts()]
    yield from found or (Signer(scheme, faults=("it has no signer",)),)


def _signer(scheme: str, signer: bytes, contents: Contents, present: frozenset[str]) -> Signer:
    reader = _Read(signer)
    signed = reader.part()
    bounds = [] if scheme == "v2" else [reader.number(), reader.number()]
    signatures = list(_numbered(reader.part()))
    key = reader.part()
    inner = _Read(signed)
    digests = list(_numbered(inner.part()))
    certificate = next(_Read(inner.part()).parts(), b"")
    faults = []
    if bounds and bounds != [inner.number(), inner.number()]:
        faults.append("its SDK levels are not those that were signed")
    attributes = dict(_attributes(inner))
    if not certificate or key not in _keys(certificate):
        faults.append("its key is not that of its certificate")
    if [id for id, _ in digests] != [id for id, _ in signatures]:
        faults.append("its digests are not of the same kinds as its signatures")
    known = [(ALGORITHMS[id], signature, dict(digests).get(id)) for id, signature in signatures if id in ALGORITHMS]
    faults += [fault for one in known if (fault := _fault(key, signed, contents, *one))]
    faults += _marks(attributes, present, certificate)
    if not signatures:
        faults.append("it has no signature")
    kinds = tuple(dict.fromkeys(how.digest for how, _, _ in known))
    return Signer(scheme, certificate, kinds, tuple(dict.fromkeys(faults)), bool(known or not signatures))


def _fault(key: bytes, signed: bytes, contents: Contents, how: Algorithm, signature: bytes, told: bytes | None) -> str:
    if not _verified(key, how, signature, signed):
        return "the signature does not fit the signed data"
    return "" if told == contents.digest(how) else "the file was changed after it was signed"


def _marks(attributes: dict[int, bytes], present: frozenset[str], certificate: bytes) -> Iterator[str]:
    """What the signed attributes forbid."""
    if STRIPPED in attributes and _Read(attributes[STRIPPED]).number() == 3 and "v3" not in present:
        yield "a v3 signature was taken out"
    if ROTATES in attributes and not present & {"v3.1"}:
        yield "a v3.1 signature was taken out"
    if LINEAGE in attributes and not _rotated(attributes[LINEAGE], certificate):
        yield "the proof of its key's rotation does not hold"


def _rotated(lineage: bytes, certificate: bytes) -> bool:
    """Whether each key of the chain is signed by the one before, and the last is the signer's."""
    reader = _Read(lineage)
    reader.number()  # version
    before, how = b"", 0
    for node in reader.parts():
        one = _Read(node)
        signed = one.part()
        one.number()  # what the old key may still do
        following, signature = one.number(), one.part()
        inner = _Read(signed)
        named, by = inner.part(), inner.number()
        if before:
            known = ALGORITHMS.get(how)
            keys = _keys(before)
            if by != how or known is None or not keys or not _verified(keys[0], known, signature, signed):
                return False
        before, how = named, following
    return before == certificate


def _attributes(reader: _Read) -> Iterator[tuple[int, bytes]]:
    if not reader.rest():
        return
    for part in _Read(reader.part()).parts():
        one = _Read(part)
        yield one.number(), one.rest()


def _numbered(data: bytes) -> Iterator[tuple[int, bytes]]:
    for part in _Read(data).parts():
        one = _Read(part)
        yield one.number(), one.part()


def _keys(certificate: bytes) -> tuple[bytes, ...]:
    """A certificate's public key, as it stands there and as it is written anew."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

    try:
        given = public_key(certificate)
        key = load_der_public_key(given)
        return given, key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (*MISREAD, UnsupportedAlgorithm):
        return ()


def _verified(key: bytes, how: Algorithm, signature: bytes, signed: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    digest: Any = getattr(hashes, how.digest.upper())()
    try:
        public: Any = load_der_public_key(key)
        if how.kind == "ecdsa":
            public.verify(signature, signed, ec.ECDSA(digest))
        elif how.kind == "dsa":
            public.verify(signature, signed, digest)
        elif how.kind == "rsa":
            public.verify(signature, signed, padding.PKCS1v15(), digest)
        else:
            public.verify(signature, signed, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    except (InvalidSignature, UnsupportedAlgorithm, *MISREAD):
        return False
    return True


def _hashed(data: bytes) -> bytes:
    """A level of the verity tree: the digests of its pages, the last filled up with zeros, salted with eight."""
    data += bytes(-len(data) % PAGE)
    return b"".join(hashlib.sha256(bytes(8) + data[at : at + PAGE]).digest() for at in range(0, len(data), PAGE))


def _int(value: int) -> bytes:
    return struct.pack("<I", value)
