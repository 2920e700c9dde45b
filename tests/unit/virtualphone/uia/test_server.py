from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest

from patrol.virtualphone.uia.http import Answer, Request
from patrol.virtualphone.uia.rpc import METHODS
from patrol.virtualphone.uia.server import Server
from tests.unit.virtualphone.double import PACKAGE, TinyPhone, sh, small_jar

START = "CLASSPATH=/data/local/tmp/u2.jar app_process / com.wetest.uia2.Main -p 9008"
FIELD = {"mask": 0x200000, "resourceId": f"{PACKAGE}:id/field"}
LIST = {"mask": 0x4000, "scrollable": True}

Call = Callable[..., Awaitable[Any]]


class Failed(Exception):
    pass


def with_server(story: Callable[[Call, TinyPhone], Awaitable[None]], phone: TinyPhone | None = None) -> None:
    async def whole() -> None:
        tiny = phone or TinyPhone()
        server = Server(tiny)

        async def call(name: str, *params: Any) -> Any:
            body = msgspec.json.encode({"jsonrpc": "2.0", "id": 1, "method": name, "params": params})
            answer = await server._answer(Request("POST", "/jsonrpc/0", body=body))
            if answer is None:
                raise Failed("no answer")
            reply = msgspec.json.decode(answer.body)
            if "error" in reply:
                raise Failed(reply["error"]["message"])
            return reply["result"]

        await story(call, tiny)

    asyncio.run(asyncio.wait_for(whole(), 20))


def text(value: str) -> dict[str, Any]:
    return {"mask": 1, "text": value}


def test_the_server_lives_as_long_as_its_shell() -> None:
    async def story() -> None:
        phone = TinyPhone()
        phone.files.write("/data/local/tmp/u2.jar", small_jar(7))
        running = asyncio.ensure_future(sh(phone, START))
        while 9008 not in phone.ports:
            await asyncio.sleep(0)
        code, _, errors = await sh(phone, START)
        assert code == 1 and "already registered" in errors
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert 9008 not in phone.ports

    asyncio.run(asyncio.wait_for(story(), 10))


@pytest.mark.parametrize(
    ("sdk", "jar", "line"),
    [
        (34, None, START),
        (34, b"no jar", START),
        (34, small_jar(), "CLASSPATH=/data/local/tmp/u2.jar app_process / com.example.Other"),
        (19, small_jar(7), START),
    ],
)
def test_a_class_that_is_not_there_aborts(sdk: int, jar: bytes | None, line: str) -> None:
    phone = TinyPhone(sdk=sdk)
    if jar is not None:
        phone.files.write("/data/local/tmp/u2.jar", jar)
    code, _, errors = asyncio.run(sh(phone, line))
    assert code == 134 and "could not find class" in errors


def test_a_dump_of_an_unchanged_window_is_kept() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        first = await call("dumpWindowHierarchy", False, 50)
        assert first == await call("dumpWindowHierarchy", False, 50) and "Row 0" in first
        phone.swipe(0, 1000, 0, 500, 100)
        assert "Row 4" in await call("dumpWindowHierarchy", False, 50)
        phone.rotation = 1
        assert 'rotation="1"' in await call("dumpWindowHierarchy", False, 50, True)

    with_server(story)


def test_objects_tell_about_themselves() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        info = await call("objInfo", FIELD)
        assert info["bounds"] == {"left": 0, "top": 200, "right": 1080, "bottom": 400}
        assert (info["resourceName"], info["contentDescription"]) == (f"{PACKAGE}:id/field", None)
        assert await call("exist", text("Row 1")) is True and await call("exist", text("no")) is False
        assert await call("count", {"mask": 0x400, "checkable": True}) == 5
        assert len(await call("objInfoOfAllInstances", {"mask": 0x400, "checkable": True})) == 5
        with pytest.raises(
            Failed, match=r"^androidx.test.uiautomator.UiObjectNotFoundException: UiSelector\[TEXT=no\]"
        ):
            await call("objInfo", text("no"))

    with_server(story)


