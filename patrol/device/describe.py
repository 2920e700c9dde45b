"""A phone as it describes itself."""

from __future__ import annotations

from patrol.device.adb.device import AdbDevice
from patrol.device.parse import phone
from patrol.model.artifacts import PhoneInfo


def describe_phone(device: AdbDevice, *, driver: str = "", note: str = "") -> PhoneInfo:
    """What `getprop`, `wm`, `dumpsys display` and `id` tell; what they do not tell stays empty or None."""
    found = phone.properties(device.shell("getprop").output)
    width, height = phone.screen_size(device.shell("wm size").output) or (0, 0)
    sdk = found.get("ro.build.version.sdk", "")
    return PhoneInfo(
        serial=device.serial,
        manufacturer=found.get("ro.product.manufacturer", ""),
        model=found.get("ro.product.model", ""),
        android=found.get("ro.build.version.release", ""),
        sdk=int(sdk) if sdk.isdecimal() else 0,
        abi=found.get("ro.product.cpu.abi", ""),
        width=width,
        height=height,
        density_dpi=phone.screen_density(device.shell("wm density").output) or 0,
        refresh_hz=phone.refresh_rate(device.shell("dumpsys display").output),
        rooted=is_rooted(device),
        virtual=found.get("ro.patrol.virtual") == "1",
        driver=driver,
        driver_note=note,
    )


def is_rooted(device: AdbDevice) -> bool:
    """Whether commands can run as root: adb itself does, or `su` lets it."""
    if "uid=0" in device.shell("id").output:
        return True
    # -c for Magisk's and most others' su; `su 0 id` for AOSP's own. Neither may wait for a person to tap.
    return any("uid=0" in device.shell(f"{su} </dev/null 2>/dev/null").output for su in ("su -c id", "su 0 id"))
