"""What stands in databases and pictures, damaged ones among them."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from patrol.sensitive.stored import picture, rows


def test_rows_that_are_still_in_the_log_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("PRAGMA wal_autocheckpoint=0")
        made.execute("CREATE TABLE t (phone INTEGER, note BLOB)")
        made.execute("INSERT INTO t VALUES (13912345678, x'00ff')")
        made.commit()
        database, log = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    assert dict(rows(database, {"-wal": log})) == {"t": b"phone=13912345678\nnote=\x00\xff"}


def test_a_table_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE odd_name (x)")
        made.execute("PRAGMA writable_schema=1")
        search = "CREATE VIRTUAL TABLE v USING fts_of_the_app(x)"  # its tokenizer lives in the app's own SQLite
        made.execute("INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, ?)", (search,))
        made.execute("PRAGMA writable_schema=0")
        made.commit()
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE t (phone)")
        made.execute("INSERT INTO t VALUES ('13912345678')")
        made.commit()
    assert dict(rows(path.read_bytes()))["t"] == b"phone=13912345678"
    renamed = path.read_bytes().replace(b"odd_name", b"odd_\xff\xfeme")
    assert dict(rows(renamed))["t"] == b"phone=13912345678"


@given(st.binary(max_size=300))
def test_a_damaged_database_ends_in_nothing(tail: bytes) -> None:
    assert list(rows(b"SQLite format 3\0" + tail)) == [] and list(rows(tail)) == []


def test_text_chunks_and_what_was_appended_to_a_png_are_read() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "from 13912345678")
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=info)
    texts = picture(out.getvalue() + b"card=6217001234568818")
    assert b"Comment=from 13912345678" in texts and b"card=6217001234568818" in texts


@given(st.binary(max_size=200))
def test_a_damaged_picture_ends_in_what_can_be_read(tail: bytes) -> None:
    assert isinstance(picture(b"\xff\xd8\xff" + tail), bytes)
