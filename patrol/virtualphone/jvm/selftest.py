"""The hooks prove themselves: each hooked Java method is called in a real JVM, each overload of it, each watched
argument and each native function in a local process, and what the agent tells is compared with what was called.

What a JVM does not have (methods that only a phone's own Java has) is counted apart and named.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from patrol import temporary
from patrol.catalogue.apis import Api, catalogue
from patrol.device.hooks import native_calls
from patrol.device.hooks.masking import shown
from patrol.device.hooks.messages import Event, Events, Installed
from patrol.device.hooks.process import FridaDevice, HookedApp, Inbox
from patrol.device.hooks.table import OPTIONS, table
from patrol.device.hooks.wanted import Hook, hooks
from patrol.errors import DeviceError
from patrol.virtualphone.jvm.classes import OBJECT, STRING, Method, batch_classes
from patrol.virtualphone.jvm.process import Classes, Jvm, java_17, phone_methods, write

CALLER = "com.selftest.sdk.Caller"
JDK = ("java.", "javax.")
TOLD_WITHIN_S = 20.0
BYTES = "abc"


@dataclass(frozen=True, slots=True)
class Expected:
    """One call and what must be told of it; `*` stands for any text."""

    call: str
    arguments: tuple[str, ...]
    caller: str = ""
    """Beginning of the innermost frame; "" for any."""
    ids: tuple[str, ...] = ()
    """All of these."""

    def why_not(self, event: Event) -> str:
        """ "" when the event tells this call."""
        if event.call != self.call:
            return f"told as {event.call}"
        wanted = zip(self.arguments, event.args, strict=False)
        if len(self.arguments) != len(event.args) or any(a not in ("*", b) for a, b in wanted):
            return f"arguments {event.args} instead of {self.arguments}"
        if self.ids and not set(self.ids) <= set(event.id):
            return f"means {event.id} instead of {self.ids}"
        if self.caller and not (event.stack and event.stack[0].startswith(self.caller)):
            return f"stack {event.stack[:2]} instead of {self.caller}"
        return ""


@dataclass(slots=True)
class Proof:
    """What the self-test has seen."""

    methods: set[str] = field(default_factory=set)
    """Java methods of which at least one overload was called and told rightly."""
    calls: int = 0
    """Of these methods, each overload among them."""
    entries: set[str] = field(default_factory=set)
    """Entries that are arguments: URIs, keys, properties, commands, paths, intents, services."""
    natives: set[str] = field(default_factory=set)
    uncalled: dict[str, str] = field(default_factory=dict)
    """Methods and functions of the table that this computer cannot call → why."""
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.wrong


class Target:
    """A local process with patrol's agent in it, and what the agent says."""

    def __init__(self, device: FridaDevice, argv: Sequence[str], wanted: Mapping[str, Any]) -> None:
        self._inbox: Inbox = SimpleQueue()
        self.events: list[Event] = []
        self.installed: Installed | None = None
        self.pid = device.spawn(list(argv), stdio="pipe")
        try:
            self.app = HookedApp(device, self.pid, self._inbox)
            self.app.install(wanted, OPTIONS)
            device.resume(self.pid)
        except DeviceError:
            device.kill(self.pid)
            raise

    def hear(self, until: Callable[[], bool]) -> None:
        """Take in what is said until the condition holds, or for TOLD_WITHIN_S."""
        end = monotonic() + TOLD_WITHIN_S
        while not until() and monotonic() < end:
            with suppress(Empty):
                _, said = self._inbox.get(timeout=0.1)
                if isinstance(said, Events):
                    self.events += said.events
                    self.app.took(len(said.events))
                elif isinstance(said, Installed):
                    self.installed = said


def prove(device: FridaDevice, java: str = "") -> Proof:
    """Run the whole self-test with Frida on this computer. Raises DeviceError when a process cannot be hooked or there
    is no Java 17."""
    proof = Proof()
    prove_java(device, java or java_17(), proof)
    prove_native(device, proof)
    return proof


