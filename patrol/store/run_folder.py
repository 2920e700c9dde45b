"""A run on disk: the one module that knows which file holds what.

run.json             schema, run id, when and of what
<artifact>.json      an artifact's own fields, written when it is known
<artifact>.<field>.jsonl   its records, streamed as they come
pictures/ trees/     screenshots (PNG) and UI trees (gzipped JSON), named by their digest
result.json report.html …  renderings; made anew from the above at any time
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import itertools
import os
import tempfile
import threading
import typing
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from patrol.errors import RunFolderError
from patrol.model.artifacts import Crawl, CrawlStep, GatherFailure, Interruption, Journeys
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.record import Record, from_json, to_json
from patrol.model.recorded import ARTIFACTS, NOT_RECORDED
from patrol.model.result import InspectionResult
from patrol.model.screen import Screen
from patrol.model.streams import STREAMS, assemble
from patrol.store import streams

A = TypeVar("A", bound=Record)

SCHEMA = 1
"""Raised when an older patrol could misread a newer run folder."""

_NAMES = {kind: name for name, kind in ARTIFACTS.items()}


class RunHead(Record, frozen=True):
    """What run.json says."""

    schema: int
    run_id: str
    app: str
    started_at: str
    patrol: str
    command: str = ""
    wish: dict[str, str | int | float | bool | list[str] | None] = {}
    """What the user asked for, so that `patrol resume` asks for the same."""
    order: int = 0
    """Milliseconds since the epoch when it began, but after every run that lay beside it then: runs keep their order
    when the computer's clock is set back. 0: made by an older patrol; then run.json's own time counts."""


class RunFolder:
    """One run. Writers hold its lock; readers need none. Also the Sink of gatherers and the Artifacts of checks."""

    def __init__(self, path: Path, head: RunHead) -> None:
        self.path = path
        self.head = head
        self.damage: list[str] = []
        """Places (`file:line`) that could not be read, filled while artifacts are loaded."""
        self._streams: dict[str, streams.Stream] = {}
        self._loaded: dict[type[Record], Record] = {}
        self._lock: int | None = None
        self._writing = threading.Lock()

    @classmethod
    def create(cls, base: Path, head: RunHead) -> RunFolder:
        """A new folder `base/<run id>`, locked for writing. Raises RunFolderError when it exists already."""
        path = base / head.run_id
        try:
            path.mkdir(parents=True)
        except FileExistsError:
            raise RunFolderError(f"{path} exists already.", advice="Choose another --out folder.") from None
        except OSError as error:
            raise streams.explain(error, path) from error
        return cls._made(path, head)

    @classmethod
    def begin(cls, base: Path, head: RunHead, *, now_ms: int) -> RunFolder:
        """The same for a run that begins now, after all others of `base`; one that began in the same second, or before
        the clock was set back, gives it a number: `demo-20261121-224501-2`. `now_ms`: host wall clock."""
        order = max([now_ms, *(1 + _order(path) for path in _heads(base))])
        for number in itertools.count(1):
            run_id = head.run_id if number == 1 else f"{head.run_id}-{number}"
            try:
                (base / run_id).mkdir(parents=True)
            except FileExistsError:
                continue
            except OSError as error:
                raise streams.explain(error, base / run_id) from error
            return cls._made(base / run_id, msgspec.structs.replace(head, run_id=run_id, order=order))
        raise AssertionError  # numbers do not end

    @classmethod
    def _made(cls, path: Path, head: RunHead) -> RunFolder:
        streams.write_whole(path / "run.json", to_json(head))
        folder = cls(path, head)
        folder.lock()
        return folder

    @property
    def order(self) -> int:
        """Grows from run to run in one folder of runs."""
        return _order(self.path / "run.json")

    @classmethod
    def open(cls, path: Path) -> RunFolder:
        """An existing run, for reading. Raises RunFolderError: no run, newer schema, damaged head."""
        if path.name == "latest" and not path.exists() and (found := newest(path.parent)):
            path = found
        try:
            head = from_json((path / "run.json").read_bytes(), RunHead)
        except FileNotFoundError:
            raise RunFolderError(f"{path} is not a run folder: it has no run.json.", advice=_known(path)) from None
        except (msgspec.DecodeError, NotADirectoryError) as error:
            raise RunFolderError(f"{path / 'run.json'} cannot be read: {error}.", advice="The run is lost.") from None
        if head.schema > SCHEMA:
            raise RunFolderError(
                f"{path} is of schema {head.schema} (patrol {head.patrol}); this patrol reads up to schema {SCHEMA}.",
                advice="Use a patrol at least as new as the one that made the run.",
            )
        return cls(path, head)

    def lock(self) -> None:
        """Claim the folder for writing; held until close() or the end of the process. Raises RunFolderError."""
        self._lock = os.open(self.path / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            owner = os.pread(self._lock, 32, 0).decode("ascii", "replace").strip()
            os.close(self._lock)
            self._lock = None
            raise RunFolderError(
                f"{self.path} is being written by process {owner or '?'}.", advice="Wait for it, or use another folder."
            ) from None
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, str(os.getpid()).encode(), 0)

    def freeze(self) -> None:
        """Nothing is recorded any more: who tries waits for ever. For a process that is about to end."""
        self._writing.acquire(timeout=2)

    def close(self) -> None:
        for stream in self._streams.values():
            stream.close()
        self._streams.clear()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    # --- writing: the Sink of gatherers, crawl and journeys -----------------------------------------------------------

    def append(self, name: str, record: Record) -> None:
        """Add `record` to the stream `name`, one of patrol.model.streams.STREAMS. Thread-safe. Raises DiskFull."""
        with self._writing:
            stream = self._streams.get(name)
            if stream is None:
                stream = self._streams[name] = streams.Stream(self.path / f"{name}.jsonl")
            stream.append(record)
            # A resumed run reads what was recorded before it goes on; what is judged must have both.
            self._loaded.clear()

    def write(self, record: Record) -> None:
        """An artifact's fields as a whole; its streamed fields stay in their streams and may be left empty."""
        with self._writing:
            streams.write_whole(self.path / f"{_NAMES[type(record)]}.json", to_json(record))
        self._loaded.pop(type(record), None)

    def failed(self, failure: GatherFailure) -> None:
        self.append("failures", failure)

    def interrupted(self, interruption: Interruption) -> None:
        self.append("interruptions", interruption)

    def finished(self) -> None:
        """Mark the run complete; a run without this mark was cut short."""
        with self._writing:
            streams.write_whole(self.path / "finished", b"")

    def reopened(self) -> None:
        """A resumed run is unfinished again; what was said of its end no longer holds."""
        for name in ("finished", "interruptions.jsonl"):
            (self.path / name).unlink(missing_ok=True)

    def save_picture(self, png: bytes) -> str:
        """Path inside the run folder; the same picture is kept once."""
        return self._keep(f"pictures/{_digest(png)}.png", png)

    def pictures(self) -> tuple[str, ...]:
        """Paths of all that were saved."""
        return tuple(sorted(f"pictures/{file.name}" for file in (self.path / "pictures").glob("*.png")))

    def save_tree(self, screen: Screen) -> str:
        """Path inside the run folder of the compressed tree, without its time."""
        data = to_json(msgspec.structs.replace(screen, at_ms=0))
        path = f"trees/{_digest(data)}.json.gz"
        return path if (self.path / path).exists() else self._keep(path, gzip.compress(data, 5, mtime=0))

    def write_result(self, result: InspectionResult) -> Path:
        path = self.path / "result.json"
        streams.write_whole(path, to_json(result))
        return path

    def write_rendering(self, name: str, data: bytes | str) -> Path:
        """report.html, junit.xml …"""
        path = self.path / name
        streams.write_whole(path, data.encode() if isinstance(data, str) else data)
        return path

    # --- reading: the Artifacts of checks -----------------------------------------------------------------------------

    def get(self, kind: type[A]) -> A | GatherFailure:
        """The artifact put together from its file and its streams; loaded once."""
        if kind not in self._loaded:
            name = _NAMES[kind]
            failure = next((f for f in self.failures() if f.artifact == name), None)
            found = self._assemble(name, kind)
            self._loaded[kind] = failure or found or GatherFailure(name, name, NOT_RECORDED)
        return typing.cast("A | GatherFailure", self._loaded[kind])

    def last_ms(self) -> int:
        """When something was recorded for the last time; 0 for a run that has recorded nothing."""
        lasts = (streams.last(self.path / f"{name}.jsonl", kind.record) for name, kind in STREAMS.items())
        times = (getattr(record, field, None) for record in lasts for field in ("at_ms", "ended_ms"))
        return max((time for time in times if time is not None), default=0)

    def failures(self) -> tuple[GatherFailure, ...]:
        return tuple(self._read("failures", GatherFailure))

    def interruptions(self) -> tuple[Interruption, ...]:
        """Why the run ended early; a run that nobody finished says so."""
        told = tuple(self._read("interruptions", Interruption))
        if told or (self.path / "finished").exists():
            return told
        return (Interruption(at_ms=0, reason="the run was killed before it could end"),)

    def picture(self, path: str) -> bytes | None:
        """The bytes of a saved picture; None when it is not there."""
        return self._inside(path)

    def tree(self, path: str) -> Screen | None:
        """A saved UI tree; None when it is not there or damaged."""
        data = self._inside(path)
        try:
            return from_json(gzip.decompress(data), Screen) if data else None
        except (OSError, EOFError, msgspec.DecodeError):
            self.damage.append(path)
            return None

    def result(self) -> InspectionResult | None:
        """The result as last judged; None before the first audit. Raises RunFolderError when it cannot be read."""
        path = self.path / "result.json"
        try:
            return from_json(path.read_bytes(), InspectionResult)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError as error:
            raise RunFolderError(
                f"{path} cannot be read: {error}.", advice=f"Judge the run again: patrol audit {self.path}"
            ) from None

    def _assemble(self, name: str, kind: type[A]) -> A | None:
        head = self.path / f"{name}.json"
        known = [stream for stream, kind in STREAMS.items() if kind.artifact == name]
        told = [stream for stream in known if (self.path / f"{stream}.jsonl").exists()]
        try:
            whole = from_json(head.read_bytes(), kind) if head.exists() else None
        except msgspec.DecodeError:
            self.damage.append(head.name)
            whole = None
        if whole is None and not told:
            return None
        artifact = assemble(name, whole, {stream: self._read(stream, STREAMS[stream].record) for stream in told})
        if isinstance(artifact, Crawl):
            artifact = msgspec.structs.replace(artifact, steps=_last_word(artifact.steps))
        if isinstance(artifact, Journeys):
            artifact = msgspec.structs.replace(artifact, traces=_last_walk(artifact.traces))
        return typing.cast("A", artifact)

    def _read(self, name: str, kind: type[A]) -> Iterator[A]:
        file = f"{name}.jsonl"
        return streams.read(self.path / file, kind, damaged=lambda line: self.damage.append(f"{file}:{line}"))

    def _keep(self, name: str, data: bytes) -> str:
        path = self.path / name
        if not path.exists():
            streams.write_whole(path, data)
        return name

    def _inside(self, name: str) -> bytes | None:
        base = os.path.realpath(self.path)
        path = os.path.realpath(os.path.join(base, name))
        if not name or not path.startswith(os.path.join(base, "")):
            return None
        try:
            return Path(path).read_bytes()
        except OSError:
            return None


