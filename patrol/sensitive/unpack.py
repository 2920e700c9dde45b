"""Opens up what a message carries: compressed bodies, JSON in JSON, forms, multipart parts, base64, protocol buffers.

Every layer is given out as bytes together with how it was reached, so that whoever searches it can say where something
stood. Nothing in here raises, and neither depth nor size can grow without a bound: a body may be hostile.
"""

from __future__ import annotations

import binascii
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import unquote_to_bytes

from patrol.sensitive.runs import BASE64, CODES
from patrol.sensitive.stored import JPEG, PNG, picture

DEEPEST = 5
"""Layers inside one another: base64 of gzip of JSON in JSON in a form."""
MOST_BYTES = 64 << 20
"""Of all layers of one message together."""
LARGEST = 16 << 20
"""Of one unpacked layer; a zip bomb ends here."""
MOST_LAYERS = 2000
SHORTEST_CODE = 12
"""Letters and digits in a row that may be a hash or a part of a base64."""
SHORTEST_BASE64 = 24
NAMES = 200
"""Letters at the beginning of a run that may be names and folders before the base64."""
MOST_HEADS = 8
JOINT = re.compile(rb"[=/](?![=/])")
LONGEST_TEXT = 4 << 20
"""Of a text that is taken apart as JSON or escaped letters."""
HEX_ONLY = re.compile(rb"[0-9a-f]+|[0-9A-F]+")
ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
PICTURES = (JPEG, PNG)
NO_CONTROL = bytes((*b"\t\r\n", *range(32, 127), *range(128, 256)))
STANDARD = bytes.maketrans(b"-_", b"+/")
PERCENT = re.compile(rb"%[0-9a-fA-F]{2}")
QUOTED_JSON = re.compile(rb'\\"')


@dataclass(frozen=True)
class Layer:
    """Bytes, and the ways by which they were reached: `("gzip", "json string")`; () is the message as it was sent."""

    data: bytes
    path: tuple[str, ...] = ()

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """(start, end) of long rows of letters and digits; all that look into a layer share them."""
        return list(CODES.runs(self.data, SHORTEST_CODE))

    @cached_property
    def codes(self) -> list[bytes]:
        """These rows."""
        data = self.data
        return [data[start:end] for start, end in self.spans]


def layers(data: bytes) -> Iterator[Layer]:
    """The message and all that is inside it, the outermost first."""
    waiting = [Layer(data, ())]
    seen: set[int] = set()
    budget, count = MOST_BYTES, 0
    while waiting and budget > 0 and count < MOST_LAYERS:
        layer = waiting.pop(0)
        if (mark := hash(layer.data)) in seen:
            continue
        seen.add(mark)
        budget -= len(layer.data)
        count += 1
        yield layer
        if len(layer.path) < DEEPEST:
            for name, inner in _inside(layer):
                if inner and inner != layer.data:
                    waiting.append(Layer(inner, (*layer.path, name)))


def _inside(layer: Layer) -> Iterator[tuple[str, bytes]]:
    data = layer.data
    for name, fits, open_up in _COMPRESSED:
        if fits(data) and (opened := open_up(data)):
            yield name, opened
            return
    if data.startswith(PICTURES):
        yield "picture", picture(data)
        return
    if b"%" in data and PERCENT.search(data):
        yield "url", unquote_to_bytes(data.replace(b"+", b" "))
    if b"\\" in data and len(data) <= LONGEST_TEXT and (ESCAPED.search(data) or QUOTED_JSON.search(data)):
        yield from _unescaped(data)
    for start, end in BASE64.runs(data, SHORTEST_BASE64) if layer.spans else ():
        run = data[start:end]
        # Small letters alone are words or hex; base64 has both.
        if run.lower() != run and run.upper() != run:
            yield from _from_base64(run)
    if data[:2] == b"--" and b"Content-Disposition" in data[:4096]:
        yield from _parts(data)
    elif (message := grpc_message(data)) is not None:
        yield "grpc", message
    elif (fields := _protobuf(data)) is not None:
        yield "protobuf", fields[0]
        yield NUMBERS, fields[1]


def _from_base64(run: bytes) -> Iterator[tuple[str, bytes]]:
    """What a run of base64 letters decodes to: from its beginning, and from behind `name=` or a folder of a
    path."""
    heads = [0]
    if b"=" in run[:NAMES] or b"/" in run[:NAMES]:
        heads += [joint.end() for joint in islice(JOINT.finditer(run[:NAMES]), MOST_HEADS)]
    for at in heads:
        word = run[at:].rstrip(b"=")
        # A name before `=` is no base64; hex is looked up, not opened.
        if len(word) >= SHORTEST_BASE64 - 2 and b"=" not in word and not HEX_ONLY.fullmatch(word):
            if (meant := _base64(word)) is not None:
                yield "base64", meant


# --- compression ------------------------------------------------------------------------------------------------------


