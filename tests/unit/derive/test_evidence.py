"""Evidence is left out where there is no picture to show."""

from __future__ import annotations

from patrol.derive.evidence import marked, page_picture, table
from patrol.derive.pages import Pages
from patrol.model.graph import PageGraph
from patrol.model.screen import Rect
from patrol.model.verdict import Screenshot, Table


def test_pictures_are_shown_when_there_are_any() -> None:
    pages = Pages(PageGraph(), {}, {"pay": "pictures/1"})
    assert page_picture(pages, "pay", 7) == (Screenshot(picture="pictures/1", page="pay", at_ms=7),)
    assert page_picture(pages, "home") == () == marked(7, "pay", "", Rect())


def test_table_cells_are_text() -> None:
    shown = table([("时刻", "at")], [(7,), (None,)])
    assert isinstance(shown, Table) and shown.rows == (("7",), ("None",))