def new_run_id(app: str, now: datetime) -> str:
    """Such as `demo-20261121-224501`: sorts by time within an app."""
    name = "".join(c if c.isalnum() or c in "._" else "-" for c in Path(app).name) or "run"
    return f"{name}-{now:%Y%m%d-%H%M%S}"


def usable(base: Path) -> None:
    """Make the folder of runs if need be, and see that a file can be written there. Raises PatrolError that says why
    not; asked before a phone is touched."""
    try:
        base.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=base) as probe:
            probe.write(b"patrol")
    except OSError as error:
        raise streams.explain(error, base) from error


def newest(base: Path) -> Path | None:
    """The run of `base` that began last; one that is being written right now only when there is no other."""
    found = runs(base)
    return next((run for run in found if not _busy(run)), next(iter(found), None))


def runs(base: Path) -> list[Path]:
    """The runs of `base`, the one that began last first."""
    return [head.parent for head in sorted(_heads(base), key=_order, reverse=True)]


def earlier(folder: RunFolder) -> list[Path]:
    """The runs beside it that began before it, the one that began last first."""
    own = folder.order
    return [path for path in runs(folder.path.parent) if path != folder.path and _order(path / "run.json") <= own]


def _heads(base: Path) -> Iterator[Path]:
    return base.glob("*/run.json")


