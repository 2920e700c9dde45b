"""Resources in numbers: each with its source, each that is missing with its reason."""

from __future__ import annotations

from patrol.audit.figures.resources import resource_figures
from patrol.derive import facts_of
from patrol.model.recorded import Recorded
from patrol.model.resources import (
    InstalledSize,
    ProcessUse,
    Quiet,
    QuietSpan,
    Resources,
    ResourceSample,
    ThreadUse,
    WakeLock,
)
from patrol.model.result import Figure


def told(resources: Resources, *more: Quiet) -> dict[str, Figure]:
    return {figure.id: figure for figure in resource_figures(facts_of(Recorded(resources, *more)))}


def test_what_the_phone_does_not_tell_has_no_value_and_a_reason() -> None:
    found = told(Resources((ResourceSample(1, threads=9),), unknown={"handles": "closed", "written_kb": "closed too"}))
    assert (found["handles"].value, found["handles"].note and found["handles"].note.en) == (None, "closed")
    assert found["disk.written"].value is None and found["threads"].value == 9


def test_counters_tell_what_was_added_since_the_run_began() -> None:
    samples = tuple(
        ResourceSample(i, received_bytes=n, sent_bytes=0) for i, n in enumerate((5_000_000, 6_500_000, 100))
    )
    found = told(Resources(samples, sources={"received_bytes": "dumpsys netstats detail"}))
    assert (found["traffic.received"].value, found["traffic.received"].source) == (1.5, "dumpsys netstats detail")


def test_written_bytes_of_processes_that_ended_are_not_lost() -> None:
    samples = tuple(ResourceSample(i, written_kb=kb) for i, kb in enumerate((1024, 3072, 512, 2048)))
    assert told(Resources(samples))["disk.written"].value == 5.0
    by_uid = Resources(samples[:2], sources={"written_kb": "/proc/uid_io/stats, since the phone started"})
    assert told(by_uid)["disk.written"].value == 2.0


def test_each_process_of_several_has_its_own_share() -> None:
    both = (ProcessUse(1, "a", 10.0), ProcessUse(2, "a:push", 4.0))
    found = told(Resources((ResourceSample(1, cpu_percent=14.0, processes=both),)))
    assert (found["cpu"].value, found["cpu.process.a"].value, found["cpu.process.a:push"].value) == (14.0, 10.0, 4.0)


def test_sizes_in_megabytes() -> None:
    found = told(Resources(installed=InstalledSize(42_000_000, None), unknown={"data_bytes": "never counted"}))
    assert (found["size.code"].value, found["size.data"].value) == (42.0, None)


def test_what_happened_while_the_app_was_left_alone() -> None:
    lock = WakeLock("PARTIAL_WAKE_LOCK", "push")
    ends = {"wake_locks": (lock,), "received_bytes": 0, "sent_bytes": 0}
    samples = (
        ResourceSample(900, **ends),  # type: ignore[arg-type]
        ResourceSample(6100, cpu_percent=3.0, busiest=(ThreadUse("a", 7, "Ticker", 2.5),), **ends),  # type: ignore[arg-type]
    )
    found = told(Resources(samples), Quiet((QuietSpan(1000, 6000, background=True),)))
    cpu = found["background.cpu"]
    assert cpu.value == 3.0 and cpu.note is not None and "Ticker 2.5 %" in cpu.note.en
    assert (found["background.wake-locks"].value, found["background.traffic"].value) == (1, 0.0)
