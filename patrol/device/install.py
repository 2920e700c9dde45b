"""Install an app from an APK file."""

from __future__ import annotations

import re
from pathlib import Path

from patrol.device.adb.device import AdbDevice
from patrol.errors import AppError, ConfigError

_ADVICE = {
    "INSTALL_FAILED_UPDATE_INCOMPATIBLE": "The phone has it with another signature: `adb uninstall` it first.",
    "INSTALL_FAILED_VERSION_DOWNGRADE": "The phone has a newer version: `adb uninstall` it first.",
    "INSTALL_FAILED_INSUFFICIENT_STORAGE": "Free some space on the phone.",
    "INSTALL_FAILED_NO_MATCHING_ABIS": "The APK holds no code for this phone's processor: take another build.",
    "INSTALL_FAILED_OLDER_SDK": "The app needs a newer Android.",
    "INSTALL_FAILED_USER_RESTRICTED": "The phone asks before it installs over USB: switch “Install via USB” (USB 安装) "
    "on under developer options and confirm on the phone.",
    "INSTALL_FAILED_ABORTED": "The phone asks before it installs over USB: confirm on its screen.",
    "INSTALL_PARSE_FAILED": "The file is no valid APK, or is not signed.",
}
TARGET = "/data/local/tmp/patrol-install.apk"


def install(device: AdbDevice, apk: Path) -> None:
    """Install or update, keeping data; test-only builds too. Raises ConfigError, AppError with the phone's reason."""
    try:
        data = apk.read_bytes()
    except OSError as problem:
        raise ConfigError(f"the APK {apk} cannot be read: {problem.strerror}.") from None
    device.push(data, TARGET)
    try:
        result = device.shell(f"pm install -r -t {TARGET}", timeout_s=300)
    finally:
        device.shell(f"rm -f {TARGET}")
    said = f"{result.output}\n{result.errors}".strip()
    if not re.search(r"^Success", said, re.MULTILINE):
        code = re.search(r"INSTALL_\w+", said)
        advice = next((text for name, text in _ADVICE.items() if code and code[0].startswith(name)), "")
        raise AppError(
            f"{apk.name} cannot be installed on {device.serial}: {said[-300:] or 'no answer'}", advice=advice
        )
