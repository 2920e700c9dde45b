"""The real mitmdump between a client and a server with TLS: what is recorded, and what happens on bad days."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import ssl
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from patrol.clock import RunClock
from patrol.device.proxy.masking import Masker
from patrol.device.proxy.phone_side import authorities_with
from patrol.device.proxy.process import CA_FILE, Mitmdump, ProxyOptions
from patrol.device.proxy.record import FlowRecorder
from patrol.device.proxy.report import Instructions
from patrol.device.proxy.source import MitmTraffic
from patrol.device.settings_journal import SettingsJournal
from patrol.errors import GatherError
from patrol.model.traffic import Flow, Uninspected
from tests.unit.device.proxy.test_phone_side import Phone

pytestmark = pytest.mark.timeout(120)
SECRET = "s3cret-pin"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        kinds = {"/big": ("image/png", b"x" * 3_000_000), "/odd": ("text/plain", b"not gzip")}
        kind, body = kinds.get(self.path, ("application/json", gzip.compress(json.dumps({"pin": SECRET}).encode())))
        self.send_response(200)
        if kind != "image/png":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "sid=42; Path=/; Secure")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args: object) -> None: ...


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def servers(authority: trustme.CA) -> Iterator[dict[str, int]]:
    """Ports of one back end, plain and TLS, that calls itself api.bank.example."""
    plain, tls = (ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("api.bank.example").configure_cert(context)
    tls.socket = context.wrap_socket(tls.socket, server_side=True)
    for server in (plain, tls):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"http": plain.server_port, "https": tls.server_port}
    for server in (plain, tls):
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proxy")


@pytest.fixture
def options(state: Path, authority: trustme.CA, servers: dict[str, int]) -> ProxyOptions:
    instructions = Instructions(hosts={"api.bank.example": servers})
    return ProxyOptions(state, instructions, upstream_ca=authorities_with(authority.cert_pem.bytes(), state))


def opener(port: int, state: Path, *, trusts: bool = True) -> urllib.request.OpenerDirector:
    proxy = f"http://127.0.0.1:{port}"
    context = ssl.create_default_context(cafile=str(state / CA_FILE) if trusts else None)
    return urllib.request.build_opener(
        urllib.request.ProxyHandler({"http": proxy, "https": proxy}), urllib.request.HTTPSHandler(context=context)
    )


def ended(proxy: Mitmdump) -> list[Flow | Uninspected]:
    """Everything it reports once it was asked to end."""
    proxy.end()
    recorder = FlowRecorder(Masker((SECRET,)))
    found = [recorder.record(report.flow) if report.flow else report.uninspected for report in proxy.reports()]
    proxy.wait()
    return [record for record in found if record]


def test_a_request_over_tls_is_recorded_with_its_right_fields(options: ProxyOptions, state: Path) -> None:
    proxy = Mitmdump.start(options)
    request = urllib.request.Request(
        f"https://api.bank.example/pay?token=abc&n={SECRET}", b"{}", {"Authorization": "Bearer abc"}
    )
    body = gzip.decompress(opener(proxy.port, state).open(request, timeout=20).read())
    assert json.loads(body) == {"pin": SECRET}  # the app sees the truth, the record does not
    (flow,) = ended(proxy)
    assert isinstance(flow, Flow)
    assert (flow.method, flow.url, flow.http) == (
        "POST", "https://api.bank.example/pay?token=«masked»&n=«masked»", "HTTP/1.1"
    )  # fmt: skip
    assert (flow.status, flow.error, flow.tls) == (200, "", "TLSv1.3")
    assert ("Authorization", "Bearer «masked»") in flow.request_headers
    assert ("Set-Cookie", "sid=«masked»; Path=/; Secure") in flow.response_headers
    assert (flow.request.size, flow.request.text) == (2, "{}")
    assert (flow.response.encoding, flow.response.text, flow.response.cut) == ("gzip", '{"pin": "«masked»"}', False)
    timing = flow.timing
    assert None not in (timing.connect, timing.tls, timing.first_byte, timing.total)
    assert timing.total is not None and timing.first_byte is not None and timing.first_byte <= timing.total


def test_pictures_pass_through_with_only_their_size_recorded(options: ProxyOptions, state: Path) -> None:
    proxy = Mitmdump.start(options)
    assert len(opener(proxy.port, state).open("http://api.bank.example/big", timeout=20).read()) == 3_000_000
    (flow,) = ended(proxy)
    assert isinstance(flow, Flow)
    assert (flow.response.size, flow.response.text, flow.response.cut) == (3_000_000, "", True)
    assert flow.tls == ""


def test_a_body_that_claims_a_wrong_encoding_is_recorded_by_size(options: ProxyOptions, state: Path) -> None:
    proxy = Mitmdump.start(options)
    opener(proxy.port, state).open("http://api.bank.example/odd", timeout=20).read()
    (flow,) = ended(proxy)
    assert isinstance(flow, Flow)
    assert (flow.response.size, flow.response.text, flow.response.cut) == (8, "", True)


def test_an_app_that_does_not_trust_the_proxy_is_recorded_as_uninspected(options: ProxyOptions, state: Path) -> None:
    proxy = Mitmdump.start(options)
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        opener(proxy.port, state, trusts=False).open("https://api.bank.example/", timeout=20)
    (record,) = ended(proxy)
    assert isinstance(record, Uninspected)
    assert (record.host, record.port) == ("api.bank.example", 443)
    assert "refused the proxy's certificate" in record.reason


def test_a_server_whose_certificate_is_not_vouched_for_is_an_error_of_the_request(
    options: ProxyOptions, state: Path
) -> None:
    proxy = Mitmdump.start(ProxyOptions(state, options.instructions))
    with pytest.raises(OSError, match="502"):
        opener(proxy.port, state).open("https://api.bank.example/", timeout=20)
    (flow,) = ended(proxy)
    assert isinstance(flow, Flow)
    assert "ertificate verify failed" in flow.error


def test_a_port_that_is_taken_is_named(state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(GatherError, match=f"Port {port} is taken"):
            Mitmdump.start(ProxyOptions(state, port=port))


def test_a_mitmdump_that_is_missing_or_ends_is_explained(state: Path) -> None:
    with pytest.raises(GatherError, match="could not be started: No such file"):
        Mitmdump.start(ProxyOptions(state, command=("/nowhere/mitmdump",)))
    with pytest.raises(GatherError, match=r"mitmdump did not start: .*no such option") as caught:
        Mitmdump.start(ProxyOptions(state, command=(sys.executable, "-c", "raise SystemExit('no such option')")))
    assert "leave the traffic gatherer out" in caught.value.advice


@pytest.fixture
def traffic(options: ProxyOptions, state: Path, tmp_path: Path) -> Iterator[tuple[MitmTraffic, Phone, list[str]]]:
    notices: list[str] = []
    phone = Phone()
    journal = SettingsJournal.of(tmp_path, "fake")
    source = MitmTraffic(state, journal, hosts=options.instructions.hosts, notice=notices.append)
    assert source.start(phone) == "adb-reverse"
    yield source, phone, notices
    source.stop()


def plain(phone: Phone, state: Path) -> bytes:
    body: bytes = opener(next(iter(phone.reversed.values())), state).open("http://api.bank.example/", timeout=20).read()
    return body


def test_a_source_gives_what_was_seen_and_puts_the_phone_back(
    traffic: tuple[MitmTraffic, Phone, list[str]], state: Path
) -> None:
    source, phone, notices = traffic
    source.mask((SECRET,))
    plain(phone, state)
    source.stop()
    ((epoch_s, flow),) = list(source.flows())
    assert epoch_s > 1_700_000_000
    assert isinstance(flow, Flow)
    assert flow.response.text == '{"pin": "«masked»"}'
    assert (phone.settings, phone.reversed) == ({}, {})
    assert "certificate could not be put" in notices[0]


def test_a_proxy_that_dies_is_started_again_once_and_then_the_phone_is_freed(
    traffic: tuple[MitmTraffic, Phone, list[str]], state: Path
) -> None:
    source, phone, notices = traffic
    flows = source.flows()
    assert source._proxy
    os.kill(source._proxy.pid, signal.SIGKILL)
    _, gap = next(flows)
    assert isinstance(gap, Uninspected)
    assert "was back after" in gap.reason
    plain(phone, state)
    _, flow = next(flows)
    assert isinstance(flow, Flow)
    os.kill(source._proxy.pid, signal.SIGKILL)
    with pytest.raises(GatherError, match="ended twice"):
        next(flows)
    clock = RunClock()
    while phone.settings and clock.now_ms() < 10_000:
        clock.sleep_ms(20)
    assert phone.settings == {}
    assert len(notices) == 2


def test_a_proxy_does_not_outlive_patrol(options: ProxyOptions) -> None:
    proxy = Mitmdump.start(options)
    proxy._channel.close()
    proxy._lines.close()
    assert proxy._process.wait(20) == 0
    proxy.kill()
