"""pm: listing and refusing."""

from __future__ import annotations

import re

import pytest

from patrol.device.parse import phone as parser
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


@pytest.mark.parametrize(
    ("android", "path"),
    [
        ("9", rf"package:/data/app/{PACKAGE}-[\w=-]+/base.apk"),
        ("12", rf"package:/data/app/~~[\w=-]+/{PACKAGE}-[\w=-]+/base.apk"),
    ],
)
def test_lists_and_paths(on_phone, android: str, path: str) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("pm list packages -3")).out == f"package:{PACKAGE}\n"
        assert (
            await desk.sh("cmd package list packages --show-versioncode small")
        ).out == f"package:{PACKAGE} versionCode:12\n"
        assert (await desk.sh("pm list packages -U small")).out == f"package:{PACKAGE} uid:10130\n"
        listed = (await desk.sh("pm list packages -f")).out
        assert re.search(path + f"={PACKAGE}\n", listed)
        assert PACKAGE in parser.packages(listed)
        assert re.fullmatch(path + "\n", (await desk.sh(f"pm path {PACKAGE}")).out)
        assert (await desk.sh("pm path com.nobody")).code == 1
        assert PACKAGE not in (await desk.sh("pm list packages -s")).out

    on_phone(test, android)


def test_features_and_resolving(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert "feature:android.hardware.camera\n" in (await desk.sh("pm list features")).out
        assert (await desk.sh("pm list instrumentation")).out == ""
        said = (await desk.sh(f"cmd package resolve-activity --brief {PACKAGE}")).out
        assert said.splitlines()[-1] == f"{PACKAGE}/.MainActivity"

    on_phone(test)


def test_what_pm_does_not_know_it_refuses(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("pm nonsense")).out == "Unknown command: nonsense\n"
        assert (await desk.sh("pm clear com.nobody")).err == "Failed\n"
        assert (await desk.sh("pm list packages --nonsense")).err == "Error: Unknown option: --nonsense\n"
        said = await desk.sh("pm disable com.nobody")
        assert "java.lang.IllegalArgumentException: Unknown package: com.nobody" in said.err

    on_phone(test)


def test_a_disabled_app_cannot_be_started(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh(f"pm disable-user {PACKAGE}")).out == f"Package {PACKAGE} new state: disabled-user\n"
        assert "does not exist" in (await desk.sh(f"am start -n {PACKAGE}/.MainActivity")).err
        await desk.sh(f"pm enable {PACKAGE}")
        await desk.start()

    on_phone(test)
