"""Files that can be installed: a model app packed as an APK, and what the package parser says of anything else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from patrol.errors import ConfigError
from patrol.virtualphone.system.manifest import Component, Manifest, Program

MODEL_ENTRY = "assets/patrol-model.json"
"""Names the build file of a model inside the archive, whose files lie below assets/model/."""

Loader = Callable[[Path], Program]


class InstallError(Exception):
    """The text is the code the package manager answers with, such as INSTALL_PARSE_FAILED_NOT_APK."""


def pack(build_file: Path) -> bytes:
    """An APK that holds a model: every YAML file of the build file's folder. `adb install` accepts it."""
    root = build_file.parent
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("AndroidManifest.xml", b"\x03\x00\x08\x00")
        archive.writestr(MODEL_ENTRY, json.dumps({"build": build_file.name}))
        for path in sorted(root.rglob("*.yaml")):
            archive.write(path, f"assets/model/{path.relative_to(root)}")
    return buffer.getvalue()


def open_package(data: bytes, folder: Path, load: Loader) -> Program | None:
    """The model app inside an APK, unpacked below `folder`; None for a real APK, whose code a model cannot run.
    Raises InstallError for what is no APK."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise InstallError("INSTALL_PARSE_FAILED_NOT_APK: Failed to parse base.apk: Failed to load asset path base.apk")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "AndroidManifest.xml" not in names:
            text = "Failed to parse base.apk: AndroidManifest.xml"
            raise InstallError(f"INSTALL_PARSE_FAILED_UNEXPECTED_EXCEPTION: {text}")
        if MODEL_ENTRY not in names:
            return None
        build = json.loads(archive.read(MODEL_ENTRY))["build"]
        members = [n for n in names if n.startswith("assets/model/") and ".." not in n and not n.endswith("/")]
        for name in members:
            target = folder / name.removeprefix("assets/model/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    try:
        return load(folder / build)
    except ConfigError as error:
        raise InstallError(f"INSTALL_PARSE_FAILED_MANIFEST_MALFORMED: {error}") from error


HELPERS: tuple[tuple[bytes, Manifest], ...] = (
    (
        b"com.github.uiautomator",
        Manifest(
            "com.github.uiautomator",
            "ATX",
            version_name="2.4.0",
            version_code=2040000,
            components=(
                Component("activity", "com.github.uiautomator.MainActivity", exported=True, launcher=True),
                Component("service", "com.github.uiautomator.AdbKeyboard", exported=True),
            ),
        ),
    ),
    (
        b"io.appium.uiautomator2.server.test",
        Manifest("io.appium.uiautomator2.server.test", "io.appium.uiautomator2.server.test", version_name="10.6.6"),
    ),
    (
        b"io.appium.uiautomator2.server",
        Manifest("io.appium.uiautomator2.server", "io.appium.uiautomator2.server", version_name="10.6.6"),
    ),
    (
        b"io.appium.settings",
        Manifest(
            "io.appium.settings",
            "Appium Settings",
            version_name="8.0.9",
            components=(
                Component("activity", "io.appium.settings.Settings", exported=True, launcher=True),
                Component("service", "io.appium.settings.AppiumIME", exported=True),
            ),
        ),
    ),
)
"""Testing tools that clients bring along, known by the package name in their binary manifest."""


def helper_manifest(data: bytes) -> Manifest | None:
    """The declarations of a known testing tool's APK. Only its package name is looked for, in the manifest's string
    pool, which is UTF-8 or UTF-16."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            raw = archive.read("AndroidManifest.xml")
    except (zipfile.BadZipFile, KeyError):
        return None
    for name, manifest in HELPERS:
        wide = name.decode().encode("utf-16-le")
        if name + b"\x00" in raw or wide + b"\x00\x00" in raw:
            return manifest
    return None


def package_name(data: bytes) -> str:
    """The `package` attribute of an APK's binary manifest, as far as its string pool shows it: the first string that
    looks like a package name. "" when there is none."""
    import re

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            raw = archive.read("AndroidManifest.xml")
    except (zipfile.BadZipFile, KeyError):
        return ""
    pattern = r"[a-z][a-z0-9_]*(?:\.[a-zA-Z][a-zA-Z0-9_]*)+"
    texts = [raw.decode("utf-8", "replace"), raw.decode("utf-16-le", "replace")]
    for text in texts:
        for found in re.findall(pattern, text):
            if not found.startswith(("android.", "http", "schemas.")) and found.count(".") >= 1:
                return str(found)
    return ""
