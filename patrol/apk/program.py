"""All code of an app: its classes over all files of code, what each method names, and where an API is touched.

A method is known by (class descriptor, name and parameters). Where two files declare a class, the first one counts, as
on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from patrol.apk.budget import Budget
from patrol.apk.dex import ClassDef, DexFile, dotted
from patrol.apk.instructions import CONST_CLASS, CONST_STRING, CONST_STRING_JUMBO, DYNAMIC, NEW_INSTANCE, named
from patrol.apk.targets import WITH_CALL, Targets

Method = tuple[str, str]
"""(class descriptor, name and parameters)."""
OBJECT = "Ljava/lang/Object;"
NEEDED = frozenset(chain.from_iterable(WITH_CALL.values()))
HIERARCHY = 100
"""Classes above a class; hostile files have circles."""


@dataclass(slots=True)
class Body:
    """What a method's code names."""

    calls: set[tuple[str, str, bool]] = field(default_factory=set)
    """(class, signature, whether the object's class decides), of the app's own methods."""
    makes: set[str] = field(default_factory=set)
    """Classes of the app it makes an object of, or names."""


class Foreign(NamedTuple):
    """A call that leaves the app and matters."""

    apis: tuple[str, ...]
    name: str
    """`package.Class.method`."""
    owner: str
    """Outermost class."""


@dataclass(slots=True)
class Touch:
    """A method that touches an API, counted."""

    method: Method
    apis: tuple[str, ...]
    call: str
    kind: str
    dex: str
    count: int = 1


@dataclass(slots=True)
class Class:
    """A class of the app."""

    name: str
    parent: str
    interfaces: tuple[str, ...]
    methods: frozenset[str]
    """Signatures. Bridges differ from what they bridge by their result alone and count as one with it."""
    ordered: tuple[str, ...]
    """Signatures in the order of the dex."""
    virtual: frozenset[str]
    dex: int


