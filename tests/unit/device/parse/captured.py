"""Captured output of real phones, as the transport would hand it over."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "data" / "captures"


def captured(name: str) -> str:
    return re.sub(r"\r+\n", "\n", (FOLDER / name).read_bytes().decode(errors="replace"))


def all_of(*kinds: str) -> list[str]:
    return sorted(str(path.relative_to(FOLDER)) for kind in kinds for path in (FOLDER / kind).iterdir())
