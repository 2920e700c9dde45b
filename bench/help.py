"""How long `patrol --help` takes, beside a Python that does nothing: what a person waits for before all else."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure

REPEATS = 11


def measure() -> Iterator[Figure]:
    """Wall-clock seconds of `patrol --help` (aim: under 0.15 s on a machine that is not busy)."""
    bare, patrol = [], []
    command = [str(Path(sys.executable).with_name("patrol")), "--help"]
    for _ in range(REPEATS):
        bare.append(_seconds([sys.executable, "-c", "pass"]))
        patrol.append(_seconds(command))
    yield Figure("start of `patrol --help`", tuple(patrol), unit="s", at_most=0.15)
    yield Figure("start of an empty Python beside it", tuple(bare), unit="s")


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=20)
    return time.perf_counter() - begun
