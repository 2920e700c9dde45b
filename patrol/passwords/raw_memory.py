"""Reads the heaps of a process as root, where `am dumpheap` refuses: a release build on a rooted phone."""

from __future__ import annotations

import gzip
import shlex
import zlib

from patrol.device.driver import Driver
from patrol.device.parse.memory_map import PAGE, heap_regions
from patrol.errors import DeviceError, DeviceLost

FILE = "/data/local/tmp/patrol-memory.gz"
MOST = 768 * 1024 * 1024
"""Bytes of memory; untouched pages are zeros and take next to nothing when compressed on the phone."""
READ_S = 120.0
ROOTS = ("{}", "su -c {}", "su 0 sh -c {}")
"""How a command is run as root: the shell is root already (`adb root`), Magisk's and most others' su, AOSP's su."""


def raw_heaps(driver: Driver, pid: int) -> bytes | None:
    """Java and native heaps, one after the other; None where the shell cannot become root. Nothing stays on the phone.
    Raises DeviceLost."""
    for root in ROOTS:
        try:
            regions = heap_regions(_as_root(driver, root, f"cat /proc/{pid}/maps"), MOST)
            if regions:
                parts = "; ".join(
                    f"dd if=/proc/{pid}/mem bs={PAGE} skip={region.start // PAGE} count={region.pages} 2>/dev/null"
                    for region in regions
                )
                _as_root(driver, root, f"({parts}) | gzip -1 > {FILE}; chmod 644 {FILE}")
                return _unpacked(driver.pull(FILE))
        except DeviceLost:
            raise
        except DeviceError:
            continue
        finally:
            driver.shell(f"rm -f {FILE}")
    return None


def _as_root(driver: Driver, root: str, command: str) -> str:
    line = command if root == "{}" else root.format(shlex.quote(command))
    return driver.shell(line, timeout_s=READ_S).output


def _unpacked(data: bytes) -> bytes | None:
    try:
        return gzip.decompress(data) or None
    except (OSError, EOFError, zlib.error):
        return None
