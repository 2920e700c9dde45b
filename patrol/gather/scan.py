"""The app's APK, base and splits, fetched from the phone and read while the run goes on."""

from __future__ import annotations

import shlex
from pathlib import Path

import msgspec

from patrol import temporary
from patrol.apk.isolated import Job, Running
from patrol.device.parse.phone import package_paths
from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.worker import Worker
from patrol.model.scan import Reading, Scan

LARGEST = 1 << 30
"""Bytes of the base and the splits together that are fetched; the largest apps have some 500 MB."""
FETCH_S = 300


class ScanGatherer:
    """Fetches in a thread and scans in a process of its own, so that nothing else waits."""

    name = "scan"
    artifact_name = "scan"

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._found: Scan | None = None
        self._failed: GatherError | None = None

    def start(self, ctx: GatherContext) -> None:
        self._worker = Worker(self.name, lambda worker: self._fetch_and_scan(ctx))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None: ...

    def artifact(self, ctx: GatherContext) -> Scan:
        if self._worker is not None:
            self._worker.stop(timeout_s=FETCH_S)
            if (trouble := self._worker.trouble) is not None:
                raise GatherError(trouble.message, advice=trouble.advice)
        if self._failed is not None:
            raise self._failed
        if self._found is None:
            advice = "Scan the file itself: patrol scan app.apk."
            raise GatherError("The app's package was not read in time.", advice=advice)
        return self._found

    def _fetch_and_scan(self, ctx: GatherContext) -> None:
        try:
            with temporary.folder("scan") as folder:
                files = _fetched(ctx, folder)
                mapping = _mapping(ctx)
                found = Running(Job(tuple(map(str, files)), ctx.package, mapping)).result()
        except GatherError as error:
            self._failed = error
            return
        # How long it took and where the phone had it would make two runs of one build differ.
        self._found = msgspec.structs.replace(found, took_ms=0, mapping=Path(mapping).name)
        if found.reading is Reading.nothing:
            ctx.notice("The app's package could not be read; run `patrol scan` on its file to see why.")


def _fetched(ctx: GatherContext, folder: Path) -> list[Path]:
    paths = package_paths(ctx.driver.shell(f"pm path {shlex.quote(ctx.package)}").output)
    paths = tuple(sorted(paths, key=lambda path: not path.endswith("/base.apk")))
    if not paths:
        raise GatherError(f"The phone names no package file of {ctx.package}.", advice="Is it still installed?")
    files, total = [], 0
    for number, path in enumerate(paths):
        try:
            data = ctx.driver.pull(path)
        except DeviceLost:
            raise
        except DeviceError as error:
            advice = "Scan the file that you installed: patrol scan app.apk."
            raise GatherError(f"{path} could not be fetched: {error.message}", advice=advice) from error
        total += len(data)
        if total > LARGEST:
            advice = "Scan the file itself: patrol scan app.apk."
            raise GatherError(f"The packages of {ctx.package} are larger than {LARGEST >> 20} MiB.", advice=advice)
        name = path.rpartition("/")[2] or f"{number}.apk"
        files.append(folder / f"{number}-{name}" if number else folder / name)
        files[-1].write_bytes(data)
    return files


def _mapping(ctx: GatherContext) -> str:
    return ctx.scenario.privacy.mapping if ctx.scenario else ""
