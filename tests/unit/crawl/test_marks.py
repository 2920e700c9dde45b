from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.crawl.marks import bare, read, written

PLAIN = st.text("abc转账_", min_size=1, max_size=8)


@given(st.frozensets(PLAIN), st.frozensets(PLAIN, max_size=20), st.dictionaries(PLAIN, PLAIN))
def test_what_is_written_down_is_read_back(marks: frozenset[str], texts: frozenset[str], touch: dict[str, str]) -> None:
    told = read(written(marks, texts, touch))
    assert (told.marks, told.texts, told.touch, told.forks) == (marks, texts, touch, ())


def test_a_label_that_changes_and_a_text_beyond_the_limit_are_not_written_down() -> None:
    assert written(["item"], [], {"go": ""}) == ("item",)
    assert len(written([], [f"text {i}" for i in range(100)], {})) == 24


def test_marks_of_earlier_versions_are_read_as_they_were() -> None:
    told = read(("amount", "fork:p-1:id:error", "tap:转账"))
    assert told.marks == {"amount", "tap:转账"}
    assert told.forks == (("p-1", "id:error"),)
    assert not told.texts and not told.touch


def test_what_a_page_says_can_be_left_out() -> None:
    assert bare(written(["item"], ["你好"], {"go": "转账"})) == ("item",)
