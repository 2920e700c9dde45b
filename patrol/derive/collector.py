"""Python's collector of cycles, told to look rarely: what is worked out of a large run is millions of objects that stay
and hardly a cycle among them, and looking through them again and again is a tenth of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 100_000
"""New objects between two looks; Python's own 700 are for programs whose objects go as they come. A cycle that
templates leave behind waits for at most some ten megabytes of others."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Also a decorator: for as long as the function runs."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