def _zlib(data: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(data, LARGEST)
    except zlib.error:
        return b""


def _brotli(data: bytes) -> bytes:
    import brotli

    try:
        unpacker = brotli.Decompressor()
        out = b""
        for at in range(0, len(data), 1 << 16):
            out += unpacker.process(data[at : at + (1 << 16)])
            if len(out) > LARGEST:
                break
        return out[:LARGEST]
    except brotli.error:
        return b""


def _zstd(data: bytes) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as reader:
            return bytes(reader.read(LARGEST))
    except zstandard.ZstdError:
        return b""


def unpacked(data: bytes, encoding: str) -> bytes:
    """A body by its Content-Encoding (`gzip`, `br`, `zstd`, `deflate`); as it is where that claims something wrong."""
    opened = {"br": _brotli, "zstd": _zstd}.get(encoding.strip().lower(), _by_magic)(data)
    return opened or data


def _by_magic(data: bytes) -> bytes:
    return next((opened for _, fits, open_up in _COMPRESSED if fits(data) and (opened := open_up(data))), b"")


_COMPRESSED: tuple[tuple[str, Callable[[bytes], bool], Callable[[bytes], bytes]], ...] = (
    ("gzip", lambda data: data[:2] == b"\x1f\x8b", lambda data: _zlib(data, 31)),
    ("zlib", lambda data: data[:1] == b"\x78" and data[1:2] in b"\x01\x5e\x9c\xda", lambda data: _zlib(data, 15)),
    ("zstd", lambda data: data[:4] == b"\x28\xb5\x2f\xfd", _zstd),
)


# --- text -------------------------------------------------------------------------------------------------------------


def _unescaped(data: bytes) -> Iterator[tuple[str, bytes]]:
    """JSON whose strings hold JSON, or letters as \\uXXXX: each text as it reads."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        yield "escaped", ESCAPED.sub(lambda m: _letter(m[0]), data).replace(b'\\"', b'"')
        return
    texts = [text for text in _texts(value) if text]
    if texts:
        yield "json string", "\n".join(texts).encode("utf-8", "surrogatepass")


def _letter(escape: bytes) -> bytes:
    return chr(int(escape[2:], 16)).encode("utf-8", "surrogatepass")


def _texts(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting.extend((*one.keys(), *one.values()))
        elif isinstance(one, list):
            waiting.extend(one)


def _base64(text: bytes) -> bytes | None:
    """What it decodes to, unless that is plainly no message: mostly bytes of no text and no known beginning."""
    try:
        data = binascii.a2b_base64(text.translate(STANDARD) + b"=" * (-len(text) % 4))
    except binascii.Error:
        return None
    if _is_text(data) or any(fits(data) for _, fits, _ in _COMPRESSED):
        return data
    return data if data[0] & 7 in (0, 2) and 8 <= data[0] < 0x80 and _protobuf(data) else None


def _is_text(data: bytes) -> bool:
    """Whether its beginning is UTF-8 with few control characters."""
    head = data[:256]
    try:
        head.decode()
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3 or len(head) < 8:
            return False  # not only a letter that was cut
    return len(head.translate(None, NO_CONTROL)) <= 0.1 * len(head)


# --- multipart --------------------------------------------------------------------------------------------------------


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The contents of a multipart body's parts."""
    boundary = data.split(b"\r\n", 1)[0]
    for part in data.split(boundary)[1 : MOST_PARTS + 1]:
        head, blank, content = part.partition(b"\r\n\r\n")
        if blank:
            name = NAME.search(head)
            yield f"part {name[1].decode('utf-8', 'replace')}" if name else "part", content.removesuffix(b"\r\n")


NAME = re.compile(rb'name="([^"\r\n]{0,80})')
MOST_PARTS = 100


# --- protocol buffers -------------------------------------------------------------------------------------------------

NUMBERS = "protobuf numbers"
"""A layer of numbers that nobody wrote down: known ones may be found there, the look of a number says nothing."""
NESTED = 6
"""Messages in messages."""
MOST_FIELDS = 20_000


def grpc_message(data: bytes) -> bytes | None:
    """The first message of a gRPC body: a byte of flags and four of length stand before it; None for anything else."""
    if len(data) < 7 or data[0] > 1:
        return None
    size = int.from_bytes(data[1:5], "big")
    if not 2 <= size <= len(data) - 5 or (size != len(data) - 5 and data[5 + size] > 1):
        return None
    message = data[5 : 5 + size]
    return (_by_magic(message) or message) if data[0] else message


def _protobuf(data: bytes, depth: int = 0) -> tuple[bytes, bytes] | None:
    """The texts and the numbers of a message by wire type, a line each; None when the bytes are no such message.

    (Wire types: Protocol Buffers documentation, "Encoding".) Only texts are of use to a search; numbers are written in
    decimal, since a phone number may be sent as a varint, and places as a double. What is all ASCII has no number that
    large, and its texts can be read as it is."""
    if not 2 <= len(data) <= LONGEST_TEXT or data[:1] in b"{[<" or data.isascii():
        return None
    found: list[bytes] = []
    numbers: list[bytes] = []
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if tag >> 3 == 0 or at > len(data) or len(found) + len(numbers) > MOST_FIELDS:
            return None
        if kind == 0:
            value, at = _varint(data, at)
            numbers.append(str(value).encode())
        elif kind == 2:
            size, at = _varint(data, at)
            if size > len(data) - at:
                return None
            content = data[at : at + size]
            inner = _protobuf(content, depth + 1) if depth < NESTED and size else None
            found.append(inner[0] if inner else content)
            numbers.append(inner[1] if inner else b"")
            at += size
        elif kind in (1, 5):
            numbers.extend(_fixed(data[at : at + (8 if kind == 1 else 4)]))
            at += 8 if kind == 1 else 4
        else:
            return None
        if at > len(data):
            return None
    return b"\n".join(found), b"\n".join(filter(None, numbers))


def _fixed(data: bytes) -> Iterator[bytes]:
    """A number of eight or four bytes, as a whole one and as a fraction."""
    if len(data) in (4, 8):
        yield str(int.from_bytes(data, "little")).encode()
        (fraction,) = struct.unpack("<d" if len(data) == 8 else "<f", data)
        if 1e-3 < abs(fraction) < 1e9:
            yield f"{fraction:.6f}".encode()


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            return 0, len(data) + 1
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    return 0, len(data) + 1
