"""What patrol did with the phone besides crawling and walking journeys: measured launches, trials of passwords and
consent, the certificate that proves nothing, leaving the app alone, watching whether it starts itself. What happened
then is no journey's doing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from patrol.model.artifacts import Journeys, Visit
from patrol.model.consent import ConsentPhase, ConsentTrials
from patrol.model.passwords import Passwords
from patrol.model.resources import Quiet
from patrol.model.selfstart import SelfStarts
from patrol.model.startup import StartUps
from patrol.model.traffic import Traffic

Stage = tuple[int, int, str]
"""(began, ended, name), in milliseconds since the run began."""

PASSWORDS, CERTIFICATES, QUIET, BACKGROUND = "passwords", "certificates", "quiet", "quiet/background"
LAUNCHES, TRIALS, WATCHES = "start-up", "trial", "self-start"
"""Before a slash: `start-up/cold`, `trial/refuse`, `self-start/rebooted`."""


def stages(
    journeys: Journeys | None,
    startups: StartUps | None,
    trials: ConsentTrials | None,
    passwords: Passwords | None,
    quiet: Quiet | None,
    traffic: Traffic | None,
    starts: SelfStarts | None = None,
) -> Iterator[Stage]:
    """In no order. A stage that was not recorded as such begins where the one before it ended."""
    walks = _walks(journeys)
    for launch in startups.launches if startups else ():
        if not _inside(launch.at_ms, walks):
            yield launch.at_ms, launch.at_ms, f"{LAUNCHES}/{launch.kind}"
    for one in trials.trials if trials else ():
        yield one.started_ms, one.ended_ms, f"{TRIALS}/{one.name}"
    walked_ms = max((ended for _, ended in walks), default=0)
    tried = [probe.ended_ms for probe in (passwords.probes if passwords else ()) if probe.at_ms >= walked_ms]
    if tried:
        yield walked_ms, max(tried), PASSWORDS
    shown = [probe.at_ms for probe in (traffic.probes if traffic else ())]
    if shown:
        # Launches that end without a request leave no mark: the stage began some seconds before its first one.
        before = max([walked_ms, *tried])
        yield (before if before <= min(shown) else min(shown)), max(shown), CERTIFICATES
    for span in quiet.spans if quiet else ():
        yield span.started_ms, span.ended_ms, BACKGROUND if span.background else QUIET
    for watch in starts.watches if starts else ():
        yield watch.started_ms, watch.ended_ms, f"{WATCHES}/{watch.occasion}"


def unseen(
    journeys: Journeys | None,
    startups: StartUps | None,
    trials: ConsentTrials | None,
    quiet: Quiet | None,
    traffic: Traffic | None,
    starts: SelfStarts | None = None,
) -> Iterator[Visit]:
    """Moments from which on the page that was seen last no longer stands, and nobody has looked yet: a measured launch,
    a fresh installation, a background, the launches behind a foreign certificate. Within a journey its own looks
    tell."""
    at: list[int] = [launch.at_ms for launch in (startups.launches if startups else ())]
    at += fresh(trials)
    at += [span.started_ms for span in (quiet.spans if quiet else ()) if span.background]
    at += [probe.at_ms for probe in (traffic.probes if traffic else ())]
    at += [watch.started_ms for watch in (starts.watches if starts else ())]
    walks = _walks(journeys)
    yield from (Visit(at_ms, "", "") for at_ms in at if not _inside(at_ms, walks))


def fresh(trials: ConsentTrials | None) -> list[int]:
    """When the app's data were cleared, as whoever did it wrote down."""
    events = trials.events if trials else ()
    return [event.at_ms for event in events if event.phase is ConsentPhase.before_notice]


def _walks(journeys: Journeys | None) -> list[tuple[int, int]]:
    return [(trace.started_ms, trace.ended_ms) for trace in journeys.traces] if journeys else []


def _inside(at_ms: int, walks: Iterable[tuple[int, int]]) -> bool:
    return any(began <= at_ms <= ended for began, ended in walks)
