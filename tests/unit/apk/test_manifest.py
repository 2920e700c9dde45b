"""Components of a binary AndroidManifest.xml: a real APK's, made ones, and damaged ones."""

from __future__ import annotations

import zipfile
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.apk import axml
from patrol.apk.manifest import MAX_BYTES, components
from patrol.model.artifacts import Component
from patrol.virtualphone.system.binarymanifest import ATTRIBUTES, Element, Reference, binary_manifest, binary_xml
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
        Made("receiver", "com.bank.Boot", actions=("android.intent.action.BOOT_COMPLETED", "com.bank.WAKE")),
    ),
)
BINARY = binary_manifest(MADE)
MAIN, VIEW, WAKE = "android.intent.action.MAIN", "android.intent.action.VIEW", "com.bank.WAKE"


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
        Component("activity", "com.bank.Main", True, launcher=True, filters=1, actions=(MAIN,)),
        Component("activity", "com.bank.Link", True, links=True, filters=1, actions=(VIEW,)),
        Component("activity", "com.bank.Inside", False),
        Component("service", "com.bank.Push", True, "com.bank.PUSH"),
        Component("provider", "com.bank.Files", True),
        Component(
            "receiver", "com.bank.Boot", False, filters=1, actions=("android.intent.action.BOOT_COMPLETED", WAKE)
        ),
    )


@pytest.mark.parametrize(
    "data", [b"", b"\x03\x00\x08\x00", b"<manifest/>", BINARY[: len(BINARY) // 3], bytes(MAX_BYTES + 1)]
)
def test_what_is_no_manifest_gives_nothing(data: bytes) -> None:
    assert not components(data)


def tree(*applications: tuple[str, ...], target: int = 30, **given: str | bool | int) -> bytes:
    """A manifest of applications with providers of these names, each with these attributes."""
    inside: list[Element] = [("uses-sdk", {"targetSdkVersion": target}, [])]
    for names in applications:
        inside.append(("application", {}, [("provider", {"name": name, **given}, []) for name in names]))
    return binary_xml(("manifest", {"package": "com.bank"}, inside))


def test_what_a_resource_decides_is_not_guessed() -> None:
    (found,) = components(tree((".Files",), exported=Reference(0x7F010001))) or ()
    assert (found.name, found.exported) == ("com.bank.Files", None)


@pytest.mark.parametrize(("target", "exported"), [(16, True), (17, False)])
def test_a_provider_that_says_nothing_is_exported_for_apps_before_android_4_2(target: int, exported: bool) -> None:
    (found,) = components(tree(("Files",), target=target)) or ()
    assert (found.name, found.exported) == ("com.bank.Files", exported)


def test_a_second_application_is_passed_over_as_android_does() -> None:
    assert [one.name for one in components(tree((".Real",), (".Decoy",))) or ()] == ["com.bank.Real"]


def test_attributes_count_by_their_id_whatever_their_name() -> None:
    data = BINARY
    for name in ATTRIBUTES:
        coded = name.encode("utf-16-le")
        data = data.replace(
            len(name).to_bytes(2, "little") + coded, len(name).to_bytes(2, "little") + bytes(len(coded))
        )
    assert components(data) == components(BINARY) and data != BINARY


def test_what_stands_behind_the_end_is_not_read() -> None:
    assert components(BINARY + b"\x02\x01\x10\x00\x00\x00\x00\x00" * 9) == components(BINARY)


def test_a_manifest_that_is_cut_off_says_so() -> None:
    cut = axml.read(BINARY[:-60])
    assert cut.short and cut.root is not None and components(BINARY[:-60]) is None
    assert not axml.read(BINARY).short


@given(st.integers(0, len(BINARY) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_manifest_is_read_or_refused(at: int, noise: bytes) -> None:
    components(BINARY[:at] + noise + BINARY[at + len(noise) :])
