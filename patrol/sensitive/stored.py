"""What stands in files of an app: rows of SQLite databases by table and column, metadata and tails of pictures."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from patrol import temporary

MOST_ROWS = 2_000
"""Of one table."""
SQLITE = b"SQLite format 3\0"


def rows(database: bytes, beside: Mapping[str, bytes] | None = None) -> Iterator[tuple[str, bytes]]:
    """(table, its rows as `column=value`) of a database; `beside` are its `-wal` and `-journal` by ending, without
    which the newest rows are missing. Nothing for what SQLite cannot open."""
    if not database.startswith(SQLITE):
        return
    with temporary.folder("database") as folder:
        path = folder / "copy.db"
        path.write_bytes(database)
        for ending, data in (beside or {}).items():
            Path(f"{path}{ending}").write_bytes(data)
        try:
            with closing(sqlite3.connect(path)) as opened:
                opened.text_factory = bytes
                yield from _tables(opened)
        except sqlite3.Error:
            return


def _tables(opened: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """Of a table that is damaged what comes before the damage; nothing of one that cannot be read at all, such as a
    search index whose tokenizer only the app has. Neither hides another."""
    names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in names:
        lines: list[bytes] = []
        with suppress(sqlite3.Error, UnicodeError):
            lines.extend(_lines(opened, name.decode()))
        if lines:
            yield name.decode(), b"\n\n".join(lines)


def _lines(opened: sqlite3.Connection, table: str) -> Iterator[bytes]:
    quoted = table.replace('"', '""')
    cursor = opened.execute(f'SELECT * FROM "{quoted}" LIMIT {MOST_ROWS}')
    columns = [str(column[0]).encode() for column in cursor.description]
    for row in cursor:
        yield b"\n".join(column + b"=" + _written(value) for column, value in zip(columns, row, strict=True))


def _written(value: object) -> bytes:
    return value if isinstance(value, bytes) else b"" if value is None else str(value).encode()


JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
GPS = 0x8825
"""The EXIF directory of a place (CIPA DC-008, 4.6.6)."""


def picture(data: bytes) -> bytes:
    """The texts of a picture's metadata, the place that they name as `lat=…` and `lng=…`, and what was appended."""
    import io

    from PIL import Image  # loads slowly; few messages are pictures

    texts = [_appended(data)]
    try:
        with Image.open(io.BytesIO(data)) as opened:
            exif = opened.getexif()
            texts += _place(exif.get_ifd(GPS))
            texts += [str(value).encode() for value in exif.values() if isinstance(value, str)]
            texts += [
                f"{name}={value}".encode() if isinstance(value, str) else bytes(value)
                for name, value in opened.info.items()
                if isinstance(value, str | bytes)
            ]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        pass
    return b"\n".join(text for text in texts if text)


def _place(gps: Mapping[int, object]) -> Iterator[bytes]:
    """Latitude (2, north or south in 1) and longitude (4, east or west in 3), as degrees, minutes, seconds."""
    for name, side, angle in ((b"lat=", 1, 2), (b"lng=", 3, 4)):
        parts = gps.get(angle)
        if isinstance(parts, tuple) and len(parts) == 3:
            degrees = sum(float(part) / share for part, share in zip(parts, (1, 60, 3600), strict=True))
            yield name + f"{-degrees if gps.get(side) in ('S', 'W') else degrees:.6f}".encode()


def _appended(data: bytes) -> bytes:
    """What stands behind the picture's end."""
    if data.startswith(PNG):
        end = data.find(b"IEND")
        return data[end + 8 :] if end >= 0 else b""
    if data.startswith(JPEG):
        end = data.rfind(b"\xff\xd9")
        return data[end + 2 :] if end >= 0 else b""
    return b""
