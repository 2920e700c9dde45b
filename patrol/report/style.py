"""Style sheets and scripts that stand inside the pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


@cache
def asset(name: str) -> str:
    """The text of a file of the folder `assets`."""
    return (ASSETS / name).read_text("utf-8")
