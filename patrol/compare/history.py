"""A build as a baseline remembers it: with the ages of its findings, and the pages that still need an owner."""

from __future__ import annotations

import msgspec

from patrol.compare.build import build_of
from patrol.compare.difference import difference
from patrol.compare.findings import aged
from patrol.compare.owing import owed
from patrol.derive.facts import Facts
from patrol.model.build import Build
from patrol.model.recorded import Artifacts
from patrol.model.result import InspectionResult


def remembered(result: InspectionResult, artifacts: Artifacts, facts: Facts | None = None) -> Build:
    """The run's build; of a run that had a baseline itself, with what that one knew of earlier builds."""
    now = build_of(result, artifacts, facts)
    base = artifacts.get(Build)
    return carried(base, now) if isinstance(base, Build) else now


def carried(base: Build, now: Build) -> Build:
    """`now` with the history of `base`: findings that were fixed are known when they return, and the grace of a page
    without an owner goes on counting from the build that brought it."""
    found = difference(base, now)
    ages = aged(base, now, found.same, found.removed)
    return msgspec.structs.replace(now, findings=ages.all, owed=owed(base, now, found))


def accepted(build: Build) -> Build:
    """The build with no page owing an owner: what is there is taken as it is."""
    return msgspec.structs.replace(build, owed=())
