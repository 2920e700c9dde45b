"""Names in a file of code, as they are and damaged."""

import pytest

from patrol.apk.dex import text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"Lcom/bank/Main;", "Lcom/bank/Main;"),
        (b"a\xc0\x80b", "a\0b"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "\N{GRINNING FACE}"),
        (b"Lcom/\xedice", "Lcom/\N{REPLACEMENT CHARACTER}ice"),
        (b"\xff\xfe", "\N{REPLACEMENT CHARACTER}" * 2),
    ],
)
def test_modified_utf_8_is_read_and_damage_replaced(raw: bytes, said: str) -> None:
    assert text(raw) == said
