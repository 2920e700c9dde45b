"""The addon that mitmdump loads: it watches, and hands everything to a thread that encodes and sends it to patrol.

The proxy's event loop only puts references into a queue. The thread lets a tenth of a second pass before it works, so
that it does not compete with the loop for the interpreter while the loop passes the answer on. Bodies are decoded and
masked by patrol, in its own process.
"""

from __future__ import annotations

import queue
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from mitmproxy import ctx

from patrol.device.proxy.connections import Connections
from patrol.device.proxy.passing import pass_on
from patrol.device.proxy.raw import Seen, raw_flow
from patrol.device.proxy.report import Instructions, Report, framed, frames
from patrol.model.network import Probe
from patrol.model.traffic import Uninspected

if TYPE_CHECKING:
    from mitmproxy.addonmanager import Loader
    from mitmproxy.connection import Client
    from mitmproxy.http import HTTPFlow
    from mitmproxy.proxy.server_hooks import ServerConnectionHookData
    from mitmproxy.tcp import TCPFlow
    from mitmproxy.tls import TlsData

BATCH_S = 0.1
"""Long enough that most requests meet an idle writer, short enough that nobody who waits for a request notices."""
OFFLINE = "offline: the network was played as gone"
DELIVERY_S = 0.25
"""After an answer is complete the loop writes it to the app within its next turns, which take their time on a busy
machine; then it is known when it arrives."""


