"""Added latency of recording one request: our mitmdump with the addon against a bare one, in turn, in one run."""

from __future__ import annotations

import contextlib
import http.client
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.figure import Figure, ratios
from patrol.device.proxy.process import MITMDUMP, Mitmdump, ProxyOptions
from patrol.device.proxy.report import Instructions

ROUNDS = 15
REQUESTS = 100
BODY = b'{"balance":"1234.56","name":"\xe6\xb8\xaf\xe6\xb9\xbe","items":[' + b'{"id":1,"title":"x"},' * 100 + b"0]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
        self.wfile.write(head.encode() + BODY)

    def log_message(self, *args: object) -> None: ...


def measure() -> Iterator[Figure]:
    """Latency with recording over latency without; 1.1 is the bound."""
    with _server() as server, tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        options = ProxyOptions(Path(folder), Instructions(secrets=("a-long-secret", "18600001234")))
        recording = Mitmdump.start(options)
        stack.callback(recording.kill)
        reader = threading.Thread(target=lambda: list(recording.reports()), daemon=True)
        reader.start()
        bare = stack.enter_context(_bare(Path(folder)))
        ours: list[float] = []
        theirs: list[float] = []
        for number in range(ROUNDS + 2):
            # The order changes, so that neither always runs on a processor that the other has warmed.
            pairs = [(recording.port, ours), (bare, theirs)]
            for port, times in pairs if number % 2 else reversed(pairs):
                latency = _median_latency_ms(port, server)
                if number >= 2:
                    times.append(latency)
        note = f"median of {REQUESTS} requests a round: {statistics.median(theirs):.2f} ms bare, "
        note += f"{statistics.median(ours):.2f} ms recorded; answers of {len(BODY)} bytes of JSON on one connection"
        yield Figure("latency of a recorded request over bare mitmdump", ratios(ours, theirs), at_most=1.1, note=note)


def _median_latency_ms(proxy: int, server: int) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", proxy, timeout=30)
    times = []
    for number in range(REQUESTS):
        began = time.perf_counter()
        connection.request("GET", f"http://127.0.0.1:{server}/accounts?page={number}", headers={"Cookie": "sid=1"})
        connection.getresponse().read()
        times.append((time.perf_counter() - began) * 1000)
    connection.close()
    return statistics.median(times)


@contextlib.contextmanager
def _server() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


@contextlib.contextmanager
def _bare(folder: Path) -> Iterator[int]:
    """A mitmdump as it comes, with the same settings but no addon; its port."""
    python, *script = MITMDUMP
    command = [python, "-u", *script, "--listen-host", "127.0.0.1", "--listen-port", "0", "--set", f"confdir={folder}"]
    process = subprocess.Popen([*command, "--set", "flow_detail=0"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        line = next((line for line in process.stdout if "listening at" in line), "")
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield int(line.strip(" .\n").rsplit(":", 1)[1])
    finally:
        process.kill()
        process.wait()