@dataclass(slots=True)
class Program:
    """The code, read."""

    classes: dict[str, Class] = field(default_factory=dict)
    bodies: dict[Method, Body] = field(default_factory=dict)
    touches: dict[tuple[Method, str], Touch] = field(default_factory=dict)
    text_users: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    """(number of the dex, number of the string) → methods that load it, for the strings that were asked for."""
    named_classes: set[str] = field(default_factory=set)
    """Classes of the app whose name, with dots, is also a string of the code: reflection may make them."""
    duplicates: int = 0
    unreadable: int = 0
    """Methods whose code cannot be followed to its end."""
    walked: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Number of the dex → classes, methods with code, bytes of code."""

    def above(self, name: str) -> Iterable[Class]:
        """The class and those above it, as far as the app declares them."""
        for _ in range(HIERARCHY):
            one = self.classes.get(name)
            if one is None:
                return
            yield one
            name = one.parent

    def first_foreign(self, name: str) -> str:
        """The first class above that the app does not declare."""
        last = name
        for one in self.above(name):
            last = one.parent
        return last if last not in self.classes else OBJECT

    def resolve(self, owner: str, signature: str) -> Method | None:
        """The method that a call without a deciding object comes to, in the app."""
        for one in self.above(owner):
            if signature in one.methods:
                return one.name, signature
            for interface in one.interfaces:
                found = self.classes.get(interface)
                if found is not None and signature in found.methods:
                    return interface, signature
        return None


def load(dexes: list[DexFile], targets: Targets, texts: Mapping[int, Mapping[int, str]], budget: Budget) -> Program:
    """Reads the code of all files. `texts` are the strings to be placed: dex number → string number → a target's text
    or "". Raises TooMuch."""
    program = Program()
    declared: list[list[ClassDef]] = []
    for number, dex in enumerate(dexes):
        kept = []
        for one in dex.classes:
            if one.name in program.classes:
                program.duplicates += 1
                continue
            program.classes[one.name] = _class(dex, one, number)
            kept.append(one)
        declared.append(kept)
        budget.tick()
    for dex in dexes:
        plain = (dotted(name) for name in program.classes)
        program.named_classes.update(name for name in plain if name.isascii() and dex.has_string(name.encode()))
        budget.tick()
    for number, dex in enumerate(dexes):
        _Walk(program, dex, number, targets, texts.get(number, {})).run(declared[number], budget)
    return program


def _class(dex: DexFile, one: ClassDef, number: int) -> Class:
    count = len(dex.methods)
    ordered = tuple(dex.signature(method) if method < count else "?" for method, _, _ in one.methods)
    virtual = frozenset(ordered[one.virtual_from :])
    return Class(one.name, one.parent, one.interfaces, frozenset(ordered), ordered, virtual, number)


class _Walk:
    """One pass over the code of one file. What a number names is looked up once and kept by its two bytes."""

    def __init__(self, program: Program, dex: DexFile, number: int, targets: Targets, texts: Mapping[int, str]) -> None:
        self.program, self.dex, self.number, self.targets = program, dex, number, targets
        self.texts = {text.to_bytes(2, "little"): text for text in texts if text < 65536}
        self.long_texts = {text.to_bytes(4, "little"): text for text in texts}
        self.text_meaning = texts
        self.calls: dict[bytes, Method | Foreign | None] = {}
        """By number: a method of the app, a call that leaves it and matters, or neither."""
        self.fields: dict[bytes, tuple[tuple[str, ...], str] | None] = {}
        self.types: dict[bytes, str] = {}

    def run(self, classes: list[ClassDef], budget: Budget) -> None:
        seen = methods = 0
        for index, one in enumerate(classes):
            own = self.program.classes[one.name]
            for (_, _, code), signature in zip(one.methods, own.ordered, strict=True):
                if code:
                    methods += 1
                    passed = self._method((one.name, signature), code)
                    seen += max(0, passed)
                    self.program.unreadable += passed < 0
            if not index % 256:
                budget.tick()
        self.program.walked[self.number] = (len(classes), methods, seen)

    def _method(self, method: Method, code: int) -> int:
        instructions, passed = named(self.dex.data, code)
        body = self.program.bodies.get(method) or Body()
        needed: set[str] = set()
        texts: list[int] = []
        calls = self.calls
        for one in instructions:
            if not one:
                continue
            kind, what = one[0], one[2:4]
            if kind >= 0x6E:
                meaning = calls[what] if what in calls else self._look_up(what)
                if meaning is None:
                    continue
                if isinstance(meaning, Foreign):
                    self._leave(method, meaning, needed)
                else:
                    body.calls.add((*meaning, kind in DYNAMIC))
            elif kind == CONST_STRING:
                if what in self.texts:
                    texts.append(self.texts[what])
            elif kind in (NEW_INSTANCE, CONST_CLASS):
                if name := self._type(what):
                    body.makes.add(name)
            elif kind == CONST_STRING_JUMBO:
                if one[2:6] in self.long_texts:
                    texts.append(self.long_texts[one[2:6]])
            else:
                self._field(method, what)
        for text in texts:
            self._text(method, text, needed)
        if body.calls or body.makes:
            self.program.bodies[method] = body
        return passed

    def _leave(self, method: Method, call: Foreign, needed: set[str]) -> None:
        needed.add(call.owner)
        if call.apis or call.name in self.targets.extra:
            self._touch(method, call.apis, call.name, "method")

    def _look_up(self, what: bytes) -> Method | Foreign | None:
        """Finds out what a call's number names, and keeps it."""
        found = self.calls[what] = self._meaning(int.from_bytes(what, "little"))
        return found

    def _meaning(self, number: int) -> Method | Foreign | None:
        if number >= len(self.dex.methods):
            return None
        owner_number, _, name_number = self.dex.methods[number]
        owner = self.dex.type(owner_number)
        if owner in self.program.classes:
            signature = self.dex.signature(number)
            if self.program.resolve(owner, signature) is not None:
                return owner, signature
            owner = self.program.first_foreign(owner)
        outside = dotted(owner)
        name = self.dex.name_of(name_number)
        apis = tuple(api.id for api in self.targets.method(outside, name))
        call, base = f"{outside}.{name}", outside.partition("$")[0]
        return Foreign(apis, call, base) if apis or call in self.targets.extra or base in NEEDED else None

    def _type(self, what: bytes) -> str:
        """The descriptor of a class of the app; "" for others."""
        name = self.types.get(what)
        if name is None:
            found = self.dex.type(int.from_bytes(what, "little"))
            name = self.types[what] = found if found in self.program.classes else ""
        return name

    def _field(self, method: Method, what: bytes) -> None:
        if what not in self.fields:
            number = int.from_bytes(what, "little")
            self.fields[what] = None
            if number < len(self.dex.fields):
                owner_number, _, name_number = self.dex.fields[number]
                owner, name = dotted(self.dex.type(owner_number)), self.dex.string(name_number)
                if apis := self.targets.field(owner, name):
                    self.fields[what] = tuple(api.id for api in apis), f"{owner}.{name}"
        if (found := self.fields[what]) is not None:
            self._touch(method, found[0], found[1], "field")

    def _text(self, method: Method, text: int, needed: set[str]) -> None:
        where = f"{dotted(method[0])}.{method[1].partition('(')[0]}"
        users = self.program.text_users.setdefault((self.number, text), [])
        if len(users) < 8 and where not in users:
            users.append(where)
        target = self.targets.texts.get(self.text_meaning[text])
        if target is not None and (not target.needs or needed.intersection(target.needs)):
            self._touch(method, (target.api.id,), target.value, "text")

    def _touch(self, method: Method, apis: tuple[str, ...], call: str, kind: str) -> None:
        known = self.program.touches.get((method, call))
        if known is None:
            self.program.touches[method, call] = Touch(method, apis, call, kind, self.dex.name)
        else:
            known.count += 1
