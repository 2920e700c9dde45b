"""The real mitmdump between a client and the virtual phone's back end: protocols, weak networks, the impostor."""

from __future__ import annotations

import asyncio
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import msgspec
import pytest

from patrol.device.proxy.masking import Masker
from patrol.device.proxy.phone_side import authorities_with
from patrol.device.proxy.process import CA_FILE, Mitmdump, ProxyOptions
from patrol.device.proxy.record import FlowRecorder
from patrol.device.proxy.report import Instructions, Report
from patrol.model.network import NetworkProfile, Probe
from patrol.model.traffic import Flow
from patrol.virtualphone.backend.server import Backend, start_backend
from patrol.virtualphone.contracts import HttpAnswer, HttpRequest
from patrol.virtualphone.system.http2 import exchange

pytestmark = pytest.mark.timeout(120)
HOST, OLD = "api.bank.example", "old.bank.example"
FILE = f"""
hosts: [{HOST}]
old_tls: [{OLD}]
routes:
  - {{route: GET /a, json: {{a: 1}}}}
  - {{route: GET /slow, json: {{a: 1}}, delay_ms: 60000}}
  - {{route: GET /picture, png: {{width: 120, height: 80}}, size: 9000}}
  - {{route: POST /bank.Accounts/List, grpc: [one, two]}}
  - {{route: POST /bank.Accounts/Fail, grpc: [], grpc_status: 14}}
  - {{route: GET /ticks, websocket: [first]}}
"""


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    path = tmp_path_factory.mktemp("backend") / "backend.yaml"
    path.write_text(FILE, encoding="utf-8")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    served = asyncio.run_coroutine_threadsafe(start_backend(path), loop).result(30)
    yield served
    asyncio.run_coroutine_threadsafe(served.stop(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


class Desk:
    """A proxy, an app that uses it, and what the proxy tells."""

    def __init__(self, state: Path, backend: Backend) -> None:
        hosts = {name: {"http": ports.http, "https": ports.https} for name, ports in backend.hosts.items()}
        self.instructions = Instructions(hosts)
        bundle = authorities_with(backend.authority_pem, state)
        self.proxy = Mitmdump.start(ProxyOptions(state, self.instructions, upstream_ca=bundle))
        self.context = ssl.create_default_context(cafile=str(state / CA_FILE))
        self.careless = ssl.create_default_context()
        self.careless.check_hostname, self.careless.verify_mode = False, ssl.CERT_NONE
        self._reports = self.proxy.reports()
        self._told: list[Report] = []

    def instruct(self, **changes: object) -> None:
        self.instructions = msgspec.structs.replace(self.instructions, **changes)
        self.proxy.instruct(self.instructions)
        for report in self._reports:
            self._told.append(report)
            if report.settled is not None:
                return

    def get(
        self, path: str, host: str = HOST, *, scheme: str = "https", context: ssl.SSLContext | None = None
    ) -> bytes:
        way = f"http://127.0.0.1:{self.proxy.port}"
        handlers = urllib.request.ProxyHandler({"http": way, "https": way})
        opener = urllib.request.build_opener(handlers, urllib.request.HTTPSHandler(context=context or self.context))
        body: bytes = opener.open(f"{scheme}://{host}{path}", timeout=30).read()
        return body

    def http2(self, request: HttpRequest, **headers: str) -> HttpAnswer:
        way = ("127.0.0.1", self.proxy.port)
        return asyncio.run(asyncio.wait_for(exchange(request, headers, self.context, way, way), 30))

    def ended(self) -> list[Report]:
        self.proxy.end()
        self._told += self._reports
        self.proxy.wait()
        return self._told

    def flows(self) -> list[Flow]:
        recorder = FlowRecorder(Masker())
        return [recorder.record(report.flow) for report in self.ended() if report.flow]

    def probes(self) -> list[Probe]:
        return [report.probe for report in self.ended() if report.probe]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proxy")


@pytest.fixture
def desk(state: Path, backend: Backend) -> Iterator[Desk]:
    desk = Desk(state, backend)
    yield desk
    desk.proxy.kill()


# --- protocols and stages ---------------------------------------------------------------------------------------------


def test_each_stage_of_a_first_request_is_told_and_of_a_second_on_the_connection_none_of_opening(desk: Desk) -> None:
    async def ask() -> None:
        async with aiohttp.ClientSession() as session:
            for _ in range(2):
                way = f"http://127.0.0.1:{desk.proxy.port}"
                async with session.get(f"https://{HOST}/a", proxy=way, ssl=desk.context) as answer:
                    await answer.read()
        await asyncio.sleep(0.1)  # aiohttp closes TLS inside a tunnel a turn later

    asyncio.run(ask())
    first, second = (flow.timing for flow in desk.flows())
    assert None not in (first.dns, first.connect, first.tls, first.send, first.first_byte, first.total, first.opened)
    assert first.opened is not None and first.opened < 0  # the tunnel was opened before the request came
    assert (second.dns, second.connect, second.tls, second.opened) == (None, None, None, None)
    assert second.total is not None


def test_the_look_up_is_told_also_when_the_server_closes_with_its_answer(desk: Desk) -> None:
    desk.get("/a")  # with `Connection: close`
    (flow,) = desk.flows()
    assert flow.timing.dns is not None and flow.timing.connect is not None


def test_http2_is_seen_as_such(desk: Desk) -> None:
    answer = desk.http2(HttpRequest("GET", f"https://{HOST}/a", protocol="h2"))
    assert (answer.status, answer.body) == (200, b'{"a":1}')
    (flow,) = desk.flows()
    assert (flow.http, flow.protocol, flow.status, flow.response.text) == ("HTTP/2", "HTTP/2", 200, '{"a":1}')
    assert flow.cipher and flow.server_cipher and (flow.tls, flow.server_tls) == ("TLSv1.3", "TLSv1.3")


def test_grpc_calls_have_service_method_status_and_the_number_of_messages(desk: Desk) -> None:
    for method in ("List", "Fail"):
        url = f"https://{HOST}/bank.Accounts/{method}"
        desk.http2(
            HttpRequest("POST", url, protocol="grpc", messages=(b"q", b"r")), **{"content-type": "application/grpc"}
        )
    good, bad = (flow.grpc for flow in desk.flows())
    assert good and bad
    assert (good.service, good.method, good.status, good.sent, good.received) == ("bank.Accounts", "List", 0, 2, 2)
    assert (bad.method, bad.status, bad.message, bad.received) == ("Fail", 14, "planted", 0)


def test_messages_of_a_websocket_are_counted_with_their_size_and_direction(desk: Desk) -> None:
    async def talk() -> None:
        way = f"http://127.0.0.1:{desk.proxy.port}"
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"wss://{HOST}/ticks", proxy=way, ssl=desk.context) as socket,
        ):
            await socket.send_str("hello")
            await socket.send_bytes(b"\1\2\3")
            for _ in range(3):
                await socket.receive()
        await asyncio.sleep(0.1)

    asyncio.run(talk())
    (flow,) = desk.flows()
    assert flow.websocket and (flow.status, flow.protocol) == (101, "WebSocket")
    assert (flow.websocket.sent, flow.websocket.received, flow.websocket.close_code) == (2, 3, 1000)
    assert (flow.websocket.sent_bytes, flow.websocket.received_bytes) == (8, 13)
    heard = [(one.size, one.text) for one in flow.websocket.messages if not one.sent]
    assert sorted(heard) == [(3, False), (5, True), (5, True)]


