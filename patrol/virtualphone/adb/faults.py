"""Bad days a virtual phone can have. Set at the start (`--fault slow=50 --fault disk-full`) or while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from patrol.errors import ConfigError


@dataclass(slots=True)
class Faults:
    """What is wrong with a phone at this moment; docs/virtual-phone.md has the table."""

    offline: bool = False
    """Every packet but the greeting goes unanswered: `adb devices` shows the phone, commands hang."""
    unauthorized: bool = False
    """The key is never accepted: `adb devices` shows `unauthorized`."""
    lost: bool = False
    """The cable is out: connections end, new ones are refused."""
    lost_after: int | None = None
    """Becomes `lost` after this many more shell commands and uiautomator2 calls."""
    slow: float = 0
    """Milliseconds before each answering packet."""
    garbage: int | None = None
    """Every Nth packet with data is followed by bytes that are no packet."""
    drop: int | None = None
    """Each stream is cut after the phone sent this many bytes."""
    server_death: int | None = None
    """uiautomator2's server dies after this many calls, each time it is started."""
    endless_tree: bool = False
    """A hierarchy dump of 100,000 nodes, 2,000 deep."""
    broken_tree: bool = False
    """A hierarchy dump that ends in the middle of a tag."""
    disk_full: bool = False
    """Writing a file fails: No space left on device."""
    booting: bool = False
    """The phone is off or starting: nothing answers. Set by the phone alone (patrol.virtualphone.system.power)."""
    watchers: list[Callable[[], None]] = field(default_factory=list, repr=False, compare=False)
    """Called after a change, so that `lost`, `offline` and `booting` cut what is connected."""

    @property
    def gone(self) -> bool:
        """Nothing can be connected at all."""
        return self.lost or self.booting

    def tell(self, *, booting: bool) -> None:
        """The phone goes down for a reboot, or is up again."""
        self.booting = booting
        self._changed()

    def set(self, fault: str) -> None:
        """`name`, `name=value` or `name=off`, such as `slow=50`. Raises ConfigError."""
        name, _, value = fault.partition("=")
        attribute = name.strip().replace("-", "_")
        if attribute not in _KINDS:
            near = get_close_matches(name, NAMES, 1)
            advice = f"Did you mean {near[0]}?" if near else f"Known faults: {', '.join(NAMES)}."
            raise ConfigError(f"There is no fault called {name!r}.", advice=advice)
        setattr(self, attribute, self._value(name, attribute, value.strip()))
        self._changed()

    def _changed(self) -> None:
        for watcher in self.watchers:
            watcher()

    def _value(self, name: str, attribute: str, value: str) -> bool | int | float | None:
        kind, default = _KINDS[attribute]
        if value in ("off", "none"):
            return getattr(Faults(), attribute)  # type: ignore[no-any-return]
        if kind is bool and value in ("", "on"):
            return True
        if kind is not bool and not value:
            return default
        try:
            number = float(value) if kind is not bool else -1
        except ValueError:
            number = -1
        if number < 0:
            example = f"{name}={default}" if default is not None else name
            raise ConfigError(f"The fault {name} cannot be {value!r}.", advice=f"Example: --fault {example}")
        return number if kind is float else int(number)

    def one_action(self) -> bool:
        """Count one command or call; True when the phone has just been lost by it."""
        if self.lost_after is None:
            return False
        self.lost_after -= 1
        if self.lost_after < 0:
            self.lost_after, self.lost = None, True
            self._changed()
            return True
        return False


_KINDS: dict[str, tuple[type, int | None]] = {
    "offline": (bool, None),
    "unauthorized": (bool, None),
    "lost": (bool, None),
    "lost_after": (int, 10),
    "slow": (float, 50),
    "garbage": (int, 10),
    "drop": (int, 4096),
    "server_death": (int, 20),
    "endless_tree": (bool, None),
    "broken_tree": (bool, None),
    "disk_full": (bool, None),
}
"""Field → (kind, value when only the name is given)."""

NAMES = tuple(name.replace("_", "-") for name in _KINDS)


def parse(faults: Iterable[str]) -> Faults:
    """Faults from the values of `--fault`. Raises ConfigError."""
    result = Faults()
    for fault in faults:
        result.set(fault)
    return result
