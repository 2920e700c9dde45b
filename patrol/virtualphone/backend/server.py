"""Serves a back end file on two loopback ports, one for HTTP and one for HTTPS with a certificate authority of its own.
HTTPS speaks HTTP/2 with clients that offer it (ALPN). Hosts of `old_tls` have a third port, of TLS 1.1 at most.

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
import warnings
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
        self,
        routes: Routes,
        hosts: Mapping[str, HostPorts],
        authority_pem: bytes,
        runner: web.AppRunner,
        servers: tuple[asyncio.Server, ...] = (),
    ) -> None:
        self.routes = routes
        self.hosts = hosts
        self.authority_pem = authority_pem
        self._runner = runner
        self._servers = servers

    async def stop(self) -> None:
        for server in self._servers:
            server.close()
        await self._runner.cleanup()


async def start_backend(path: Path) -> Backend:
    """Raises ModelError when the file is wrong. Ports are chosen by the system."""
    from aiohttp import web

    routes = load_routes(path)
    authority, context, old = certificates(routes.hosts)
    app = web.Application(client_max_size=LARGEST_REQUEST)
    handler = _Handler(routes)
    app.router.add_route("*", "/{path:.*}", handler.__call__)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handle_signals=False)
    await runner.setup()
    servers = [await _listen(runner, handler, with_tls) for with_tls in (None, context, old)]
    plain, secure, weak = (int(server.sockets[0].getsockname()[1]) for server in servers)
    hosts = {name: HostPorts(plain, weak if name in routes.old_tls else secure) for name in routes.hosts}
    return Backend(routes, hosts, authority, runner, tuple(servers))


async def _listen(runner: web.AppRunner, handler: _Handler, context: ssl.SSLContext | None) -> asyncio.Server:
    def door() -> asyncio.Protocol:
        return _Door(runner, handler)

    return await asyncio.get_running_loop().create_server(door, LOOPBACK, 0, ssl=context)


class _Door(asyncio.Protocol):
    """Gives a new connection to whoever speaks what was agreed on."""

    def __init__(self, runner: web.AppRunner, handler: _Handler) -> None:
        self._runner = runner
        self._handler = handler

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        secured = transport.get_extra_info("ssl_object")
        assert isinstance(transport, asyncio.Transport)
        if secured is not None and secured.selected_alpn_protocol() == "h2":
            from patrol.virtualphone.backend.http2 import Http2

            chosen: asyncio.Protocol = Http2(self._handler.answered)
        else:
            assert self._runner.server is not None
            chosen = self._runner.server()
        transport.set_protocol(chosen)
        chosen.connection_made(transport)


def certificates(hosts: tuple[str, ...]) -> tuple[bytes, ssl.SSLContext, ssl.SSLContext]:
    """(the authority as PEM, a server context that answers for all these names, one that knows TLS 1.1 at most)."""
    import trustme

    authority = trustme.CA(organization_name="patrol demo back end")
    leaf = authority.issue_cert(*(hosts or ("localhost",)))
    context, old = (ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for _ in range(2))
    for each in (context, old):
        leaf.configure_cert(each)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is the point
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    return authority.cert_pem.bytes(), context, old


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
        reply, body, headers = await self.answered(asked)
        if reply.fault == "reset" and request.transport is not None:
            request.transport.abort()
        if reply.websocket:
            return await _talk(request, reply)
        return web.Response(status=reply.status, headers=headers, body=body)

    async def answered(self, asked: Asked) -> tuple[Reply, bytes, dict[str, str]]:
        """The reply in its time, its body as it goes over the wire, and its headers."""
        reply = self._routes.reply(asked)
        await asyncio.sleep(HANG_S if reply.fault == "hang" else reply.delay_ms / 1000)
        accepted = next((value for name, value in asked.headers.items() if name.lower() == "accept-encoding"), "")
        return reply, *encode(reply, accepted)


async def _talk(request: web.Request, reply: Reply) -> web.StreamResponse:
    """Says all it has to say, then answers each message with itself until the app closes."""
    from aiohttp import WSMsgType, web

    socket = web.WebSocketResponse()
    await socket.prepare(request)
    for message in reply.messages:
        await socket.send_str(message.decode())
    async for heard in socket:
        if heard.type is WSMsgType.TEXT:
            await socket.send_str(heard.data)
        elif heard.type is WSMsgType.BINARY:
            await socket.send_bytes(heard.data)
    return socket


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
