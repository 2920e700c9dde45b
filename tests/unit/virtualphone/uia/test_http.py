from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.virtualphone.uia.http import Answer, Request, serve


class Talk:
    """A stream that says these pieces and notes what it is told."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)
        self.told = b""

    async def read(self, limit: int = 65536) -> bytes:
        return self.pieces.pop(0) if self.pieces else b""

    async def write(self, data: bytes) -> None:
        self.told += data

    async def close(self) -> None: ...


def told(*pieces: bytes) -> tuple[bytes, list[Request]]:
    seen: list[Request] = []

    async def echo(request: Request) -> Answer:
        seen.append(request)
        return Answer(request.body or b"pong")

    talk = Talk(*pieces)
    asyncio.run(serve(talk, echo))
    return talk.told, seen


POST = b"POST /jsonrpc/0?a=1 HTTP/1.1\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\nhello"


@settings(deadline=None)
@given(st.integers(1, 60))
def test_a_request_arrives_in_any_pieces(size: int) -> None:
    raw = POST + POST
    answer, seen = told(*(raw[at : at + size] for at in range(0, len(raw), size)))
    assert [r.body for r in seen] == [b"hello", b"hello"] and seen[0].query == {"a": "1"}
    assert answer.count(b"HTTP/1.1 200 OK\r\n") == 2 and answer.count(b"Content-Length: 5") == 2


def test_a_connection_stays_as_long_as_the_client_wants() -> None:
    close = b"GET /ping HTTP/1.1\r\nConnection: close\r\n\r\n"
    assert told(close + POST)[0].count(b"HTTP/1.1 200") == 1
    assert b"Connection: close" in told(b"GET /ping HTTP/1.0\r\n\r\n" + POST)[0]
    assert told(b"GET /ping HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + POST)[0].count(b"200 OK") == 2


def test_chunks_are_put_together() -> None:
    raw = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n"
    assert told(raw)[1][0].body == b"abcde"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"rubbish\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"a" * 20_000, b"400"),
    ],
)
def test_what_is_no_request_is_told_so_and_closed(raw: bytes, status: bytes) -> None:
    answer, seen = told(raw, POST)
    assert answer.startswith(b"HTTP/1.1 " + status) and not seen


def test_a_request_that_is_cut_short_is_dropped() -> None:
    assert told(POST[:-2]) == (b"", [])
