"""The agent's bundle, as it is shipped, and what proves it fresh."""

from __future__ import annotations

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "agent"
BUNDLE = FOLDER / "agent.js"
DIGEST = FOLDER / "agent.sha256"
"""The sources' digest when the bundle was made, and the bundle's own."""


def source() -> str:
    """The script that is loaded into an app."""
    return BUNDLE.read_text("utf-8")


def digest_of_sources() -> str:
    """SHA-256 over names and contents of all that the bundle is made of."""
    sum_ = hashlib.sha256()
    for path in (*sorted((FOLDER / "src").glob("*.ts")), FOLDER / "package-lock.json", FOLDER / "tsconfig.json"):
        sum_.update(f"{path.relative_to(FOLDER).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return sum_.hexdigest()


def digest_of_bundle() -> str:
    return hashlib.sha256(BUNDLE.read_bytes()).hexdigest()
