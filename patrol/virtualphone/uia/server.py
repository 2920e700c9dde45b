"""uiautomator2's server (u2.jar 0.4.1) as a process on the phone.

    CLASSPATH=/data/local/tmp/u2.jar app_process / com.wetest.uia2.Main -p 9008

It lives as long as the shell stream that started it, listens on a port of the phone, and answers GET /ping,
POST /jsonrpc/0, GET /screenshot/0 and /stop.
"""

from __future__ import annotations

import asyncio
import io
import traceback
import zipfile
from typing import Any

import msgspec

from patrol.virtualphone.contracts import Stream
from patrol.virtualphone.shell.command import Context, command
from patrol.virtualphone.uia import device_methods, object_methods, tree
from patrol.virtualphone.uia.http import Answer, Request, serve
from patrol.virtualphone.uia.rpc import METHODS, RpcError, Session, method

MAIN = "com.wetest.uia2.Main"
PORT = 9008
_ABORTED = 134
_JSON = "application/json"
_METHOD_NOT_FOUND = -32601
_PARSE_ERROR = -32700

__all__ = ["Server", "device_methods", "object_methods"]


class Server:
    """One running server."""

    def __init__(self, phone: Any, port: int = PORT) -> None:
        self.session = Session(phone)
        self.stopped = asyncio.Event()
        self._phone = phone
        self._port = port
        self._calls = 0

    async def run(self) -> None:
        """Listen until stopped or cancelled."""
        self._phone.ports[self._port] = self._connected
        try:
            await self.stopped.wait()
        finally:
            del self._phone.ports[self._port]
            self.stopped.set()

    async def _connected(self, stream: Stream) -> None:
        await serve(stream, self._answer)

    async def _answer(self, request: Request) -> Answer | None:
        if self.stopped.is_set():
            return None
        if request.path == "/ping":
            return Answer(b"pong")
        if request.path == "/stop":
            asyncio.get_running_loop().call_soon(self.stopped.set)
            return Answer(b"Server stopped!!!")
        if request.path == "/screenshot/0":
            query = request.query
            scale, quality = float(query.get("scale", 1)), int(query.get("quality", 80))
            return Answer(await device_methods.jpeg(self.session, scale, quality), content_type="image/jpeg")
        if request.path != "/jsonrpc/0":
            return Answer(b"Not Found!!!", 404)
        if request.method != "POST":
            return Answer(b"Method not allowed.", 405)
        if self._dies():
            return None
        return Answer(await self._call(request.body), content_type=_JSON)

    def _dies(self) -> bool:
        """The faults of this call: the phone is lost, the server has had its number of calls."""
        faults = self._phone.faults
        if faults.one_action():
            return True
        self._calls += 1
        if faults.server_death is not None and self._calls > faults.server_death:
            self.stopped.set()
            return True
        return False

    async def _call(self, body: bytes) -> bytes:
        try:
            call = msgspec.json.decode(body)
            name, params = call["method"], call.get("params") or []
        except (msgspec.DecodeError, KeyError, TypeError, AttributeError):
            return _failure(None, _PARSE_ERROR, "JSON parse error", "")
        number = call.get("id")
        run = METHODS.get(name)
        if run is None:
            return _failure(number, _METHOD_NOT_FOUND, "method not found", str(name))
        try:
            arguments = params.values() if isinstance(params, dict) else params
            result = await run(self.session, *arguments)
        except RpcError as failure:
            trace = f"{failure.message}\n\tat com.wetest.uia2.stub.AutomatorServiceImpl.{name}(Unknown Source)\n"
            return _failure(number, failure.code, failure.message, trace)
        except (TypeError, ValueError) as failure:
            message = f"java.lang.IllegalArgumentException: {failure}"
            return _failure(number, -32602, message, "".join(traceback.format_exception_only(failure)))
        return msgspec.json.encode({"jsonrpc": "2.0", "id": number, "result": result})


def _failure(number: Any, code: int, message: str, data: str) -> bytes:
    error = {"code": code, "message": message, "data": data}
    return msgspec.json.encode({"jsonrpc": "2.0", "id": number, "error": error})


@method
async def dump_window_hierarchy(
    s: Session, compressed: bool = False, max_depth: int = tree.MAX_DEPTH, root_in_active: bool = False
) -> Any:
    """XML; kept as encoded JSON while the window is unchanged, since clients ask far more often than windows change."""
    phone = s.phone
    if phone.faults.endless_tree:
        return tree.endless()
    window = phone.focused_window()
    root = window.root if window else None
    key = (bool(compressed), int(max_depth), phone.rotation, phone.size, phone.sdk)
    cached = s.dump
    if cached is None or cached[0] is not root or cached[1] != key or root is None:
        xml = tree.u2_dump(
            root,
            rotation=phone.rotation,
            size=phone.size,
            sdk=phone.sdk,
            compressed=bool(compressed),
            max_depth=int(max_depth) or tree.MAX_DEPTH,
        )
        cached = s.dump = (root, key, xml, msgspec.Raw(msgspec.json.encode(xml)))
    return tree.broken(cached[2]) if phone.faults.broken_tree else cached[3]


@command("app_process")
@command("app_process32")
@command("app_process64")
async def app_process(ctx: Context[Any]) -> int:
    """Starts uiautomator2's server when its jar is there; every other class is not on this phone."""
    words = [w for w in ctx.args[1:] if not w.startswith("-D")]
    names = [w for w in words if not w.startswith(("-", "/"))]
    main = names[0] if names else ""
    if main != MAIN or not _has_class(ctx):
        await ctx.err.write(f"Error: could not find class '{main}'\nAborted \n")
        return _ABORTED
    port = PORT
    if "-p" in words and words[-1] != "-p":
        text = words[words.index("-p") + 1]
        port = int(text) if text.isdigit() else PORT
    if port in ctx.phone.ports:
        await ctx.err.write(
            "java.lang.IllegalStateException: UiAutomationService "
            "android.accessibilityservice.IAccessibilityServiceClient$Stub$Proxy@5deffd5already registered!\n"
        )
        return 1
    await ctx.out.write("[UiAutomator2Server] Starting Server\n")
    await Server(ctx.phone, port).run()
    return 0


def _has_class(ctx: Context[Any]) -> bool:
    """Whether the class path's jars can be read. Dalvik (before Android 5) reads only the first dex of a jar, so that
    u2.jar with its seven does not start there; split into one jar for each it does."""
    jars = [path for path in ctx.env.get("CLASSPATH", "").split(":") if path]
    found = 0
    for path in jars:
        try:
            data = ctx.files.read(path)
        except OSError:
            continue
        if not zipfile.is_zipfile(io.BytesIO(data)):
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as jar:
            dexes = sum(name.endswith(".dex") for name in jar.namelist())
        if ctx.phone.sdk < 21 and dexes > 1:
            return False
        found += dexes
    return found > 0
