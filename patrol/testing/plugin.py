"""What pytest sees of patrol: options, journeys as items, the `phone` fixture, the report at the end.

pytest loads this module in every project of an environment that patrol is installed in. So it does nothing, and loads
nothing of patrol but two keys, unless an app is named (`--patrol-app`, or `patrol_app` in pytest's configuration).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from patrol.testing.stash import RIG, TOLD

if TYPE_CHECKING:
    from patrol.testing.phone import Phone

NO_APP = (
    "the `phone` fixture needs an app: pytest --patrol-app scenarios/my-app, or `patrol_app = …` in pytest's "
    "configuration"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("patrol", "patrol: Android journeys as tests, on a phone or on the virtual phone")
    option = group.addoption
    option("--patrol-app", metavar="APP", help="folder with app.yaml and journeys/, such as scenarios/my-app")
    option("--patrol-phone", metavar="NAME", default="", help="phone; with xdist one a worker, comma-separated")
    option("--patrol-build", metavar="BUILD", default="", help="build of the app's model for the virtual phone")
    option("--patrol-journeys", metavar="IDS", help="journeys to play, comma-separated; `none` plays none")
    option("--patrol-out", metavar="DIR", default="reports", help="where the run gets its folder (default: reports)")
    option("--patrol-without", metavar="GATHERER", action="append", default=[], help="leave out a gatherer; repeatable")
    option("--patrol-skip-unset", action="store_true", help="skip what needs a ${NAME} that the environment lacks")
    option("--patrol-lang", metavar="LANG", choices=("zh", "en"), help="language of the report")
    parser.addini("patrol_app", "folder with app.yaml and journeys/; as --patrol-app", default="")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "patrol(fresh=True, covers=(), name=''): how a test with the `phone` fixture uses and names the app"
    )
    app = config.getoption("--patrol-app")
    if not app and (named := config.getini("patrol_app")):
        there = config.rootpath / named  # wherever pytest is called
        app = str(there) if there.is_dir() else named
    if app:
        from patrol.testing.configure import configure

        config.stash[TOLD] = []
        configure(config, str(app))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    rig = parent.config.stash.get(RIG, None)
    if rig is None or file_path.suffix != ".yaml" or not rig.wanted(file_path):
        return None
    from patrol.testing.items import JourneyFile

    return JourneyFile.from_parent(parent, path=file_path)


def pytest_collection_finish(session: pytest.Session) -> None:
    if (rig := session.config.stash.get(RIG, None)) is not None:
        rig.expect(session.items, whole=not hasattr(session.config, "workerinput"))


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """The phone is freed and the report written before others sum up."""
    if (rig := session.config.stash.get(RIG, None)) is not None:
        told = rig.close()
        session.config.stash[TOLD] += told
        if (output := getattr(session.config, "workeroutput", None)) is not None:
            output["patrol"] = told
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """An xdist worker has ended: what it would have said itself."""
    if (told := node.config.stash.get(TOLD, None)) is not None:
        told += getattr(node, "workeroutput", {}).get("patrol", ())


def pytest_report_header(config: pytest.Config) -> str | None:
    rig = config.stash.get(RIG, None)
    return rig.header() if rig is not None else None


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if lines := config.stash.get(TOLD, None):
        terminalreporter.section("patrol")
        for line in lines:
            terminalreporter.line(line)


@pytest.fixture
def phone(request: pytest.FixtureRequest) -> Iterator[Phone]:
    """A phone with the app as just installed. What the test does on it is a journey of the run's report."""
    rig = request.config.stash.get(RIG, None)
    if rig is None:
        pytest.fail(NO_APP, pytrace=False)
    from patrol.testing.trial import trial

    with trial(rig, request.node) as lent:
        yield lent


@pytest.fixture(scope="session")
def patrol_run(request: pytest.FixtureRequest) -> Path:
    """The folder of the run that this session records, once a phone is used; its report is written at the end."""
    rig = request.config.stash.get(RIG, None)
    if rig is None:
        pytest.fail(NO_APP, pytrace=False)
    from patrol.testing.trial import reach

    reach(rig)
    return rig.path
