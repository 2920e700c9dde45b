"""What of an exchange is shown to whoever searches values in it."""

from __future__ import annotations

from patrol.device.proxy.exchange import exchange
from patrol.device.proxy.report import RawBody, RawFlow, RawMessage, RawOpening, RawSocket


def raw(request: RawBody, response: RawBody | None = None, socket: RawSocket | None = None) -> RawFlow:
    return RawFlow(
        "1", "POST", "https", "t.example", 443, "/v1?q=1", "HTTP/1.1", request, response, 200, RawOpening(), "", "c",
        websocket=socket,
    )  # fmt: skip


def test_each_part_is_told_apart_and_nothing_is_masked() -> None:
    request = RawBody(((b"Cookie", b"sid=abc"), (b"X-Id", b"7"), (b"Content-Encoding", b"gzip")), b"zipped", 6)
    seen = exchange(raw(request, RawBody(((b"Content-Type", b"text/plain"),), b"answer", 6)))
    assert [(part.kind, part.data) for part in seen.parts] == [
        ("url", b"/v1?q=1"),
        ("cookie", b"sid=abc"),
        ("header", b"X-Id: 7\nContent-Encoding: gzip"),
        ("body", b"zipped"),
        ("answer", b"answer"),
    ]
    assert seen.encrypted and seen.parts[3].encoding == "gzip"


def test_media_that_come_back_are_left_out_and_uploads_are_not() -> None:
    picture = ((b"content-type", b"image/jpeg"),)
    seen = exchange(raw(RawBody(picture, None, 900, b"head"), RawBody(picture, None, 900, b"head")))
    assert [(part.kind, part.whole) for part in seen.parts if part.kind in ("body", "answer")] == [("body", 900)]


def test_messages_of_a_socket_go_each_their_way() -> None:
    messages = (RawMessage(0, True, True, b"out"), RawMessage(1, False, True, b"in"))
    seen = exchange(raw(RawBody(), None, RawSocket(messages)))
    assert [(part.kind, part.data) for part in seen.parts[1:]] == [("socket", b"out"), ("answer", b"in")]