def prove_java(device: FridaDevice, java: str, proof: Proof) -> None:
    classes = Classes(phone_methods())
    jvm = Jvm(classes)
    try:
        target = Target(device, jvm.command(java), table())
        jvm.greet()
        target.hear(lambda: target.installed is not None and target.installed.phase == "boot")
        calls = [*_methods(), *_entries()]
        expected = [call.expected for call in calls]
        each = ((call.member, call.method, call.passed) for call in calls)
        write(jvm.folder / "Tests", batch_classes("patrol/Tests", CALLER, each).items())
        for program in ("patrol.Tests", "patrol.Jdk", "patrol.Same"):
            if thrown := jvm.run(program):
                proof.wrong.append(f"{program}: {thrown}")
        expected += _of_jdk((jvm.folder / "expected").read_text("utf-8").splitlines())
        target.app.flush()
        last = expected[-1].call
        wanted = sum(each.call == last for each in expected)
        target.hear(lambda: sum(event.call == last for event in target.events) >= wanted)
        _compare(expected, target.events, proof)
        _name_uncalled(target.installed, expected, proof)
    finally:
        jvm.close()
        classes.close()


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a phone's method."""

    member: str
    """The method that makes it."""
    method: Method
    passed: tuple[str, ...]
    expected: Expected


def _methods() -> Iterator[Call]:
    """Each overload of each method of a phone."""
    known = {hook.call: hook for hook in hooks(catalogue())}
    for number, method in enumerate(dict.fromkeys(phone_methods())):
        hook = known.get(f"{method.owner}.{method.name}")
        if hook is not None and not method.owner.startswith(JDK):
            yield _call(f"overload{number}", method, hook, _telling(hook))


def _entries() -> Iterator[Call]:
    """Each entry that is an argument, through a general method of a phone."""
    known = {hook.call: hook for hook in hooks(catalogue())}
    overloads: dict[str, list[Method]] = {}
    for method in phone_methods():
        overloads.setdefault(f"{method.owner}.{method.name}", []).append(method)
    for number, api in enumerate(catalogue().entries):
        if call := THROUGH.get(api.kind):
            method = max(overloads[call], key=lambda each: len(each.parameters))
            yield _call(f"entry{number}", method, known[call], _sample(api), (api.id,))


THROUGH = {
    "content_uri": "android.content.ContentResolver.query",
    "settings_key": "android.provider.Settings$Secure.getString",
    "system_property": "android.os.SystemProperties.get",
    "file_path": "libcore.io.IoBridge.open",
    "intent_action": "android.app.ContextImpl.sendBroadcast",
    "bound_service_action": "android.app.ContextImpl.bindService",
}
"""Kind of entry → the method through which it is tried; commands are tried natively."""


def _sample(api: Api) -> str:
    """An argument that this entry means."""
    value = (api.key or api.value).replace("<pid>", "1").replace("<other package>", "com.other").replace("*", "wlan0")
    return f"{value}com.other-x/base.apk" if api.kind == "file_path" and value.endswith("/") else value


def _telling(hook: Hook) -> str:
    """An argument without which the call is not told; "" where none is needed."""
    if hook.always or not hook.when:
        return ""
    by_id = {api.id: api for api in catalogue().entries}
    first = hook.when[0]
    return _sample(by_id[first.id]) if by_id[first.id].kind in THROUGH else first.value


def _call(member: str, method: Method, hook: Hook, telling: str, ids: tuple[str, ...] = ()) -> Call:
    arguments = [_argument(kind, i, telling) for i, kind in enumerate(method.parameters)]
    told = tuple(shown(text, mask=hook.how.mask) for _, text in arguments)
    means = ids or (hook.ids if hook.always or telling else ())
    expected = Expected(hook.call, told, f"{CALLER}.{member}(", means)
    return Call(member, method, tuple(text for text, _ in arguments), expected)


def _argument(kind: str, place: int, telling: str) -> tuple[str, str]:
    """(what is passed, how it reads)."""
    if kind in {STRING, OBJECT}:
        text = telling or f"word{place}"
        return text, text
    if kind == "[B":
        return BYTES, f"byte[{len(BYTES)}]"
    if kind == "Z":
        return "true", "true"
    return ("7", "\x07" if kind == "C" else "7") if len(kind) == 1 else ("", "null")


