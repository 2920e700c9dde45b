"""The servers, asked by a real HTTP client."""

from __future__ import annotations

import asyncio
import io
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest
from PIL import Image

from patrol.virtualphone.backend.server import Backend, start_backend

T = TypeVar("T")

FILE = """
hosts: [a.example, b.example]
routes:
  - {route: GET /json, json: {text: "港湾港湾港湾港湾港湾港湾港湾港湾港湾港湾港湾港湾"}}
  - {route: GET /plain, text: words, gzip: false}
  - {route: GET /img, png: {width: 60, height: 40}, size: 30000}
  - {route: GET /reset, text: x, reset: true}
  - {route: GET /hang, text: x, hang: true}
"""


def served(folder: Path, use: Callable[[Backend, aiohttp.ClientSession], Awaitable[T]]) -> T:
    path = folder / "backend.yaml"
    path.write_text(FILE, encoding="utf-8")

    async def run() -> T:
        backend = await start_backend(path)
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
                return await use(backend, session)
        finally:
            await backend.stop()

    return asyncio.run(asyncio.wait_for(run(), 60))


def test_both_doors_answer_for_each_name_and_only_our_authority_is_needed(tmp_path: Path) -> None:
    async def use(backend: Backend, session: aiohttp.ClientSession) -> list[int]:
        trust = ssl.create_default_context(cadata=backend.authority_pem.decode())
        statuses = []
        for name, ports in backend.hosts.items():
            plain, secure = f"http://127.0.0.1:{ports.http}/json", f"https://127.0.0.1:{ports.https}/json"
            async with session.get(plain, headers={"Host": name}) as answer:
                statuses.append(answer.status)
            async with session.get(secure, headers={"Host": name}, ssl=trust, server_hostname=name) as answer:
                statuses.append(answer.status)
        return statuses

    assert served(tmp_path, use) == [200, 200, 200, 200]


def test_a_client_without_the_authority_refuses(tmp_path: Path) -> None:
    async def use(backend: Backend, session: aiohttp.ClientSession) -> None:
        await session.get(f"https://127.0.0.1:{backend.hosts['a.example'].https}/json", server_hostname="a.example")

    with pytest.raises(aiohttp.ClientConnectorCertificateError):
        served(tmp_path, use)


def test_bodies_are_compressed_when_the_client_accepts_it(tmp_path: Path) -> None:
    async def use(backend: Backend, session: aiohttp.ClientSession) -> list[str | None]:
        base = f"http://127.0.0.1:{backend.hosts['a.example'].http}"
        found = []
        for path, accepted in (("/json", "gzip"), ("/json", "identity"), ("/plain", "gzip")):
            async with session.get(base + path, headers={"Accept-Encoding": accepted}) as answer:
                await answer.read()
                found.append(answer.headers.get("Content-Encoding"))
        return found

    assert served(tmp_path, use) == ["gzip", None, None]


def test_pictures_have_the_size_they_were_given(tmp_path: Path) -> None:
    async def use(backend: Backend, session: aiohttp.ClientSession) -> bytes:
        async with session.get(f"http://127.0.0.1:{backend.hosts['a.example'].http}/img") as answer:
            return await answer.read()

    data = served(tmp_path, use)
    assert len(data) == 30000
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.size == (60, 40)


def test_a_connection_can_be_dropped_and_stopping_does_not_wait_for_a_hanging_one(tmp_path: Path) -> None:
    async def use(backend: Backend, session: aiohttp.ClientSession) -> None:
        base = f"http://127.0.0.1:{backend.hosts['a.example'].http}"
        hanging = asyncio.create_task(session.get(f"{base}/hang"))
        await asyncio.sleep(0.1)
        try:
            await session.get(f"{base}/reset")
        finally:
            hanging.cancel()

    with pytest.raises(aiohttp.ServerDisconnectedError):
        served(tmp_path, use)
