"""Frame figures: both rules side by side, and unknown is not 0."""

from __future__ import annotations

from patrol.audit.figures.frames import frame_figures
from patrol.derive import facts_of
from patrol.model.artifacts import Screens, Visit
from patrol.model.frames import FrameBatch, Frames, RefreshRate, TimelineBatch
from patrol.model.recorded import Recorded
from patrol.model.result import Figure

PERIOD = 16_666_667


def figures(frames: Frames) -> dict[str, Figure]:
    facts = facts_of(Recorded(frames, Screens((Visit(0, "home", "h"), Visit(9000, "end", "e")))))
    return {figure.id: figure for figure in frame_figures(facts)}


def batch(*costs_ms: float, surface: bool = False, tokens: tuple[int, ...] = ()) -> FrameBatch:
    now, rows = 10 * PERIOD, []
    for cost in costs_ms:
        done = now + int(cost * 1e6)
        rows.append((now, done, 0 if surface else now + PERIOD))
        now += -(-(done - now) // PERIOD) * PERIOD
    source = "surfaceflinger" if surface else "framestats"
    return FrameBatch(5000, "w", source, tuple(rows), refresh_hz=60.0, tokens=tokens)


def test_deadline_and_perfdogs_rule_stand_side_by_side() -> None:
    told = TimelineBatch(5000, on_time=(1, 2, 3), janky=((4, "App Deadline Missed"),))
    drawn = batch(5, 5, 5, 140, 5, 20, tokens=(1, 2, 3, 4, 5, 6))
    rates = (RefreshRate(1, 60.0), RefreshRate(9, 120.0))
    found = figures(Frames((drawn,), refresh_hz=60.0, rates=rates, timeline=(told,), readings=9, reading_ms=17.0))
    assert (found["frames.late"].value, found["frames.late"].samples) == (33.33, 6)
    assert found["frames.late"].note and "60 Hz display, changed once" in found["frames.late"].note.en
    assert found["frames.janks"].value == 1 and "1 over 125 ms" in found["frames.janks"].note.en  # type: ignore[union-attr]
    assert found["frames.frozen"].value == 0
    assert found["frames.rate"].value == 60.0 and found["frames.rate.mean"].value == 24.0
    assert found["frames.timeline"].value == 1
    assert "App Deadline Missed 1; it knew 4 of 6 frames" in found["frames.timeline"].note.en  # type: ignore[union-attr]
    assert (found["frames.cost"].value, found["frames.cost"].samples) == (17.0, 9)


def test_a_surface_has_no_late_frames_to_tell_and_says_unknown() -> None:
    found = figures(Frames((batch(*[30.0] * 9, surface=True),), timeline_note="Android 11 has no FrameTimeline"))
    assert found["frames.late"].value is None and found["frames.late"].samples == 0
    assert found["frames.rate"].value == 30.0
    assert found["frames.timeline"].value is None
    assert found["frames.timeline"].note and "Android 11" in found["frames.timeline"].note.en


def test_no_frame_at_all_is_an_unknown_rate() -> None:
    found = figures(Frames(refresh_hz=60.0))
    assert [(id, figure.value) for id, figure in found.items()] == [("frames.rate", None)]
