"""The JVM's own classes, written in Java: where they lie, and what proves them fresh."""

from __future__ import annotations

from pathlib import Path

from patrol.device.hooks.agent import digest

FOLDER = Path(__file__).parent
CLASSES = FOLDER / "host"
"""Class files of java/, made by `make agent`."""
PROOF = FOLDER / "host.sha256"
"""Two sums, a line each: of the sources, and of the class files."""


def sources() -> tuple[Path, ...]:
    return tuple(sorted((FOLDER / "java").rglob("*.java")))


def proof() -> str:
    """What PROOF holds when the classes are fresh."""
    classes = sorted(CLASSES.rglob("*.class"))
    return f"{digest(FOLDER, sources())}  java\n{digest(FOLDER, classes)}  host\n"
