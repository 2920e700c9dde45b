"""A scan in a process of its own, with limits on memory and time: whatever a file does to it, the caller gets a Scan.

Besides the limits it keeps a run's crawl from waiting for a long scan, and lets the collector of Python be off, which
doubles the speed.
"""

from __future__ import annotations

import gc
import hashlib
import mmap
import multiprocessing
import signal
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path

from patrol.apk.archive import Data
from patrol.apk.budget import MIB, Budget
from patrol.apk.scan import scan, scan_set
from patrol.clock import RunClock
from patrol.errors import ConfigError
from patrol.model.record import from_json, to_json
from patrol.model.scan import Oddity, Reading, Scan

MEMORY = 4096 * MIB
"""Address space. A package of 200 MB with 30 files of code takes some 1.5 GB."""
GRACE_S = 15
"""On top of the budget's seconds, for the start of the process and for writing the record."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to scan: one file, or the base and the splits as a phone has them."""

    files: tuple[str, ...]
    name: str = ""
    """As the record calls it; "" takes the first file's name."""
    mapping: str = ""
    """R8's mapping file."""
    seconds: float = 120
    memory: int = MEMORY


class Running:
    """A scan under way."""

    def __init__(self, job: Job) -> None:
        self._job = job
        context = multiprocessing.get_context("spawn")
        self._answers, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(job, theirs), daemon=True, name="patrol scan")
        # Ctrl-C reaches every process of the terminal. It is meant for the one that waits, which ends this one. The
        # tracker comes first, for starting it lets signals in again.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()

    def result(self) -> Scan:
        """Waits for it, at most as long as the job allows. Never raises for what the file holds."""
        try:
            if self._answers.poll(self._job.seconds + GRACE_S):
                return from_json(self._answers.recv_bytes(), Scan)
            return self._failed("stopped", f"{self._job.seconds:g} seconds")
        except EOFError:
            self._process.join(5)
            return self._failed("crashed", f"exit code {self._process.exitcode}")
        finally:
            self.end()

    def end(self) -> None:
        """Ends the process, finished or not."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join(5)
        self._answers.close()

    def _failed(self, kind: str, detail: str) -> Scan:
        path = Path(self._job.files[0])
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
        return Scan(_name(self._job), size, digest, reading=Reading.nothing, oddities=(Oddity(kind, "", detail, True),))


def scan_files(job: Job) -> Scan:
    """A scan from beginning to end. Raises ConfigError for a file that is not there or cannot be opened."""
    for file in (*job.files, *filter(None, (job.mapping,))):
        _readable(Path(file))
    return Running(job).result()


def scan_here(job: Job) -> Scan:
    """The same in this process, without limits on memory: for tests and measuring."""
    budget = Budget(seconds=job.seconds, clock=RunClock())
    mapping = _mapping(job.mapping)
    if len(job.files) > 1:
        parts = [(Path(file).name, _mapped(file)) for file in job.files]
        return scan_set(parts, _name(job), budget=budget, mapping=mapping)
    v4 = Path(f"{job.files[0]}.idsig").is_file()
    return scan(_mapped(job.files[0]), _name(job), budget=budget, mapping=mapping, v4=v4)


def _readable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise ConfigError(f"{path} is empty.", advice="Name an APK, AAB, APKS or XAPK file.")
    except OSError as error:
        advice = "Name an APK, AAB, APKS or XAPK file that can be read."
        raise ConfigError(f"{path} cannot be read: {error.strerror}.", advice=advice) from error


def _name(job: Job) -> str:
    return job.name or Path(job.files[0]).name


def _mapped(file: str) -> Data:
    with Path(file).open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


def _mapping(file: str) -> dict[str, str]:
    if not file:
        return {}
    from patrol.catalogue.mapping import class_names

    return class_names(Path(file).read_text("utf-8", "replace"))


def _work(job: Job, answers: Connection) -> None:
    """The child's whole life."""
    _limit(job.memory + sum(Path(file).stat().st_size for file in job.files))
    gc.disable()
    try:
        found = scan_here(job)
    except MemoryError:
        gc.collect()
        oddity = Oddity("stopped", "", f"{job.memory >> 20} MiB of memory", hides=True)
        found = Scan(_name(job), Path(job.files[0]).stat().st_size, reading=Reading.nothing, oddities=(oddity,))
    answers.send_bytes(to_json(found))
    answers.close()


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the limit on time stays
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
