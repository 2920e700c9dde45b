"""Hooks: events a second end to end, what a hooked call costs, and whether the count of a flood is exact.

Patrol's agent is held against Frida's own Java bridge with the least a hook can do (bare_hook.ts), in turns in the same
run, on the same method through the same call chain in a JVM. Bare Frida is bundled here, which needs the packages of
`npm ci` in patrol/device/agent (make agent).
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frida

from bench.figure import Figure, ratios
from patrol.device.hooks import agent
from patrol.device.hooks.helper_folder import local_device
from patrol.device.hooks.messages import Events, decoded
from patrol.device.hooks.table import OPTIONS, table
from patrol.virtualphone.jvm.process import Classes, Jvm, java_17, phone_methods

OWNER, MEMBER = "android.telephony.TelephonyManager", "getDeviceId"
API = f"{OWNER}.{MEMBER}"
CHAIN = tuple(f"com.bank.sdk.Layer{i}.call" for i in range(8))
"""With the virtual phone's own, 13 frames."""
ROUNDS = 9
CALLS = {False: 2000, True: 600}
"""Short turns: a machine that slows down slows them all."""
CHUNK = 5000
FLOOD = 1_000_000
DONE_S = 600


@dataclass
class Session:
    """A JVM with a script in it, and how many events came out."""

    jvm: Jvm
    script: Any
    received: int = 0
    made: int = 0
    dropped: int = 0

    def __post_init__(self) -> None:
        self._came = threading.Condition()

    def message(self, message: dict[str, Any], data: bytes | None) -> None:
        payload = message.get("payload", {})
        if "made" in payload:
            said = decoded(payload, data)
            with self._came:
                if isinstance(said, Events):
                    self.received += len(said.events)
                    self.script.post({"type": "ack", "taken": self.received})
                self.made, self.dropped = payload["made"], payload["dropped"]
                self._came.notify_all()
        elif "events" in payload:
            with self._came:
                self.received += len(payload["events"])
                self._came.notify_all()

    def run(self, calls: int, *, flush: Callable[[], Any] | None = None) -> float:
        """Seconds until all these calls' events were here, or counted as dropped."""
        before = self.received + self.dropped
        began = time.perf_counter()
        for done in range(0, calls, CHUNK):
            self.jvm.call(API, (), CHAIN, min(CHUNK, calls - done))
        if flush is not None:
            flush()
        with self._came:
            self._came.wait_for(lambda: self.received + self.dropped - before >= calls, DONE_S)
        return time.perf_counter() - began


class Bench:
    """JVMs with and without hooks."""

    def __init__(self, folder: Path) -> None:
        self._device = local_device()
        self._classes = Classes(phone_methods())
        self._bare = bundle(folder)
        self._open: list[Jvm] = []

    def session(self, source: str) -> Session:
        jvm = Jvm(self._classes)
        pid = self._device.spawn(list(jvm.command(java_17())), stdio="pipe")
        self._device.resume(pid)
        jvm.greet()
        jvm.call(API, (), CHAIN)
        self._open.append(jvm)
        script = self._device.attach(pid).create_script(source)
        session = Session(jvm, script)
        script.on("message", session.message)
        script.load()
        return session

    def ours(self, *, stacks: bool, everything: bool = False) -> Session:
        """With this method's hook alone, or with the whole table."""
        session = self.session(agent.source())
        java = [row for row in table()["java"] if everything or f"{row['class']}.{row['member']}" == API]  # type: ignore[attr-defined]
        session.script.exports_sync.install({"java": java, "native": []}, {**OPTIONS, "stacks": stacks})
        return session

    def bare(self, *, stacks: bool, batch: int) -> Session:
        session = self.session(self._bare)
        session.script.exports_sync.hook(OWNER, MEMBER, stacks, batch)
        return session

    def close(self) -> None:
        for jvm in self._open:
            jvm.close()
        self._classes.close()


