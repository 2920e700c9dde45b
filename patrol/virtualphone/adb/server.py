"""A phone's adbd: listens on a loopback port, serves any number of adb servers at once."""

from __future__ import annotations

import asyncio
import contextlib

from patrol.virtualphone.adb.connection import Connection
from patrol.virtualphone.adb.phone import AdbPhone
from patrol.virtualphone.contracts import Stream


class AdbServer:
    """`await start()` gives the port to `adb connect 127.0.0.1:PORT`; many phones may share one event loop."""

    def __init__(self, phone: AdbPhone) -> None:
        self.phone = phone
        self.port = 0
        self._connections: set[Connection] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listener: asyncio.Server | None = None
        self._bridges: dict[int, asyncio.Server] = {}
        self._pumps: set[asyncio.Task[None]] = set()

    async def start(self, port: int = 0) -> int:
        """Listen on 127.0.0.1:`port` (0: any free one); gives the port. Raises OSError when it is taken."""
        loop = self._loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(lambda: Connection(self.phone, self._connections), "127.0.0.1", port)
        self.port = int(self._listener.sockets[0].getsockname()[1])
        self.phone.faults.watchers.append(self._faults_changed)
        return self.port

    async def stop(self) -> None:
        """Close everything and wait until all services have ended."""
        with contextlib.suppress(ValueError):
            self.phone.faults.watchers.remove(self._faults_changed)
        for server in (self._listener, *self._bridges.values()):
            if server:
                server.close()
        self._bridges.clear()
        for pump in list(self._pumps):
            pump.cancel()
        await asyncio.gather(*(c.finish() for c in list(self._connections)), *self._pumps, return_exceptions=True)

    def _faults_changed(self) -> None:
        """Tests set faults from their own thread."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._cut_if_lost)

    def _cut_if_lost(self) -> None:
        if self.phone.faults.booting:
            for connection in list(self._connections):
                self._keep(asyncio.ensure_future(connection.finish()))
        elif self.phone.faults.lost or self.phone.faults.offline:
            for connection in list(self._connections):
                connection.abort()

    def _keep(self, task: asyncio.Task[None]) -> None:
        """Until it is done; `stop` waits for it."""
        self._pumps.add(task)
        task.add_done_callback(self._pumps.discard)

    # -- adb reverse -----------------------------------------------------------------------------------------------

    def reverse_ports(self) -> tuple[int, ...]:
        """Ports on the phone that `adb reverse` leads to a host at this moment."""
        return tuple(port for connection in self._connections for port in connection.reverses.ports())

    async def open_reverse(self, port: int) -> Stream:
        """Connect to 127.0.0.1:`port` as an app on the phone would. Raises ConnectionRefusedError when nothing leads
        there, or the host refuses."""
        for connection in self._connections:
            if host := connection.reverses.host_of(port):
                return await connection.open_host(host)
        raise ConnectionRefusedError(f"Nothing listens on 127.0.0.1:{port} of the phone")

    async def bridge(self, port: int) -> int:
        """A loopback port of this machine that leads wherever `adb reverse tcp:port` leads at the time. For clients
        that need a real socket, such as aiohttp; kept until `stop`. Connections are reset while nothing leads there."""
        if port not in self._bridges:

            async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                task = asyncio.current_task()
                assert task
                self._pumps.add(task)
                try:
                    await self._bridge_one(port, reader, writer)
                except asyncio.CancelledError:
                    pass  # The phone is switched off.
                finally:
                    self._pumps.discard(task)
                    writer.close()

            self._bridges[port] = await asyncio.start_server(accept, "127.0.0.1", 0)
        return int(self._bridges[port].sockets[0].getsockname()[1])

    async def _bridge_one(self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            stream = await self.open_reverse(port)
        except ConnectionError:
            writer.transport.abort()
            return
        upwards = asyncio.ensure_future(_upwards(reader, stream))
        try:
            while chunk := await stream.read():
                writer.write(chunk)
                await writer.drain()
        except ConnectionError:
            pass  # The app hung up.
        finally:
            upwards.cancel()
            await asyncio.gather(upwards, return_exceptions=True)
            await stream.close()


async def _upwards(reader: asyncio.StreamReader, stream: Stream) -> None:
    try:
        while chunk := await reader.read(65536):
            await stream.write(chunk)
        await stream.close()
    except ConnectionError:
        pass  # The host hung up; the other direction ends by itself.


async def listen(phone: AdbPhone, port: int = 0) -> AdbServer:
    """A started server of this phone; its `port` says where."""
    server = AdbServer(phone)
    await server.start(port)
    return server
