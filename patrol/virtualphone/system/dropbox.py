"""The drop box: reports of crashes and ANRs that the system keeps, and `dumpsys dropbox`."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patrol.virtualphone.system.manifest import Installed

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

_KEPT = 50
_BAR = "========================================\n"


@dataclass(frozen=True, slots=True)
class Report:
    """`tag` is data_app_crash, data_app_anr, data_app_native_crash …"""

    wall_ms: float
    tag: str
    text: str


class DropBox:
    """The last reports of one phone."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._reports: deque[Report] = deque(maxlen=_KEPT)

    def add(self, tag: str, text: str) -> None:
        self._reports.append(Report(self._phone.wall_ms(), tag, text))

    def add_of_app(self, tag: str, installed: Installed | None, package: str, pid: int, more: str, body: str) -> None:
        """With the head that the activity manager puts before each report of an app; `more` are lines of it."""
        phone = self._phone
        manifest = installed.manifest if installed else None
        version = f" v{manifest.version_code} ({manifest.version_name})" if manifest else ""
        head = f"Process: {package}\n"
        if phone.sdk >= 29:
            head += f"PID: {pid}\n"
        head += f"Flags: 0x30c83e46\nPackage: {package}{version}\n"
        if phone.sdk >= 26:
            head += "Foreground: Yes\n"
        self.add(tag, f"{head}{more}Build: {phone.spec.fingerprint}\n\n{body}")

    def dump(self, args: list[str]) -> str:
        """`--print` (`-p`) prints the reports whole, else one line each; other words choose tags."""
        whole = any(arg in ("--print", "-p") for arg in args)
        tags = [arg for arg in args if not arg.startswith("-")]
        text = f"Drop box contents: {len(self._reports)} entries\n"
        if self._phone.sdk >= 28:
            text += "Max entries: 1000\n"
        if tags:
            text += f"Searching for: {' '.join(tags)}\n"
        found = [report for report in self._reports if not tags or report.tag in tags]
        for report in found:
            size = len(report.text.encode())
            line = f"{self._phone.stamp(report.wall_ms)[:19]} {report.tag} (text, {size} bytes)\n"
            text += f"\n{_BAR}{line}{report.text}\n" if whole else f"\n{line}    {report.text[:70]!r}\n"
        return text if found else f"{text}\n(No entries found.)\n"
