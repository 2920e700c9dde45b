"""`make fuzz`: damaged captures through every parser. None may raise, none may take over a second, memory is bounded.

Each input follows from a seed and its number alone, so one that fails is made again with `--seed S --only N`.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from types import FrameType

from tests.parsers import PARSERS
from tests.unit.device.parse.captured import FOLDER, raw

LONGEST = 1 << 20
"""Bytes of the longest inputs."""
LIMIT_S = 1.0
"""Processor time of one input; wall time would count what the machine does besides."""
HANG_S = 30
MEMORY = 2 << 30
"""Address space of the whole process: a parser that builds more than it reads would hit it."""

JUNK = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\r", b"\r\n", b"\t", b"\x1b[31m"),
    *(
        b"-1",
        b"9223372036854775807",
        b"18446744073709551616",
        b"1" * 400,
        b"0x",
        b"NaN",
        b"1e999",
        b"\xd9\xa3",
        b"\xc2\xb2",
    ),
    *(
        b"{" * 50,
        b"[" * 50,
        b"(" * 50,
        b"<node>" * 30,
        b"&#0;",
        b"&#xD800;",
        b"<!ENTITY a 'b'>",
        b"]]>",
        b"\\",
        b'"',
        b"'",
    ),
    *(
        b": ",
        b"=",
        b"=" * 80,
        b" " * 300,
        b"\n" * 100,
        b"a" * 5000,
        b"a." * 800,
        b"/" * 500,
        b"at " * 300,
        b"#00 pc " * 99,
    ),
)
"""What is pushed in: marks, controls, numbers that do not fit, digits of other scripts, brackets, runs."""

_DIGIT = re.compile(rb"\d")


@lru_cache(maxsize=1)
def corpus() -> dict[str, list[bytes]]:
    """Kind → its captures."""
    found: dict[str, list[bytes]] = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and path.suffix != ".yaml":
            name = path.relative_to(FOLDER).as_posix()
            found.setdefault(name.partition("/")[0], []).append(raw(name))
    return found


def made(seed: int, number: int) -> tuple[str, bytes]:
    """(parser, input) number `number` of a seed."""
    dice = random.Random(f"{seed}:{number}")
    names = list(PARSERS)
    name = names[number % len(names)]
    kinds = PARSERS[name][1] if dice.random() < 0.85 else tuple(corpus())
    data = _piece(dice, kinds)
    for _ in range(dice.choice((0, 1, 1, 2, 3, 8))):
        data = _damaged(dice, data, kinds)
    if dice.random() < 0.002:
        # A long one: what is quadratic shows here.
        data = data * (LONGEST // max(1, len(data)))
    return name, data[:LONGEST]


def _piece(dice: random.Random, kinds: tuple[str, ...]) -> bytes:
    data = dice.choice(corpus()[dice.choice(kinds)])
    if dice.random() < (0.05 if len(data) < 20_000 else 0.01) or len(data) < 500:
        return data
    length = dice.choice((300, 1000, 3000))
    # Beginnings more often: parsers look for headings there.
    start = 0 if dice.random() < 0.4 else dice.randrange(max(1, len(data) - length))
    return data[start : start + length]


def _damaged(dice: random.Random, data: bytes, kinds: tuple[str, ...]) -> bytes:
    at = dice.randrange(len(data) + 1)
    end = min(len(data), at + dice.choice((1, 1, 2, 10, 100, 1000)))
    match dice.randrange(11):
        case 0:
            return data[:at] + bytes((dice.randrange(256),)) + data[at + 1 :]
        case 1:
            return data[:at]
        case 2:
            return data[:at] + data[end:]
        case 3:
            return data[:at] + data[at:end] * dice.choice((2, 3, 50)) + data[end:]
        case 4:
            return data[:at] + _piece(dice, kinds) + data[at:]
        case 5 | 6:
            return data[:at] + dice.choice(JUNK) + data[at:]
        case 7:
            return _other_number(dice, data)
        case 8:
            lines = data.split(b"\n")
            dice.shuffle(lines)
            return b"\n".join(lines)
        case 9:
            return data.replace(b"\n", dice.choice((b"", b" ", b"\r\n", b"\n\n", b"\x00")))
        case _:
            text = data.decode("utf-8", "replace")
            return text.encode(dice.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32")), "replace")


def _other_number(dice: random.Random, data: bytes) -> bytes:
    """Some digit becomes a number that does not fit."""
    digit = _DIGIT.search(data, dice.randrange(len(data) + 1)) or _DIGIT.search(data)
    if digit is None:
        return data
    at = digit.start()
    return (
        data[:at]
        + dice.choice((b"99999999999999999999", b"-5", b"0", b"1" * 5000, b"2.5", b"\xd9\xa3"))
        + data[at + 1 :]
    )


@dataclass
class Tally:
    """What came of the inputs."""

    counts: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    slowest: tuple[float, str, int, int] = (0.0, "", 0, 0)
    """(seconds, parser, input's number, its length)."""
    failures: list[str] = field(default_factory=list)


class Hang(BaseException):
    """A parser did not come back; not an Exception, so that no parser can catch it."""


def _hang(signum: int, frame: FrameType | None) -> None:
    raise Hang


def run(seed: int, numbers: Iterator[int] | range, tally: Tally) -> None:
    """Feeds the inputs; failures are told with how to make them again."""
    for number in numbers:
        name, data = made(seed, number)
        signal.setitimer(signal.ITIMER_REAL, HANG_S)
        begun = time.process_time()
        try:
            PARSERS[name][0](data)
        except (Hang, Exception) as problem:  # noqa: BLE001 - that none escapes is what is tested
            where = traceback.extract_tb(problem.__traceback__)[-1]
            tally.failures.append(
                f"{name}: {problem!r} at {where.filename}:{where.lineno}; --seed {seed} --only {number}"
            )
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        took = time.process_time() - begun
        if took > LIMIT_S:
            tally.failures.append(f"{name}: {took:.2f} s for {len(data)} bytes; --seed {seed} --only {number}")
        tally.counts[name] += 1
        tally.bytes += len(data)
        tally.slowest = max(tally.slowest, (took, name, number, len(data)))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="this one input, shown, as a failure names it")
    given = parser.parse_args(arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGALRM, _hang)
    if given.only is not None:
        name, data = made(given.seed, given.only)
        print(f"{name}, {len(data)} bytes: {data[:3000]!r}")
        PARSERS[name][0](data)
        return 0
    tally = Tally()
    started, told = time.monotonic(), 0
    for begin in range(0, given.inputs, 20_000):
        run(given.seed, range(begin, min(given.inputs, begin + 20_000)), tally)
        done = sum(tally.counts.values())
        print(*(f"FAILURE {one}\n" for one in tally.failures[told:]), sep="", end="")
        told = len(tally.failures)
        print(f"{done:,} inputs, {len(tally.failures)} failures, {time.monotonic() - started:.0f} s", flush=True)
        if len(tally.failures) > 50:
            break
    report(given.seed, tally)
    return 1 if tally.failures else 0


def report(seed: int, tally: Tally) -> None:
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = sum(tally.counts.values())
    size = f"{total:,} inputs, {tally.bytes / 1e6:,.0f} MB, {len(tally.counts)} parsers"
    print(f"seed {seed}: {size}; peak memory {peak_mb:.0f} MB")
    for name, count in sorted(tally.counts.items()):
        print(f"  {name}: {count:,}")
    seconds, name, number, length = tally.slowest
    print(f"slowest: {name}, {seconds:.3f} s for {length:,} bytes (--seed {seed} --only {number})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
