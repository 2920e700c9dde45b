"""The phone's network: an app's requests really leave, through the phone's proxy where one is set, else straight to
the servers of the app's model. Nothing else is reachable: an unknown name does not resolve."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from patrol.virtualphone.contracts import HttpAnswer, HttpRequest
from patrol.virtualphone.system.manifest import HostPorts, Installed
from patrol.virtualphone.system.trust import TrustStore

if TYPE_CHECKING:
    import aiohttp

    from patrol.virtualphone.phone import VirtualPhone

Bridge = Callable[[int], Awaitable[int]]
"""A port of this machine that leads where 127.0.0.1:PORT leads on the phone (adb reverse)."""

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
            return await self._exchange(installed, request)
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
        except (aiohttp.ClientError, OSError) as error:
            return HttpAnswer(error=f"java.io.IOException: unexpected end of stream ({type(error).__name__})")

    async def _exchange(self, installed: Installed, request: HttpRequest) -> HttpAnswer:
        import aiohttp

        context = self.trust.context(installed, verify=request.verify, pins=request.pins)
        connector = aiohttp.TCPConnector(ssl=context, resolver=self._resolver(request), force_close=True)
        timeout = aiohttp.ClientTimeout(total=request.timeout_ms / 1000)
        agent = f"okhttp/4.12.0 (Android {self._phone.spec.android}; {self._phone.spec.model})"
        headers = {"User-Agent": agent, **request.headers}
        async with (
            aiohttp.ClientSession(connector=connector, timeout=timeout, auto_decompress=True) as session,
            session.request(
                request.method,
                request.url,
                headers=headers,
                data=request.body or None,
                proxy=await self._proxy_url(urlsplit(request.url).hostname or ""),
                allow_redirects=True,
            ) as response,
        ):
            body = await response.read()
            self._count(installed, request, response, len(body))
            return HttpAnswer(response.status, dict(response.headers), body)

    def _count(
        self, installed: Installed, request: HttpRequest, response: aiohttp.ClientResponse, body_bytes: int
    ) -> None:
        """Bytes as the interface would count them: head and body, with the handshake's usual share."""
        head = 4_100 if request.url.startswith("https") else 300
        came = int(response.headers.get("Content-Length", body_bytes)) + head
        went = len(request.body) + len(request.url) + sum(len(k) + len(v) + 4 for k, v in request.headers.items()) + 700
        self.received, self.sent = self.received + came, self.sent + went
        counted = self.by_uid.setdefault(installed.uid, [0, 0, 0, 0])
        for index, more in enumerate((came, came // 1200 + 1, went, went // 1200 + 1)):
            counted[index] += more

    async def _proxy_url(self, host: str) -> str | None:
        proxy = self.proxy()
        if proxy is None or self._bypassed(host):
            return None
        name, port = proxy
        if name in ("127.0.0.1", "localhost") and self.bridge is not None:
            port = await self.bridge(port)
        return f"http://{name}:{port}"

    def _resolver(self, request: HttpRequest) -> Any:
        """Names of the model's servers lead to this machine, to the port of the scheme; all others nowhere."""
        from aiohttp.abc import AbstractResolver, ResolveResult

        hosts, secure = self.hosts, request.url.startswith("https")

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
