"""Files of the kinds that apps write: SQLite databases, and photos that carry the place where they were taken."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing

GPS = 0x8825
"""The EXIF directory of a place (CIPA DC-008, 4.6.6)."""


def database(rows: Iterable[tuple[str, Mapping[str, str]]]) -> bytes:
    """A database with these (table, row); a table's columns are those of its first row."""
    with closing(sqlite3.connect(":memory:")) as made:
        for table, row in rows:
            columns = ", ".join(f'"{name}" TEXT' for name in row)
            made.execute(f'CREATE TABLE IF NOT EXISTS "{table}" (_id INTEGER PRIMARY KEY, {columns})')
            names = ", ".join(f'"{name}"' for name in row)
            made.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})', tuple(row.values()))
        made.commit()
        return made.serialize()


def photo(latitude: float, longitude: float) -> bytes:
    """A small JPEG whose EXIF data tell this place."""
    from PIL import Image  # loads slowly; few apps take a photo

    exif = Image.Exif()
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    exif.get_ifd(GPS).update({1: north, 2: _angle(latitude), 3: east, 4: _angle(longitude)})
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 150)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def _angle(degrees: float) -> tuple[float, float, float]:
    """Degrees, minutes, seconds."""
    minutes = abs(degrees) * 60
    return float(int(minutes // 60)), float(int(minutes % 60)), round(minutes * 60 % 60, 4)
