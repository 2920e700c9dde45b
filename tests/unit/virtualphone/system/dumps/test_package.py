"""dumpsys package: the app's declarations, as our parser reads them."""

from __future__ import annotations

import pytest

from patrol.device.parse import package as parser
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


@pytest.mark.parametrize("android", ["9", "12", "15"])
def test_our_parser_reads_the_model_s_declarations(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        text = (await desk.sh(f"dumpsys package {PACKAGE}")).out
        seen = parser.app_info(text, PACKAGE)
        assert seen is not None
        assert (seen.version_name, seen.version_code) == ("1.2", 12)
        assert (seen.min_sdk, seen.target_sdk, seen.uid) == (23, 34, 10130)
        assert (seen.debuggable, seen.allow_backup) == (False, True)
        assert "android.permission.CAMERA" in seen.permissions and "android.permission.CAMERA" not in seen.granted
        assert "android.permission.INTERNET" in seen.granted
        assert seen.deep_links == ("small://item/",) or "small://item" in seen.deep_links[0]
        assert seen.first_installed
        launcher = parser.launcher_activity(text, PACKAGE)
        assert launcher.endswith(".MainActivity")

    on_phone(test, android)


def test_all_components_are_named_when_they_are_asked_for(on_phone) -> None:
    async def test(desk: Desk) -> None:
        few = parser.app_info((await desk.sh(f"dumpsys package {PACKAGE}")).out, PACKAGE)
        every = parser.app_info((await desk.sh(f"dumpsys package --all-components {PACKAGE}")).out, PACKAGE)
        assert few is not None and every is not None
        assert not few.activities_complete and every.activities_complete
        assert set(few.activities) <= set(every.activities) and every.exported == few.activities
        assert every.granted == few.granted

    on_phone(test)


def test_a_package_that_is_not_there(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("dumpsys package com.nobody")).out == "Unable to find package: com.nobody\n"

    on_phone(test)