def test_text_is_set_read_and_cleared() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        assert await call("setText", FIELD, "你好") is True
        assert await call("getText", FIELD) == "你好"
        await call("setClipboard", "label", "!")
        assert await call("getClipboard") == "!" and await call("pasteClipboard") is True
        assert await call("getText", FIELD) == "你好!"
        assert await call("clearInputText") is True
        await call("setText", FIELD, "x")
        assert await call("clearTextField", FIELD) and await call("getText", FIELD) == ""

    with_server(story)


def test_lists_are_scrolled_to_what_is_wanted() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        assert await call("scrollTo", LIST, text("Row 12"), True)
        assert not await call("scrollTo", LIST, text("Row 99"), True)
        assert await call("scrollToBeginning", LIST, True, 500, 2) and phone.first == 0
        assert await call("scrollForward", LIST, True, 2) is True
        assert await call("flingToEnd", LIST, True, 9) and phone.first == 15
        assert await call("flingForward", LIST, True) is False
        assert await call("flingBackward", LIST, True) is True
        assert await call("scrollToEnd", LIST, True, 9, 2) and await call("scrollBackward", LIST, True, 2)
        assert await call("flingToBeginning", LIST) and phone.first == 0

    with_server(story)


def test_children_get_names() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        row = {"mask": 0x10, "className": "android.widget.LinearLayout"}
        name = await call("childByText", LIST, row, "Row 2")
        assert (await call("objInfo", name))["bounds"]["top"] == 800
        assert await call("childByDescription", LIST, row, "pick 3") != name
        name = await call("childByText", LIST, row, "Row 16", True)
        assert await call("exist", name)
        await call("removeUiObject", name)
        with pytest.raises(Failed, match="NotFound"):
            await call("objInfo", name)
        with pytest.raises(Failed, match="NotFound"):
            await call("childByInstance", LIST, row, 99)

    with_server(story)


def test_fingers_and_keys_reach_the_phone() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        assert await call("click", 5, 6) and await call("click", text("Accounts & <cards>"))
        assert await call("longClick", text("Row 1"))
        assert await call("swipe", 1, 2, 3, 4, 1) and await call("swipe", FIELD, "left", 1)
        assert await call("swipePoints", [1, 2, 3, 4], 1) and await call("drag", 1, 2, 3, 4, 1)
        assert await call("dragTo", FIELD, 9, 9, 1) and await call("dragTo", FIELD, text("Row 1"), 1)
        assert await call("injectInputEvent", 0, 7, 7, 0) and await call("injectInputEvent", 1, 7, 7, 0)
        assert await call("pressKey", "back") and not await call("pressKey", "nothing")
        assert await call("pressKeyCode", 66, 1)
        point = {"x": 1, "y": 1}
        assert await call("gesture", LIST, point, point, point, point, 1)
        assert await call("pinchIn", LIST, 50, 1) and await call("pinchOut", LIST, 50, 1)
        kinds = [event[0] for event in phone.events]
        assert kinds == ["tap", "tap", "long", *["swipe"] * 6, "tap", "key", "key"]

    with_server(story)


def test_the_rest_of_the_phone_answers() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        info = await call("deviceInfo")
        assert (info["displaySizeDpX"], info["sdkInt"], info["currentPackageName"]) == (360, 34, PACKAGE)
        await call("sleep")
        assert await call("isScreenOn") is False
        await call("wakeUp")
        await call("setOrientation", "left")
        assert (await call("deviceInfo"))["displayRotation"] == 1 and await call("isScreenOn")
        await call("freezeRotation", False)
        assert await call("openNotification") and await call("openQuickSettings")
        assert await call("makeToast", "hi", 100) and await call("getLastToast") == "hi"
        await call("clearLastToast")
        assert await call("getLastToast") is None
        assert base64.b64decode(await call("takeScreenshot", 0.5, 80))[:2] == b"\xff\xd8"
        assert (await call("setConfigurator", {"waitForIdleTimeout": 7}))["waitForIdleTimeout"] == 7
        assert (await call("getConfigurator"))["waitForIdleTimeout"] == 7

    with_server(story)


