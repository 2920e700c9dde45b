"""The app as the package manager knows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from patrol.errors import GatherError
from patrol.gather.app_info import AppInfoGatherer
from patrol.model.artifacts import AppInfo
from tests.unit.gather.double import FakeDriver, context

DUMP = Path(__file__).parents[2] / "data" / "captures" / "package" / "a4.4_qemu_dumpsys_package_apidemos.txt"
PACKAGE = "io.appium.android.apis"


def info(**answers: str) -> AppInfo:
    driver = FakeDriver(
        {"dumpsys package": DUMP.read_text(), **{name.replace("_", " "): a for name, a in answers.items()}}
    )
    ctx = replace(context(driver)[0], package=PACKAGE)
    gatherer = AppInfoGatherer()
    gatherer.start(ctx)
    return gatherer.artifact(ctx)


def test_size_is_that_of_all_apk_files() -> None:
    found = info(pm_path="package:/data/app/base.apk\npackage:/data/app/split.apk\n", stat="100\n23\n")
    assert (found.package, found.installed_bytes) == (PACKAGE, 123)


def test_a_size_that_cannot_be_read_is_unknown() -> None:
    assert info(pm_path="package:/data/app/base.apk\n", stat="stat: not found\n").installed_bytes is None
    assert info(pm_path="").installed_bytes is None


def test_an_app_that_is_not_installed_is_said_with_the_next_step() -> None:
    ctx, _, _ = context(FakeDriver({"dumpsys package": "Unable to find package"}))
    with pytest.raises(GatherError, match="does not know") as caught:
        AppInfoGatherer().start(ctx)
    assert "app.yaml" in caught.value.advice


def test_an_android_that_does_not_know_the_option_is_asked_again_without_it() -> None:
    refused = "Unknown argument: --all-components; use -h for help"
    ctx, _, _ = context(FakeDriver({"dumpsys package --all": refused, "dumpsys package io": DUMP.read_text()}))
    gatherer = AppInfoGatherer()
    gatherer.start(replace(ctx, package=PACKAGE))
    found = gatherer.artifact(replace(ctx, package=PACKAGE))
    assert found.activities and not found.activities_complete