def _of_jdk(lines: Iterable[str]) -> Iterator[Expected]:
    for line in lines:
        call, *arguments = line.split("\t")
        # An app loads a library through java.lang.System, which passes its caller on.
        caller = "java.lang.System.load" if call.startswith("java.lang.Runtime.load") else "patrol.Jdk."
        yield Expected(call, tuple(arguments), caller)


def _compare(expected: Iterable[Expected], events: Sequence[Event], proof: Proof) -> None:
    """Each expected call must have one event of its own."""
    by_caller: dict[str, list[Event]] = {}
    for event in events:
        by_caller.setdefault(_caller_of(event), []).append(event)
    for each in expected:
        key = each.caller if each.caller.endswith("(") else each.call
        found = by_caller.get(key, [])
        reasons = [each.why_not(event) for event in found]
        if "" in reasons:
            found.pop(reasons.index(""))
            proof.calls += 1
            proof.methods.add(each.call)
            if each.caller.startswith(f"{CALLER}.entry"):
                proof.entries.update(each.ids)
        else:
            proof.wrong.append(f"{each.call}{each.arguments}: {reasons[0] if reasons else 'not told'}")


def _caller_of(event: Event) -> str:
    first = event.stack[0] if event.stack else ""
    return f"{first.partition('(')[0]}(" if first.startswith(CALLER) else event.call


def _name_uncalled(installed: Installed | None, expected: Iterable[Expected], proof: Proof) -> None:
    called = {each.call for each in expected}
    if installed is None:
        proof.wrong.append("the agent never told that the hooks were installed")
        return
    proof.uncalled.update(installed.missing)
    for call in installed.hooked:
        if call not in called:
            proof.uncalled[call] = UNCALLED.get(call, "abstract, or called by its own class alone")


UNCALLED = {
    "java.lang.System.exit": "it would end the process",
    "java.lang.ProcessImpl.start": "part of ProcessBuilder.start, which is told",
    "java.net.InetAddress.getHostAddress": "Inet4Address and Inet6Address have their own",
    "java.net.InetAddress.getAddress": "Inet4Address and Inet6Address have their own",
    "javax.net.ssl.X509TrustManager.checkServerTrusted": "an interface: what implements it is hooked",
    "javax.net.ssl.HostnameVerifier.verify": "an interface: what implements it is hooked",
}


def prove_native(device: FridaDevice, proof: Proof) -> None:
    """Each function of native_calls, and each command."""
    commands = {api.id: " ".join(api.value.split()) for api in catalogue().entries if api.kind == "shell_command"}
    with temporary.folder("selftest") as folder:
        done = folder / "done"
        argv = (sys.executable, "-I", str(Path(native_calls.__file__)), str(done), *commands.values())
        target = Target(device, argv, {**table(), "java": []})
        try:
            target.hear(lambda: any(native_calls.LAST in event.args for event in target.events))
        finally:
            device.kill(target.pid)
    for symbol, arguments in native_calls.CALLS.items():
        if _told_once(Expected(symbol, tuple(shown(text) for text in arguments)), target.events, proof):
            proof.natives.add(symbol)
    for id, text in commands.items():
        wanted = Expected("posix_spawn", (native_calls.NOWHERE, shown(text)), "", (id,))
        if _told_once(wanted, target.events, proof):
            proof.entries.add(id)
    proof.uncalled.update(dict.fromkeys(native_calls.ON_ANDROID, "only Android has it"))


def _told_once(wanted: Expected, events: Iterable[Event], proof: Proof) -> bool:
    """Whether it was told; what was told instead goes among what is wrong."""
    reasons = [wanted.why_not(event) for event in events if event.call == wanted.call]
    if "" in reasons:
        return True
    proof.wrong.append(f"{wanted.call}{wanted.arguments}: {reasons[0] if reasons else 'not told'}")
    return False
