"""Added latency of recording one request: our mitmdump with the addon against a bare one, in turn, in one run."""

from __future__ import annotations

import contextlib
import http.client
import multiprocessing
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.figure import Figure, ratios
from patrol.device.proxy.masking import Masker
from patrol.device.proxy.process import MITMDUMP, Mitmdump, ProxyOptions
from patrol.device.proxy.record import FlowRecorder
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
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        # The app and its server have a process of their own, as they have in a run: this one decodes and masks.
        context = multiprocessing.get_context("spawn")
        app = stack.enter_context(ProcessPoolExecutor(1, mp_context=context, initializer=_serve))
        options = ProxyOptions(Path(folder), Instructions())
        recording = Mitmdump.start(options)
        stack.callback(recording.kill)
        recorder = FlowRecorder(Masker(("a-long-secret", "18600001234")))
        reader = threading.Thread(target=_record, args=(recording, recorder), daemon=True)
        reader.start()
        bare = stack.enter_context(_bare(Path(folder)))
        ours: list[float] = []
        theirs: list[float] = []
        for number in range(ROUNDS + 2):
            # The order changes, so that neither always runs on a processor that the other has warmed.
            pairs = [(recording.port, ours), (bare, theirs)]
            for port, times in pairs if number % 2 else reversed(pairs):
                latency = app.submit(_median_latency_ms, port).result(120)
                if number >= 2:
                    times.append(latency)
        note = f"median of {REQUESTS} requests a round: {statistics.median(theirs):.2f} ms bare, "
        note += f"{statistics.median(ours):.2f} ms recorded; answers of {len(BODY)} bytes of JSON on one connection"
        yield Figure("latency of a recorded request over bare mitmdump", ratios(ours, theirs), at_most=1.1, note=note)


def _record(proxy: Mitmdump, recorder: FlowRecorder) -> None:
    """As a run does it."""
    for report in proxy.reports():
        if report.flow:
            recorder.record(report.flow)


_SERVER: list[int] = []


def _serve() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _SERVER.append(server.server_port)


def _median_latency_ms(proxy: int) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", proxy, timeout=30)
    times = []
    for number in range(REQUESTS):
        began = time.perf_counter()
        url = f"http://127.0.0.1:{_SERVER[0]}/accounts?page={number}"
        connection.request("GET", url, headers={"Cookie": "sid=1"})
        connection.getresponse().read()
        times.append((time.perf_counter() - began) * 1000)
    connection.close()
    return statistics.median(times)


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
