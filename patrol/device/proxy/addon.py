"""The addon that mitmdump loads: it watches, and hands everything to a thread that masks, encodes and writes.

The proxy's event loop only puts references into a queue. The thread lets a tenth of a second pass before it works, so
that it does not compete with the loop for the interpreter while the loop passes the answer on.
"""

from __future__ import annotations

import queue
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING

import msgspec
from mitmproxy import ctx

from patrol.device.proxy.masking import Masker
from patrol.device.proxy.record import STREAMED, FlowRecorder
from patrol.device.proxy.report import Instructions, Report
from patrol.model.traffic import Uninspected

if TYPE_CHECKING:
    from mitmproxy.addonmanager import Loader
    from mitmproxy.connection import Client
    from mitmproxy.http import HTTPFlow, Message
    from mitmproxy.proxy.context import Context
    from mitmproxy.proxy.server_hooks import ServerConnectionHookData
    from mitmproxy.tcp import TCPFlow
    from mitmproxy.tls import TlsData

BATCH_S = 0.1
"""Long enough that most requests meet an idle writer, short enough that nobody who waits for a request notices."""
KEEP_BYTES = 1024 * 1024
"""Bodies announced as longer are passed on as they come: the app must not wait until the proxy has all of it."""
PASSED_ON = ("image/", "video/", "audio/", "font/", "application/octet-stream", "application/grpc", "text/event-stream")
"""Bodies of which only the size is recorded."""

Item = tuple["HTTPFlow", str, int, bool] | Uninspected


class Recorder:
    """Hooks of mitmproxy, by its names; see https://docs.mitmproxy.org/stable/api/events.html."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[tuple[float, Item] | None] = queue.SimpleQueue()
        self._in_flight: dict[str, HTTPFlow] = {}
        self._tunnels: dict[str, tuple[str, int]] = {}
        self._servers: set[str] = set()
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
        reader = self._socket.makefile("rb")
        self._instructions = msgspec.json.decode(reader.readline(), type=Instructions)
        # The writer works in short turns: the loop gets the interpreter back soon when bytes arrive.
        sys.setswitchinterval(0.0005)
        self._writer = threading.Thread(target=self._write, name="patrol writer", daemon=True)
        self._writer.start()
        loop, master = ctx.master.event_loop, ctx.master

        def listen() -> None:
            # Ends when patrol says so by closing its side, and when patrol dies.
            for line in reader:
                self._instructions = msgspec.json.decode(line, type=Instructions)
            loop.call_soon_threadsafe(master.shutdown)

        threading.Thread(target=listen, name="patrol", daemon=True).start()
        addresses = ctx.master.addons.get("proxyserver").listen_addrs()
        self._send(msgspec.json.encode(Report(ready=addresses[0][1])) + b"\n")

    def done(self) -> None:
        if self._writer is None:
            return
        for flow in list(self._in_flight.values()):
            self._finished(flow)
        self._queue.put(None)
        self._writer.join()

    # --- requests -----------------------------------------------------------------------------------------------------

    def http_connect(self, flow: HTTPFlow) -> None:
        self._tunnels[flow.client_conn.id] = flow.request.host, flow.request.port

    def client_disconnected(self, client: Client) -> None:
        self._tunnels.pop(client.id, None)

    def server_connect(self, data: ServerConnectionHookData) -> None:
        """Lead names that only the phone knows to where they are served; the certificate is still checked by name."""
        host, port = data.server.address[0], data.server.address[1]
        ports = self._instructions.hosts.get(host)
        if ports and (mapped := ports.get("https" if port == 443 else "http")):
            data.server.address = ("127.0.0.1", mapped)
            data.server.sni = host

    def server_disconnected(self, data: ServerConnectionHookData) -> None:
        self._servers.discard(data.server.id)

    def requestheaders(self, flow: HTTPFlow) -> None:
        self._in_flight[flow.id] = flow
        _pass_on(flow, flow.request, "request")

    def responseheaders(self, flow: HTTPFlow) -> None:
        if flow.response:
            _pass_on(flow, flow.response, "response")

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
        server = flow.server_conn.id
        first_use = server not in self._servers
        self._servers.add(server)
        host, port = self._tunnels.get(flow.client_conn.id, (flow.request.pretty_host, flow.request.port))
        self._queue.put((flow.request.timestamp_start, (flow, host, port, first_use)))

    # --- what cannot be opened up -------------------------------------------------------------------------------------

    def tls_failed_client(self, data: TlsData) -> None:
        reason = data.conn.error or "the app ended the TLS handshake"
        self._uninspected(data.context, f"the app refused the proxy's certificate: {reason}")

    def tcp_start(self, flow: TCPFlow) -> None:
        host, port = self._tunnels.get(flow.client_conn.id) or flow.server_conn.address or ("", 0)
        self._queue.put((flow.timestamp_start, Uninspected(0, host, port, "not HTTP")))

    def _uninspected(self, context: Context, reason: str) -> None:
        host, port = self._tunnels.get(context.client.id) or context.server.address or (context.client.sni or "", 0)
        self._queue.put((time.time(), Uninspected(0, host, port, reason)))

    # --- the thread that writes ---------------------------------------------------------------------------------------

    def _write(self) -> None:
        instructions, recorder = None, None
        going = True
        while going:
            batch = [self._queue.get()]
            self._nap.wait(BATCH_S)
            while not self._queue.empty():
                batch.append(self._queue.get())
            if recorder is None or instructions is not self._instructions:
                instructions = self._instructions
                recorder = FlowRecorder(Masker(instructions.secrets), instructions.body_chars)
            going = None not in batch
            lines = [_line(recorder, *item) for item in batch if item is not None]
            self._send(b"".join(lines))
        if self._socket:
            self._socket.shutdown(socket.SHUT_WR)

    def _send(self, data: bytes) -> None:
        try:
            if self._socket:
                self._socket.sendall(data)
        except OSError:
            # Patrol is gone; the other thread ends the proxy.
            self._socket = None


def _line(recorder: FlowRecorder, at: float, item: Item) -> bytes:
    if isinstance(item, Uninspected):
        report = Report(at=at, uninspected=item)
    else:
        flow, host, port, first_use = item
        report = Report(at=at, flow=recorder.record(flow, host, port, first_use=first_use))
    return msgspec.json.encode(report) + b"\n"


def _pass_on(flow: HTTPFlow, message: Message, side: str) -> None:
    """Stream a body that nobody will read, counting its bytes."""
    length = message.headers.get("content-length", "")
    content_type = message.headers.get("content-type", "")
    if not content_type.startswith(PASSED_ON) and not (length.isdecimal() and int(length) > KEEP_BYTES):
        return
    key = f"{STREAMED}-{side}"
    flow.metadata[key] = 0

    def count(chunk: bytes) -> bytes:
        flow.metadata[key] += len(chunk)
        return chunk

    message.stream = count


addons = [Recorder()]
