"""What apps take on storage: `dumpsys diskstats` (Android 8 and up) and `du`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from patrol.device.parse.decode import to_int

_LIST = re.compile(r"^(Package Names|App Sizes|App Data Sizes|Cache Sizes): (\[.{0,400000}\])\s*$", re.M)
_DU = re.compile(r"^(\d{1,15})\s+(/\S.{0,1000})$", re.M)


@dataclass(frozen=True, slots=True)
class AppSize:
    """Bytes."""

    code: int
    data: int
    cache: int


def diskstats(text: str, package: str) -> AppSize | None:
    """The package's place in the four parallel lists; None when it has none, or the phone has not counted yet. It
    counts once a day, while it charges and nobody uses it."""
    lists = {}
    for name, found in _LIST.findall(text):
        try:
            lists[name] = json.loads(found)
        except (ValueError, RecursionError):
            return None
    names = lists.get("Package Names", [])
    if package not in names:
        return None
    place = names.index(package)
    sizes = [lists.get(name, ()) for name in ("App Sizes", "App Data Sizes", "Cache Sizes")]
    if any(len(column) != len(names) or type(column[place]) is not int or column[place] < 0 for column in sizes):
        return None
    return AppSize(*(column[place] for column in sizes))


def du_bytes(text: str) -> dict[str, int]:
    """Path → bytes of the lines of `du -sk PATH…`; paths that could not be read have no line."""
    found = ((path.strip(), to_int(kb)) for kb, path in _DU.findall(text))
    return {path: kb * 1024 for path, kb in found if kb is not None}
