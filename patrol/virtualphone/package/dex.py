"""Writes a classes.dex: classes, their methods and constants, and straight code that loads texts and calls.

The format is that of Android's Dalvik executable page, version 035. All tables are sorted as the runtime asks for, so
that other readers open the file too.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

OBJECT, STRING = "Ljava/lang/Object;", "Ljava/lang/String;"
PUBLIC, STATIC, FINAL, CONSTRUCTOR = 0x1, 0x8, 0x10, 0x10000
_NO_INDEX = 0xFFFFFFFF
_HEADER = 0x70


@dataclass(frozen=True, slots=True)
class Call:
    """An invoke. `arguments` are texts, or None for nothing at all."""

    owner: str
    """Descriptor."""
    name: str
    parameters: tuple[str, ...] = ()
    returns: str = "V"
    arguments: tuple[str | None, ...] = ()
    static: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the code only loads."""

    value: str


@dataclass(frozen=True, slots=True)
class Make:
    """A new object of a class without parameters."""

    owner: str


Step = Call | Text | Make


@dataclass(slots=True)
class Method:
    name: str
    steps: list[Step] = field(default_factory=list)
    static: bool = True


@dataclass(slots=True)
class ClassFile:
    """A class. `constants` are static final texts by name."""

    name: str
    """Descriptor."""
    parent: str = OBJECT
    methods: dict[str, Method] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)

    def method(self, name: str, *, static: bool = True) -> Method:
        """The method of that name, new where there is none."""
        return self.methods.setdefault(name, Method(name, static=static))


Proto = tuple[str, tuple[str, ...]]
"""(what it returns, parameters)."""
Ref = tuple[str, str, Proto]
"""(class, name, prototype)."""


def dex(classes: Iterable[ClassFile]) -> bytes:
    """The file. A class without methods may be called, for it gets none that it does not declare."""
    return _Writer(list(classes)).file()


