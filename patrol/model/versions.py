"""Versions as app teams write them, and which is later.

A version name counts by its dotted numbers: `1.2` is `1.2.0`, `1.10` comes after `1.9`, and what follows the numbers
(`1.2.0-beta3`, `1.2 (1234)`) says nothing: the beta of 1.2 has what 1.2 has. A version code is Android's own number of
a build (`versionCode`), larger for each that is newer.
"""

from __future__ import annotations

import re

CODE = "code "
"""Begins a version that is meant as version code: `code 120`."""
NAME = re.compile(r"[vV]?(\d+(?:\.\d+)*)")
WRITTEN = re.compile(r"[vV]?\d+(?:\.\d+)*(?:[-+ ].*)?")


def is_version(text: str) -> bool:
    """Whether it begins with dotted numbers, as a version name must to be compared."""
    return WRITTEN.fullmatch(text.strip()) is not None


def numbers_of(name: str) -> tuple[int, ...]:
    """The dotted numbers of a version name without zeros at their end; () where it has none."""
    found = NAME.match(name.strip())
    numbers = [int(each) for each in found[1].split(".")] if found else []
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def reached(since: str, version: str, code: int) -> bool | None:
    """Whether a build of this version name and code is `since` (a version name, or `code N`) or later; None where the
    build does not tell."""
    if since.startswith(CODE):
        return code >= int(since.removeprefix(CODE)) if code else None
    have = numbers_of(version)
    return have >= numbers_of(since) if have else None
