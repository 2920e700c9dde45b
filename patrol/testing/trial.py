"""What lies around a test that uses a phone: reach the phone, play fresh, keep what was done as a journey."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from patrol.errors import DeviceError, PatrolError
from patrol.journey.needed import lacks
from patrol.journey.values import Values
from patrol.model.journey import Journey
from patrol.testing.phone import Phone
from patrol.testing.rig import Rig, journey_id


def reach(rig: Rig) -> None:
    """See that there is a phone. Ends the test as an error that says what to do."""
    try:
        rig.session()
    except PatrolError as error:
        pytest.fail(f"patrol: {error}", pytrace=False)


def refuse_unset(rig: Rig, journey: Journey) -> None:
    """Do not begin what lacks a value: skipped where that is allowed, else an error."""
    if why := rig.plan.unset.get(journey.id) or lacks(journey, Values(rig.plan.environ), rig.journeys):
        rig.lacking(f"{journey.id}: {why}")


@contextlib.contextmanager
def trial(rig: Rig, item: Any) -> Iterator[Phone]:
    """A phone for one test; afterwards what the test did is a journey of the run."""
    from patrol.journey.stepwise import Stepwise

    mark = item.get_closest_marker("patrol")
    said = mark.kwargs if mark else {}
    if unknown := set(said) - {"fresh", "covers", "name"}:
        pytest.fail(
            f"the marker `patrol` knows fresh, covers and name, not {', '.join(sorted(unknown))}", pytrace=False
        )
    doc = (getattr(getattr(item, "function", None), "__doc__", None) or "").strip().partition("\n")[0]
    covers = said.get("covers", ())
    journey = Journey(
        id=journey_id(item),
        name=str(said.get("name") or doc or item.name),
        covers=(covers,) if isinstance(covers, str) else tuple(covers),
        file=str(item.path),
    )
    reach(rig)
    session = rig.session()
    player = Stepwise(journey, session, rig.journeys)
    try:
        if said.get("fresh", True):
            session.clear_data(journey.id)
    except DeviceError as error:
        pytest.fail(f"patrol: {error}", pytrace=False)
    try:
        yield Phone(rig, player)
    finally:
        rig.walked(player.told())
