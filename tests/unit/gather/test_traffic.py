"""Requests are streamed with the run's time, and the phone is put back even when the start failed."""

from __future__ import annotations

import dataclasses
import queue
from collections.abc import Iterator

import pytest

from patrol.device.driver import Driver
from patrol.errors import DeviceError, GatherError
from patrol.gather.traffic import TrafficGatherer
from patrol.model.network import NetworkProfile, Probe, ProxyCost
from patrol.model.traffic import Flow, Traffic, Uninspected
from tests.unit.gather.double import FakeDriver, context

FLOW = Flow("1", 0, "GET", "https", "api.bank", 443, "/")
GAP = Uninspected(0, "pinned.bank", 443, "pinned")


class Source:
    def __init__(self, *items: tuple[float, Flow | Uninspected], error: GatherError | None = None) -> None:
        self.items: queue.SimpleQueue[tuple[float, Flow | Uninspected] | None] = queue.SimpleQueue()
        for item in items:
            self.items.put(item)
        self.error, self.stopped = error, 0
        self.probed: list[bool] = []
        self.deaf = False

    def start(self, driver: Driver) -> str:
        if self.error:
            raise self.error
        return "adb-reverse"

    trusted: bool | None = True
    cost: ProxyCost | None = None

    def mask(self, secrets: tuple[str, ...]) -> None: ...

    def network(self, profile: NetworkProfile) -> None: ...

    def probe(self, on: bool) -> None:
        self.probed.append(on)
        if self.deaf:
            raise DeviceError("The proxy does not answer.")

    def flows(self) -> Iterator[tuple[float, Flow | Uninspected]]:
        while item := self.items.get():
            yield item

    def stop(self) -> None:
        self.stopped += 1
        self.items.put(None)


def test_what_the_proxy_reports_is_streamed_on_the_runs_clock() -> None:
    source = Source((1_700_000_001.5, FLOW), (1_700_000_002, GAP))
    ctx, sink, _ = context(FakeDriver(), traffic=source)
    gatherer = TrafficGatherer()
    gatherer.start(ctx)
    gatherer.stop(ctx)
    assert [(flow.host, flow.at_ms) for flow in sink.streams["flows"] if isinstance(flow, Flow)] == [("api.bank", 1500)]
    assert [one.at_ms for one in sink.streams["uninspected"] if isinstance(one, Uninspected)] == [2000]
    assert gatherer.artifact(ctx) == Traffic(proxy="adb-reverse", trusted=True)


def test_a_source_that_could_not_start_is_stopped_all_the_same() -> None:
    source = Source(error=GatherError("port taken"))
    ctx, _, _ = context(FakeDriver(), traffic=source)
    gatherer = TrafficGatherer()
    with pytest.raises(GatherError, match="port taken"):
        gatherer.start(ctx)
    gatherer.stop(ctx)
    assert source.stopped == 1


def test_no_request_at_all_is_not_seeing() -> None:
    ctx, _, _ = context(FakeDriver(), traffic=Source())
    gatherer = TrafficGatherer()
    gatherer.start(ctx)
    gatherer.stop(ctx)
    with pytest.raises(GatherError, match="No request of the app reached the proxy"):
        gatherer.artifact(ctx)
    resumed = dataclasses.replace(ctx, recorded=frozenset({"traffic"}))
    assert gatherer.artifact(resumed) == Traffic(proxy="adb-reverse", trusted=True)


def test_a_phone_without_a_proxy_says_so() -> None:
    ctx, _, _ = context(FakeDriver())
    with pytest.raises(GatherError, match="without a proxy"):
        TrafficGatherer().start(ctx)


@pytest.mark.parametrize("deaf", [False, True])
def test_the_impostor_is_shown_for_a_while_and_its_trouble_costs_no_recording(deaf: bool) -> None:
    source = Source((1_700_000_001.5, FLOW), (1_700_000_002, Probe(0, "api.bank", 443, True, "GET /")))
    source.deaf = deaf
    ctx, sink, _ = context(FakeDriver(), traffic=source)
    gatherer = TrafficGatherer()
    gatherer.start(ctx)
    gatherer.probe(ctx)
    gatherer.stop(ctx)
    assert source.probed == ([True] if deaf else [True, False])
    assert [one.at_ms for one in sink.streams["probes"] if isinstance(one, Probe)] == [2000]
    assert gatherer.artifact(ctx).proxy == "adb-reverse"
