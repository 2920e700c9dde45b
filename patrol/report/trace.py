"""The run as a trace for Perfetto: walks, pages, launches, requests, frames, log and resources on one line of time.

Its times are those of the recording, `at_ms` on the run's clock. Drag the file onto ui.perfetto.dev (nothing is
uploaded: the page works on it in the browser), or open it with any reader of the Trace Event Format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from patrol.derive.collector import rarely_collected
from patrol.derive.facts import Facts
from patrol.model.artifacts import Environment
from patrol.report import frame_tracks, tracks
from patrol.report.trace_format import Event, names, written
from patrol.report.tracks import Group, LeftOut

GROUPS: tuple[Callable[[Facts, str, LeftOut], Group | None], ...] = (
    tracks.walks,
    tracks.app,
    tracks.requests,
    frame_tracks.frames,
    tracks.log,
    tracks.resources,
    tracks.patrol,
)
"""In the order in which the viewer shows them."""


@rarely_collected()
def render(facts: Facts, lang: str = "en") -> bytes:
    """The trace file, gzipped JSON; the same recording gives the same bytes. Of a large run the beginning of each
    track is kept, of frames the slow ones; `otherData.left_out` says how much is missing. What was not recorded has no
    track."""
    left_out: LeftOut = {}
    groups = [group for make in GROUPS if (group := make(facts, lang, left_out)) is not None]
    environment = facts.find(Environment)
    about: dict[str, object] = {"producer": "patrol", "clock": "milliseconds since the run began"}
    if environment:
        about |= {
            "run": environment.run_id,
            "app": environment.package,
            "began": environment.started_at,
            "phone": f"{environment.phone.manufacturer} {environment.phone.model}".strip(),
            "refresh_hz": environment.phone.refresh_hz,
        }
    return written(_events(groups), about | {"left_out": left_out})


def _events(groups: Iterable[Group]) -> Iterator[Event]:
    for number, group in enumerate(groups, start=1):
        yield from names(number, group.name, group.tracks)
        yield from group.events(number)
