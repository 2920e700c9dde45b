"""What a command line names a build by: a run folder, `latest`, a saved baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patrol.report.diff_view import Side
    from patrol.store.run_folder import RunFolder

REPORTS = Path("reports")


def side_of(named: str) -> tuple[Side, RunFolder | None]:
    """The build with its pictures, and its run folder where it is one. Raises RunFolderError for what is neither a
    judged run nor a baseline."""
    from patrol.model.recorded import Recorded
    from patrol.report.diff_view import Side
    from patrol.store.baselines import is_baseline, load

    path = REPORTS / "latest" if named == "latest" and not Path(named).exists() else Path(named)
    if is_baseline(path) or path.suffix == ".zip":
        baseline = load(path)
        return Side(baseline.build, Recorded(pictures=baseline.pictures)), None
    return _of_run(path)


def baseline_of(named: str, folder: RunFolder | None) -> Side:
    """The baseline that a run is held against, its pictures in the run's folder too. Raises ConfigError for a run
    without one."""
    from patrol.errors import ConfigError
    from patrol.model.build import Build
    from patrol.report.diff_view import Side

    build = folder.get(Build) if folder else None
    if folder is None or not isinstance(build, Build):
        raise ConfigError(
            f"{named} holds no baseline to stand against it.",
            advice="Name two runs or baselines: patrol diff RUN_A RUN_B",
        )
    return Side(build, folder)


def _of_run(path: Path) -> tuple[Side, RunFolder]:
    from patrol.cli.judging import judged
    from patrol.compare.build import build_of
    from patrol.model.artifacts import Screens
    from patrol.model.record import Text
    from patrol.report.diff_view import Side

    folder, result = judged(path)
    build = build_of(result, folder)
    screens = folder.get(Screens)
    seen = {v.picture: v.tree for v in screens.visits if v.picture and v.tree} if isinstance(screens, Screens) else {}
    secure = {fact.page: fact.tree for fact in result.pages if fact.tree}
    trees = {look.page: seen[look.picture] for look in build.looks if look.picture in seen} | secure
    environment, app = result.environment, result.app
    name = environment.name or (app.label if app else "")
    return Side(
        build, folder, Text(name, environment.name_en or name) if name else None, trees, frozenset(secure)
    ), folder
