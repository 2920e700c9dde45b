"""An app's requests: straight to its servers, through a proxy, refused where a phone refuses."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from patrol.virtualphone.backend.server import Backend, start_backend
from patrol.virtualphone.contracts import HttpAnswer, HttpRequest
from tests.unit.virtualphone.system.desk import PACKAGE, Desk

BACKEND = """
hosts: [api.small.example]
routes:
  - route: GET /hello
    json: {hello: "{query.who}"}
  - route: GET /hang
    hang: true
"""


@asynccontextmanager
async def backend(desk: Desk, folder: Path) -> AsyncIterator[Backend]:
    (folder / "backend.yaml").write_text(BACKEND)
    served = await start_backend(folder / "backend.yaml")
    desk.phone.serve_hosts(served.hosts, served.authority_pem)
    await desk.start()
    try:
        yield served
    finally:
        await served.stop()


async def ask(desk: Desk, url: str, **options: object) -> HttpAnswer:
    answer: asyncio.Future[HttpAnswer] = asyncio.get_running_loop().create_future()
    request = HttpRequest("GET", url, **options)  # type: ignore[arg-type]
    installed = desk.process.installed
    assert installed
    desk.phone.network.send(desk.process.pid, installed, request, answer.set_result)
    return await asyncio.wait_for(answer, 20)


def allow_cleartext(desk: Desk) -> None:
    installed = desk.process.installed
    assert installed
    installed.manifest = dataclasses.replace(installed.manifest, cleartext=True)


def test_tls_is_checked_against_the_phone_s_store(on_phone, tmp_path: Path) -> None:
    async def test(desk: Desk) -> None:
        async with backend(desk, tmp_path):
            answer = await ask(desk, "https://api.small.example/hello?who=you")
            assert (answer.status, answer.body) == (200, b'{"hello":"you"}')
            path = (await desk.sh("getprop ro.patrol.ca")).out.strip()
            assert (await desk.sh(f"head -1 {path}")).out == "-----BEGIN CERTIFICATE-----\n"
            desk.phone.files.remove("/system/etc/security/cacerts", recursive=True)
            desk.phone.files.remove(path)
            answer = await ask(desk, "https://api.small.example/hello")
            assert "Trust anchor for certification path not found" in answer.error
            answer = await ask(desk, "https://api.small.example/hello", verify=False)
            assert answer.status == 200

    on_phone(test)


def test_pins_are_honoured(on_phone, tmp_path: Path) -> None:
    async def test(desk: Desk) -> None:
        async with backend(desk, tmp_path):
            url = "https://api.small.example/hello"
            assert (await ask(desk, url, pins=("backend",))).status == 200
            answer = await ask(desk, url, pins=("sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",))
            assert "Certificate pinning failure" in answer.error

    on_phone(test)


def test_cleartext_needs_the_manifest_s_leave(on_phone, tmp_path: Path) -> None:
    async def test(desk: Desk) -> None:
        async with backend(desk, tmp_path):
            url = "http://api.small.example/hello?who=me"
            assert "CLEARTEXT communication" in (await ask(desk, url)).error
            allow_cleartext(desk)
            assert (await ask(desk, url)).body == b'{"hello":"me"}'

    on_phone(test)


@pytest.mark.parametrize(
    "offline",
    ["svc wifi disable; svc data disable", "settings put global airplane_mode_on 1"],
)
def test_without_a_network_no_name_resolves(on_phone, tmp_path: Path, offline: str) -> None:
    async def test(desk: Desk) -> None:
        async with backend(desk, tmp_path):
            assert "UnknownHostException" in (await ask(desk, "https://nowhere.example/")).error
            await desk.sh(offline)
            assert "UnknownHostException" in (await ask(desk, "https://api.small.example/hello")).error

    on_phone(test)


def test_a_server_that_does_not_answer_times_out(on_phone, tmp_path: Path) -> None:
    async def test(desk: Desk) -> None:
        async with backend(desk, tmp_path):
            answer = await ask(desk, "https://api.small.example/hang", timeout_ms=150)
            assert answer.error == "java.net.SocketTimeoutException: timeout"

    on_phone(test)


def test_requests_go_through_the_phone_s_proxy(on_phone, tmp_path: Path) -> None:
    async def test(desk: Desk) -> None:
        heard: list[str] = []

        async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            heard.append((await reader.readline()).decode().strip())
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nproxy")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(proxy, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        bridged: list[int] = []

        async def bridge(phone_port: int) -> int:
            bridged.append(phone_port)
            return int(port)

        desk.phone.network.bridge = bridge
        async with backend(desk, tmp_path):
            allow_cleartext(desk)
            await desk.sh("settings put global http_proxy 127.0.0.1:8118")
            answer = await ask(desk, "http://api.small.example/hello")
            assert answer.body == b"proxy" and bridged == [8118]
            assert heard == ["GET http://api.small.example/hello HTTP/1.1"]
            await desk.sh("settings put global http_proxy :0")
            assert (await ask(desk, "http://api.small.example/hello")).body != b"proxy"
        server.close()

    on_phone(test)


def test_traffic_is_counted(on_phone, tmp_path: Path) -> None:
    async def test(desk: Desk) -> None:
        async with backend(desk, tmp_path):
            await ask(desk, "https://api.small.example/hello")
            assert "uid=10130 set=FOREGROUND" in (await desk.sh("dumpsys netstats poll; dumpsys netstats detail")).out
            assert desk.phone.network.received > 0 and PACKAGE

    on_phone(test)
