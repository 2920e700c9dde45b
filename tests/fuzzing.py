"""What `make fuzz`'s halves share: inputs by seed and number, limits of time and memory, the tally, the command line.

A module of inputs makes a `Subject` and calls `main`. An input follows from a seed and its number alone, so one that
fails is made again with `--seed S --only N`.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FrameType

LIMIT_S = 1.0
"""Processor time of one input; wall time would count what the machine does besides."""
HANG_S = 30
MEMORY = 2 << 30
"""Address space of the whole process: a reader that builds more than it reads would hit it."""
ENOUGH = 50
"""Failures after which there is no use in more."""
TOLD_EVERY = 10_000

Reader = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is fed, and with what."""

    module: str
    """As `python -m` calls it."""
    about: str
    inputs: int
    """How many there are when nobody says otherwise."""
    readers: dict[str, tuple[Reader, tuple[type[Exception], ...]]]
    """By name, each with the errors that it declares."""
    make: Callable[[random.Random, str], bytes]
    """Dice and the reader's name → an input."""

    def input_of(self, seed: int, number: int) -> tuple[str, bytes]:
        """(reader, input) number `number` of a seed; the readers take turns."""
        name = list(self.readers)[number % len(self.readers)]
        return name, self.make(random.Random(f"{seed}:{number}"), name)


@dataclass
class Tally:
    """What came of the inputs."""

    counts: Counter[str] = field(default_factory=Counter)
    declared: Counter[str] = field(default_factory=Counter)
    """`reader: error` of those that were raised as declared."""
    bytes: int = 0
    slowest: tuple[float, str, int, int] = (0.0, "", 0, 0)
    """(seconds, reader, input's number, its length)."""
    failures: list[str] = field(default_factory=list)


class Hang(BaseException):
    """A reader did not come back; not an Exception, so that none can catch it."""


def _hang(signum: int, frame: FrameType | None) -> None:
    raise Hang


def run(subject: Subject, seed: int, numbers: Iterable[int], tally: Tally) -> None:
    """Feeds the inputs; failures are told with how to make them again."""
    for number in numbers:
        name, data = subject.input_of(seed, number)
        reader, declared = subject.readers[name]
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
        tally.bytes += len(data)
        tally.slowest = max(tally.slowest, (took, name, number, len(data)))


def main(subject: Subject, arguments: list[str]) -> int:
    """The command: exit code 1 when an input failed."""
    parser = argparse.ArgumentParser(prog=f"python -m {subject.module}", description=subject.about)
    parser.add_argument("--inputs", type=int, default=subject.inputs)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="this one input, shown, as a failure names it")
    given = parser.parse_args(arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    signal.signal(signal.SIGALRM, _hang)
    if given.only is not None:
        name, data = subject.input_of(given.seed, given.only)
        print(f"{name}, {len(data)} bytes: {data[:3000]!r}")
        subject.readers[name][0](data)
        return 0
    tally = Tally()
    started, told = time.monotonic(), 0
    for begin in range(0, given.inputs, TOLD_EVERY):
        run(subject, given.seed, range(begin, min(given.inputs, begin + TOLD_EVERY)), tally)
        print(*(f"FAILURE {one}\n" for one in tally.failures[told:]), sep="", end="")
        told = len(tally.failures)
        done = sum(tally.counts.values())
        print(f"{done:,} inputs, {told} failures, {time.monotonic() - started:.0f} s", flush=True)
        if told > ENOUGH:
            break
    report(given.seed, tally)
    return 1 if tally.failures else 0


def report(seed: int, tally: Tally) -> None:
    """Prints what came of a run."""
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = sum(tally.counts.values())
    size = f"{total:,} inputs, {tally.bytes / 1e6:,.0f} MB, {len(tally.counts)} readers"
    print(f"seed {seed}: {size}; peak memory {peak_mb:.0f} MB")
    for name, count in (*sorted(tally.counts.items()), *tally.declared.most_common()):
        print(f"  {name}: {count:,}")
    seconds, name, number, length = tally.slowest
    print(f"slowest: {name}, {seconds:.3f} s for {length:,} bytes (--seed {seed} --only {number})")
