"""Clauses of laws, standards and platform policies, by id, from the file `clauses.json` beside the checks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from patrol.errors import ConfigError, Place
from patrol.model.record import Record, from_json
from patrol.model.result import Clause

FILE = "clauses.json"


class ClauseFile(Record, frozen=True, forbid_unknown_fields=True):
    """What clauses.json holds."""

    source: str
    """Where the clauses come from, and what `verified` means."""
    clauses: tuple[Clause, ...]


def load_clauses(folders: Sequence[Path]) -> dict[str, Clause]:
    """All clauses of these folders by id; a later folder's clause replaces an earlier one. Raises ConfigError."""
    found: dict[str, Clause] = {}
    for folder in folders:
        path = folder / FILE
        if path.is_file():
            found |= {clause.id: clause for clause in _read(path).clauses}
    return found


def _read(path: Path) -> ClauseFile:
    try:
        return from_json(path.read_bytes(), ClauseFile)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", place=Place(str(path))) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        advice = 'It holds {"source": "…", "clauses": [{"id": …, "title": {"zh": …, "en": …}, "verified": …}]}.'
        raise ConfigError(f"is not a file of clauses: {error}", place=Place(str(path)), advice=advice) from error
