"""settings, getprop, ime, appops, content."""

from __future__ import annotations

import pytest

from patrol.device.parse import phone as parser
from tests.unit.virtualphone.system.desk import Desk, Said


def test_settings_are_read_written_listed_deleted(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("settings get global http_proxy")).out == "null\n"
        assert await desk.sh("settings put global http_proxy 127.0.0.1:8080") == Said("", "", 0)
        assert (await desk.sh("settings get global http_proxy")).out == "127.0.0.1:8080\n"
        assert "http_proxy=127.0.0.1:8080\n" in (await desk.sh("settings list global")).out
        assert (await desk.sh("settings delete global http_proxy")).out == "Deleted 1 rows\n"
        assert (await desk.sh("settings delete global http_proxy")).out == "Deleted 0 rows\n"
        assert (await desk.sh("settings get nonsense x")).code == 255
        assert (await desk.sh("settings nonsense")).err == "Invalid command: nonsense\n"

    on_phone(test)


@pytest.mark.parametrize(("android", "sdk"), [("9", "28"), ("12", "31"), ("15", "35")])
def test_properties_are_those_of_the_make(on_phone, android: str, sdk: str) -> None:
    async def test(desk: Desk) -> None:
        found = parser.properties((await desk.sh("getprop")).out)
        assert found["ro.build.version.sdk"] == sdk and found["ro.build.version.release"] == android
        assert list(found) == sorted(found)
        assert (await desk.sh("getprop ro.product.cpu.abi")).out == "arm64-v8a\n"
        assert (await desk.sh("getprop no.such.thing")).out == "\n"
        await desk.sh("setprop debug.x 1")
        assert (await desk.sh("getprop debug.x")).out == "1\n"
        assert (await desk.sh("setprop ro.serialno x")).code == 1

    on_phone(test, android)


def test_input_methods(on_phone) -> None:
    async def test(desk: Desk) -> None:
        latin = "com.android.inputmethod.latin/.LatinIME"
        assert (await desk.sh("ime list -s")).out == f"{latin}\n"
        said = await desk.sh("ime set com.github.uiautomator/.AdbKeyboard")
        assert said.err == ("Unknown input method com.github.uiautomator/.AdbKeyboard cannot be selected for user #0\n")

    on_phone(test)


def test_providers_and_operations(on_phone) -> None:
    async def test(desk: Desk) -> None:
        said = await desk.sh("content query --uri content://sms")
        assert said.err.startswith("Error while accessing provider:sms\n") and said.code == 1
        assert (await desk.sh("appops set com.nobody CAMERA allow")).err == "Error: No UID for com.nobody in user 0\n"
        assert await desk.sh("appops set com.example.small android:mock_location allow") == Said("", "", 0)

    on_phone(test)
