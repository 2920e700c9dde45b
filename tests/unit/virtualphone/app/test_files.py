"""Files that apps of the model write are what they claim to be."""

from __future__ import annotations

from patrol.sensitive.stored import picture, rows
from patrol.virtualphone.app.files import database, photo


def test_a_database_holds_its_rows() -> None:
    made = database([("payees", {"name": "李晓雯", "card_no": "6217001234568818"}), ("notes", {"text": "x"})])
    assert dict(rows(made)) == {
        "payees": "_id=1\nname=李晓雯\ncard_no=6217001234568818".encode(),
        "notes": b"_id=1\ntext=x",
    }


def test_a_photo_tells_where_it_was_taken() -> None:
    texts = picture(photo(30.274085, -120.155070))
    assert b"lat=30.27408" in texts and b"lng=-120.15507" in texts
