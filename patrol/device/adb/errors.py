"""What adb's answers mean to the person at the desk, and what to do about them."""

from __future__ import annotations

from patrol.errors import DeviceError, DeviceLost

LIST = "`patrol phones` lists what is attached."

_UDEV = "Install the udev rules (Debian: `apt install android-sdk-platform-tools-common`) and plug the cable in again."
_ADVICE = (
    # (part of adb's message, what is wrong, what to do)
    (
        "unauthorized",
        "phone {serial} does not trust this computer yet",
        "Unlock the phone and tap “Allow USB debugging” (允许 USB 调试); if nothing is asked, switch USB debugging off "
        "and on under developer options and plug the cable in again.",
    ),
    (
        "still authorizing",
        "phone {serial} is waiting for an answer on its screen",
        "Unlock the phone and tap “Allow USB debugging” (允许 USB 调试).",
    ),
    (
        "still connecting",
        "phone {serial} is only just connecting",
        "Wait some seconds and try again.",
    ),
    (
        "offline",
        "phone {serial} is offline: attached, but it does not answer",
        "Unplug and plug in the cable again, or restart the phone; over Wi-Fi, `adb disconnect` and `adb connect` it.",
    ),
    (
        "no permissions",
        "this computer may not open phone {serial}'s USB port",
        _UDEV,
    ),
    (
        "insufficient permissions",
        "this computer may not open phone {serial}'s USB port",
        _UDEV,
    ),
)


def of_failure(serial: str, message: str, *, seen: bool) -> DeviceError:
    """The error for the adb server's refusal to reach a phone; DeviceLost when the phone had been reached before."""
    for part, what, advice in _ADVICE:
        if part in message:
            kind = DeviceLost if seen else DeviceError
            return kind(what.format(serial=serial) + ".", advice=advice)
    if "not found" in message or "no devices" in message:
        if seen:
            return DeviceLost(
                f"phone {serial} is gone: unplugged, rebooted or disconnected.",
                advice="Check the cable and `patrol phones`, then `patrol resume` goes on where the run broke off.",
            )
        return DeviceError(f"no phone {serial} is attached.", advice=LIST)
    kind = DeviceLost if seen else DeviceError
    return kind(f"the adb server cannot reach phone {serial}: {message}.", advice=LIST)