def test_waits_end_when_what_they_wait_for_comes() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        asyncio.get_running_loop().call_later(0.03, phone.swipe, 0, 1000, 0, 500, 100)
        assert await call("waitForExists", text("Row 8"), 5000) is True
        assert await call("waitUntilGone", text("Row 0"), 5000) is True
        assert await call("waitForExists", text("no"), 1) is False
        assert await call("waitUntilGone", text("Row 8"), 1) is False

    with_server(story)


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("nothing", [], "method not found"),
        ("click", [], "IllegalArgumentException"),
        ("click", [1], "click needs x and y"),
        ("objInfo", [5], "is no selector"),
        ("objInfo", [{"mask": 4, "textMatches": "("}], "textMatches"),
        ("setOrientation", ["sideways"], "no orientation"),
        ("pinchIn", [LIST, 500, 1], "Percent"),
        ("swipe", [FIELD, "across", 1], "no direction"),
    ],
)
def test_wrong_calls_are_told_what_is_wrong(name: str, params: list[Any], message: str) -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        with pytest.raises(Failed, match=message):
            await call(name, *params)

    with_server(story)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"{}", b"\xff"])
def test_what_is_no_call_is_a_parse_error(body: bytes) -> None:
    async def story() -> Answer | None:
        return await Server(TinyPhone())._answer(Request("POST", "/jsonrpc/0", body=body))

    answer = asyncio.run(story())
    assert answer and msgspec.json.decode(answer.body)["error"]["code"] == -32700


def test_other_paths() -> None:
    async def get(path: str, method: str = "GET", **query: str) -> Answer | None:
        return await Server(TinyPhone())._answer(Request(method, path, query))

    async def story() -> None:
        assert await get("/ping") == Answer(b"pong")
        assert ((await get("/nothing")) or Answer()).status == 404
        assert ((await get("/jsonrpc/0")) or Answer()).status == 405
        picture = await get("/screenshot/0", scale="0.5")
        assert picture and picture.body[:2] == b"\xff\xd8"

    asyncio.run(story())


def test_a_server_that_is_to_die_dies_without_an_answer() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        phone.faults.set("server-death=2")
        await call("ping")
        await call("ping")
        with pytest.raises(Failed, match="no answer"):
            await call("ping")
        with pytest.raises(Failed, match="no answer"):
            await call("ping")

    with_server(story)


def test_planted_trees() -> None:
    async def story(call: Call, phone: TinyPhone) -> None:
        phone.faults.set("broken-tree")
        assert not (await call("dumpWindowHierarchy", False, 50)).endswith(">")
        phone.faults.set("endless-tree")
        assert (await call("dumpWindowHierarchy", False, 50)).count("<node ") == 50_000

    with_server(story)


def test_every_call_of_the_client_is_known() -> None:
    asked = """deviceInfo dumpWindowHierarchy click exist waitForExists waitUntilGone objInfo getText setText
    objInfoOfAllInstances count clearTextField scrollTo scrollToEnd scrollToBeginning scrollForward
    scrollBackward flingForward flingBackward flingToEnd flingToBeginning gesture pinchIn pinchOut dragTo swipe
    drag swipePoints injectInputEvent pressKey pressKeyCode takeScreenshot getLastToast clearLastToast makeToast
    setClipboard getClipboard pasteClipboard clearInputText setOrientation freezeRotation wakeUp sleep
    openNotification openQuickSettings getLastTraversedText clearLastTraversedText childByText
    childByDescription childByInstance"""
    assert [name for name in asked.split() if name not in METHODS] == []
