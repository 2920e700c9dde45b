"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rebaseline", action="store_true", help="write golden files anew instead of comparing")
    parser.addoption("--soak", action="store_true", help="run the long trials too: 50 kills instead of 5")


@pytest.fixture
def rebaseline(request: pytest.FixtureRequest) -> bool:
    """True when golden files shall be written anew."""
    return bool(request.config.getoption("--rebaseline"))
