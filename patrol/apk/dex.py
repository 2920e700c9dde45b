"""A classes.dex: its tables, classes and strings. Sizes are believed only as far as the file reaches.

Strings stay bytes until somebody asks: a large app has a million, and most are names of types.
"""

from __future__ import annotations

import re
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

MAX_STRING = 65_536
MAX_MEMBERS = 65_536
ABSTRACT_OR_NATIVE = 0x0500
NO_INDEX = 0xFFFFFFFF
_HEADER = struct.Struct("<8sI20sIIIIIIIIIIIIIIIIIIII")
_CLASS = struct.Struct("<8I")
_METHOD = struct.Struct("<HHI")
_PROTO = struct.Struct("<III")
_VALUE_STRING, _VALUE_ARRAY, _VALUE_ANNOTATION, _VALUE_NULL, _VALUE_BOOLEAN = 0x17, 0x1C, 0x1D, 0x1E, 0x1F


class NotADex(Exception):
    """The text says what is wrong with its header."""


@dataclass(slots=True)
class ClassDef:
    """A class as its dex declares it; names are descriptors (`Lcom/bank/Main;`)."""

    name: str
    parent: str
    interfaces: tuple[str, ...]
    flags: int
    methods: list[tuple[int, int, int]] = field(default_factory=list)
    """(method number, access flags, offset of its code or 0)."""
    virtual_from: int = 0
    """Number of the first virtual method in `methods`."""
    static_fields: list[int] = field(default_factory=list)
    static_values: int = 0


