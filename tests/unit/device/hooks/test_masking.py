"""How arguments and results are shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.hooks.masking import masked, shown


def test_words_stay_readable_and_numbers_do_not() -> None:
    assert shown("content://com.android.contacts/data/phones") == "content://com.android.contacts/data/phones"
    assert shown("filter/13812345678") == "filter/138*****678 (11)"
    assert shown("to a.b@bank.com now") == "to a.b******com (12) now"


def test_a_value_shows_its_ends_and_its_length() -> None:
    assert masked("867530021234567") == "867********567 (15)"
    assert masked("secret") == "******"


@given(st.text(alphabet="abc123456789@.", min_size=12, max_size=400))
def test_no_mask_gives_the_middle_away(text: str) -> None:
    assert len(masked(text)) < 24 or len(text) < 7
    assert text[3:-3] not in masked(text) or set(text[3:-3]) == {"*"}
