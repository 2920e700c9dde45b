"""Opens up what a message carries: compressed bodies, JSON in JSON, forms, multipart parts, base64, protocol buffers.

Every layer is given out as bytes together with how it was reached, so that whoever searches it can say where something
stood. Nothing in here raises, and neither depth nor size can grow without a bound: a body may be hostile.
"""

from __future__ import annotations

import binascii
import codecs
import json
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote_to_bytes

from patrol.sensitive.protobuf import NO_MESSAGE, NUMBERS, protobuf
from patrol.sensitive.stored import JPEG, PNG, picture
from patrol.sensitive.sweep import PLAIN, Sweep, Swept, base64_in

DEEPEST = 5
"""Layers inside one another: base64 of gzip of JSON in JSON in a form."""
MOST_BYTES = 64 << 20
"""Of all layers of one message together."""
LARGEST = 16 << 20
"""Of one unpacked layer; a zip bomb ends here."""
MOST_LAYERS = 2000
NAMES = 200
"""Letters at the beginning of a run that may be names and folders before the base64."""
MOST_HEADS = 8
RUN = re.compile(rb"([0-9A-Za-z+/_-]{22,}+)=*+(?![0-9A-Za-z+/_-])")
"""A whole run of base64, long enough to say something; a name before `=` is none."""
LONGEST_TEXT = 4 << 20
"""Of a text that is taken apart as JSON or escaped letters."""
HEX_ONLY = re.compile(rb"[0-9a-f]+|[0-9A-F]+")
ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
NO_JSON_ESCAPE = re.compile(rb"""\\(?!["\\/bfnrtu])""")
PICTURES = (JPEG, PNG)
NO_CONTROL = bytes((*b"\t\r\n", *range(32, 127), *range(128, 256)))
STANDARD = bytes.maketrans(b"-_", b"+/")
PERCENT = re.compile(rb"%[0-9a-fA-F]{2}")


class Layer:
    """Bytes, and the ways by which they were reached: `("gzip", "json string")`; () is the message as it was sent."""

    __slots__ = ("_sweep", "_swept", "data", "inner", "path", "pluses", "readable")

    def __init__(self, data: bytes, path: tuple[str, ...] = (), pluses: bytes = b"", sweep: Sweep = PLAIN) -> None:
        self.data = data
        self.path = path
        self.pluses = pluses
        """The same with the plus signs of an address that stand for blanks there, and in base64 for themselves; empty
        where there are none."""
        self.inner: Sequence[Layer] = ()
        """What is inside it, as layers of their own, once it was opened; nothing in those that are too deep."""
        self.readable = True
        """Whether somebody wrote what stands here, and it reads so nowhere else, as far as that is known when it was
        opened: not the form as it was sent beside the form unquoted, and not numbers that nobody wrote down."""
        self._sweep = sweep
        self._swept: Swept | None = None

    def swept(self, sweep: Sweep) -> Swept:
        """What a pass over it found; the same pass for all that ask for the same."""
        if sweep is not self._sweep or self._swept is None:
            self._sweep, self._swept = sweep, sweep.over(self.data)
        return self._swept

    def opened(self) -> Layer:
        """The same, with what is inside it."""
        path, sweep = self.path, self._sweep
        if path and path[-1] == NUMBERS:
            self.readable = False
        if len(path) < DEEPEST and (inner := [one for one in _inside(self) if one.data and one.data != self.data]):
            for one in inner:
                if one.path[0] in WHOLE:
                    self.readable = False
                one.path = path + one.path
                one._sweep = sweep
            self.inner = inner
        return self

    @property
    def heads(self) -> Sequence[bytes]:
        """The first letters of each row of letters and digits."""
        return self.swept(self._sweep).heads

    @property
    def base64(self) -> tuple[bytes, Sequence[int]]:
        """A text, and where base64 may begin in it."""
        if self.pluses:
            return base64_in(self.pluses)
        swept = self.swept(self._sweep)
        return swept.text, swept.base64


WHOLE = frozenset({"url", "json string", "escaped", "gzip", "zlib", "zstd", "picture", "grpc", "protobuf"})
"""Layers that hold the whole of the layer around them, as it reads."""


def layers(data: bytes, sweep: Sweep = PLAIN) -> Iterator[Layer]:
    """The message and all that is inside it, the outermost first, each to be swept by that sweep."""
    waiting = deque((Layer(data, sweep=sweep),))
    budget, count = MOST_BYTES, 0
    while waiting and budget > 0 and count < MOST_LAYERS:
        layer = waiting.popleft().opened()
        budget -= len(layer.data)
        count += 1
        yield layer
        waiting += layer.inner


def _inside(layer: Layer) -> Sequence[Layer]:
    """What a layer holds; their paths are those from this one."""
    data = layer.data
    if not data:
        return ()
    if data[0] in BEGIN_PACKED:
        for name, fits, open_up in _COMPRESSED:
            if fits(data) and (opened := open_up(data)):
                return (Layer(opened, (name,)),)
    if data.startswith(PICTURES):
        return (Layer(picture(data), ("picture",)),)
    if data[:2] == b"--" and b"Content-Disposition" in data[:4096]:
        return [*_parts(data), *_text(layer)]
    if data[0] <= 1 and (message := grpc_message(data)) is not None:
        return (Layer(message, ("grpc",)),)
    if data[0] not in NO_MESSAGE and (fields := protobuf(data)) is not None:
        return Layer(fields[0], ("protobuf",)), Layer(fields[1], (NUMBERS,))
    if layer.path[-1:] == (NUMBERS,):
        return ()
    return _text(layer)


