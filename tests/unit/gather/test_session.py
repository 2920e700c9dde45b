"""One gatherer that breaks does not take the others with it."""

from __future__ import annotations

import pytest

from patrol.errors import ConfigError, DeviceLost, GatherError, PatrolError
from patrol.gather import gatherers, names
from patrol.gather.base import GatherContext
from patrol.gather.session import Gathering
from patrol.model.artifacts import AppInfo, GatherFailure
from patrol.model.record import Record
from patrol.model.traffic import Traffic
from patrol.store.streams import DiskFull
from tests.unit.gather.double import FakeDriver, context


class Probe:
    """Notes what happens to it, and breaks where told."""

    def __init__(self, name: str, result: Record, journal: list[str], breaks: str = "", error: Exception | None = None):
        self.name, self.artifact_name = name, name
        self._result, self._journal, self._breaks = result, journal, breaks
        self._error = error or GatherError("no proxy.", advice="Install one.")

    def _do(self, what: str) -> None:
        self._journal.append(f"{what} {self.name}")
        if what == self._breaks:
            raise self._error

    def start(self, ctx: GatherContext) -> None:
        self._do("start")

    def stop(self, ctx: GatherContext) -> None:
        self._do("stop")

    def artifact(self, ctx: GatherContext) -> Record:
        self._do("artifact")
        return self._result


def run(*probes: Probe) -> tuple[Gathering, list[GatherFailure]]:
    failures: list[GatherFailure] = []
    ctx, _, _ = context(FakeDriver())
    gathering = Gathering(ctx, probes, failures.append)
    gathering.start()
    gathering.stop()
    return gathering, failures


def test_started_in_order_and_stopped_in_reverse() -> None:
    journal: list[str] = []
    gathering, failures = run(Probe("app", AppInfo("a"), journal), Probe("traffic", Traffic(), journal))
    assert journal[:4] == ["start app", "start traffic", "stop traffic", "stop app"]
    assert gathering.artifacts == {"app": AppInfo("a"), "traffic": Traffic()}
    assert not failures


@pytest.mark.parametrize("moment", ["start", "stop", "artifact"])
def test_a_failure_becomes_data_with_advice_and_the_others_go_on(moment: str) -> None:
    journal: list[str] = []
    gathering, failures = run(Probe("traffic", Traffic(), journal, moment), Probe("app", AppInfo("a"), journal))
    assert gathering.artifacts == {"app": AppInfo("a")}
    assert [(one.gatherer, one.artifact, one.message, one.advice) for one in failures] == [
        ("traffic", "traffic", "no proxy.", "Install one.")
    ]
    assert "stop traffic" in journal


def test_a_defect_of_patrol_is_data_too() -> None:
    gathering, _ = run(Probe("app", AppInfo("a"), [], "start", ValueError("odd")))
    assert gathering.failures["app"].message == "ValueError: odd"


@pytest.mark.parametrize("error", [DeviceLost("gone"), DiskFull("full")])
def test_a_lost_phone_and_a_full_disk_end_the_run_and_all_are_stopped(error: PatrolError) -> None:
    journal: list[str] = []
    probes = [Probe("app", AppInfo("a"), journal), Probe("traffic", Traffic(), journal, "start", error)]
    failures: list[GatherFailure] = []
    gathering = Gathering(context(FakeDriver())[0], probes, failures.append)
    with pytest.raises(type(error)):
        gathering.start()
    gathering.stop(cut_short=True)
    assert journal[2:4] == ["stop traffic", "stop app"]
    assert not failures


def test_what_was_recorded_before_the_run_was_cut_short_counts() -> None:
    failures: list[GatherFailure] = []
    gathering = Gathering(
        context(FakeDriver())[0], [Probe("traffic", Traffic(), [], "stop", DeviceLost("gone"))], failures.append
    )
    gathering.start()
    gathering.stop(cut_short=True)
    assert not failures and gathering.artifacts == {"traffic": Traffic()}


def test_gatherers_are_left_out_by_name() -> None:
    assert names()[:2] == ("cost", "app")
    assert {"traffic", "start-up", "frames", "resources", "quiet"} < set(names())
    left = [one.name for one in gatherers({"traffic", "frames"})]
    assert left == [name for name in names() if name not in ("traffic", "frames")]


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"unknown gatherer “fps”; known: .*frames"):
        gatherers({"fps"})


def test_a_disk_that_fills_while_stopping_does_not_keep_the_others_from_being_stopped() -> None:
    journal: list[str] = []
    ctx, _, _ = context(FakeDriver())

    def full(failure: GatherFailure) -> None:
        raise DiskFull("full")

    probes = [Probe("traffic", Traffic(), journal), Probe("app", AppInfo("a"), journal, breaks="stop")]
    gathering = Gathering(ctx, probes, full)
    gathering.start()
    gathering.stop()
    assert journal[2:4] == ["stop app", "stop traffic"]
