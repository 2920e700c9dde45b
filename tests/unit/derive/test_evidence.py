"""Evidence is left out where there is no picture to show."""

from __future__ import annotations

from patrol.derive.evidence import marked, page_picture, table
from patrol.derive.pages import Pages
from patrol.model.graph import PageGraph
from patrol.model.record import Text
from patrol.model.screen import Rect
from patrol.model.verdict import ColumnKind, Screenshot, Table


def test_pictures_are_shown_when_there_are_any() -> None:
    pages = Pages(PageGraph(), {}, {"pay": "pictures/1"})
    assert page_picture(pages, "pay", 7) == (Screenshot(picture="pictures/1", page="pay", at_ms=7),)
    assert page_picture(pages, "home") == () == marked(7, "pay", "", Rect())


def test_table_cells_are_text() -> None:
    shown = table([("时刻", "at")], [(7,), (None,)])
    assert isinstance(shown, Table) and shown.rows == (("7",), (Text("未知", "unknown"),)) and shown.kinds == ()


def test_a_table_says_which_columns_are_keys_and_yes_and_no_in_words() -> None:
    shown = table([("页面", "page", ColumnKind.page), ("导出", "exported")], [("home", True)])
    assert isinstance(shown, Table) and shown.kinds == (ColumnKind.page, ColumnKind.text)
    assert shown.rows == (("home", Text("是", "yes")),)
