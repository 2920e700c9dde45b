"""What Frida leaves in the temporary folder, and its removal.

Frida 17 unpacks a daemon for Apple devices into `frida-` with 32 digits when it first looks for devices, starts it, and
leaves the folder (10 MB) there; the daemon ends by itself when nobody has asked it for a minute. It needs no file while
it runs, and who asks it later finds it by its socket.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from patrol import temporary
from patrol.device.hooks.process import FridaDevice, guarded
from patrol.errors import DeviceError

KIND = "frida"
NAME = re.compile(r"frida-[0-9a-f]{32}")
HELPER = re.compile(r"idund|frida-[a-z0-9-]+(?:\.so)?")
MADE = "made"
"""The file that names what this process let Frida make."""


@cache
def watched() -> None:
    """To be called before Frida looks for a device: it looks now, and what it unpacks goes when this process ends, or
    by the next command when it is killed."""
    import frida

    before = _there()
    with suppress(DeviceError):  # whoever needs a device will be told
        guarded(frida.get_device_manager().enumerate_devices, "Frida does not look for devices")
    made = _there() - before
    if made:
        marker = temporary.new_folder(KIND)
        (marker / MADE).write_text("\n".join(sorted(made)), "utf-8")
        atexit.register(_end, marker)


def local_device() -> FridaDevice:
    """Frida on this computer."""
    import frida

    watched()
    found: FridaDevice = frida.get_local_device()
    return found


def _there() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob("frida-*") if NAME.fullmatch(path.name)}


def _end(marker: Path) -> None:
    remove_made(marker)
    temporary.remove(marker)


def remove_made(marker: Path) -> None:
    """The folders that a marker names, where nothing but Frida's helpers is in them."""
    with suppress(OSError):
        for name in (marker / MADE).read_text("utf-8").split():
            path = marker.parent / name
            if NAME.fullmatch(name) and all(HELPER.fullmatch(one.name) for one in path.iterdir()):
                shutil.rmtree(path, ignore_errors=True)
