"""The app as the package manager knows it."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from patrol.errors import GatherError
from patrol.gather.app_info import AppInfoGatherer
from patrol.model.artifacts import AppInfo
from patrol.virtualphone.system.binarymanifest import binary_manifest
from patrol.virtualphone.system.manifest import Component, Manifest
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


BINARY = binary_manifest(Manifest(PACKAGE, "", components=(Component("service", f"{PACKAGE}.Push", exported=True),)))


def test_components_come_from_the_manifest_inside_the_apk() -> None:
    found = info(pm_path="package:/data/app/base.apk\n", unzip=base64.encodebytes(BINARY).decode())
    assert [(one.kind, one.name, one.exported) for one in found.components] == [("service", f"{PACKAGE}.Push", True)]
    assert found.components_note == ""


def test_a_phone_without_unzip_is_asked_for_the_apk_and_what_cannot_be_read_is_said() -> None:
    driver = FakeDriver({"dumpsys package": DUMP.read_text(), "pm path": "package:/data/app/base.apk\n"})
    apk = io.BytesIO()
    with zipfile.ZipFile(apk, "w") as archive:
        archive.writestr("AndroidManifest.xml", BINARY)
    ctx = replace(context(driver)[0], package=PACKAGE)
    for data, there in ((apk.getvalue(), 1), (b"no archive", 0)):
        driver.files["/data/app/base.apk"] = data
        gatherer = AppInfoGatherer()
        gatherer.start(ctx)
        found = gatherer.artifact(ctx)
        assert (len(found.components), bool(found.components_note)) == (there, not there)


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
