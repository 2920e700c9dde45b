"""Writes Java class files: as much of the format as straight code without branches needs.

Straight code needs no stack maps, so a class is a constant pool, methods, and a handful of instructions. (The format:
The Java Virtual Machine Specification, Java SE 17, chapter 4; the instructions: chapter 6.)
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

PUBLIC, STATIC, SUPER = 0x0001, 0x0008, 0x0020
VERSION = 52
"""Java 8: read by every JVM that Frida can hook."""

_LOADS = {"I": 0x15, "Z": 0x15, "B": 0x15, "C": 0x15, "S": 0x15, "J": 0x16, "F": 0x17, "D": 0x18}
_RETURNS = {"I": 0xAC, "Z": 0xAC, "B": 0xAC, "C": 0xAC, "S": 0xAC, "J": 0xAD, "F": 0xAE, "D": 0xAF, "V": 0xB1}
_WIDE = "JD"


def slots(kind: str) -> int:
    """Words that a value of this type takes on the stack and among the locals."""
    return 2 if kind in _WIDE else 0 if kind == "V" else 1


def descriptor(parameters: tuple[str, ...], returns: str) -> str:
    """`(ILjava/lang/String;)V` of the types' descriptors."""
    return f"({''.join(parameters)}){returns}"


class Pool:
    """A class's constants, each once."""

    def __init__(self) -> None:
        self._entries: list[bytes] = []
        self._known: dict[tuple[object, ...], int] = {}
        self._next = 1

    def _add(self, key: tuple[object, ...], data: bytes, wide: bool = False) -> int:
        if key not in self._known:
            self._known[key] = self._next
            self._entries.append(data)
            self._next += 2 if wide else 1
        return self._known[key]

    def utf8(self, text: str) -> int:
        data = modified_utf8(text)
        return self._add(("utf8", text), struct.pack(">BH", 1, len(data)) + data)

    def of_class(self, name: str) -> int:
        """`name` with slashes."""
        return self._add(("class", name), struct.pack(">BH", 7, self.utf8(name)))

    def string(self, text: str) -> int:
        return self._add(("string", text), struct.pack(">BH", 8, self.utf8(text)))

    def integer(self, value: int) -> int:
        return self._add(("int", value), struct.pack(">Bi", 3, value))

    def long(self, value: int) -> int:
        return self._add(("long", value), struct.pack(">Bq", 5, value), wide=True)

    def double(self, value: float) -> int:
        return self._add(("double", value), struct.pack(">Bd", 6, value), wide=True)

    def method(self, owner: str, name: str, descriptor: str) -> int:
        both = self._add(("name", name, descriptor), struct.pack(">BHH", 12, self.utf8(name), self.utf8(descriptor)))
        return self._add(("method", owner, name, descriptor), struct.pack(">BHH", 10, self.of_class(owner), both))

    def bytes(self) -> bytes:
        return struct.pack(">H", self._next) + b"".join(self._entries)


def modified_utf8(text: str) -> bytes:
    """Java's own UTF-8: NUL as two bytes, letters beyond the basic plane as two surrogates of three."""
    units = text.encode("utf-16-be", "surrogatepass")
    out = bytearray()
    for (unit,) in struct.iter_unpack(">H", units):
        if 0 < unit < 0x80:
            out.append(unit)
        elif unit < 0x800:
            out += bytes((0xC0 | unit >> 6, 0x80 | unit & 0x3F))
        else:
            out += bytes((0xE0 | unit >> 12, 0x80 | unit >> 6 & 0x3F, 0x80 | unit & 0x3F))
    return bytes(out)


