"""The app's requests, as the phone's proxy sees them."""

from __future__ import annotations

import contextlib

import msgspec

from patrol.device.driver import TrafficSource
from patrol.errors import AppError, DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.worker import Worker
from patrol.model.network import Probe
from patrol.model.traffic import Flow, Traffic, Uninspected

_UNSEEN = (
    "If the app uses the network, it goes past the phone's proxy, and `patrol doctor` tells more; for an app that uses "
    "none, leave this out with `--without traffic`."
)
PROBED_LINKS = 6
"""Deep links of declared pages that are opened for the probe; each costs about a second."""
PROBE_MS = 1500
"""Most apps send what a page needs within a second of its opening."""
NEXT_MS = 500
"""Until the next page is opened over it: what a page sends goes on while it lies under others, and the last one has
PROBE_MS again."""
STREAM = {Flow: "flows", Uninspected: "uninspected", Probe: "probes"}


class TrafficGatherer:
    """Points the phone at the proxy and streams what it reports."""

    name = "traffic"
    artifact_name = "traffic"

    def __init__(self) -> None:
        self._proxy = ""
        self._seen = 0
        self._worker: Worker | None = None

    def start(self, ctx: GatherContext) -> None:
        if ctx.phone.traffic is None:
            raise GatherError(
                "This phone was opened without a proxy, so requests are not seen.",
                advice="Run `patrol doctor` to see what the proxy needs.",
            )
        self._proxy = ctx.phone.traffic.start(ctx.driver)
        self._worker = Worker(self.name, lambda worker: self._read(ctx))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        # Also after a failed start: the source may have changed the phone's settings before it failed.
        if ctx.phone.traffic is not None:
            ctx.phone.traffic.stop()
        if self._worker:
            # flows() ends after stop(), once all that the proxy had seen was read.
            self._worker.stop(timeout_s=5)

    def artifact(self, ctx: GatherContext) -> Traffic:
        trouble = self._worker.trouble if self._worker else None
        if not (self._seen or self.name in ctx.recorded):
            # Nothing seen is not nothing sent: an app may go past the phone's proxy.
            why = f": {trouble.message}" if trouble else "."
            raise GatherError(f"No request of the app reached the proxy{why}", advice=_UNSEEN)
        if trouble:
            ctx.notice(f"Recording requests ended early: {trouble}")
        source, scenario = ctx.phone.traffic, ctx.scenario
        return Traffic(
            proxy=self._proxy,
            ended_early=trouble.message if trouble else "",
            trusted=source.trusted if source else None,
            cost=source.cost if source else None,
            pinned_hosts=scenario.pinned_hosts if scenario else (),
            own_hosts=scenario.hosts if scenario else (),
        )

    @property
    def seen(self) -> int:
        """Requests, connections and probes so far."""
        return self._seen

    def probe(self, ctx: GatherContext) -> None:
        """A phase at the end: the app is started anew and led to some pages while all its connections are shown a
        certificate that nobody vouches for. Nothing of it is passed on to servers."""
        assert ctx.phone.traffic is not None
        pages = ctx.scenario.pages if ctx.scenario else ()
        links = [page.link for page in pages if page.link and "{" not in page.link][:PROBED_LINKS]
        try:
            _lead(ctx, ctx.phone.traffic, links)
        except DeviceLost:
            raise
        except (DeviceError, AppError) as error:
            # What was recorded so far must not be lost for it.
            ctx.notice(f"Whether the app checks certificates was not seen to the end: {error.message}")

    def _read(self, ctx: GatherContext) -> None:
        assert ctx.phone.traffic is not None
        for epoch_s, record in ctx.phone.traffic.flows():
            self._seen += 1
            ctx.sink.append(STREAM[type(record)], msgspec.structs.replace(record, at_ms=ctx.at_ms(epoch_s * 1000)))


def _lead(ctx: GatherContext, source: TrafficSource, links: list[str]) -> None:
    """The app from its start over these links, while the impostor's certificate is shown."""
    source.probe(True)
    try:
        ctx.driver.launch(ctx.options.component or ctx.package, stop_first=True)
        ctx.clock.sleep_ms(PROBE_MS)
        for link in links:
            with contextlib.suppress(AppError):  # no activity takes it: nothing to be learned there
                ctx.driver.open_link(link, ctx.package)
                ctx.clock.sleep_ms(NEXT_MS)
        if links:
            ctx.clock.sleep_ms(PROBE_MS - NEXT_MS)
        ctx.driver.stop(ctx.package)
    finally:
        source.probe(False)
