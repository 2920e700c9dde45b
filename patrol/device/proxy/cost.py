"""What the proxy adds to a request: the same small request, straight and through it, in turn, on this computer."""

from __future__ import annotations

import contextlib
import http.client
import statistics
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from patrol.device.proxy.report import RawFlow
from patrol.model.network import ProxyCost

REQUESTS = 15
WARM_UP = 3
COST_HOST = "127.0.0.1"
PATH = "/patrol-cost"
_BODY = b'{"accounts":[' + b'{"id":1,"name":"x"},' * 40 + b"0]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(_BODY)}\r\n\r\n"
        self.wfile.write(head.encode() + _BODY)

    def log_message(self, *args: object) -> None: ...


def measured_cost(proxy: int) -> ProxyCost | None:
    """Takes a tenth of a second. None when this computer cannot reach itself."""
    direct: list[float] = []
    through: list[float] = []
    with _server() as server, contextlib.ExitStack() as stack:
        pairs = []
        for port, url, times in (
            (server, PATH, direct),
            (proxy, f"http://{COST_HOST}:{server}{PATH}", through),
        ):
            connection = http.client.HTTPConnection(COST_HOST, port, timeout=5)
            stack.callback(connection.close)
            pairs.append((connection, url, times))
        try:
            for number in range(WARM_UP + REQUESTS):
                for connection, url, times in pairs:
                    took = _one(connection, url)
                    if number >= WARM_UP:
                        times.append(took)
        except (OSError, http.client.HTTPException):
            return None
    return ProxyCost(REQUESTS, round(statistics.median(direct), 3), round(statistics.median(through), 3))


def is_own(flow: RawFlow) -> bool:
    """Whether this is a request of the measurement: no app asks this computer for this."""
    return (flow.host, flow.path) == (COST_HOST, PATH)


def _one(connection: http.client.HTTPConnection, url: str) -> float:
    began = time.perf_counter()
    connection.request("GET", url)
    connection.getresponse().read()
    return (time.perf_counter() - began) * 1000


@contextlib.contextmanager
def _server() -> Iterator[int]:
    server = ThreadingHTTPServer((COST_HOST, 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), name="proxy cost", daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