@dataclass
class Code:
    """Instructions of one method, with how deep its stack gets."""

    pool: Pool
    code: bytearray = field(default_factory=bytearray)
    depth: int = 0
    deepest: int = 0
    lines: list[tuple[int, int]] = field(default_factory=list)
    """(instruction, line of the source that it stands for)."""

    def line(self, number: int) -> None:
        """What follows stands in this line, as stacks tell it."""
        self.lines.append((len(self.code), number))

    def _op(self, data: bytes, change: int) -> None:
        self.code += data
        self.depth += change
        self.deepest = max(self.deepest, self.depth)

    def null(self) -> None:
        self._op(b"\x01", 1)

    def text(self, text: str) -> None:
        self._op(struct.pack(">BH", 0x13, self.pool.string(text)), 1)

    def constant(self, kind: str, value: float) -> None:
        """A number of a primitive type."""
        if kind in "JD":
            index = self.pool.long(int(value)) if kind == "J" else self.pool.double(value)
            self._op(struct.pack(">BH", 0x14, index), 2)
        elif kind == "F":
            self.constant("I", int(value))
            self._op(b"\x86", 0)  # i2f
        else:
            self._op(struct.pack(">BH", 0x13, self.pool.integer(int(value))), 1)

    def load(self, kind: str, local: int) -> None:
        self._op(struct.pack(">BBH", 0xC4, _LOADS.get(kind, 0x19), local), slots(kind))

    def new(self, name: str) -> None:
        """An object made by its constructor without parameters."""
        self._op(struct.pack(">BH", 0xBB, self.pool.of_class(name)), 1)
        self._op(b"\x59", 1)
        self.special(name, "<init>", (), "V")

    def new_with(self, name: str, push: Callable[[], None], parameters: tuple[str, ...]) -> None:
        """An object made by a constructor with parameters, which `push` puts on the stack; it is dropped again."""
        self._op(struct.pack(">BH", 0xBB, self.pool.of_class(name)), 1)
        push()
        self.special(name, "<init>", parameters, "V")

    def byte_array(self, data: bytes) -> None:
        self.constant("I", len(data))
        self._op(bytes((0xBC, 8)), 0)
        for i, byte in enumerate(data):
            self._op(b"\x59", 1)
            self.constant("I", i)
            self.constant("I", byte - 256 if byte > 127 else byte)
            self._op(b"\x54", -3)

    def array(self, name: str, size: int) -> None:
        self.constant("I", size)
        self._op(struct.pack(">BH", 0xBD, self.pool.of_class(name)), 0)

    def pop(self, kind: str) -> None:
        if kind != "V":
            self._op(b"\x58" if kind in _WIDE else b"\x57", -slots(kind))

    def static(self, owner: str, name: str, parameters: tuple[str, ...], returns: str) -> None:
        self._call(0xB8, owner, name, parameters, returns, 0)

    def virtual(self, owner: str, name: str, parameters: tuple[str, ...], returns: str) -> None:
        self._call(0xB6, owner, name, parameters, returns, 1)

    def special(self, owner: str, name: str, parameters: tuple[str, ...], returns: str) -> None:
        self._call(0xB7, owner, name, parameters, returns, 1)

    def _call(self, op: int, owner: str, name: str, kinds: tuple[str, ...], returns: str, receiver: int) -> None:
        index = self.pool.method(owner, name, descriptor(kinds, returns))
        self._op(struct.pack(">BH", op, index), slots(returns) - sum(map(slots, kinds)) - receiver)

    def cast(self, name: str) -> None:
        self._op(struct.pack(">BH", 0xC0, self.pool.of_class(name)), 0)

    def give(self, kind: str) -> None:
        """Return the value on the stack."""
        self._op(bytes((_RETURNS.get(kind, 0xB0),)), -slots(kind))


class ClassWriter:
    """One public class with a constructor without parameters."""

    def __init__(
        self, name: str, parent: str = "java/lang/Object", interfaces: tuple[str, ...] = (), *, source: str = ""
    ) -> None:
        self.name, self.parent, self.source = name, parent, source
        self.pool = Pool()
        self._interfaces = interfaces
        self._methods: list[bytes] = []
        code = Code(self.pool)
        code.load("L", 0)
        code.special(parent, "<init>", (), "V")
        code.give("V")
        self.method("<init>", (), "V", code)

    def method(self, name: str, parameters: tuple[str, ...], returns: str, code: Code, *, static: bool = False) -> None:
        """Add a public method; `code` is made with this class's pool."""
        local = sum(map(slots, parameters)) + (0 if static else 1)
        body = struct.pack(">HHI", code.deepest, local, len(code.code)) + bytes(code.code) + b"\0\0" + self._lines(code)
        head = (
            PUBLIC | (STATIC if static else 0),
            self.pool.utf8(name),
            self.pool.utf8(descriptor(parameters, returns)),
            1,
        )
        self._methods.append(struct.pack(">HHHHHI", *head, self.pool.utf8("Code"), len(body)) + body)

    def _lines(self, code: Code) -> bytes:
        """The attributes of a method's code: at most one, the table of lines."""
        if not code.lines:
            return b"\0\0"
        table = struct.pack(">H", len(code.lines)) + b"".join(struct.pack(">HH", *line) for line in code.lines)
        return struct.pack(">HHI", 1, self.pool.utf8("LineNumberTable"), len(table)) + table

    def bytes(self) -> bytes:
        """The class file."""
        tail = b"\0\0"
        if self.source:
            tail = struct.pack(">HHIH", 1, self.pool.utf8("SourceFile"), 2, self.pool.utf8(self.source))
        this, parent = self.pool.of_class(self.name), self.pool.of_class(self.parent)
        faces = [self.pool.of_class(each) for each in self._interfaces]
        head = struct.pack(">IHH", 0xCAFEBABE, 0, VERSION) + self.pool.bytes()
        middle = struct.pack(f">HHHH{len(faces)}HH", PUBLIC | SUPER, this, parent, len(faces), *faces, 0)
        return head + middle + struct.pack(">H", len(self._methods)) + b"".join(self._methods) + tail
