"""The battery: `dumpsys battery` with its set, unplug and reset."""

from __future__ import annotations

from dataclasses import dataclass, field

_NUMBERS = {
    "ac": "ac",
    "usb": "usb",
    "wireless": "wireless",
    "dock": "dock",
    "status": "status",
    "level": "level",
    "temp": "temperature",
    "present": "present",
    "counter": "counter",
    "voltage": "voltage",
}


@dataclass(slots=True)
class Battery:
    """Units as BatteryManager has them: temperature in tenths of a degree, voltage in millivolts."""

    level: int = 86
    temperature: int = 301
    voltage: int = 4123
    status: int = 5
    counter: int = 3_870_000
    present: int = 1
    ac: int = 0
    usb: int = 1
    wireless: int = 0
    dock: int = 0
    updates_stopped: bool = False
    _real: tuple[int, ...] = field(default=(), repr=False)

    def set(self, name: str, value: str) -> bool:
        """`dumpsys battery set NAME VALUE`; False for an unknown name. Raises ValueError for no number."""
        if name == "invalid":
            return True
        if name not in _NUMBERS:
            return False
        self._keep()
        setattr(self, _NUMBERS[name], int(value))
        self.updates_stopped = True
        return True

    def unplug(self) -> None:
        self._keep()
        self.ac = self.usb = self.wireless = self.dock = 0
        self.updates_stopped = True

    def reset(self) -> None:
        if self._real:
            for name, value in zip(_NUMBERS.values(), self._real, strict=True):
                setattr(self, name, value)
        self._real = ()
        self.updates_stopped = False

    def _keep(self) -> None:
        if not self._real:
            self._real = tuple(getattr(self, name) for name in _NUMBERS.values())

    def dump(self, sdk: int) -> str:
        def truth(value: int) -> str:
            return "true" if value else "false"

        lines = ["Current Battery Service state:"]
        if self.updates_stopped:
            lines.append("  (UPDATES STOPPED -- use 'reset' to restart)")
        lines += [f"  AC powered: {truth(self.ac)}", f"  USB powered: {truth(self.usb)}"]
        lines.append(f"  Wireless powered: {truth(self.wireless)}")
        if sdk >= 33:
            lines.append(f"  Dock powered: {truth(self.dock)}")
        lines += [
            "  Max charging current: 500000",
            "  Max charging voltage: 5000000",
            f"  Charge counter: {self.counter}",
            f"  status: {self.status}",
            "  health: 2",
            f"  present: {truth(self.present)}",
            f"  level: {self.level}",
            "  scale: 100",
            f"  voltage: {self.voltage}",
            f"  temperature: {self.temperature}",
            "  technology: Li-ion",
        ]
        if sdk >= 34:
            lines += ["  Charging state: 0", "  Charging policy: 0"]
        return "\n".join(lines) + "\n"
