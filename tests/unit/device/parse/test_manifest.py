"""Components of a binary AndroidManifest.xml: a real APK's, made ones, and damaged ones."""

from __future__ import annotations

import zipfile
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.manifest import MAX_BYTES, components
from patrol.model.artifacts import Component
from patrol.virtualphone.system.binarymanifest import binary_manifest
from patrol.virtualphone.system.manifest import Component as Made
from patrol.virtualphone.system.manifest import Manifest

MADE = Manifest(
    "com.bank",
    "港湾",
    components=(
        Made("activity", "com.bank.Main", exported=True, launcher=True),
        Made("activity", "com.bank.Link", exported=True, links=("bank://pay/{id}",)),
        Made("activity", "com.bank.Inside"),
        Made("service", "com.bank.Push", exported=True, permission="com.bank.PUSH"),
        Made("provider", "com.bank.Files", exported=True),
    ),
)
BINARY = binary_manifest(MADE)


def test_a_real_apk_is_read() -> None:
    apk = files("uiautomator2") / "assets" / "app-uiautomator.apk"
    with apk.open("rb") as file, zipfile.ZipFile(file) as archive:
        found = components(archive.read("AndroidManifest.xml"))
    assert found is not None and len(found) == 6
    by_name = {one.name.removeprefix("com.github.uiautomator."): one for one in found}
    assert by_name["MainActivity"].launcher and by_name["MainActivity"].exported
    keyboard = by_name["AdbKeyboard"]
    assert (keyboard.kind, keyboard.permission) == ("service", "android.permission.BIND_INPUT_METHOD")


def test_exported_permission_and_filters_are_told() -> None:
    assert components(BINARY) == (
        Component("activity", "com.bank.Main", True, launcher=True, filters=1),
        Component("activity", "com.bank.Link", True, links=True, filters=1),
        Component("activity", "com.bank.Inside", False),
        Component("service", "com.bank.Push", True, "com.bank.PUSH"),
        Component("provider", "com.bank.Files", True),
    )


@pytest.mark.parametrize(
    "data", [b"", b"\x03\x00\x08\x00", b"<manifest/>", BINARY[: len(BINARY) // 3], bytes(MAX_BYTES + 1)]
)
def test_what_is_no_manifest_gives_nothing(data: bytes) -> None:
    assert not components(data)


@given(st.integers(0, len(BINARY) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_manifest_is_read_or_refused(at: int, noise: bytes) -> None:
    components(BINARY[:at] + noise + BINARY[at + len(noise) :])
