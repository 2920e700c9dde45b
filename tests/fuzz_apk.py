"""The second half of `make fuzz`: damaged APKs through every reader of patrol.apk.

None raises anything but what it declares, none takes over a second, memory is bounded. Like in tests.fuzz, an input
follows from a seed and its number alone: `python -m tests.fuzz_apk --seed S --only N` makes one again.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import struct
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from patrol.apk import axml, elf, protoxml
from patrol.apk.archive import Archive, NotAnArchive
from patrol.apk.arsc import Resources
from patrol.apk.budget import Budget, TooMuch
from patrol.apk.dex import DexFile, NotADex
from patrol.apk.scan import scan
from patrol.apk.signing import signing
from tests.fuzz import HANG_S, LIMIT_S, MEMORY, Hang, _hang
from tests.unit.apk import made
from tests.unit.apk.made_table import table

NUMBERS = (0, 1, 2, 7, 8, 0x7F, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
"""What sizes, counts and offsets become."""
SCAN_S = 0.9
"""What a whole scan is given: it ends by its own budget, before the limit of one input."""


def _archive(data: bytes) -> Archive:
    return Archive(data, Budget(seconds=SCAN_S, unpacked=64 << 20, entry=16 << 20, entries=10_000))


def _entries(data: bytes) -> None:
    archive = _archive(data)
    for name in list(archive.entries)[:50]:
        archive.read(name)


def _code(data: bytes) -> None:
    dex = DexFile("classes.dex", data)
    for one in dex.classes:
        for number, _, _ in one.methods[:50]:
            if number < len(dex.methods):  # whoever asks knows the numbers that there are
                dex.signature(number)
        list(dex.static_texts(one))
    dex.number_of("getDeviceId")
    assert dex.text_region


def _table(data: bytes) -> None:
    resources = Resources(data)
    for id in range(0x7F010000, 0x7F010010):
        resources.value(id)
    list(resources.named_strings())


READERS: dict[str, tuple[Callable[[bytes], object], tuple[type[Exception], ...]]] = {
    "axml": (axml.read, ()),
    "protoxml": (protoxml.read, ()),
    "arsc": (_table, ()),
    "dex": (_code, (NotADex,)),
    "elf": (lambda data: elf.library("lib/x.so", "arm64-v8a", data), ()),
    "archive": (_entries, (NotAnArchive, TooMuch)),
    "signing": (lambda data: signing(_archive(data)), (NotAnArchive, TooMuch)),
    "scan": (lambda data: scan(data, "x.apk", budget=Budget(seconds=SCAN_S, unpacked=64 << 20)), ()),
}
"""Reader → what it reads with, and which errors it declares."""


@lru_cache(maxsize=1)
def corpus() -> dict[str, list[bytes]]:
    """Reader → whole files for it."""
    whole = made.entries()
    apk = made.apk()
    manifest, code, library = whole["AndroidManifest.xml"], whole["classes.dex"], whole["lib/arm64-v8a/libtnet.so"]
    zips = [apk, made.zipped(whole), made.zipped(whole, 0)]
    return {
        "axml": [manifest],
        "protoxml": [manifest, b"\n\x12\n\x06\n\x01a\x12\x01b\x1a\x08manifest" * 3],
        "arsc": [table()],
        "dex": [code],
        "elf": [library],
        "archive": zips,
        "signing": [apk, made.signed(whole, made.Signed(schemes=("v1",)))],
        "scan": [*zips, made.apk(resources_dot_arsc=table())],
    }


def input_of(seed: int, number: int) -> tuple[str, bytes]:
    """(reader, input) number `number` of a seed."""
    dice = random.Random(f"{seed}:{number}")
    name = list(READERS)[number % len(READERS)]
    data = dice.choice(corpus()[name])
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        data = _damaged(dice, data)
    return name, data


def _damaged(dice: random.Random, data: bytes) -> bytes:
    # Heads and tails more often: there stand the sizes.
    at = dice.randrange(len(data) + 1)
    if dice.random() < 0.4 and len(data) > 200:
        at = dice.choice((dice.randrange(150), len(data) - 1 - dice.randrange(150)))
    end = min(len(data), at + dice.choice((1, 4, 16, 100, 1000)))
    match dice.randrange(7):
        case 0:
            return data[:at] + bytes((dice.randrange(256),)) + data[at + 1 :]
        case 1 | 2:
            return data[: at & ~3] + struct.pack("<I", dice.choice(NUMBERS)) + data[(at & ~3) + 4 :]
        case 3:
            return data[:at] + struct.pack("<H", dice.choice(NUMBERS) & 0xFFFF) + data[at + 2 :]
        case 4:
            return data[:at] if dice.random() < 0.3 else data[:at] + data[end:]
        case 5:
            return data[:at] + data[at:end] * dice.choice((2, 3, 50)) + data[end:]
        case _:
            return data[:at] + dice.randbytes(end - at) + data[end:]


@dataclass
class Tally:
    """What came of the inputs."""

    counts: Counter[str] = field(default_factory=Counter)
    declared: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str, int] = (0.0, "", 0)
    failures: list[str] = field(default_factory=list)


def run(seed: int, numbers: range, tally: Tally) -> None:
    """Feeds the inputs; failures are told with how to make them again."""
    for number in numbers:
        name, data = input_of(seed, number)
        reader, declared = READERS[name]
        again = f"--seed {seed} --only {number}"
        signal.setitimer(signal.ITIMER_REAL, HANG_S)
        begun = time.process_time()
        try:
            reader(data)
        except declared as error:
            tally.declared[f"{name}: {type(error).__name__}"] += 1
        except (Hang, Exception) as problem:  # noqa: BLE001 - that none escapes is what is tested
            where = traceback.extract_tb(problem.__traceback__)[-1]
            tally.failures.append(f"{name}: {problem!r} at {where.filename}:{where.lineno}; {again}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        took = time.process_time() - begun
        if took > LIMIT_S:
            tally.failures.append(f"{name}: {took:.2f} s for {len(data)} bytes; {again}")
        tally.counts[name] += 1
        tally.slowest = max(tally.slowest, (took, name, number))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_apk", description=__doc__)
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="this one input, as a failure names it")
    given = parser.parse_args(arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGALRM, _hang)
    if given.only is not None:
        name, data = input_of(given.seed, given.only)
        print(f"{name}, {len(data)} bytes")
        READERS[name][0](data)
        return 0
    tally = Tally()
    for begin in range(0, given.inputs, 10_000):
        run(given.seed, range(begin, min(given.inputs, begin + 10_000)), tally)
        print(f"{sum(tally.counts.values()):,} inputs, {len(tally.failures)} failures", flush=True)
        if len(tally.failures) > 50:
            break
    for line in (*tally.failures, *(f"{name}: {count:,}" for name, count in tally.declared.most_common())):
        print(f"  {line}")
    seconds, name, number = tally.slowest
    print(f"slowest: {name}, {seconds:.3f} s (--seed {given.seed} --only {number})")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
