"""What the addon keeps of connections: where they lead, how they were opened, what is played on them. Runs inside
mitmdump, on its event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mitmproxy import ctx

from patrol.device.proxy.probing import Impostor
from patrol.device.proxy.raw import Seen
from patrol.device.proxy.report import RawOpening
from patrol.device.proxy.resolving import Resolver
from patrol.device.proxy.shaping import Shape, ShapedReader, ShapedWriter
from patrol.model.network import NetworkProfile

if TYPE_CHECKING:
    from mitmproxy.connection import Client, Connection, Server
    from mitmproxy.http import HTTPFlow
    from mitmproxy.proxy.context import Context
    from mitmproxy.tls import TlsData


@dataclass(slots=True)
class _AppSide:
    """A connection of the app."""

    reader: ShapedReader | None
    """None for one that was there before anything was played: what the app sends on it is not held back."""
    writer: ShapedWriter


def _handlers() -> list[Any]:
    """mitmproxy's handlers of the app's connections."""
    return list(ctx.master.addons.get("proxyserver").connections.values())


class Connections:
    def __init__(self) -> None:
        self.resolver = Resolver()
        self._shape = Shape()
        self._apps: dict[str, _AppSide] = {}
        self._tunnels: dict[str, tuple[str, int]] = {}
        self._used: set[str] = set()
        """Connections to servers that a request has gone over."""
        self._probed: dict[str, tuple[str, int]] = {}
        """Connections that were shown the impostor's certificate, and have said nothing yet."""
        self._impostor: Impostor | None = None

    # --- the app's side -----------------------------------------------------------------------------------------------

    def shaped(self, client: Client) -> None:
        """Put the played network between a new connection of the app and mitmproxy. Its own reader and writer are the
        only place where all protocols pass. While nothing is played they stay as they are, and cost nothing."""
        if not self._shape.profile.changes:
            return
        for handler in _handlers():
            if handler.client is client:
                transport = handler.transports[client]
                side = _AppSide(
                    ShapedReader(transport.reader, self._shape), ShapedWriter(transport.writer, self._shape)
                )
                transport.reader, transport.writer = side.reader, side.writer
                self._apps[client.id] = side
                return

    def tunnel(self, client: Client, host: str, port: int) -> None:
        self._tunnels[client.id] = host, port

    def tunnel_of(self, client: Client) -> tuple[str, int] | None:
        return self._tunnels.get(client.id)

    def target(self, context: Context) -> tuple[str, int]:
        """Where a connection was meant to lead."""
        address: Any = context.server.address
        return self._tunnels.get(context.client.id) or address or (context.client.sni or "", 0)

    def client_gone(self, client: Client) -> None:
        for kept in (self._tunnels, self._apps, self._probed):
            kept.pop(client.id, None)

    def server_gone(self, server: Server) -> None:
        self._used.discard(server.id)

    # --- the played network -------------------------------------------------------------------------------------------

    def change(self, profile: NetworkProfile, busy: Set[str], *, cut: bool) -> None:
        """Play this from now on. A connection on which nothing was played yet ends when it is idle, as it does when a
        phone changes its network, so that the next request is played on from its first byte; those of `busy` (ids) may
        finish. `cut` ends them all."""
        self._shape.change(profile)
        for handler in _handlers():
            transport = handler.transports.get(handler.client)
            if transport is None or transport.writer is None:
                continue
            played = handler.client.id in self._apps
            if cut or not (played or handler.client.id in busy):
                transport.writer.transport.abort()
            elif not played:
                transport.writer = writer = ShapedWriter(transport.writer, self._shape)
                self._apps[handler.client.id] = _AppSide(None, writer)

    def began(self, flow: HTTPFlow, profile: NetworkProfile) -> None:
        if not profile.changes:
            return
        flow.metadata["patrol-network"] = profile.name
        side = self._apps.get(flow.client_conn.id)
        flow.metadata["patrol-there"] = side.reader.delayed_ms if side and side.reader else 0.0

    def on_its_way_ms(self, flow: HTTPFlow) -> Callable[[], float]:
        """Asked a moment later: how long the answer was under way from its end to its arrival at the app. The
        connection may be gone by then."""
        side = self._apps.get(flow.client_conn.id)
        ended_s = flow.response.timestamp_end if flow.response else None
        ended = asyncio.get_running_loop().time() - (time.time() - (ended_s or time.time()))
        return lambda: max(0.0, (side.writer.expected_at - ended) * 1000) if side else 0.0

    def seen(self, flow: HTTPFlow) -> Seen:
        """A request that is over, with what stands only here."""
        target, there = self._tunnels.get(flow.client_conn.id), flow.metadata.get("patrol-there", 0.0)
        return Seen(flow, target, self._opening(flow.server_conn), there)

    def _opening(self, server: Server) -> RawOpening:
        if server.id in self._used or server.timestamp_start is None:
            return RawOpening()
        self._used.add(server.id)
        resolved = self.resolver.took_ms(server.id)
        return RawOpening(server.timestamp_start, resolved, server.timestamp_tcp_setup, server.timestamp_tls_setup)

    # --- the impostor -------------------------------------------------------------------------------------------------

    def show_impostor(self, data: TlsData, host: str) -> None:
        """Let mitmproxy prepare the handshake, and put another certificate in its place."""
        from OpenSSL import crypto

        ctx.master.addons.get("tlsconfig").tls_start_client(data)
        self._impostor = self._impostor or Impostor()
        certificate, key = self._impostor.certificate(host)
        assert data.ssl_conn is not None
        data.ssl_conn.use_certificate(crypto.X509.from_cryptography(certificate))
        data.ssl_conn.use_privatekey(crypto.PKey.from_cryptography_key(key))
        self._probed[data.context.client.id] = self.target(data.context)

    def unanswered_probe(self, client: Connection) -> tuple[str, int] | None:
        return self._probed.get(client.id)

    def probe_answered(self, client: Connection) -> None:
        self._probed.pop(client.id, None)
