"""Whatever may be a message begins, in base64, as the engine searches for it."""

from __future__ import annotations

import base64
import gzip
import re
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.sensitive.base64_begins import BEGINS
from patrol.sensitive.sweep import PLAIN

BEGIN = re.compile(b"|".join(b"(?:%s)" % one.expression for one in BEGINS))


def begins(data: bytes) -> bool:
    return all(BEGIN.match(b"=" + coded) for coded in (base64.b64encode(data), base64.urlsafe_b64encode(data)))


@given(st.text(min_size=6))
def test_any_text_does(text: str) -> None:
    assert begins(text.encode("utf-8", "replace"))


@given(st.binary(min_size=20))
def test_what_is_packed_does(data: bytes) -> None:
    assert begins(gzip.compress(data)) and all(begins(zlib.compress(data, level)) for level in (0, 1, 6, 9))


@given(st.integers(1, 15), st.sampled_from((0, 2)), st.binary(min_size=16))
def test_a_protocol_buffer_does(field: int, kind: int, rest: bytes) -> None:
    assert begins(bytes((field << 3 | kind,)) + rest)


@settings(deadline=None)  # expressions are compiled with the first
@given(st.text(min_size=20, max_size=60))
def test_its_place_is_told_once_behind_a_field_and_behind_a_folder(text: str) -> None:
    coded = base64.urlsafe_b64encode(text.encode("utf-8", "replace"))
    for before in (b"data=", b"/v1/", b'{"k": "'):
        swept = PLAIN.over(before + coded + b'"')
        assert list(swept.base64).count(len(before) + 1) == 1
