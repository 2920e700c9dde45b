"""`--compare`: the earlier run of the same app whose numbers stand beside this one's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from patrol.errors import ConfigError, PatrolError

if TYPE_CHECKING:
    from patrol.model.artifacts import Environment
    from patrol.model.performance import Snapshot
    from patrol.store.run_folder import RunFolder

LAST, NONE = "last", "none"

LOOKED_AT = 50
"""Runs that `last` goes through, newest first; their environments are read, a kilobyte each."""


def snapshot_of(run: Path, package: str) -> Snapshot:
    """The numbers of the run in that folder. Raises ConfigError for another app's, RunFolderError for what is no run or
    was never judged."""
    from patrol.audit.comparison import snapshot
    from patrol.cli.judging import judged

    folder, result = judged(run)
    if result.environment.package != package:
        raise ConfigError(
            f"{folder.path} is a run of {result.environment.package}, not of {package}.",
            advice="Name a run of the same app after --compare, or `--compare none`.",
        )
    return snapshot(result)


def checked(wanted: str, package: str) -> None:
    """Find what is wrong with a named run before the phone is touched. Raises as snapshot_of does."""
    if wanted not in (LAST, NONE):
        snapshot_of(Path(wanted), package)


def keep(folder: RunFolder, wanted: str) -> None:
    """Write the earlier run's numbers into this run's folder, so that judging it again later gives the same."""
    from patrol.model.artifacts import Environment
    from patrol.model.performance import Snapshot as Kind

    environment = folder.get(Environment)
    if wanted == NONE or not isinstance(environment, Environment) or isinstance(folder.get(Kind), Kind):
        return
    found = _last(folder, environment) if wanted == LAST else snapshot_of(Path(wanted), environment.package)
    if found is not None:
        folder.write(found)


def _last(folder: RunFolder, environment: Environment) -> Snapshot | None:
    """Of the newest earlier run beside this one with the same app, command and kind of phone that ran to its end."""
    from patrol.audit.comparison import phone_kind
    from patrol.model.artifacts import Environment as Kind
    from patrol.store.run_folder import RunFolder as Runs
    from patrol.store.run_folder import earlier

    for path in earlier(folder)[:LOOKED_AT]:
        try:
            other = Runs.open(path)
            told = other.get(Kind)
            if not isinstance(told, Kind) or told.package != environment.package:
                continue
            alike = other.head.command == folder.head.command and phone_kind(told.phone) == phone_kind(
                environment.phone
            )
            if alike and not other.interruptions():
                return snapshot_of(path, environment.package)
        except PatrolError:
            continue  # a damaged run, or one that was never judged, is none to compare with
    return None
