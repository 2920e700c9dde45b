"""The classes that an app finds on a phone, made of the hook table, and those of the app's own call chains.

A method of the phone gives what the virtual phone has set for it (patrol.Values), or nothing; what matters is that it
is there under its name and can be hooked. A chain is one class a frame: the app's models name them, outermost first,
and the last calls the phone's method.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from patrol.virtualphone.jvm.classfile import ClassWriter, Code

STRING, OBJECT = "Ljava/lang/String;", "Ljava/lang/Object;"
OWN = ("java.", "javax.")
"""Packages that the JVM brings itself."""
STATIC_CLASSES = (
    "android.provider.Settings",
    "android.os.SystemProperties",
    "android.os.ServiceManager",
    "android.os.Environment",
    "android.os.Debug",
    "android.os.Process",
    "android.util.Log",
    "android.util.Base64",
    "android.system.Os",
    "android.provider.MediaStore",
    "com.google.android.gms.ads.identifier.AdvertisingIdClient",
    "com.bun.miitmdid.core.MdidSdkHelper",
    "com.github.gzuliyujiang.oaid.DeviceID",
    "com.ta.utdid2.device.UTDevice",
    "com.ut.device.UTDevice",
    "libcore.io.IoBridge",
    "cn.hutool.crypto.SmUtil",
    "org.gmssl.GmSSLJNI",
)
"""Classes whose methods are static on a phone."""
RETURNS = {
    "org.gmssl.GmSSLJNI.sm2_encrypt": "[B",
    "org.gmssl.GmSSLJNI.sm2_decrypt": "[B",
    "org.gmssl.GmSSLJNI.": "I",
    "org.bouncycastle.crypto.engines.SM2Engine.processBlock": "[B",
    "org.bouncycastle.crypto.digests.GeneralDigest.update": "V",
    "org.bouncycastle.crypto.signers.SM2Signer.update": "V",
    "org.bouncycastle.crypto.": "I",
    "cn.hutool.crypto.symmetric.": "[B",
    "cn.hutool.crypto.asymmetric.": "[B",
    "cn.hutool.crypto.digest.": "[B",
}
"""Beginning of a method's name → what it gives, where names do not tell."""
YES_OR_NO = ("is", "has", "can", "should")
SILENT = (
    "request",
    "register",
    "unregister",
    "start",
    "stop",
    "add",
    "remove",
    "set",
    "send",
    "on",
    "enable",
    "disable",
)


@dataclass(frozen=True, slots=True)
class Method:
    """One overload of a phone's method."""

    owner: str
    """Class with dots."""
    name: str
    parameters: tuple[str, ...]
    returns: str
    static: bool


def returns_of(name: str) -> str:
    """What a method gives, by Android's habits of naming: boolean, nothing, else a text."""
    for prefixes, kind in ((YES_OR_NO, "Z"), (SILENT, "V")):
        if any(name.startswith(prefix) and name[len(prefix) : len(prefix) + 1].isupper() for prefix in prefixes):
            return kind
    return STRING


def method_of(owner: str, name: str, parameters: tuple[str, ...]) -> Method:
    static = any(owner == each or owner.startswith(f"{each}$") for each in STATIC_CLASSES)
    known = next((gives for start, gives in RETURNS.items() if f"{owner}.{name}".startswith(start)), "")
    return Method(owner, name, parameters, "V" if name == "$init" else known or returns_of(name), static)


def phone_classes(methods: Iterable[Method]) -> Iterator[tuple[str, bytes]]:
    """(path of the class file, its bytes) of every class that the JVM does not bring itself."""
    by_class: dict[str, dict[tuple[str, tuple[str, ...]], Method]] = defaultdict(dict)
    for method in methods:
        if not method.owner.startswith(OWN):
            by_class[method.owner].setdefault((method.name, method.parameters), method)
    for owner, found in by_class.items():
        writer = ClassWriter(owner.replace(".", "/"), source=source_of(owner))
        for method in found.values():
            _add(writer, method)
        yield f"{writer.name}.class", writer.bytes()


def _add(writer: ClassWriter, method: Method) -> None:
    code = Code(writer.pool)
    if method.name == "$init":
        if not method.parameters:
            return  # every class has it
        code.load("L", 0)
        code.special(writer.parent, "<init>", (), "V")
        code.give("V")
        writer.method("<init>", method.parameters, "V", code)
        return
    key = f"{method.owner}.{method.name}"
    code.line(line_of(key))
    if method.returns == "Z":
        code.text(key)
        code.static("patrol/Values", "yes", (STRING,), "Z")
    elif method.returns == STRING:
        code.text(key)
        code.static("patrol/Values", "text", (STRING,), STRING)
    elif method.returns == "I":
        code.constant("I", 0)
    elif method.returns == "[B":
        code.null()
    code.give(method.returns)
    writer.method(method.name, method.parameters, method.returns, code, static=method.static)