def _text(layer: Layer) -> Sequence[Layer]:
    """What reads differently, or as it is what may be base64 in it."""
    data = layer.data
    if b"%" in data and PERCENT.search(data):
        return (_addressed(data),)
    if b"\\" in data and len(data) <= LONGEST_TEXT and (b'\\"' in data or ESCAPED.search(data)):
        name = "json string" if b'\\"' in data else "escaped"
        return (Layer(_unescaped(data), (name,), _unescaped(layer.pluses) if layer.pluses else b""),)
    text, begins = layer.base64
    return [*_from_base64(text, begins)] if begins else ()


def _from_base64(text: bytes, begins: Sequence[int]) -> Iterator[Layer]:
    """What the runs of base64 letters that begin there decode to: from their beginning, and from behind `name=` or a
    folder of a path."""
    first = end = heads = 0
    words: set[bytes] = set()
    for at in begins:
        if at >= end:
            first, heads = at, 0
        elif at - first > NAMES or heads > MOST_HEADS:
            continue
        if found := RUN.match(text, at):
            end, heads = found.end(), heads + 1
            word = found[1]
            # Hex is looked up, not opened.
            if word not in words and not HEX_ONLY.fullmatch(word):
                words.add(word)
                if (meant := _base64(word)) is not None:
                    yield Layer(meant, ("base64",))


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

ESCAPE_SIGN = bytes(0x3D if byte == 0x25 else 0x01 if byte == 0x3D else byte for byte in range(256))
EQUALS_SIGN = bytes(0x3D if byte == 0x01 else byte for byte in range(256))


def _addressed(data: bytes) -> Layer:
    """A form or an address as it reads."""
    if b"+" not in data:
        return Layer(_unquoted(data), ("url",))
    return Layer(_unquoted(data.replace(b"+", b" ")), ("url",), _unquoted(data))


def _unquoted(data: bytes) -> bytes:
    """`%XX` as bytes: as quoted-printable, for which there is a decoder in C, ten times as fast as that of urllib."""
    if b"\x01" not in data and b"%01" not in data:
        plain = binascii.a2b_qp(data.translate(ESCAPE_SIGN)).translate(EQUALS_SIGN)
        if len(data) - len(plain) == 2 * data.count(b"%"):
            return plain
    return unquote_to_bytes(data)


def _unescaped(data: bytes) -> bytes:
    """JSON whose strings hold JSON, or letters as \\uXXXX, as it reads."""
    if data.isascii() and not NO_JSON_ESCAPE.search(data):
        try:
            return _utf8(codecs.unicode_escape_decode(data.replace(b"\\/", b"/"))[0])
        except UnicodeDecodeError:
            pass
    return ESCAPE.sub(lambda found: _letter(found[0]), data)


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # letters past U+FFFF are escaped as two halves
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


ESCAPE = re.compile(rb"""(?:\\u[0-9a-fA-F]{4})+|\\["\\/bfnrt]""")


def _letter(escape: bytes) -> bytes:
    if escape[1:2] != b"u":
        return str(json.loads(b'"' + escape + b'"')).encode()
    return _utf8("".join(chr(int(code, 16)) for code in escape.split(b"\\u")[1:]))


def _base64(text: bytes) -> bytes | None:
    """What it decodes to, unless that is plainly no message: mostly bytes of no text and no known beginning."""
    text = text.translate(STANDARD)
    try:
        # Most are keys and hashes: the first bytes tell.
        start = binascii.a2b_base64(text[:32] + b"==="[: -len(text[:32]) % 4])
        if not start or not _may_be_message(start):
            return None
        data = binascii.a2b_base64(text + b"==="[: -len(text) % 4])
    except binascii.Error:
        return None
    if _is_text(data) or any(fits(data) for _, fits, _ in _COMPRESSED):
        return data
    return data if protobuf(data) else None


def _may_be_message(start: bytes) -> bool:
    """Whether these are the first bytes of a text, of what is compressed, or of a protocol buffer."""
    first = start[0]
    if start.isascii() or first in BEGIN_PACKED or (8 <= first < 0x80 and first & 7 in (0, 2)):
        return True
    found = UTF8.match(start)
    return found is not None and found.end() > len(start) - 4


UTF8 = re.compile(rb"(?:[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
BEGIN_PACKED = frozenset({0x1F, 0x78, 0x28})
"""First bytes of what is compressed."""


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


def _parts(data: bytes) -> Iterator[Layer]:
    """The contents of those parts of a multipart body that are no text; the others are read where they stand."""
    boundary = data.split(b"\r\n", 1)[0]
    for part in data.split(boundary)[1 : MOST_PARTS + 1]:
        head, blank, content = part.partition(b"\r\n\r\n")
        if blank and not content.isascii() and not _is_text(content):
            name = NAME.search(head)
            way = f"part {name[1].decode('utf-8', 'replace')}" if name else "part"
            yield Layer(content.removesuffix(b"\r\n"), (way,))


NAME = re.compile(rb'name="([^"\r\n]{0,80})')
MOST_PARTS = 100


# --- gRPC -------------------------------------------------------------------------------------------------------------


def grpc_message(data: bytes) -> bytes | None:
    """The first message of a gRPC body: a byte of flags and four of length stand before it; None for anything else."""
    if len(data) < 7 or data[0] > 1:
        return None
    size = int.from_bytes(data[1:5], "big")
    if not 2 <= size <= len(data) - 5 or (size != len(data) - 5 and data[5 + size] > 1):
        return None
    message = data[5 : 5 + size]
    return (_by_magic(message) or message) if data[0] else message
