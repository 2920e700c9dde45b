"""The agent's bundle, as it is shipped, and what proves it fresh."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "agent"
BUNDLE = FOLDER / "agent.js"
PROOF = FOLDER / "agent.sha256"
"""Two sums, a line each: of what the bundle was made of, and of the bundle."""


def source() -> str:
    """The script that is loaded into an app."""
    return BUNDLE.read_text("utf-8")


def made_of() -> tuple[Path, ...]:
    """All files that decide what the bundle holds."""
    return (*sorted((FOLDER / "src").glob("*.ts")), FOLDER / "package-lock.json", FOLDER / "tsconfig.json")


def digest(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 over names (relative to the folder) and contents."""
    total = hashlib.sha256()
    for path in files:
        data = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return total.hexdigest()


def proof() -> str:
    """What PROOF holds when the bundle is fresh."""
    return f"{digest(FOLDER, made_of())}  src\n{digest(FOLDER, [BUNDLE])}  agent.js\n"
