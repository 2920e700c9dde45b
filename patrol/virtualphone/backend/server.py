"""Serves a back end file on two loopback ports, one for HTTP and one for HTTPS with a certificate authority of its own.

backend = await start_backend(Path("scenarios/demo/model/backend.yaml"))
backend.hosts["api.harbourbank.example"].https      # the port that answers for this name
backend.authority_pem                               # what the phone has to trust
await backend.stop()
"""

from __future__ import annotations

import asyncio
import gzip
import io
import ssl
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from patrol.virtualphone.backend.routes import Asked, Picture, Reply, Routes, load_routes
from patrol.virtualphone.system.manifest import HostPorts

if TYPE_CHECKING:
    from aiohttp import web

LOOPBACK = "127.0.0.1"
LARGEST_REQUEST = 64 * 1024 * 1024
HANG_S = 600
"""A route that hangs is given up after so long, so that stopping never waits for it."""


class Backend:
    """Running servers. `hosts`: server name → its ports; `authority_pem`: the certificate that signed theirs."""

    def __init__(
        self, routes: Routes, hosts: Mapping[str, HostPorts], authority_pem: bytes, runner: web.AppRunner
    ) -> None:
        self.routes = routes
        self.hosts = hosts
        self.authority_pem = authority_pem
        self._runner = runner

    async def stop(self) -> None:
        await self._runner.cleanup()


async def start_backend(path: Path) -> Backend:
    """Raises ModelError when the file is wrong. Ports are chosen by the system."""
    from aiohttp import web

    routes = load_routes(path)
    authority, context = certificates(routes.hosts)
    app = web.Application(client_max_size=LARGEST_REQUEST)
    app.router.add_route("*", "/{path:.*}", _Handler(routes).__call__)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handle_signals=False)
    await runner.setup()
    ports = [await _listen(runner, None), await _listen(runner, context)]
    hosts = {name: HostPorts(*ports) for name in routes.hosts}
    return Backend(routes, hosts, authority, runner)


async def _listen(runner: web.AppRunner, context: ssl.SSLContext | None) -> int:
    from aiohttp import web

    site = web.TCPSite(runner, LOOPBACK, 0, ssl_context=context)
    await site.start()
    server = site._server
    assert isinstance(server, asyncio.Server)
    return int(server.sockets[0].getsockname()[1])


def certificates(hosts: tuple[str, ...]) -> tuple[bytes, ssl.SSLContext]:
    """(the authority as PEM, a server context that answers for all these names)."""
    import trustme

    authority = trustme.CA(organization_name="patrol demo back end")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(hosts or ("localhost",))).configure_cert(context)
    return authority.cert_pem.bytes(), context


class _Handler:
    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        from aiohttp import web

        asked = Asked(
            request.method,
            request.host.rpartition(":")[0] or request.host,
            request.path,
            dict(parse_qsl(request.query_string, keep_blank_values=True)),
            dict(request.headers),
            await request.read(),
        )
        reply = self._routes.reply(asked)
        await asyncio.sleep(HANG_S if reply.fault == "hang" else reply.delay_ms / 1000)
        if reply.fault == "reset" and request.transport is not None:
            request.transport.abort()
        body, headers = encode(reply, request.headers.get("Accept-Encoding", ""))
        return web.Response(status=reply.status, headers=headers, body=body)


def encode(reply: Reply, accepted: str) -> tuple[bytes, dict[str, str]]:
    """The body as it goes over the wire, with its headers."""
    headers, body = dict(reply.headers), reply.body
    if reply.picture is not None:
        body = png(reply.picture, reply.size)
    elif reply.gzip and body and "gzip" in accepted:
        body = gzip.compress(body, 6, mtime=0)
        headers["Content-Encoding"] = "gzip"
        headers["Vary"] = "Accept-Encoding"
    return body, headers


@lru_cache(maxsize=16)
def png(picture: Picture, size: int) -> bytes:
    """A colourful picture of so many pixels, padded (in a private chunk that viewers skip) to `size` bytes."""
    import struct
    import zlib

    from PIL import Image

    across = Image.linear_gradient("L").rotate(90).resize((picture.width, picture.height))
    down = Image.linear_gradient("L").resize((picture.width, picture.height))
    image = Image.merge("RGB", (across, down, Image.new("L", (picture.width, picture.height), 160)))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    data = out.getvalue()
    missing = size - len(data) - 12
    if missing <= 0:
        return data
    chunk = b"prIv" + bytes(i * 31 % 251 for i in range(min(missing, 4096))) * (missing // 4096 + 1)
    chunk = chunk[: 4 + missing]
    extra = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return data[:-12] + extra + data[-12:]