class Recorder:
    """Hooks of mitmproxy, by its names; see https://docs.mitmproxy.org/stable/api/events.html."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Seen | Report | None] = queue.SimpleQueue()
        self._in_flight: dict[str, HTTPFlow] = {}
        self._arriving: dict[str, tuple[Seen, Callable[[], float]]] = {}
        """Answers that are complete, and on a weak network's way to the app."""
        self._connections = Connections()
        self._instructions = Instructions()
        self._socket: socket.socket | None = None
        self._writer: threading.Thread | None = None
        self._nap = threading.Event()

    # --- life ---------------------------------------------------------------------------------------------------------

    def load(self, loader: Loader) -> None:
        loader.add_option("patrol_fd", int, -1, "The socket to patrol.")

    def running(self) -> None:
        if ctx.options.patrol_fd < 0 or self._socket is not None:
            return
        self._socket = socket.socket(fileno=ctx.options.patrol_fd)
        told = frames(self._socket.makefile("rb"))
        loop, master = ctx.master.event_loop, ctx.master
        self._connections.resolver.install(loop)
        self._obey(next(told))
        # The writer works in short turns: the loop gets the interpreter back soon when bytes arrive.
        sys.setswitchinterval(0.0005)
        self._writer = threading.Thread(target=self._write, name="patrol writer", daemon=True)
        self._writer.start()

        def listen() -> None:
            # Ends when patrol says so by closing its side, and when patrol dies.
            for message in told:
                loop.call_soon_threadsafe(self._obey, message)
            loop.call_soon_threadsafe(master.shutdown)

        threading.Thread(target=listen, name="patrol", daemon=True).start()
        addresses = ctx.master.addons.get("proxyserver").listen_addrs()
        self._send(framed(Report(ready=addresses[0][1])))

    def _obey(self, message: bytes) -> None:
        """On the event loop: what patrol wants from now on."""
        before, self._instructions = self._instructions, msgspec.msgpack.decode(message, type=Instructions)
        wanted = self._instructions
        self._connections.resolver.instructions = wanted
        if (before.network, before.probe) == (wanted.network, wanted.probe):
            return
        # Without a network, and for a probe, the app's half is served alone, to see what it would send.
        alone = wanted.network.offline or wanted.probe
        ctx.options.update(connection_strategy="lazy" if alone else "eager")
        if wanted.network.offline:
            for flow in self._in_flight.values():
                flow.metadata["patrol-error"] = OFFLINE
        # A kept connection has been trusted already: a probe begins with new ones.
        busy = {flow.client_conn.id for flow in self._in_flight.values()}
        self._connections.change(wanted.network, busy, cut=alone or before.probe)
        self._queue.put(Report(at=time.time(), settled=wanted.network.name))

    def done(self) -> None:
        if self._writer is None:
            return
        for flow in list(self._in_flight.values()):
            self._finished(flow)
        for id in list(self._arriving):
            self._delivered(id)
        self._queue.put(None)
        self._writer.join()

    # --- connections --------------------------------------------------------------------------------------------------

    def client_connected(self, client: Client) -> None:
        self._connections.shaped(client)

    def http_connect(self, flow: HTTPFlow) -> None:
        self._connections.tunnel(flow.client_conn, flow.request.host, flow.request.port)

    def client_disconnected(self, client: Client) -> None:
        if probed := self._connections.unanswered_probe(client):
            self._probed(client, probed, accepted=False)
        self._connections.client_gone(client)

    def server_connect(self, data: ServerConnectionHookData) -> None:
        self._connections.resolver.begin(data.server.id)

    def server_disconnected(self, data: ServerConnectionHookData) -> None:
        self._connections.server_gone(data.server)

    def tls_start_client(self, data: TlsData) -> None:
        if self._instructions.probe:
            host, _ = self._connections.target(data.context)
            self._connections.show_impostor(data, host)

    # --- requests -----------------------------------------------------------------------------------------------------

    def requestheaders(self, flow: HTTPFlow) -> None:
        if probed := self._connections.unanswered_probe(flow.client_conn):
            self._probed(flow.client_conn, probed, accepted=True, request=f"{flow.request.method} {flow.request.path}")
            flow.metadata["patrol-unrecorded"] = True
            flow.kill()
            return
        self._in_flight[flow.id] = flow
        self._connections.began(flow, self._instructions.network)
        if self._instructions.network.offline:
            flow.metadata["patrol-error"] = OFFLINE
            flow.kill()
            return
        pass_on(flow, flow.request, "request")

    def responseheaders(self, flow: HTTPFlow) -> None:
        if flow.response:
            pass_on(flow, flow.response, "response")

    def response(self, flow: HTTPFlow) -> None:
        if flow.websocket is None:
            self._finished(flow)

    def websocket_end(self, flow: HTTPFlow) -> None:
        self._finished(flow)

    def error(self, flow: HTTPFlow) -> None:
        self._finished(flow)

    def _finished(self, flow: HTTPFlow) -> None:
        if self._in_flight.pop(flow.id, None) is None:
            return
        seen = self._connections.seen(flow)
        if flow.metadata.get("patrol-network") and flow.response and not flow.error:
            on_its_way = self._connections.on_its_way_ms(flow)
            self._arriving[flow.id] = seen, on_its_way
            ctx.master.event_loop.call_later(DELIVERY_S, self._delivered, flow.id)
        else:
            self._queue.put(seen)

    def _delivered(self, id: str) -> None:
        if id in self._arriving:
            seen, on_its_way_ms = self._arriving.pop(id)
            seen.back_ms = on_its_way_ms()
            self._queue.put(seen)

    # --- what cannot be opened up -------------------------------------------------------------------------------------

    def tls_failed_client(self, data: TlsData) -> None:
        if probed := self._connections.unanswered_probe(data.context.client):
            self._probed(data.context.client, probed, accepted=False)
            return
        host, port = self._connections.target(data.context)
        reason = f"the app refused the proxy's certificate: {data.conn.error or 'the app ended the TLS handshake'}"
        self._queue.put(Report(at=time.time(), uninspected=Uninspected(0, host, port, reason)))

    def tcp_start(self, flow: TCPFlow) -> None:
        host, port = self._connections.tunnel_of(flow.client_conn) or flow.server_conn.address or ("", 0)
        self._queue.put(Report(at=flow.timestamp_start, uninspected=Uninspected(0, host, port, "not HTTP")))

    def _probed(self, client: Client, probed: tuple[str, int], *, accepted: bool, request: str = "") -> None:
        self._connections.probe_answered(client)
        self._queue.put(Report(at=time.time(), probe=Probe(0, *probed, accepted, request)))

    # --- the thread that writes ---------------------------------------------------------------------------------------

    def _write(self) -> None:
        going = True
        while going:
            batch = [self._queue.get()]
            self._nap.wait(BATCH_S)
            while not self._queue.empty():
                batch.append(self._queue.get())
            going = None not in batch
            self._send(b"".join(framed(_report(item)) for item in batch if item is not None))
        if self._socket:
            self._socket.shutdown(socket.SHUT_WR)

    def _send(self, data: bytes) -> None:
        try:
            if self._socket:
                self._socket.sendall(data)
        except OSError:
            # Patrol is gone; the other thread ends the proxy.
            self._socket = None


def _report(item: Seen | Report) -> Report:
    if isinstance(item, Report):
        return item
    return Report(at=item.flow.request.timestamp_start - item.there_ms / 1000, flow=raw_flow(item))


addons = [Recorder()]
