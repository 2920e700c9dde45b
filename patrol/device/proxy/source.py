"""Requests of a phone, seen by mitmdump: the TrafficSource of a run."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import msgspec

from patrol.device.driver import Driver, Exchange
from patrol.device.proxy import phone_side
from patrol.device.proxy.cost import is_own, measured_cost
from patrol.device.proxy.exchange import exchange
from patrol.device.proxy.masking import Masker
from patrol.device.proxy.process import CA_FILE, Mitmdump, ProxyOptions
from patrol.device.proxy.record import FlowRecorder
from patrol.device.proxy.report import Instructions
from patrol.device.settings_journal import SettingsJournal
from patrol.errors import DeviceError, GatherError
from patrol.model.network import NetworkProfile, Probe, ProxyCost
from patrol.model.traffic import Flow, Uninspected

Item = tuple[float, Flow | Uninspected | Probe]
Hosts = Mapping[str, Mapping[str, int]]
IN_FORCE_WITHIN_S = 20
"""The proxy answers at once; a machine with other things to do may take its time."""


class _Settings(Protocol):
    @property
    def state(self) -> Path: ...


def traffic_maker(
    settings: _Settings,
    *,
    secrets: tuple[str, ...] = (),
    hosts: Hosts | None = None,
    notice: Callable[[str], None] = lambda message: None,
) -> Callable[[Driver, SettingsJournal], MitmTraffic]:
    """What patrol.phones.lease needs to give a phone a proxy; the proxy's certificate authority lives in the state
    folder and is the same for all runs. Nothing is started yet."""

    def make(driver: Driver, journal: SettingsJournal) -> MitmTraffic:
        return MitmTraffic(settings.state / "proxy", journal, secrets=secrets, hosts=hosts, notice=notice)

    return make


class MitmTraffic:
    """One proxy for one phone. A proxy that dies is started again once, and the gap is recorded."""

    def __init__(
        self,
        state: Path,
        journal: SettingsJournal,
        *,
        secrets: tuple[str, ...] = (),
        hosts: Hosts | None = None,
        port: int = 0,
        notice: Callable[[str], None] = lambda message: None,
    ) -> None:
        """`state` keeps the proxy's certificate authority; `hosts` names that only the phone resolves, with the ports
        on this machine that serve them; `notice` tells the user what he should know."""
        self._state = state
        self._journal = journal
        self._secrets = secrets
        self._hosts = {name: dict(ports) for name, ports in (hosts or {}).items()}
        self._port = port
        self._instructions = Instructions()
        self._notice = notice
        self._items: queue.SimpleQueue[Item | GatherError | None] = queue.SimpleQueue()
        self._driver: Driver | None = None
        self._proxy: Mitmdump | None = None
        self._reader: threading.Thread | None = None
        self._stopping = threading.Event()
        self._recorder = FlowRecorder(Masker(self._secrets))
        self._settled: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._cost: ProxyCost | None = None
        self._trusted: bool | None = None
        self._observers: list[Callable[[float, Exchange], None]] = []

    def start(self, driver: Driver) -> str:
        """Start mitmdump and point the phone at it; how the phone reaches it. Raises GatherError with what to do."""
        self._driver = driver
        try:
            options = self._options(driver)
            self._proxy = Mitmdump.start(options)
            self._cost = measured_cost(self._proxy.port)
            reached = phone_side.point_at(driver, self._journal, self._proxy.port, (self._state / CA_FILE).read_bytes())
        except DeviceError as error:
            self._end_proxy()
            raise GatherError(f"The phone cannot use a proxy: {error.message}", advice=error.advice) from error
        self._trusted = reached.trusted
        if not reached.trusted:
            self._notice(phone_side.UNTRUSTED)
        again = replace(options, port=self._proxy.port)
        self._reader = threading.Thread(target=self._read, args=(self._proxy, again), name="proxy reports", daemon=True)
        self._reader.start()
        return reached.how

    def mask(self, secrets: tuple[str, ...]) -> None:
        """From here on these secrets are masked too, in requests that are yet to be reported."""
        self._secrets = tuple(dict.fromkeys((*self._secrets, *secrets)))
        self._recorder.masker = Masker(self._secrets)

    def observe(self, observer: Callable[[float, Exchange], None]) -> None:
        """Have each exchange shown to `observer`, unmasked; on this source's own thread."""
        self._observers.append(observer)

    def network(self, profile: NetworkProfile) -> None:
        """Play this network from now on; returns when it is in force."""
        self._instruct(network=profile)

    def probe(self, on: bool) -> None:
        """From now on (or no longer) the app is shown a certificate that nobody vouches for."""
        self._instruct(probe=on)

    def _instruct(self, **changes: object) -> None:
        wanted = msgspec.structs.replace(self._instructions, **changes)
        if self._proxy is None or wanted == self._instructions:
            return
        self._instructions = wanted
        while not self._settled.empty():
            self._settled.get()
        self._proxy.instruct(wanted)
        try:
            self._settled.get(timeout=IN_FORCE_WITHIN_S)
        except queue.Empty:
            raise DeviceError("The proxy does not answer, so the network could not be changed.") from None

    @property
    def trusted(self) -> bool | None:
        """Whether apps that trust the phone's system store trust the proxy; None before the start."""
        return self._trusted

    @property
    def cost(self) -> ProxyCost | None:
        """What the proxy adds to a request, measured when it started."""
        return self._cost

    def _options(self, driver: Driver) -> ProxyOptions:
        self._instructions = Instructions({**phone_side.own_hosts(driver), **self._hosts})
        return ProxyOptions(
            state=self._state,
            instructions=self._instructions,
            port=self._port,
            upstream_ca=phone_side.authorities_with(phone_side.own_authority(driver), self._state),
        )

    def flows(self) -> Iterator[Item]:
        """(host epoch seconds, record) until `stop()`. Raises GatherError when the proxy is gone for good."""
        while (item := self._items.get()) is not None:
            if isinstance(item, GatherError):
                raise item
            yield item

    def stop(self) -> None:
        """Put the phone back first, so that it is online again, then end the proxy. Safe to call twice."""
        self._stopping.set()
        try:
            if self._driver:
                phone_side.put_back(self._driver, self._journal)
        finally:
            self._end_proxy()

    def _end_proxy(self) -> None:
        if self._proxy is None:
            self._items.put(None)
            return
        self._proxy.end()
        if self._reader:
            self._reader.join(10)
        self._proxy.wait()
        self._proxy = None
        self._items.put(None)

    # --- the thread that reads ----------------------------------------------------------------------------------------

    def _read(self, proxy: Mitmdump, again: ProxyOptions) -> None:
        self._pump(proxy)
        if self._stopping.is_set():
            return
        ended = time.time()
        try:
            proxy.kill()
            self._proxy = proxy = Mitmdump.start(replace(again, instructions=self._instructions))
        except GatherError as error:
            self._give_up(error)
            return
        if self._stopping.is_set():
            proxy.end()  # stop() came in between and told the one before
        gap_ms = round((time.time() - ended) * 1000)
        self._items.put((ended, Uninspected(0, "", 0, f"the proxy ended and was back after {gap_ms} ms")))
        self._notice("The proxy ended unexpectedly and was started again; requests in between were not seen.")
        self._pump(proxy)
        if not self._stopping.is_set():
            self._give_up(GatherError("mitmdump ended twice; requests are no longer recorded."))

    def _pump(self, proxy: Mitmdump) -> None:
        for report in proxy.reports():
            if report.settled is not None:
                self._settled.put(report.settled)
            elif report.flow is not None:
                if not is_own(report.flow):
                    for observer in self._observers:
                        observer(report.at, exchange(report.flow))
                    self._items.put((report.at, self._recorder.record(report.flow)))
            elif found := report.uninspected or self._masked(report.probe):
                self._items.put((report.at, found))

    def _masked(self, probe: Probe | None) -> Probe | None:
        return probe and msgspec.structs.replace(probe, request=self._recorder.masker.path(probe.request))

    def _give_up(self, error: GatherError) -> None:
        """Without a proxy the phone must not be left pointing at one."""
        assert self._driver is not None
        self._items.put(error)
        try:
            phone_side.put_back(self._driver, self._journal)
        except DeviceError as problem:
            self._notice(f"The phone's proxy setting could not be put back yet: {problem}")