def test_a_picture_that_passes_through_is_known_by_its_pixels(desk: Desk) -> None:
    assert len(desk.get("/picture")) == 9000
    (flow,) = desk.flows()
    assert (flow.response.size, flow.response.width, flow.response.height) == (9000, 120, 80)


def test_a_server_of_old_is_passed_on_and_its_tls_recorded(desk: Desk) -> None:
    assert desk.get("/a", OLD) == b'{"a":1}'
    (flow,) = desk.flows()
    assert (flow.status, flow.tls, flow.server_tls) == (200, "TLSv1.3", "TLSv1.1")


# --- weak networks ----------------------------------------------------------------------------------------------------


def test_latency_and_bandwidth_are_in_the_times_that_are_recorded(desk: Desk) -> None:
    desk.get("/picture")
    desk.instruct(network=NetworkProfile("slow", latency_ms=80))
    desk.get("/a")
    desk.instruct(network=NetworkProfile("narrow", down_kbps=300))
    desk.get("/picture")
    desk.instruct(network=NetworkProfile(""))
    desk.get("/picture")
    plain, slow, narrow, again = desk.flows()
    assert [one.network for one in (plain, slow, narrow, again)] == ["", "slow", "narrow", ""]
    # 9,000 bytes at 300 kbit/s are under way for at least 240 ms; there and back takes 80.
    assert slow.timing.total is not None and slow.timing.total >= 80
    assert narrow.timing.total is not None and narrow.timing.total >= 240


