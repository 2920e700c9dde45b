"""Opens up what a message carries: compressed bodies, JSON in JSON, forms, multipart parts, base64, protocol buffers.

Every layer is given out as bytes together with how it was reached, so that whoever searches it can say where something
stood. Nothing in here raises, and neither depth nor size can grow without a bound: a body may be hostile.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

DEEPEST = 5
"""Layers inside one another: base64 of gzip of JSON in JSON in a form."""
MOST_BYTES = 64 << 20
"""Of all layers of one message together."""
LARGEST = 16 << 20
"""Of one unpacked layer; a zip bomb ends here."""
MOST_LAYERS = 2000
SHORTEST_BASE64 = 24
_LETTERS = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/_-=")
BASE64_LETTERS = bytes(byte if byte in _LETTERS else 0x20 for byte in range(256))
HEX_ONLY = re.compile(rb"[0-9a-f]+|[0-9A-F]+")
ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
PERCENT = re.compile(rb"%[0-9a-fA-F]{2}")
QUOTED_JSON = re.compile(rb'\\"')


@dataclass(frozen=True, slots=True)
class Layer:
    """Bytes, and the ways by which they were reached: `("gzip", "json string")`; () is the message as it was sent."""

    data: bytes
    path: tuple[str, ...]


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
            for name, inner in _inside(layer.data):
                if inner and inner != layer.data:
                    waiting.append(Layer(inner, (*layer.path, name)))


def _inside(data: bytes) -> Iterator[tuple[str, bytes]]:
    for name, fits, open_up in _COMPRESSED:
        if fits(data) and (opened := open_up(data)):
            yield name, opened
            return
    if PERCENT.search(data):
        yield "url", unquote_to_bytes(data.replace(b"+", b" "))
    if ESCAPED.search(data) or QUOTED_JSON.search(data):
        yield from _unescaped(data)
    for word in set(data.translate(BASE64_LETTERS).split()):
        if len(word) >= SHORTEST_BASE64 and not HEX_ONLY.fullmatch(word) and (meant := _base64(word)) is not None:
            yield "base64", meant
    if (fields := _protobuf(data)) is not None:
        yield "protobuf", fields


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
    text = text.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    if any(fits(data) for _, fits, _ in _COMPRESSED):
        return data
    printable = sum(32 <= byte < 127 or byte > 0xC1 or byte in b"\t\r\n" for byte in data[:256])
    return data if printable >= 0.9 * min(256, len(data)) else None


# --- protocol buffers -------------------------------------------------------------------------------------------------


def _protobuf(data: bytes) -> bytes | None:
    """The texts and numbers of a message by wire type, a line each; None when the bytes are no such message.

    (Wire types: Protocol Buffers documentation, "Encoding".) Only texts are of use to a search; numbers are written in
    decimal, since a phone number may be sent as a varint."""
    if not 2 <= len(data) <= LARGEST or data[:1] in b"{[<" or data.isascii():
        return None
    found: list[bytes] = []
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if tag >> 3 == 0 or at > len(data):
            return None
        if kind == 0:
            value, at = _varint(data, at)
            found.append(str(value).encode())
        elif kind == 2:
            size, at = _varint(data, at)
            if size > len(data) - at:
                return None
            found.append(data[at : at + size])
            at += size
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            return None
        if at > len(data):
            return None
    return b"\n".join(found) or None


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