def _order(head: Path) -> int:
    """As RunHead.order."""
    try:
        told = from_json(head.read_bytes(), RunHead).order
    except (OSError, msgspec.DecodeError):
        told = 0
    try:
        return told or head.stat().st_mtime_ns // 1_000_000
    except OSError:  # it was removed in between
        return 0


def _busy(run: Path) -> bool:
    """Whether somebody, perhaps this process, is writing it."""
    try:
        lock = os.open(run / ".lock", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False


def _known(path: Path) -> str:
    runs = sorted(p.parent.name for p in path.parent.glob("*/run.json"))[-5:]
    return f"Runs there: {', '.join(runs)}." if runs else "Runs are made by `patrol run`, in reports/."


def _last_word(steps: tuple[CrawlStep, ...]) -> tuple[CrawlStep, ...]:
    """A step is written before it is sent and again when it was observed: the later line counts."""
    return tuple({step.index: step for step in steps}.values())


def _last_walk(traces: tuple[JourneyTrace, ...]) -> tuple[JourneyTrace, ...]:
    """A journey that broke off and was walked again by a resumed run counts as walked again."""
    return tuple(
        trace
        for place, trace in enumerate(traces, start=1)
        if trace.outcome is not Outcome.broken or all(later.journey != trace.journey for later in traces[place:])
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]
