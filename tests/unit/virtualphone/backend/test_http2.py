"""HTTP/2, gRPC and WebSockets, between an app's client and the back end."""

from __future__ import annotations

import asyncio
import ssl
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest

from patrol.virtualphone.backend.server import Backend, start_backend
from patrol.virtualphone.contracts import HttpAnswer, HttpRequest
from patrol.virtualphone.system.http2 import exchange

T = TypeVar("T")

FILE = """
hosts: [a.example]
old_tls: [old.example]
routes:
  - {route: GET /small, json: {a: 1}}
  - {route: POST /big, text: x, size: 400000, gzip: false}
  - {route: GET /reset, text: x, reset: true}
  - {route: POST /bank.Accounts/List, grpc: [one, two]}
  - {route: POST /bank.Accounts/Fail, grpc: [], grpc_status: 14}
  - {route: GET /ticks, websocket: ["hello {query.who}", next]}
"""


def served(folder: Path, use: Callable[[Backend], Awaitable[T]]) -> T:
    path = folder / "backend.yaml"
    path.write_text(FILE, encoding="utf-8")

    async def run() -> T:
        backend = await start_backend(path)
        try:
            return await use(backend)
        finally:
            await backend.stop()

    return asyncio.run(asyncio.wait_for(run(), 60))


async def ask(backend: Backend, line: str, **options: object) -> HttpAnswer:
    method, _, path = line.partition(" ")
    request = HttpRequest(method, f"https://a.example{path}", protocol="h2", **options)  # type: ignore[arg-type]
    trust = ssl.create_default_context(cadata=backend.authority_pem.decode())
    return await exchange(request, {"Accept": "*/*"}, trust, ("127.0.0.1", backend.hosts["a.example"].https), None)


def test_http2_answers_also_what_is_larger_than_a_window(tmp_path: Path) -> None:
    async def use(backend: Backend) -> tuple[HttpAnswer, HttpAnswer, HttpAnswer]:
        return (
            await ask(backend, "GET /small"),
            await ask(backend, "POST /big", body=b"y" * 200_000),
            await ask(backend, "GET /none"),
        )

    small, big, none = served(tmp_path, use)
    assert (small.status, small.body, small.headers["content-length"]) == (200, b'{"a":1}', "7")
    assert (big.status, len(big.body)) == (200, 400_000)
    assert none.status == 404


def test_a_connection_that_breaks_off_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        served(tmp_path, lambda backend: ask(backend, "GET /reset"))


def test_grpc_ends_in_trailers(tmp_path: Path) -> None:
    async def call(backend: Backend, method: str) -> HttpAnswer:
        request = HttpRequest("POST", f"https://a.example/bank.Accounts/{method}", protocol="grpc", messages=(b"q",))
        trust = ssl.create_default_context(cadata=backend.authority_pem.decode())
        way = ("127.0.0.1", backend.hosts["a.example"].https)
        return await exchange(request, {"content-type": "application/grpc"}, trust, way, None)

    good = served(tmp_path, lambda backend: call(backend, "List"))
    assert (good.status, good.body, good.error) == (200, b"\0\0\0\0\3one\0\0\0\0\3two", "")
    assert "StatusException: 14: planted" in served(tmp_path, lambda backend: call(backend, "Fail")).error


def test_a_websocket_says_its_lines_and_then_answers_with_what_it_hears(tmp_path: Path) -> None:
    async def use(backend: Backend) -> list[str]:
        port = backend.hosts["a.example"].http
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"http://127.0.0.1:{port}/ticks?who=you") as socket,
        ):
            await socket.send_str("echo")
            return [await socket.receive_str() for _ in range(3)]

    assert served(tmp_path, use) == ["hello you", "next", "echo"]


def test_a_host_of_old_speaks_no_tls_that_is_newer_than_1_1(tmp_path: Path) -> None:
    async def version(backend: Backend, host: str) -> str:
        trust = ssl.create_default_context(cadata=backend.authority_pem.decode())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            trust.minimum_version = ssl.TLSVersion.TLSv1
        trust.set_ciphers("DEFAULT:@SECLEVEL=0")
        port = backend.hosts[host].https
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust, server_hostname=host)
        spoken: str = writer.get_extra_info("ssl_object").version()
        writer.close()
        return spoken

    assert served(tmp_path, lambda backend: version(backend, "old.example")) == "TLSv1.1"
    assert served(tmp_path, lambda backend: version(backend, "a.example")) == "TLSv1.3"
