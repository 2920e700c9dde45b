"""The phone's network: an app's requests really leave, through the phone's proxy where one is set, else straight to
the servers of the app's model. Nothing else is reachable: an unknown name does not resolve."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from patrol.virtualphone.contracts import HttpAnswer, HttpRequest
from patrol.virtualphone.system.http2 import TunnelRefused, exchange
from patrol.virtualphone.system.manifest import HostPorts, Installed
from patrol.virtualphone.system.trust import TrustStore

if TYPE_CHECKING:
    import aiohttp

    from patrol.virtualphone.phone import VirtualPhone

Bridge = Callable[[int], Awaitable[int]]
"""A port of this machine that leads where 127.0.0.1:PORT leads on the phone (adb reverse)."""

POLL_BYTES = 2 << 20
"""After so many bytes the statistics service reads the kernel's counters by itself."""
_REFUSED = "java.net.ConnectException: Failed to connect to {host}:{port}"


class Network:
    """One phone's way out."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self.trust = TrustStore(phone.files, phone.spec.sdk)
        self.hosts: dict[str, HostPorts] = {}
        self.bridge: Bridge | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.received = 0
        self.sent = 0
        self.by_uid: dict[int, list[int]] = {}
        """uid → received bytes and packets, sent bytes and packets, as the kernel counts."""
        self.written_down: dict[int, list[int]] = {}
        """The same as the statistics service last read it."""

    # -- state of the phone ----------------------------------------------------------------------------------------

    @property
    def online(self) -> bool:
        get = self._phone.settings.get
        if get("global", "airplane_mode_on") == "1":
            return get("global", "wifi_on") == "2"
        return get("global", "wifi_on") != "0" or get("global", "mobile_data") != "0"

    def proxy(self) -> tuple[str, int] | None:
        """(host, port) of the setting `http_proxy`; `:0` and an empty value mean none, as on a phone."""
        value = self._phone.settings.get("global", "http_proxy") or ""
        host, _, port = value.rpartition(":")
        return (host, int(port)) if host and port.isdigit() and int(port) else None

    def _bypassed(self, host: str) -> bool:
        listed = self._phone.settings.get("global", "global_http_proxy_exclusion_list") or ""
        return host in [part.strip() for part in listed.split(",")]

    # -- requests --------------------------------------------------------------------------------------------------

    def send(self, pid: int, installed: Installed, request: HttpRequest, done: Callable[[HttpAnswer], None]) -> None:
        """Send in the background; `done` is called on the phone's loop unless the process has ended by then."""

        async def run() -> None:
            answer = await self._answer(installed, request)
            if self._phone.running.by_pid(pid) is not None:
                done(answer)
                self._phone.changed()

        task = asyncio.get_running_loop().create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, installed: Installed, request: HttpRequest) -> HttpAnswer:
        url = urlsplit(request.url)
        host = url.hostname or ""
        if not self.online:
            return HttpAnswer(error=_unresolved(host))
        cleartext = installed.manifest.cleartext or installed.manifest.target_sdk < 28
        if url.scheme == "http" and not cleartext:
            text = f"CLEARTEXT communication to {host} not permitted by network security policy"
            return HttpAnswer(error=f"java.net.UnknownServiceException: {text}")
        import aiohttp

        try:
            return await asyncio.wait_for(self._sent(installed, request), request.timeout_ms / 1000)
        except TimeoutError:
            return HttpAnswer(error="java.net.SocketTimeoutException: timeout")
        except aiohttp.ClientConnectorCertificateError as error:
            return HttpAnswer(error=self.trust.words_for(error.certificate_error))
        except aiohttp.ClientConnectorDNSError:
            return HttpAnswer(error=_unresolved(host))
        except aiohttp.ClientHttpProxyError as error:
            return HttpAnswer(error=f"java.io.IOException: Unexpected response code for CONNECT: {error.status}")
        except aiohttp.ClientSSLError as error:
            return HttpAnswer(error=self.trust.words_for(error))
        except aiohttp.ClientConnectorError:
            at = self.proxy() or (host, url.port or (443 if url.scheme == "https" else 80))
            return HttpAnswer(error=_REFUSED.format(host=at[0], port=at[1]))
        except TunnelRefused as error:
            return HttpAnswer(error=f"java.io.IOException: Unexpected response code for CONNECT: {error}")
        except ssl.SSLError as error:
            return HttpAnswer(error=self.trust.words_for(error))
        except (aiohttp.ClientError, OSError, EOFError) as error:
            return HttpAnswer(error=f"java.io.IOException: unexpected end of stream ({type(error).__name__})")

    async def _sent(self, installed: Installed, request: HttpRequest) -> HttpAnswer:
        """By the protocol that the app speaks."""
        agent = f"okhttp/4.12.0 (Android {self._phone.spec.android}; {self._phone.spec.model})"
        headers = {"User-Agent": agent, **request.headers}
        context = self.trust.context(installed, verify=request.verify, pins=request.pins)
        if request.protocol in ("h2", "grpc"):
            return await self._over_http2(installed, request, headers, context)
        return await self._over_http(installed, request, headers, context)

    async def _over_http2(
        self, installed: Installed, request: HttpRequest, headers: dict[str, str], context: ssl.SSLContext
    ) -> HttpAnswer:
        url = urlsplit(request.url)
        host = url.hostname or ""
        (server,) = await self._resolver(request).resolve(host, url.port or 443)
        proxy = await self._proxy_address(host)
        if request.protocol == "grpc":
            headers = {**headers, "content-type": "application/grpc+proto", "te": "trailers"}
        answer = await exchange(request, headers, context, (server["host"], server["port"]), proxy)
        self._count(installed, request, len(answer.body))
        return answer

    async def _over_http(
        self, installed: Installed, request: HttpRequest, headers: dict[str, str], context: ssl.SSLContext
    ) -> HttpAnswer:
        import aiohttp

        connector = aiohttp.TCPConnector(ssl=context, resolver=self._resolver(request), force_close=True)
        proxy = await self._proxy_address(urlsplit(request.url).hostname or "")
        way = f"http://{proxy[0]}:{proxy[1]}" if proxy else None
        timeout = aiohttp.ClientTimeout(total=request.timeout_ms / 1000)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout, headers=headers) as session:
            if request.protocol == "websocket":
                return await self._talk(session, installed, request, way)
            body = request.body or None
            async with session.request(request.method, request.url, data=body, proxy=way) as response:
                body = await response.read()
                self._count(installed, request, int(response.headers.get("Content-Length", len(body))))
                return HttpAnswer(response.status, dict(response.headers), body)

    async def _talk(
        self, session: aiohttp.ClientSession, installed: Installed, request: HttpRequest, way: str | None
    ) -> HttpAnswer:
        """Says all, hears what is waited for, and closes; the answer's body is what was heard last."""
        heard = b""
        async with session.ws_connect(request.url, proxy=way) as socket:
            for message in request.messages:
                await socket.send_str(message.decode())
            for _ in range(request.hears):
                answer = await socket.receive()
                if not isinstance(answer.data, str | bytes):
                    return HttpAnswer(error="java.io.EOFException")
                heard = answer.data.encode() if isinstance(answer.data, str) else answer.data
        self._count(installed, request, len(heard) * max(1, request.hears))
        return HttpAnswer(200, {}, heard)

    def _count(self, installed: Installed, request: HttpRequest, received: int) -> None:
        """Bytes as the interface would count them: head and body, with the handshake's usual share."""
        secure = request.url.startswith(("https", "wss"))
        came = received + (4_100 if secure else 300)
        went = len(request.body) + len(request.url) + sum(len(k) + len(v) + 4 for k, v in request.headers.items()) + 700
        self.received, self.sent = self.received + came, self.sent + went
        counted = self.by_uid.setdefault(installed.uid, [0, 0, 0, 0])
        for index, more in enumerate((came, came // 1200 + 1, went, went // 1200 + 1)):
            counted[index] += more
        known = sum(row[0] + row[2] for row in self.written_down.values())
        if self.received + self.sent - known >= POLL_BYTES:
            self.poll()

    def poll(self) -> None:
        """The statistics service reads the kernel's counters."""
        self.written_down = {uid: list(row) for uid, row in self.by_uid.items()}

    async def _proxy_address(self, host: str) -> tuple[str, int] | None:
        proxy = self.proxy()
        if proxy is None or self._bypassed(host):
            return None
        name, port = proxy
        if name in ("127.0.0.1", "localhost") and self.bridge is not None:
            port = await self.bridge(port)
        return name, port

    def _resolver(self, request: HttpRequest) -> Any:
        """Names of the model's servers lead to this machine, to the port of the scheme; all others nowhere."""
        from aiohttp.abc import AbstractResolver, ResolveResult

        hosts, secure = self.hosts, request.url.startswith(("https", "wss"))

        class Resolver(AbstractResolver):
            async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
                if host in ("127.0.0.1", "localhost") or host.replace(".", "").isdigit():
                    at = port
                elif (ports := hosts.get(host)) is not None:
                    at = ports.https if secure else ports.http
                else:
                    raise OSError(_unresolved(host))
                address = host if host.replace(".", "").isdigit() else "127.0.0.1"
                return [ResolveResult(hostname=host, host=address, port=at, family=2, proto=0, flags=0)]

            async def close(self) -> None: ...

        return Resolver()

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _unresolved(host: str) -> str:
    return f'java.net.UnknownHostException: Unable to resolve host "{host}": No address associated with hostname'