def bundle(folder: Path) -> str:
    """bare_hook.ts with the bridge that patrol's agent has."""
    if not (agent.FOLDER / "node_modules").is_dir():
        raise SystemExit("The figures of hooks need the agent's packages. Run: make agent")
    for name in ("package.json", "tsconfig.json"):
        shutil.copy(agent.FOLDER / name, folder)
    shutil.copy(Path(__file__).with_name("bare_hook.ts"), folder)
    (folder / "node_modules").symlink_to(agent.FOLDER / "node_modules")
    made: str = frida.Compiler().build(
        "bare_hook.ts", project_root=str(folder), compression="terser", source_maps="omitted"
    )
    return made


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="patrol-bench-hooks-") as folder:
        bench = Bench(Path(folder))
        try:
            for stacks in (False, True):
                yield from _rates(bench, stacks)
            yield from _costs(bench)
            yield _flood(bench)
        finally:
            bench.close()


def _rates(bench: Bench, stacks: bool) -> Iterator[Figure]:
    calls = CALLS[stacks]
    ours = bench.ours(stacks=stacks)
    plain, batched = bench.bare(stacks=stacks, batch=1), bench.bare(stacks=stacks, batch=100)
    flush = ours.script.exports_sync.flush
    rates: dict[str, list[float]] = {"ours": [], "plain": [], "batched": []}
    for _ in range(ROUNDS):
        rates["ours"].append(calls / ours.run(calls, flush=flush))
        rates["plain"].append(calls / plain.run(calls))
        rates["batched"].append(calls / batched.run(calls))
    how = "with stacks" if stacks else "without stacks"
    spent = [[_cpu_seconds(each.jvm, calls) for each in (ours, plain, batched)] for _ in range(ROUNDS)]
    yield Figure(f"events end to end, {how}", tuple(rates["ours"]), "events/s")
    yield Figure(
        f"events end to end, {how}, over bare Frida with a minimal hook",
        ratios(rates["ours"], rates["plain"]),
        at_least=0.9,
        note=f"bare: {statistics.median(rates['plain']):,.0f} events/s, one message an event",
    )
    yield Figure(
        f"events end to end, {how}, over a minimal hook that sends 100 in a message",
        ratios(rates["ours"], rates["batched"]),
        note=f"it: {statistics.median(rates['batched']):,.0f} events/s; it counts, masks and bounds nothing",
    )
    for name, other in (("bare Frida with a minimal hook", 1), ("a minimal hook that sends 100 in a message", 2)):
        yield Figure(
            f"the app's processor time for an event, {how}, over {name}",
            tuple(turn[0] / turn[other] for turn in spent),
            note=f"{statistics.median(turn[0] for turn in spent) / calls * 1e6:,.0f} µs an event",
        )


def _cpu_seconds(jvm: Jvm, calls: int) -> float:
    """What the app's process spends on these calls, by the kernel's account: less at a loaded machine's mercy."""
    began = _spent(jvm.pid)
    jvm.call(API, (), CHAIN, calls)
    return max(_spent(jvm.pid) - began, 0.01)


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _costs(bench: Bench) -> Iterator[Figure]:
    """What a call costs more when it is hooked, in microseconds of the calling thread."""
    whole = bench.ours(stacks=True, everything=True)
    without = bench.session("")
    for name, api, arguments, calls in (
        ("one hooked call that is told, with its stack", API, (), CALLS[True]),
        (
            "one hooked call whose arguments say nothing",
            "android.content.ContentResolver.query",
            ("content://x/y",),
            CALLS[False],
        ),
    ):
        values = []
        for _ in range(ROUNDS):
            hooked, plain = (_timed(each.jvm, api, arguments, calls) for each in (whole, without))
            values.append((hooked - plain) / calls * 1e6)
        yield Figure(name, tuple(values), "µs", note="beside the same call without hooks")


def _timed(jvm: Jvm, api: str, arguments: tuple[str, ...], calls: int) -> float:
    began = time.perf_counter()
    jvm.call(api, arguments, CHAIN, calls)
    return time.perf_counter() - began


def _flood(bench: Bench) -> Figure:
    """A million events as fast as they can be made: each arrives, or is counted as dropped."""
    session = bench.ours(stacks=False)
    took = session.run(FLOOD, flush=session.script.exports_sync.flush)
    counts = session.script.exports_sync.flush()
    unaccounted = counts["made"] - counts["dropped"] - session.received
    return Figure(
        "events of a flood of 1,000,000 that are neither there nor counted as dropped",
        (float(abs(unaccounted) + abs(counts["made"] - FLOOD)),),
        "events",
        at_most=0,
        note=f"{session.received:,} arrived, {counts['dropped']:,} dropped, {FLOOD / took:,.0f} a second",
    )
