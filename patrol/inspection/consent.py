"""The consent phase of a run: trials from fresh installs, at the end, when nothing else needs the app as it is."""

from __future__ import annotations

from collections.abc import Mapping

from patrol.consent import ConsentDriver
from patrol.journey.session import Session
from patrol.model.artifacts import Crawl
from patrol.model.consent import ConsentTrials, TrialOutcome
from patrol.model.graph import PageGraph
from patrol.model.journey import Journey
from patrol.store.run_folder import RunFolder


def tell_words(folder: RunFolder, session: Session) -> None:
    """Write down by which words the window is known, so that the run can be judged alone."""
    words = session.scenario.consent
    folder.write(ConsentTrials(agree=words.agree, refuse=words.refuse))


def try_consent(folder: RunFolder, session: Session, journeys: Mapping[str, Journey]) -> None:
    """All trials that an earlier attempt has not ended. Raises DeviceLost."""
    known, crawl = folder.get(ConsentTrials), folder.get(Crawl)
    ended = known.trials if isinstance(known, ConsentTrials) else ()
    again = (TrialOutcome.broken, TrialOutcome.stopped)
    graph = crawl.graph if isinstance(crawl, Crawl) else PageGraph()
    ConsentDriver(session, graph, done=[one.name for one in ended if one.outcome not in again], journeys=journeys).run()
