"""Libraries that are slow to load or to warm up, in the way that costs least."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from patrol.report import bilingual

if TYPE_CHECKING:
    from jinja2 import Environment


def templates() -> Environment:
    """Where the templates are. Compiled ones are kept in the system's folder for temporary files, by the text that they
    were compiled of: compiling takes seconds, more than all else in a small report."""
    from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

    cache = None
    with suppress(OSError, RuntimeError):  # no such folder, or it is somebody else's
        cache = FileSystemBytecodeCache()
    return Environment(
        loader=PackageLoader("patrol.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=bilingual.shown,
        bytecode_cache=cache,
    )


def igraph() -> Any:
    """igraph without matplotlib, which it would load for pictures that nobody asks it for: more than half a second."""
    if "igraph" in sys.modules or "matplotlib" in sys.modules:
        import igraph as loaded

        return loaded
    sys.modules["matplotlib"] = None  # type: ignore[assignment]
    try:
        import igraph as loaded
    finally:
        del sys.modules["matplotlib"]
    return loaded
