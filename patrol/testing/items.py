"""A journey as pytest sees it: the file is collected, the journey is a test, a failure is told as a tester needs it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from patrol.model.journey import Journey, JourneyTrace, Outcome
from patrol.testing.rig import Rig
from patrol.testing.stash import RIG
from patrol.testing.telling import told
from patrol.testing.trial import reach, refuse_unset


class JourneyFailed(Exception):
    """A journey did not pass."""

    def __init__(self, trace: JourneyTrace) -> None:
        super().__init__(trace.journey)
        self.trace = trace


class JourneyFile(pytest.File):
    """journeys/<id>.yaml"""

    def collect(self) -> Iterable[JourneyItem]:
        journey = self.config.stash[RIG].journeys[self.path.stem]
        yield JourneyItem.from_parent(self, name=journey.id, journey=journey)


class JourneyItem(pytest.Item):
    """A journey, played on the session's phone."""

    def __init__(self, *, journey: Journey, **rest: Any) -> None:
        super().__init__(**rest)
        self.journey = journey
        self.journey_id = journey.id
        for tag in journey.tags:
            self.extra_keyword_matches.add(tag)

    @property
    def rig(self) -> Rig:
        return self.config.stash[RIG]

    def setup(self) -> None:
        refuse_unset(self.rig, self.journey)
        reach(self.rig)

    def runtest(self) -> None:
        from patrol.journey.play import play

        rig = self.rig
        trace = play(self.journey, rig.session(), rig.journeys)
        rig.walked(trace)
        self.user_properties += [("patrol_run", str(rig.path)), ("patrol_journey", trace.journey)]
        if trace.outcome is not Outcome.passed:
            raise JourneyFailed(trace)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, JourneyFailed):
            return told(excinfo.value.trace, self.rig, self.journey)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        line = self.journey.steps[0].line - 1 if self.journey.steps else 0
        return self.path, max(0, line), f"journey {self.journey.id}: {self.journey.name}"
