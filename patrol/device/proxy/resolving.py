"""Looking names up, with its time. Runs inside mitmdump.

mitmproxy opens connections by name, so that the look-up is part of connecting. The event loop's own look-up is wrapped
instead of resolving beforehand and connecting to the address: then mitmproxy still knows the server by its name, uses
its connections again and checks certificates by it.
"""

from __future__ import annotations

import asyncio
import socket
import time
from contextvars import ContextVar
from typing import Any

from patrol.device.proxy.report import Instructions

Address = tuple[Any, ...]
UNASKED = 1_000
"""Look-ups that are kept for a request that may never come: a server may close before its answer is told."""


class Resolver:
    """Wraps the loop's getaddrinfo. `begin` is called in the task that opens a connection."""

    def __init__(self) -> None:
        self.instructions = Instructions()
        self._current: ContextVar[str] = ContextVar("connection")
        self._took: dict[str, float] = {}

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        plain = loop.getaddrinfo

        async def getaddrinfo(host: str, port: int, **options: Any) -> list[Address]:
            if (mapped := self._mapped(host, port)) is not None:
                found: list[Address] = [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", mapped)]
                began = time.perf_counter()
            else:
                began = time.perf_counter()
                found = [tuple(one) for one in await plain(host, port, **options)]
            if connection := self._current.get(""):
                self._took[connection] = (time.perf_counter() - began) * 1000
                if len(self._took) > UNASKED:
                    self._took.pop(next(iter(self._took)))
            return found

        setattr(loop, "getaddrinfo", getaddrinfo)  # noqa: B010 mypy refuses the plain assignment

    def begin(self, connection: str) -> None:
        """What is looked up in this task from now on is for this connection."""
        self._current.set(connection)

    def took_ms(self, connection: str) -> float | None:
        """Told once, and None when nothing had to be looked up."""
        return self._took.pop(connection, None)

    def _mapped(self, host: str, port: int) -> tuple[str, int] | None:
        """Where a name that only the phone knows is served on this machine."""
        ports = self.instructions.hosts.get(host)
        at = ports.get("https" if port == 443 else "http") if ports else None
        return ("127.0.0.1", at) if at else None