def source_of(owner: str) -> str:
    """The file that a stack names for a class; a class that R8 has renamed names none of its own."""
    simple = owner.rpartition(".")[2].partition("$")[0]
    return "SourceFile" if len(simple) <= 2 else f"{simple}.java"


def line_of(frame: str) -> int:
    """A line for a method: the same at every time."""
    return 20 + crc32(frame.encode()) % 400


def chain_classes(name: str, chain: Sequence[str], method: Method, arguments: Sequence[str]) -> dict[str, bytes]:
    """Class files by path: a Runnable called `name` (with slashes), then one static method for each frame of the chain
    (`package.Class.method`, outermost first), the last of which calls the phone's method with these arguments. Frames
    of one class share a file; a frame that comes again takes a number, as an overload does."""
    frames = [Frame(*frame.rpartition(".")[::2], chain[:i].count(frame)) for i, frame in enumerate(chain)]
    writers: dict[str, ClassWriter] = {}
    for i, frame in enumerate(frames):
        writer = writers.setdefault(frame.owner, ClassWriter(frame.path, source=source_of(frame.owner)))
        code = Code(writer.pool)
        code.line(line_of(chain[i]) + frame.again)
        _go_on(code, frames[i + 1 :], method, arguments)
        writer.method(frame.member, frame.parameters, "V", code, static=True)
    entry = ClassWriter(name, interfaces=("java/lang/Runnable",))
    code = Code(entry.pool)
    _go_on(code, frames, method, arguments)
    entry.method("run", (), "V", code)
    return {f"{w.name}.class": w.bytes() for w in (entry, *writers.values())}


def batch_classes(name: str, owner: str, calls: Iterable[tuple[str, Method, Sequence[str]]]) -> dict[str, bytes]:
    """Class files by path: a Runnable called `name` (with slashes) that calls one static method after another of the
    class `owner` (with dots), each of which makes one call: (its name, the phone's method, the arguments)."""
    caller = ClassWriter(owner.replace(".", "/"), source=source_of(owner))
    entry = ClassWriter(name, interfaces=("java/lang/Runnable",))
    run = Code(entry.pool)
    for member, method, arguments in calls:
        code = Code(caller.pool)
        code.line(line_of(member))
        _go_on(code, (), method, arguments)
        caller.method(member, (), "V", code, static=True)
        run.static(caller.name, member, (), "V")
    run.give("V")
    entry.method("run", (), "V", run)
    return {f"{each.name}.class": each.bytes() for each in (entry, caller)}


@dataclass(frozen=True, slots=True)
class Frame:
    """One method of a chain."""

    owner: str
    member: str
    again: int
    """How often it stands in the chain before."""

    @property
    def path(self) -> str:
        return self.owner.replace(".", "/")

    @property
    def parameters(self) -> tuple[str, ...]:
        return ("I",) * self.again


def _go_on(code: Code, rest: Sequence[Frame], method: Method, arguments: Sequence[str]) -> None:
    """Call the next frame, or the phone's method after the last."""
    if rest:
        for _ in rest[0].parameters:
            code.constant("I", 0)
        code.static(rest[0].path, rest[0].member, rest[0].parameters, "V")
    else:
        _call(code, method, arguments)
    code.give("V")


def _call(code: Code, method: Method, arguments: Sequence[str]) -> None:
    owner = method.owner.replace(".", "/")
    making = method.name == "$init"
    if making:
        code.new_with(owner, lambda: _push_all(code, method, arguments), method.parameters)
        return
    if not method.static:
        code.new(owner)
    _push_all(code, method, arguments)
    call = code.static if method.static else code.virtual
    call(owner, method.name, method.parameters, method.returns)
    code.pop(method.returns)


def _push_all(code: Code, method: Method, arguments: Sequence[str]) -> None:
    for i, kind in enumerate(method.parameters):
        _push(code, kind, arguments[i] if i < len(arguments) else None)


def _push(code: Code, kind: str, value: str | None) -> None:
    if kind in "IJZFDBCS":
        code.constant(kind, _number(value))
    elif kind in (STRING, OBJECT) and value is not None:
        code.text(value)
    elif kind == "[B" and value is not None:
        code.byte_array(value.encode())
    else:
        code.null()


def _number(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 1.0 if value == "true" else 0.0


def fitting(methods: Mapping[str, Sequence[Method]], api: str, count: int) -> Method | None:
    """The overload of `package.Class.method` with so many parameters, else the one with the next more, else any."""
    known = sorted(methods.get(api, ()), key=lambda method: len(method.parameters))
    return next((method for method in known if len(method.parameters) >= count), known[-1] if known else None)
