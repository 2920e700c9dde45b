"""One adb server that has connected to the phone: greeting, authorisation, streams."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from typing import Any, cast

from patrol.virtualphone.adb.packet import (
    MAX_PAYLOAD,
    OLD_MAX_PAYLOAD,
    OLD_VERSION,
    VERSION,
    Cmd,
    MalformedPacket,
    Packet,
    Parser,
)
from patrol.virtualphone.adb.phone import AdbPhone
from patrol.virtualphone.adb.reverse import Reverses
from patrol.virtualphone.adb.services import Refused, open_service
from patrol.virtualphone.adb.stream import AdbStream

_AUTH_TOKEN, _AUTH_SIGNATURE, _AUTH_PUBLIC_KEY = 1, 2, 3
_NO_PACKET = b"\xde\xad\xbe\xef" * 6
"""What the fault `garbage` sends: a header whose magic does not fit."""

_FEATURES = {
    "shell_v2": 24,
    "cmd": 24,
    "stat_v2": 26,
    "fixed_push_mkdir": 28,
    "apex": 29,
    "ls_v2": 30,
    "fixed_push_symlink_timestamp": 30,
    "abb": 30,
    "abb_exec": 30,
}
"""Feature → first API level whose adbd lists it (AOSP adb/transport.cpp by release). sendrecv_v2 is left out: it would
oblige the phone to unpack zstd, lz4 and brotli."""


def features(sdk: int) -> tuple[str, ...]:
    return tuple(name for name, since in _FEATURES.items() if sdk >= since)


class Connection(asyncio.Protocol):
    """The phone's end of one TCP connection. Whatever arrives, the worst that happens is that it is closed."""

    def __init__(self, phone: AdbPhone, everyone: set[Connection]) -> None:
        self.phone = phone
        self.reverses = Reverses(self)
        self.max_payload = MAX_PAYLOAD
        self._everyone = everyone
        self._parser = Parser()
        self._streams: dict[int, AdbStream] = {}
        self._opening: dict[int, asyncio.Future[None]] = {}
        self._next_local = 0
        self._greeted = False
        self._tokens = 0
        self._packets = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._queue: asyncio.Queue[bytes] | None = None
        self._room = asyncio.Event()
        self._room.set()
        self._checksum = True

    @property
    def drop(self) -> int | None:
        return self.phone.faults.drop

    # -- asyncio.Protocol ------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=4 * MAX_PAYLOAD)
        self._everyone.add(self)
        if self.phone.faults.gone:
            self.abort()

    def data_received(self, data: bytes) -> None:
        try:
            for packet in self._parser.feed(data):
                self._handle(packet)
        except MalformedPacket:
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._everyone.discard(self)
        self._room.set()
        self.reverses.clear()
        for stream in list(self._streams.values()):
            stream.hang_up()
        self._streams.clear()
        for opening in self._opening.values():
            if not opening.done():
                opening.set_exception(ConnectionResetError("adb has gone"))
        for task in list(self._tasks):
            if task.get_name() == "slow-sender":
                task.cancel()

    def pause_writing(self) -> None:
        self._room.clear()

    def resume_writing(self) -> None:
        self._room.set()

    def abort(self) -> None:
        """Cut the cable."""
        self._transport.abort()

    async def finish(self) -> None:
        """Cut the cable and wait until every service of this connection has ended."""
        self.abort()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- sending ---------------------------------------------------------------------------------------------------

    def send(self, command: Cmd, arg0: int, arg1: int, data: bytes = b"") -> None:
        if self.phone.faults.offline or self._transport.is_closing():
            return
        raw = Packet(command, arg0, arg1, data).encode(checksum=self._checksum or command in (Cmd.CNXN, Cmd.AUTH))
        if (every := self.phone.faults.garbage) and command == Cmd.WRTE:
            self._packets += 1
            if self._packets % max(1, every) == 0:
                raw += _NO_PACKET
        if self.phone.faults.slow and self._queue is None:
            self._queue = asyncio.Queue()
            self.spawn(self._send_slowly(self._queue), "slow-sender")
        if self._queue is not None:
            self._queue.put_nowait(raw)
        else:
            self._transport.write(raw)

    async def _send_slowly(self, queue: asyncio.Queue[bytes]) -> None:
        while self.phone.faults.slow or not queue.empty():
            raw = await queue.get()
            await asyncio.sleep(self.phone.faults.slow / 1000)
            self._transport.write(raw)
        self._queue = None

    async def drained(self) -> None:
        if not self._room.is_set():
            await self._room.wait()

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (failure := task.exception()) is None or isinstance(failure, ConnectionError):
            return
        loop = asyncio.get_running_loop()
        loop.call_exception_handler({"message": f"virtual phone: {task.get_name()} failed", "exception": failure})

    # -- receiving -------------------------------------------------------------------------------------------------

    def _handle(self, packet: Packet) -> None:
        if self.phone.faults.offline:
            return
        match packet.command:
            case Cmd.CNXN:
                self._greet(packet)
            case Cmd.AUTH:
                self._authorise()
            case _ if not self._greeted:
                return
            case Cmd.OPEN:
                self._open(packet)
            case Cmd.OKAY:
                self._okay(packet)
            case Cmd.WRTE:
                if stream := self._streams.get(packet.arg1):
                    stream.received(packet.data)
                else:
                    self.send(Cmd.CLSE, 0, packet.arg0)
            case Cmd.CLSE:
                self._close(packet)

    def _greet(self, packet: Packet) -> None:
        for stream in list(self._streams.values()):
            stream.hang_up()
        old = self.phone.sdk < 24
        self._checksum = old or packet.arg0 < VERSION
        self.max_payload = max(1, min(packet.arg1, OLD_MAX_PAYLOAD if old else MAX_PAYLOAD))
        if self.phone.faults.unauthorized:
            self._authorise()
            return
        self._greeted = True
        names = self.phone.names
        banner = (
            f"device::ro.product.name={names.product};ro.product.model={names.model};ro.product.device={names.device};"
        )
        if not old:
            banner += f"features={','.join(features(self.phone.sdk))}"
        version = OLD_VERSION if old else VERSION
        self.send(Cmd.CNXN, version, OLD_MAX_PAYLOAD if old else MAX_PAYLOAD, banner.encode())

    def _authorise(self) -> None:
        """Ask for the key, then for the public key, then wait for a user who never taps Allow."""
        if self.phone.faults.unauthorized and self._tokens < 2:
            self._tokens += 1
            self.send(Cmd.AUTH, _AUTH_TOKEN, 0, os.urandom(20))

    def new_stream(self, remote: int = 0) -> AdbStream:
        self._next_local += 1
        stream = self._streams[self._next_local] = AdbStream(self, self._next_local, remote)
        return stream

    def forget(self, local: int) -> None:
        self._streams.pop(local, None)

    def _open(self, packet: Packet) -> None:
        service = packet.data.rstrip(b"\0").decode("utf-8", "replace")
        stream = self.new_stream(packet.arg0)
        try:
            work = open_service(self, service, stream)
        except Refused:
            self.forget(stream.local)
            self.send(Cmd.CLSE, 0, packet.arg0)
            return
        self.send(Cmd.OKAY, stream.local, stream.remote)
        self.spawn(self._serve(work, stream), service[:40])

    async def _serve(self, work: Coroutine[Any, Any, None], stream: AdbStream) -> None:
        try:
            await work
        except ConnectionError:
            pass  # The host has closed the stream: nobody is left to tell.
        finally:
            await stream.close()

    def _okay(self, packet: Packet) -> None:
        if opening := self._opening.pop(packet.arg1, None):
            self._streams[packet.arg1].remote = packet.arg0
            if not opening.done():
                opening.set_result(None)
        elif stream := self._streams.get(packet.arg1):
            stream.acknowledged()

    def _close(self, packet: Packet) -> None:
        if opening := self._opening.pop(packet.arg1, None):
            self.forget(packet.arg1)
            if not opening.done():
                opening.set_exception(ConnectionRefusedError("the host refused the reverse connection"))
        elif stream := self._streams.pop(packet.arg1, None):
            was_open = not stream.closed
            stream.hang_up()
            if was_open:
                self.send(Cmd.CLSE, stream.local, packet.arg0)

    # -- from the phone to the host --------------------------------------------------------------------------------

    async def open_host(self, service: str) -> AdbStream:
        """A stream to something on the host, as `adb reverse` promises it. Raises ConnectionError."""
        stream = self.new_stream()
        opened = self._opening[stream.local] = asyncio.get_running_loop().create_future()
        self.send(Cmd.OPEN, stream.local, 0, service.encode() + b"\0")
        try:
            await opened
        finally:
            self._opening.pop(stream.local, None)
            if not opened.done() or opened.cancelled() or opened.exception():
                self.forget(stream.local)
        return stream
