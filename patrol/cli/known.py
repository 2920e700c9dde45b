"""`--known RUN`: the page graph of an earlier run, whose pages are visited first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from patrol.errors import ConfigError

if TYPE_CHECKING:
    from patrol.model.graph import PageGraph


def known_graph(run: str, package: str) -> PageGraph | None:
    """What the crawl of the run in that folder found; None where none is named. Raises ConfigError for the run of
    another app and for one without pages, RunFolderError for what is no run."""
    if not run:
        return None
    from patrol.model.artifacts import Crawl, Environment
    from patrol.store.run_folder import RunFolder

    folder = RunFolder.open(Path(run))
    environment, crawl = folder.get(Environment), folder.get(Crawl)
    if isinstance(environment, Environment) and environment.package != package:
        raise ConfigError(
            f"{folder.path} is a run of {environment.package}, not of {package}.",
            advice="Name a run of the same app after --known.",
        )
    if not isinstance(crawl, Crawl) or not crawl.graph.pages:
        raise ConfigError(
            f"{folder.path} knows no pages: it did not crawl, or its crawl broke off.",
            advice="Name a run whose crawl has ended, or leave --known out.",
        )
    return crawl.graph
