"""What kind of phone a virtual phone is."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

SDK_OF = MappingProxyType({"9": 28, "10": 29, "11": 30, "12": 31, "13": 33, "14": 34, "15": 35})
"""API level of each release the virtual phone can be; from Android's own table of codenames, tags and build numbers."""

BUILD_OF = MappingProxyType({28: "PQ3A", 29: "QQ3A", 30: "RQ3A", 31: "SP1A", 33: "TQ3A", 34: "UP1A", 35: "AP3A"})
"""The prefix of an AOSP build id of each release."""


@dataclass(frozen=True, slots=True)
class PhoneSpec:
    """A phone's make. `serial` is what `getprop ro.serialno` says; adb itself shows `127.0.0.1:PORT`, since the phone
    is reached with `adb connect`."""

    serial: str = "PV14000001"
    android: str = "14"
    manufacturer: str = "Patrol"
    model: str = "Virtual Phone 14"
    device: str = "pv14"
    product: str = "pv14"
    abi: str = "arm64-v8a"
    width: int = 1080
    height: int = 2400
    density_dpi: int = 420
    refresh_hz: float = 60
    """As it comes out of the box; patrol.virtualphone.system.refresh tells what it is now."""
    rooted: bool = False
    locale: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    cores: int = 8
    memory_kb: int = 7_800_000
    clock_offset_ms: int = 0
    """How far the phone's wall clock is ahead of the host's."""

    @property
    def sdk(self) -> int:
        return SDK_OF[self.android]

    @property
    def build_id(self) -> str:
        return f"{BUILD_OF[self.sdk]}.240105.007"

    @property
    def fingerprint(self) -> str:
        name = f"{self.manufacturer}/{self.product}/{self.device}"
        return f"{name}:{self.android}/{self.build_id}/1001:user/release-keys"

    @property
    def chinese(self) -> bool:
        return self.locale.startswith("zh")

    def dp(self, value: float) -> int:
        """Density-independent pixels as pixels of this screen."""
        return round(value * self.density_dpi / 160)


def _preset(android: str, **changes: object) -> PhoneSpec:
    base: dict[str, object] = {
        "serial": f"PV{android.zfill(2)}000001",
        "android": android,
        "model": f"Virtual Phone {android}",
        "device": f"pv{android}",
        "product": f"pv{android}",
    }
    return PhoneSpec(**{**base, **changes})  # type: ignore[arg-type]


PRESETS = MappingProxyType(
    {
        "9": _preset("9", width=1080, height=1920, memory_kb=3_800_000),
        "10": _preset("10", height=2280),
        "11": _preset("11", height=2340),
        "12": _preset("12", refresh_hz=90.0),
        "13": _preset("13", refresh_hz=90.0),
        "14": _preset("14"),
        "15": _preset("15", refresh_hz=120.0),
        "14-rooted": _preset("14", rooted=True, serial="PV14R00001"),
        "small": _preset("12", width=720, height=1600, density_dpi=320, memory_kb=2_900_000, cores=4),
    }
)
"""Ready makes by name; a bare Android version is a name too."""
