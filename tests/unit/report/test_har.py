"""The archive holds to HAR 1.2, and another program's reader understands it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
from haralyzer import HarParser

from patrol.derive import facts_of
from patrol.model.artifacts import Environment, PhoneInfo, Screens, Visit
from patrol.model.recorded import Recorded
from patrol.model.traffic import Body, Flow, Grpc, SocketMessage, Timing, Traffic, WebSocket
from patrol.model.waterfall import Waterfall
from patrol.report.har import har

SCHEMA = json.loads((Path(__file__).parents[2] / "data/schemas/har-1.2.json").read_text("utf-8"))
ENVIRONMENT = Environment(
    "run-1", "demo", "com.bank", "0.1", "3.11", PhoneInfo("x", android="14"), "2026-01-01T00:00:00Z",
    started_epoch_ms=1_767_225_600_000,
)  # fmt: skip

FIRST = Flow(
    "1", 1000, "POST", "https", "api.bank", 443, "/pay?token=«masked»&n=1", http="HTTP/2",
    request_headers=(("Cookie", "sid=«masked»; lang=zh"), ("Accept", "*/*")),
    request=Body(17, "application/json", text='{"pin":"«masked»"}'), status=200,
    response_headers=(("Set-Cookie", "a=«masked»; Path=/"),),
    response=Body(40, "application/json", "gzip", text="x" * 90),
    timing=Timing(dns=5, connect=10, tls=20, opened=-40, send=1, first_byte=30, total=50), connection="c1",
)  # fmt: skip
LOST = Flow("2", 2000, "GET", "http", "api.bank", 8080, "/lost", http="HTTP/1.1", error="offline", network="offline")
SOCKET = Flow(
    "3", 6000, "GET", "https", "api.bank", 443, "/ticks", http="WebSocket", status=101, timing=Timing(total=900),
    websocket=WebSocket(1, 1, 5, 7, (SocketMessage(10, True, 5), SocketMessage(20, False, 7, text=False))),
)  # fmt: skip
CALL = Flow(
    "4", 7000, "POST", "https", "api.bank", 443, "/b.A/List", http="HTTP/2", status=200,
    response=Body(900, "application/grpc", cut=True), grpc=Grpc("b.A", "List", 0, sent=1, received=2),
)  # fmt: skip


def archive(*flows: Flow) -> dict[str, Any]:
    traffic = Traffic(flows)
    screens = Screens((Visit(0, "home", "h"), Visit(5000, "ticks", "t")))
    waterfall = facts_of(Recorded(traffic, screens)).find(Waterfall)
    assert waterfall is not None
    return har(flows, waterfall, ENVIRONMENT, {"home": "首页"})


def test_it_is_valid_against_the_schema_and_the_schema_refuses_what_is_not() -> None:
    found = archive(FIRST, LOST, SOCKET, CALL)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.validate(found)
    del found["log"]["entries"][0]["timings"]["send"]
    assert not validator.is_valid(found)


def test_stages_bodies_and_pages_are_told_as_har_has_them() -> None:
    log = archive(FIRST, LOST)["log"]
    entry = log["entries"][0]
    assert entry["timings"] == {
        "blocked": -1, "dns": 5, "connect": 30, "ssl": 20, "send": 1, "wait": 29, "receive": 20
    }  # fmt: skip
    assert (entry["time"], entry["startedDateTime"]) == (85, "2026-01-01T00:00:00.960Z")
    assert entry["request"]["queryString"] == [{"name": "token", "value": "«masked»"}, {"name": "n", "value": "1"}]
    assert entry["request"]["cookies"][0] == {"name": "sid", "value": "«masked»"}
    assert entry["response"]["cookies"] == [{"name": "a", "value": "«masked»"}]
    assert entry["response"]["content"] == {
        "size": 90, "mimeType": "application/json", "compression": 50, "text": "x" * 90
    }  # fmt: skip
    assert [page["title"] for page in log["pages"]] == ["首页"]
    lost = log["entries"][1]
    assert (lost["response"]["status"], lost["response"]["_error"], lost["_network"]) == (0, "offline", "offline")


def test_sockets_and_calls_are_told_under_names_of_their_own() -> None:
    socket, call = archive(SOCKET, CALL)["log"]["entries"]
    assert socket["_resourceType"] == "websocket"
    assert [(one["type"], one["opcode"], one["_size"]) for one in socket["_webSocketMessages"]] == [
        ("send", 1, 5), ("receive", 2, 7)
    ]  # fmt: skip
    assert call["_grpc"] == {"service": "b.A", "method": "List", "status": 0}


def test_another_reader_finds_pages_entries_and_times() -> None:
    slow = msgspec.structs.replace(FIRST, id="5", at_ms=5500, path="/slow")
    parsed = HarParser(archive(FIRST, slow))
    assert [page.page_id for page in parsed.pages] == ["page_1", "page_2"]
    page = parsed.pages[0]
    assert [entry.request.url for entry in page.entries] == [FIRST.url]
    assert (page.entries[0].status, page.entries[0].time) == (200, 85)
