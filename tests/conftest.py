"""Options of the test run."""

from __future__ import annotations

import pytest
from hypothesis import settings

from patrol.cli import leftovers

# How long an example takes says how busy the machine is, nothing of the code.
settings.register_profile("patrol", deadline=None)
settings.load_profile("patrol")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rebaseline", action="store_true", help="write golden files anew instead of comparing")
    parser.addoption("--soak", action="store_true", help="run the long trials too: 50 kills instead of 5")


@pytest.fixture
def rebaseline(request: pytest.FixtureRequest) -> bool:
    """True when golden files shall be written anew."""
    return bool(request.config.getoption("--rebaseline"))


def pytest_sessionstart() -> None:
    """What a killed test run left goes, as with any command."""
    leftovers.clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes is begun first, a share by each worker: begun last, it would be waited for alone."""
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    long = [item for item in items if item.get_closest_marker("minutes")]
    short = [item for item in items if not item.get_closest_marker("minutes")]
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        mine = long[worker::workers]
        # xdist deals out contiguous shares: of what is left, one part for each worker that is left.
        room = (len(items) - len(ordered)) // (workers - worker) - len(mine)
        ordered += mine + short[:room]
        del short[:room]
    items[:] = ordered