class DexFile:
    """One file of code."""

    def __init__(self, name: str, data: bytes) -> None:
        """Raises NotADex."""
        self.name, self.data = name, data
        if len(data) < 0x70 or data[:4] != b"dex\n":
            raise NotADex("empty" if not data else "encrypted or no dex" if data[:4] != b"dex\n" else "cut off")
        self.version = data[4:7].decode("ascii", "replace")
        self.short: list[str] = []
        """Tables that do not fit into the file."""
        fields = _HEADER.unpack_from(data)
        if fields[5] != 0x12345678:
            raise NotADex("its byte order is unknown")
        at = dict(zip(("string", "type", "proto", "field", "method", "class"), _pairs(fields[9:21]), strict=True))
        self.strings = self._numbers(*at["string"], "strings")
        self._types = self._numbers(*at["type"], "types")
        self._protos = list(_PROTO.iter_unpack(self._table(*at["proto"], 12, "prototypes")))
        self.fields = list(_METHOD.iter_unpack(self._table(*at["field"], 8, "fields")))
        self.methods = list(_METHOD.iter_unpack(self._table(*at["method"], 8, "methods")))
        """(class, prototype, name) each."""
        self._classes = self._table(*at["class"], 32, "classes")
        self._proto_names: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._members_left = len(data)
        """Numbers of members that can be there still: each takes a byte at least, and classes do not share theirs.
        Hostile files let thousands of classes point to one list."""

    def _table(self, count: int, at: int, width: int, what: str) -> bytes:
        room = max(0, len(self.data) - at) // width if at else 0
        if count > room:
            self.short.append(what)
        return self.data[at : at + width * min(count, room)]

    def _numbers(self, count: int, at: int, what: str) -> array[int]:
        numbers = array("I")
        numbers.frombytes(self._table(count, at, 4, what))
        return numbers

    # --- strings ------------------------------------------------------------------------------------------------------

    def string(self, number: int) -> str:
        """The text of a string; "" for one that is not there."""
        return text(self.string_bytes(number))

    def string_bytes(self, number: int) -> bytes:
        """As it lies in the file, in modified UTF-8."""
        if not 0 <= number < len(self.strings):
            return b""
        at = self.strings[number]
        for _ in range(5):  # its length in UTF-16 units, as LEB128
            if at >= len(self.data) or self.data[at] < 0x80:
                break
            at += 1
        end = self.data.find(b"\0", at + 1, at + 1 + MAX_STRING)
        return self.data[at + 1 : end if end >= 0 else at + 1 + MAX_STRING]

    @cached_property
    def _sorted(self) -> tuple[array[int], array[int]]:
        """Offsets of the strings in order, and their numbers."""
        order = sorted(range(len(self.strings)), key=self.strings.__getitem__)
        return array("I", (self.strings[number] for number in order)), array("I", order)

    @cached_property
    def text_region(self) -> tuple[int, int]:
        """Where the bytes of all strings lie, first and last."""
        offsets, _ = self._sorted
        if not offsets:
            return 0, 0
        last = self.data.find(b"\0", offsets[-1]) + 1
        return offsets[0], min(last or len(self.data), len(self.data))

    def number_at(self, at: int) -> int:
        """The number of the string that holds the byte at an offset."""
        offsets, order = self._sorted
        place = bisect_right(offsets, at) - 1
        return order[place] if place >= 0 else -1

    def find_strings(self, wanted: re.Pattern[bytes]) -> Iterator[tuple[int, re.Match[bytes]]]:
        """(number of the string, match) in all strings; a pattern must not match over a zero byte."""
        begin, end = self.text_region
        for found in wanted.finditer(self.data, begin, end):
            yield self.number_at(found.start()), found

    @cached_property
    def pool(self) -> frozenset[bytes]:
        """All strings with the length that stands before each, to look whether one is there."""
        begin, end = self.text_region
        return frozenset(self.data[begin:end].split(b"\0"))

    def has_string(self, value: bytes) -> bool:
        """Whether an ASCII text is one of the strings."""
        size = len(value)
        return (bytes((size,)) if size < 128 else bytes((size & 127 | 128, size >> 7))) + value in self.pool

    def number_of(self, value: str) -> int:
        """The number of an ASCII string, -1 when it is not there. Strings are in order."""
        wanted, low, high = value.encode(), 0, len(self.strings)
        while low < high:
            middle = (low + high) // 2
            if self.string_bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if self.string_bytes(low) == wanted else -1

    # --- names --------------------------------------------------------------------------------------------------------

    @cached_property
    def types(self) -> list[str]:
        """Descriptors."""
        return [self.string(number) for number in self._types]

    def type(self, number: int) -> str:
        return self.types[number] if 0 <= number < len(self.types) else ""

    def signature(self, method: int) -> str:
        """`getDeviceId(I)`: name and parameters; the result's type tells nothing that these do not."""
        _, proto, name = self.methods[method]
        said = self._names.get(name)
        given = self._proto_names.get(proto)
        return (self.name_of(name) if said is None else said) + (self.parameters(proto) if given is None else given)

    def name_of(self, number: int) -> str:
        """A string that is asked for often."""
        known = self._names.get(number)
        if known is None:
            known = self._names[number] = self.string(number)
        return known

    def parameters(self, proto: int) -> str:
        known = self._proto_names.get(proto)
        if known is None:
            known = self._proto_names[proto] = self._parameters(proto)
        return known

    def _parameters(self, proto: int) -> str:
        if not 0 <= proto < len(self._protos):
            return "(?)"
        return f"({''.join(map(self.type, self._list(self._protos[proto][2])))})"

    def _list(self, at: int) -> tuple[int, ...]:
        if not at or at + 4 > len(self.data):
            return ()
        (count,) = struct.unpack_from("<I", self.data, at)
        count = min(count, 255, (len(self.data) - at - 4) // 2)
        return struct.unpack_from(f"<{count}H", self.data, at + 4)

    # --- classes ------------------------------------------------------------------------------------------------------

    @cached_property
    def classes(self) -> list[ClassDef]:
        """All classes with their methods, in the file's order."""
        return list(self._each_class())

    def _each_class(self) -> Iterator[ClassDef]:
        for name, flags, parent, interfaces, _, _, data, values in _CLASS.iter_unpack(self._classes):
            one = ClassDef(
                self.type(name),
                "" if parent == NO_INDEX else self.type(parent),
                tuple(map(self.type, self._list(interfaces))),
                flags,
                static_values=values,
            )
            if 0 < data < len(self.data):
                self._members(one, data)
            yield one

    def _members(self, one: ClassDef, at: int) -> None:
        """Reads class_data: numbers in LEB128, each member's relative to the one before."""
        try:
            (statics, instances, direct, virtual), at = self._numbers_at(at, 4)
            fields, at = self._numbers_at(at, 2 * min(statics, MAX_MEMBERS))
            _, at = self._numbers_at(at, 2 * min(instances, MAX_MEMBERS))
            one.static_fields = list(accumulate(fields[::2]))
            for count in (direct, virtual):
                one.virtual_from = len(one.methods)
                numbers, at = self._numbers_at(at, 3 * min(count, MAX_MEMBERS))
                one.methods += zip(accumulate(numbers[::3]), numbers[1::3], numbers[2::3], strict=True)
        except IndexError:
            if "members" not in self.short:
                self.short.append("members")

    def _numbers_at(self, at: int, count: int) -> tuple[list[int], int]:
        """Raises IndexError when the file cannot hold so many."""
        self._members_left -= count
        if self._members_left < 0:
            raise IndexError(count)
        return _leb128s(self.data, at, count)

    def static_texts(self, one: ClassDef) -> Iterator[tuple[str, int]]:
        """(field's name, number of the string) of the texts that static fields begin with."""
        at = one.static_values
        if not 0 < at < len(self.data):
            return
        count, at = _leb128(self.data, at)
        for field_number in one.static_fields[: min(count, 65536)]:
            if at >= len(self.data):
                return
            head = self.data[at]
            kind, size = head & 0x1F, (head >> 5) + 1
            at += 1
            if kind in (_VALUE_ARRAY, _VALUE_ANNOTATION):
                return  # constants do not begin with these; what follows is left out
            if kind in (_VALUE_NULL, _VALUE_BOOLEAN):
                continue
            if kind == _VALUE_STRING and field_number < len(self.fields):
                yield self.string(self.fields[field_number][2]), int.from_bytes(self.data[at : at + size], "little")
            at += size


def text(raw: bytes) -> str:
    """Modified UTF-8 as text; what is damaged is replaced."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raw = raw.replace(b"\xc0\x80", b"\0")
    try:
        return raw.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def dotted(descriptor: str) -> str:
    """`Lcom/bank/Main;` as `com.bank.Main`."""
    return descriptor[1:-1].replace("/", ".") if descriptor[:1] == "L" else descriptor


def _pairs(numbers: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _leb128(data: bytes, at: int) -> tuple[int, int]:
    value, shift = 0, 0
    while at < len(data):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 or shift > 28:
            break
    return value, at


def _leb128s(data: bytes, at: int, count: int) -> tuple[list[int], int]:
    """`count` numbers, and where they end. Raises IndexError. Written out, for a large app has millions."""
    found = []
    for _ in range(count):
        value = data[at]
        at += 1
        if value > 127:
            byte, shift = data[at], 7
            at += 1
            value = value & 127 | (byte & 127) << 7
            while byte > 127 and shift < 28:
                byte, shift = data[at], shift + 7
                at += 1
                value |= (byte & 127) << shift
        found.append(value)
    return found, at
