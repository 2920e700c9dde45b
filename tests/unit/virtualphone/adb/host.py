"""The host's side of adb, as small as tests need it: streams over one connection to a phone."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from patrol.virtualphone.adb.packet import MAX_PAYLOAD, VERSION, Cmd, MalformedPacket, Packet, Parser
from patrol.virtualphone.adb.server import AdbServer
from tests.unit.virtualphone.double import TinyPhone


class HostStream:
    def __init__(self, host: Host, local: int) -> None:
        self.host = host
        self.local = local
        self.remote = 0
        self.inbox: asyncio.Queue[bytes] = asyncio.Queue()
        self.okays = asyncio.Semaphore(0)
        self.opened: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.rest = b""

    async def write(self, data: bytes) -> None:
        self.host.send(Cmd.WRTE, self.local, self.remote, data)
        await self.okays.acquire()

    async def read(self) -> bytes:
        """b"" when the phone closed the stream. Acknowledges."""
        data = await self.inbox.get()
        if data:
            self.host.send(Cmd.OKAY, self.local, self.remote)
        else:
            self.inbox.put_nowait(b"")
        return data

    async def exactly(self, count: int) -> bytes:
        while len(self.rest) < count:
            chunk = await self.read()
            if not chunk:
                raise EOFError(self.rest)
            self.rest += chunk
        data, self.rest = self.rest[:count], self.rest[count:]
        return data

    async def all(self) -> bytes:
        data = self.rest
        while chunk := await self.read():
            data += chunk
        return data

    def close(self) -> None:
        self.host.send(Cmd.CLSE, self.local, self.remote)


class Host:
    """Greets at once; `banner` is the phone's answer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.packets: list[Packet] = []
        self.banner: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.streams: dict[int, HostStream] = {}
        self.incoming: asyncio.Queue[HostStream] = asyncio.Queue()
        self.auths: asyncio.Queue[int] = asyncio.Queue()
        self.lost = asyncio.Event()
        self.trouble: Exception | None = None
        self._next = 100
        self._pump = asyncio.ensure_future(self._read())

    def send(self, command: Cmd, arg0: int, arg1: int, data: bytes = b"") -> None:
        self.writer.write(Packet(command, arg0, arg1, data).encode())

    async def _read(self) -> None:
        parser = Parser()
        try:
            while data := await self.reader.read(65536):
                for packet in parser.feed(data):
                    self._packet(packet)
        except (ConnectionError, MalformedPacket) as trouble:
            self.trouble = trouble
        finally:
            self.lost.set()
            for stream in self.streams.values():
                stream.inbox.put_nowait(b"")

    def _packet(self, packet: Packet) -> None:
        self.packets.append(packet)
        if packet.command == Cmd.CNXN:
            self.banner.set_result(packet.data.decode())
        elif packet.command == Cmd.AUTH:
            self.auths.put_nowait(packet.arg0)
        elif packet.command == Cmd.OPEN:
            stream = self._new()
            stream.remote = packet.arg0
            stream.rest = packet.data
            self.incoming.put_nowait(stream)
        elif stream := self.streams.get(packet.arg1):
            if packet.command == Cmd.OKAY:
                stream.remote = packet.arg0
                if not stream.opened.done():
                    stream.opened.set_result(True)
                else:
                    stream.okays.release()
            elif packet.command == Cmd.WRTE:
                stream.inbox.put_nowait(packet.data)
            elif packet.command == Cmd.CLSE:
                if not stream.opened.done():
                    stream.opened.set_result(False)
                stream.inbox.put_nowait(b"")
                stream.okays.release()

    def _new(self) -> HostStream:
        self._next += 1
        stream = self.streams[self._next] = HostStream(self, self._next)
        return stream

    async def open(self, service: str) -> HostStream | None:
        """None when the phone refuses."""
        stream = self._new()
        self.send(Cmd.OPEN, stream.local, 0, service.encode() + b"\0")
        return stream if await stream.opened else None

    async def ask(self, service: str) -> bytes:
        """Everything a service says."""
        stream = await self.open(service)
        assert stream, f"{service} was refused"
        return await stream.all()

    async def close(self) -> None:
        self.writer.close()
        self._pump.cancel()
        await asyncio.gather(self._pump, return_exceptions=True)


@asynccontextmanager
async def connected(
    phone: TinyPhone | None = None, *, greet: bool = True
) -> AsyncIterator[tuple[Host, TinyPhone, AdbServer]]:
    """A phone that serves and a host connected to it."""
    phone = phone or TinyPhone()
    server = AdbServer(phone)
    port = await server.start()
    host = Host(*await asyncio.open_connection("127.0.0.1", port))
    try:
        host.send(Cmd.CNXN, VERSION, MAX_PAYLOAD, b"host::features=shell_v2,cmd\0")
        if greet:
            await asyncio.wait_for(host.banner, 5)
        yield host, phone, server
    finally:
        await host.close()
        await server.stop()


def frames(raw: bytes) -> dict[int, bytes]:
    """Shell v2 frames: kind → all its bytes."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(raw):
        kind, length = struct.unpack_from("<BI", raw, at)
        found[kind] = found.get(kind, b"") + raw[at + 5 : at + 5 + length]
        at += 5 + length
    return found
