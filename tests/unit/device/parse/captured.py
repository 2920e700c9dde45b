"""Captured output of real phones, as the transport would hand it over. Large files are kept compressed."""

import gzip
import re
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "data" / "captures"


def raw(name: str) -> bytes:
    """The bytes of a capture, by its name with or without the `.gz` that a large one has on disk."""
    path = FOLDER / name
    if not path.exists():
        path = FOLDER / f"{name}.gz"
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def captured(name: str) -> str:
    return re.sub(r"\r+\n", "\n", raw(name).decode(errors="replace"))


def all_of(*kinds: str) -> list[str]:
    found = (str(path.relative_to(FOLDER)) for kind in kinds for path in (FOLDER / kind).iterdir())
    return sorted(name.removesuffix(".gz") for name in found)
