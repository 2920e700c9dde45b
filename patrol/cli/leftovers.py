"""What killed runs have left in the system's temporary folder is removed by the next command."""

from __future__ import annotations

from pathlib import Path

from patrol import temporary


def clear() -> None:
    """Only folders that are surely patrol's, and whose process has ended. Never raises."""
    temporary.clear(_first)


def _first(kind: str, folder: Path) -> None:
    if kind == "jvm":
        from patrol.virtualphone.jvm.process import end_left_behind

        end_left_behind(folder)
    elif kind == "frida":
        from patrol.device.hooks.helper_folder import remove_made

        remove_made(folder)