def test_without_a_network_every_request_fails_at_once_and_is_recorded_with_its_url(desk: Desk) -> None:
    desk.get("/a")
    desk.instruct(network=NetworkProfile("offline", offline=True))
    for scheme in ("https", "http"):
        with pytest.raises(OSError):
            desk.get("/a?x=1", scheme=scheme)
    desk.instruct(network=NetworkProfile(""))
    assert desk.get("/a") == b'{"a":1}'
    seen = [(flow.scheme, flow.path, flow.status, flow.network, flow.error[:7]) for flow in desk.flows()]
    assert seen == [
        ("https", "/a", 200, "", ""),
        ("https", "/a?x=1", None, "offline", "offline"),
        ("http", "/a?x=1", None, "offline", "offline"),
        ("https", "/a", 200, "", ""),
    ]


def test_a_request_under_way_is_cut_when_the_network_goes(desk: Desk, backend: Backend) -> None:
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            desk.get("/slow")
        except OSError as error:
            failed.append(error)

    app = threading.Thread(target=ask)
    app.start()
    while not backend.routes.asked("GET /slow"):
        app.join(0.02)
    desk.instruct(network=NetworkProfile("offline", offline=True))
    app.join(20)
    (flow,) = desk.flows()
    assert failed and flow.path == "/slow" and flow.error.startswith("offline")


def test_in_a_dead_network_requests_hang_until_it_lives_again(desk: Desk) -> None:
    desk.instruct(network=NetworkProfile("lift", loss=1))
    answers: list[bytes] = []
    app = threading.Thread(target=lambda: answers.append(desk.get("/a")))
    app.start()
    app.join(0.5)
    assert app.is_alive() and not answers
    desk.instruct(network=NetworkProfile(""))
    app.join(20)
    assert answers == [b'{"a":1}']


# --- the impostor -----------------------------------------------------------------------------------------------------


def test_an_app_that_checks_certificates_refuses_the_impostor_and_one_that_does_not_is_found_out(desk: Desk) -> None:
    desk.instruct(probe=True)
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        desk.get("/a")
    with pytest.raises(OSError):
        desk.get("/a?token=abc", context=desk.careless)
    desk.instruct(probe=False)
    assert desk.get("/a") == b'{"a":1}'
    seen = desk.ended()
    probes = [report.probe for report in seen if report.probe]
    assert [(one.host, one.port, one.accepted, one.request) for one in probes] == [
        (HOST, 443, False, ""),
        (HOST, 443, True, "GET /a?token=abc"),
    ]
    assert [report.flow.path for report in seen if report.flow] == ["/a"]
    assert not [report for report in seen if report.uninspected]
