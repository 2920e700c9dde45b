"""devices.yaml: names for phones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from patrol.device.choose import DRIVERS
from patrol.errors import ConfigError, Place
from patrol.yamlplaces import Section, load_file, unknown


@dataclass(frozen=True, slots=True)
class VirtualEntry:
    """A virtual phone to start: which app model on which make of phone."""

    app: Path
    """A build file of an app model; relative paths count from devices.yaml."""
    android: str = "14"
    """An Android version, or one of the makes that `patrol phone serve --help` lists."""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """One phone by its name."""

    name: str
    serial: str = ""
    address: str = ""
    """host:port of a phone that is reached over the network, connected when it is needed."""
    driver: str = "auto"
    labels: tuple[str, ...] = ()
    virtual: VirtualEntry | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Devices:
    """All named phones. `default` is taken when a command names none and no phone is attached."""

    phones: Mapping[str, PhoneEntry] = field(default_factory=dict)
    default: str = ""
    file: str = ""

    def named(self, name: str) -> PhoneEntry | None:
        """The phone of that name, or the one that stands for that serial."""
        return self.phones.get(name) or next((p for p in self.phones.values() if name in (p.serial, p.address)), None)

    def labelled(self, label: str) -> tuple[PhoneEntry, ...]:
        return tuple(phone for phone in self.phones.values() if label in phone.labels)


def load_devices(path: Path, *, bundled: Path | None = None) -> Devices:
    """Raises ConfigError with file:line:column for everything that is not as documented in the file. App models are
    looked for beside the file, then in the folder of what comes with patrol."""
    root = load_file(path).section().only("phones", "default")
    folders = (path.parent, *([bundled] if bundled else ()))
    phones = {name: _phone(name, entry, folders) for name, entry in root.section("phones").sections()}
    default = root.text("default", "")
    if default and default not in phones:
        raise root.error(unknown("phone", default, phones), "default")
    _refuse_twins(root, phones)
    return Devices(phones, default, str(path))


def _phone(name: str, entry: Section, folders: tuple[Path, ...]) -> PhoneEntry:
    entry.only("serial", "address", "driver", "labels", "virtual")
    ways = [key for key in ("serial", "address", "virtual") if key in entry]
    if len(ways) != 1:
        given = f"it has {' and '.join(ways)}" if ways else "it has none"
        raise entry.error(f"phone “{name}” needs exactly one of serial, address, virtual; {given}", of_key=True)
    address = entry.text("address", "")
    if address and not address.rpartition(":")[2].isdecimal():
        raise entry.error("`address` must be host:port, such as 192.168.1.20:5555", "address")
    return PhoneEntry(
        name=name,
        serial=entry.text("serial", ""),
        address=address,
        driver=entry.choice("driver", DRIVERS, "auto"),
        labels=entry.texts("labels"),
        virtual=_virtual(entry.section("virtual"), folders) if "virtual" in entry else None,
        place=entry.document.place(entry.path, of_key=True),
    )


def _virtual(entry: Section, folders: tuple[Path, ...]) -> VirtualEntry:
    entry.only("app", "android", "faults")
    name = entry.text("app")
    app = next((folder / name for folder in folders if (folder / name).exists()), None)
    if app is None:
        raise entry.error(f"there is no app model at {folders[0] / name}", "app")
    return VirtualEntry(app, entry.text("android", "14"), entry.texts("faults"))


def _refuse_twins(root: Section, phones: Mapping[str, PhoneEntry]) -> None:
    seen: dict[str, str] = {}
    for name, phone in phones.items():
        where = phone.serial or phone.address
        if where and where in seen:
            message = f"phones “{seen[where]}” and “{name}” are the same one: {where}"
            raise ConfigError(message, place=root.document.place(("phones", name), of_key=True))
        seen[where] = name
