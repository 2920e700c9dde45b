"""`--baseline`: the build that a run is held against, from a saved baseline or from an earlier run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from patrol.errors import ConfigError, PatrolError, RunFolderError

if TYPE_CHECKING:
    from patrol.store.baselines import Baseline
    from patrol.store.run_folder import RunFolder

LATEST = "latest"


class NoEarlierRun(RunFolderError):
    """`latest`, and there is none."""


LOOKED_AT = 50
"""Runs that `latest` goes through, newest first; their heads are read, a kilobyte each."""


def find(wanted: str, package: str, runs: Path, run: RunFolder | None = None) -> Baseline:
    """The baseline that the user named: a saved one, a run folder, or `latest`, the newest earlier run of the app in
    the folder `runs`. Raises ConfigError that says why it cannot be used."""
    if wanted == LATEST and not Path(LATEST).exists():
        return _latest(package, runs, run)
    path = Path(wanted)
    if run is not None and path.exists() and path.resolve() == run.path.resolve():
        raise ConfigError(
            f"{path} is the run itself: it cannot be its own baseline.",
            advice="Name an earlier run, a saved baseline, or `latest`.",
        )
    return of_app(load(path), package, path)


def load(path: Path) -> Baseline:
    """A saved baseline, or a run made into one. Raises RunFolderError."""
    from patrol.store import baselines

    if (path / "run.json").is_file() or path.name == LATEST:
        return of_run(path)
    return baselines.load(path)


def of_run(path: Path) -> Baseline:
    """The build of a judged run, with thumbnails and with what its own baseline knew. Raises RunFolderError."""
    from patrol.cli.judging import judged
    from patrol.compare.history import remembered
    from patrol.report.pictures import small
    from patrol.store.baselines import packed

    folder, result = judged(path)
    secure = {fact.page for fact in result.pages if fact.tree}
    black = {page.picture for page in result.graph.pages if page.key in secure}

    def thumbnail(name: str) -> bytes | None:
        data = None if name in black else folder.picture(name)
        return None if data is None else small(data)

    return packed(remembered(result, folder), thumbnail)


def of_app(baseline: Baseline, package: str, path: Path) -> Baseline:
    """The baseline, when it is of that app. Raises ConfigError."""
    theirs = baseline.build.head.package
    if theirs != package:
        raise ConfigError(
            f"{path} is a baseline of {theirs}, not of {package}.",
            advice="Name a run or a baseline of the same app after --baseline.",
        )
    return baseline


def _latest(package: str, runs: Path, run: RunFolder | None) -> Baseline:
    for path in _earlier(runs, run):
        try:
            if _fits(path, package, run):
                return of_run(path)
        except PatrolError:
            continue  # a damaged run, or one that was never judged, is none to be held against
    raise NoEarlierRun(
        f"There is no earlier run of {package} in {runs} that ended by itself and was judged.",
        advice="Name a run or a saved baseline after --baseline; `patrol baseline save RUN` makes one.",
    )


def _earlier(base: Path, run: RunFolder | None) -> list[Path]:
    from patrol.store.run_folder import runs

    own = run.path.resolve() if run else None
    return [path for path in runs(base) if path.resolve() != own][:LOOKED_AT]


def _fits(path: Path, package: str, run: RunFolder | None) -> bool:
    """Whether a run is of the app, explored it, ended by itself, and began no later."""
    from patrol.model.artifacts import Environment
    from patrol.store.run_folder import RunFolder

    other = RunFolder.open(path)
    told = other.get(Environment)
    if not isinstance(told, Environment) or told.package != package or other.interruptions():
        return False
    if run is None:
        return other.head.command != "play"
    return other.head.command == run.head.command and other.order <= run.order


def hold_against(folder: RunFolder, baseline: Baseline) -> None:
    """Write the baseline into the run's folder, so that judging it again later gives the same."""
    for name, data in baseline.pictures.items():
        if folder.picture(name) != data:
            folder.write_rendering(name, data)
    folder.write(baseline.build)


def given(wanted: str, package: str, runs: Path, resumed: Path | None) -> Baseline | None:
    """The baseline of a run that is about to begin; None when none is wanted, or when there is no earlier run for
    `latest`, which is told. Raises ConfigError for one that cannot be used."""
    if not wanted:
        return None
    if resumed is not None and (kept := _kept(resumed)) is not None:
        return kept
    try:
        return find(wanted, package, resumed.parent if resumed else runs)
    except NoEarlierRun as none:
        click.echo(f"patrol: {none.message} This run is held against nothing.", err=True)
        return None


def _kept(path: Path) -> Baseline | None:
    """The baseline that a run folder holds already."""
    from patrol.model.build import Build
    from patrol.store.baselines import Baseline
    from patrol.store.run_folder import RunFolder

    build = RunFolder.open(path).get(Build)
    return Baseline(build, {}) if isinstance(build, Build) else None


def resolved(wanted: str) -> str:
    """As a resumed run finds it again from another folder."""
    return wanted if wanted in ("", LATEST) else str(Path(wanted).resolve())