class _Writer:
    def __init__(self, classes: list[ClassFile]) -> None:
        self.classes = _parents_first(classes)
        protos: set[Proto] = set()
        methods: set[Ref] = set()
        fields: set[tuple[str, str]] = set()
        strings: set[str] = set()
        for one in self.classes:
            fields |= {(one.name, name) for name in one.constants}
            strings |= set(one.constants) | set(one.constants.values())
            methods |= {_own(one, method) for method in one.methods.values()}
            for method in one.methods.values():
                if method.name == "<init>":
                    methods.add((one.parent, "<init>", ("V", ())))
                for step in method.steps:
                    methods |= _named(step)
                    strings |= _texts(step)
        protos = {proto for _, _, proto in methods}
        types = {one for c in self.classes for one in (c.name, c.parent)} | {owner for owner, _, _ in methods}
        types |= {one for returns, parameters in protos for one in (returns, *parameters)}
        types |= {STRING} if fields else set()
        strings |= types | {name for _, name, _ in methods} | {_shorty(proto) for proto in protos}
        self.strings = sorted(strings, key=lambda text: text.encode("utf-16-be", "surrogatepass"))
        self.string = {text: number for number, text in enumerate(self.strings)}
        self.types = sorted(types, key=self.string.__getitem__)
        self.type = {name: number for number, name in enumerate(self.types)}
        self.protos = sorted(protos, key=lambda p: (self.type[p[0]], [self.type[one] for one in p[1]]))
        self.proto = {proto: number for number, proto in enumerate(self.protos)}
        self.fields = sorted(fields, key=lambda f: (self.type[f[0]], self.string[f[1]]))
        self.methods = sorted(methods, key=lambda m: (self.type[m[0]], self.string[m[1]], self.proto[m[2]]))
        self.method = {ref: number for number, ref in enumerate(self.methods)}
        self.data = bytearray()
        self.map: list[tuple[int, int, int]] = []

    def file(self) -> bytes:
        counts = [len(t) for t in (self.strings, self.types, self.protos, self.fields, self.methods, self.classes)]
        sizes = [count * width for count, width in zip(counts, (4, 4, 12, 8, 8, 32), strict=True)]
        starts = [_HEADER + sum(sizes[:number]) for number in range(6)]
        self.begin = _HEADER + sum(sizes)
        lists = self._type_lists()
        codes = self._codes()
        strings = self._string_data()
        values = self._static_values()
        members = self._class_data(codes)
        tables = b"".join(struct.pack("<I", at) for at in strings)
        tables += b"".join(struct.pack("<I", self.string[name]) for name in self.types)
        for proto in self.protos:
            tables += struct.pack("<III", self.string[_shorty(proto)], self.type[proto[0]], lists.get(proto[1], 0))
        for owner, name in self.fields:
            tables += struct.pack("<HHI", self.type[owner], self.type[STRING], self.string[name])
        for owner, name, proto in self.methods:
            tables += struct.pack("<HHI", self.type[owner], self.proto[proto], self.string[name])
        for one in self.classes:
            parent = self.type[one.parent]
            tables += struct.pack("<IIIIIIII", self.type[one.name], PUBLIC, parent, 0, _NO_INDEX, 0,
                                  members.get(one.name, 0), values.get(one.name, 0))  # fmt: skip
        kinds = (1, 2, 3, 4, 5, 6)
        heads = [(kind, count, at) for kind, count, at in zip(kinds, counts, starts, strict=True) if count]
        map_at = self._align(4)
        told = sorted([(0, 1, 0), *heads, *self.map, (0x1000, 1, map_at)], key=lambda item: item[2])
        self.data += struct.pack("<I", len(told)) + b"".join(struct.pack("<HHII", k, 0, n, at) for k, n, at in told)
        table_heads = [value for count, at in zip(counts, starts, strict=True) for value in (count, at if count else 0)]
        return self._finished(tables, table_heads, map_at)

    def _finished(self, tables: bytes, heads: list[int], map_at: int) -> bytes:
        size = self.begin + len(self.data)
        rest = struct.pack("<IIIIII", size, _HEADER, 0x12345678, 0, 0, map_at)
        rest += struct.pack("<12I", *heads) + struct.pack("<II", len(self.data), self.begin) + tables + self.data
        signed = hashlib.sha1(rest, usedforsecurity=False).digest() + rest
        return b"dex\n035\0" + struct.pack("<I", zlib.adler32(signed)) + signed

    # --- the data section ---------------------------------------------------------------------------------------------

    def _align(self, to: int = 1) -> int:
        """Where the next item will lie, from the file's beginning."""
        self.data += bytes(-(self.begin + len(self.data)) % to)
        return self.begin + len(self.data)

    def _put(self, kind: int, items: list[tuple[int, bytes]]) -> list[int]:
        """Writes items of one kind, each (alignment, bytes); where they lie."""
        found = []
        for to, item in items:
            found.append(self._align(to))
            self.data += item
        if found:
            self.map.append((kind, len(found), found[0]))
        return found

    def _type_lists(self) -> dict[tuple[str, ...], int]:
        lists = sorted({parameters for _, parameters in self.protos if parameters})
        packed = [(4, struct.pack(f"<I{len(one)}H", len(one), *(self.type[name] for name in one))) for one in lists]
        return dict(zip(lists, self._put(0x1001, packed), strict=True))

    def _codes(self) -> dict[Ref, int]:
        refs, items = [], []
        for one in self.classes:
            for method in one.methods.values():
                refs.append(_own(one, method))
                items.append((4, self._code(one, method)))
        return dict(zip(refs, self._put(0x2001, items), strict=True))

    def _code(self, one: ClassFile, method: Method) -> bytes:
        code, outs, registers = b"", 0, 1
        ins = 0 if method.static else 1
        for step in method.steps:
            if isinstance(step, Call):
                count = len(step.parameters) + (not step.static)
                outs, registers = max(outs, count), max(registers, count + 1)
            elif isinstance(step, Make):
                outs = max(outs, 1)
        if method.name == "<init>":
            outs = max(outs, 1)
            code += self._invoke(0x70, (one.parent, "<init>", ("V", ())), [registers])
        for step in method.steps:
            code += self._step(step)
        code += struct.pack("<H", 0x0E)
        head = struct.pack("<HHHHII", registers + ins, ins, outs, 0, 0, len(code) // 2)
        return head + code

    def _step(self, step: Step) -> bytes:
        if isinstance(step, Text):
            return self._load(0, step.value)
        if isinstance(step, Make):
            made = struct.pack("<HH", 0x22, self.type[step.owner])
            return made + self._invoke(0x70, (step.owner, "<init>", ("V", ())), [0])
        values: list[str | None] = [] if step.static else [None]
        given = (*step.arguments, *(None for _ in step.parameters))[: len(step.parameters)]
        values += [value if kind == STRING else None for kind, value in zip(step.parameters, given, strict=True)]
        code = b"".join(self._load(register, value) for register, value in enumerate(values))
        ref = step.owner, step.name, (step.returns, step.parameters)
        return code + self._invoke(0x71 if step.static else 0x6E, ref, list(range(len(values))))

    def _load(self, register: int, value: str | None) -> bytes:
        """const-string, or nothing at all as const/16."""
        if value is None:
            return struct.pack("<BBH", 0x13, register, 0)
        number = self.string[value]
        if number < 65536:
            return struct.pack("<BBH", 0x1A, register, number)
        return struct.pack("<BBI", 0x1B, register, number)

    def _invoke(self, kind: int, ref: Ref, registers: list[int]) -> bytes:
        """35c up to five low registers, else a range."""
        number = self.method[ref]
        if len(registers) > 5 or max(registers, default=0) > 15:
            return struct.pack("<BBHH", kind + 6, len(registers), number, registers[0])
        padded = [*registers, 0, 0, 0, 0, 0][:5]
        low = padded[0] | padded[1] << 4 | padded[2] << 8 | padded[3] << 12
        return struct.pack("<BBHH", kind, len(registers) << 4 | padded[4], number, low)

    def _string_data(self) -> list[int]:
        items = [(1, _leb128(len(text.encode("utf-16-le")) // 2) + _mutf8(text) + b"\0") for text in self.strings]
        return self._put(0x2002, items)

    def _static_values(self) -> dict[str, int]:
        owners, items = [], []
        for one in self.classes:
            if one.constants:
                names = sorted(one.constants, key=self.string.__getitem__)
                values = b"".join(b"\x77" + struct.pack("<I", self.string[one.constants[name]]) for name in names)
                owners.append(one.name)
                items.append((1, _leb128(len(names)) + values))
        return dict(zip(owners, self._put(0x2005, items), strict=True))

    def _class_data(self, codes: dict[Ref, int]) -> dict[str, int]:
        owners, items = [], []
        for one in self.classes:
            own = {field: number for number, field in enumerate(self.fields) if field[0] == one.name}
            direct = [m for m in one.methods.values() if m.static or m.name == "<init>"]
            virtual = [m for m in one.methods.values() if not m.static and m.name != "<init>"]
            data = b"".join(map(_leb128, (len(own), 0, len(direct), len(virtual))))
            data += _relative((number, _leb128(PUBLIC | STATIC | FINAL)) for number in own.values())
            for group in (direct, virtual):
                data += _relative(self._encoded(one, group, codes))
            owners.append(one.name)
            items.append((1, data))
        return dict(zip(owners, self._put(0x2000, items), strict=True))

    def _encoded(self, one: ClassFile, group: list[Method], codes: dict[Ref, int]) -> list[tuple[int, bytes]]:
        found = []
        for method in group:
            ref = _own(one, method)
            flags = PUBLIC | (STATIC if method.static else 0) | (CONSTRUCTOR if method.name == "<init>" else 0)
            found.append((self.method[ref], _leb128(flags) + _leb128(codes[ref])))
        return sorted(found)


def _parents_first(classes: list[ClassFile]) -> list[ClassFile]:
    """Sorted by name, each behind its parent."""
    known = {one.name: one for one in sorted(classes, key=lambda one: one.name)}
    done: dict[str, ClassFile] = {}

    def put(name: str) -> None:
        one = known.get(name)
        if one is not None and name not in done:
            if one.parent != name:
                put(one.parent)
            done[name] = one

    for name in known:
        put(name)
    return list(done.values())


def _own(one: ClassFile, method: Method) -> Ref:
    return one.name, method.name, ("V", ())


def _named(step: Step) -> set[Ref]:
    if isinstance(step, Call):
        return {(step.owner, step.name, (step.returns, step.parameters))}
    return {(step.owner, "<init>", ("V", ()))} if isinstance(step, Make) else set()


def _texts(step: Step) -> set[str]:
    if isinstance(step, Text):
        return {step.value}
    if isinstance(step, Call):
        return {
            value
            for kind, value in zip(step.parameters, step.arguments, strict=False)
            if kind == STRING and value is not None
        }
    return set()


def _shorty(proto: Proto) -> str:
    return "".join("L" if one[0] in "L[" else one for one in (proto[0], *proto[1]))


def _relative(members: Iterable[tuple[int, bytes]]) -> bytes:
    """Each number as the difference to the one before."""
    data, last = b"", 0
    for number, rest in members:
        data += _leb128(number - last) + rest
        last = number
    return data


def _leb128(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)


def _mutf8(text: str) -> bytes:
    """Surrogates apart, and zero in two bytes."""
    raw = text.encode("utf-16-be", "surrogatepass")
    units = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
    return b"".join(b"\xc0\x80" if unit == 0 else chr(unit).encode("utf-8", "surrogatepass") for unit in units)
