"""What a message carries is opened, as it reads, and nothing that only looks packed destroys what stands there."""

from __future__ import annotations

import base64
import gzip
import json
from urllib.parse import quote, quote_plus, unquote_to_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.sensitive.look import Looker
from patrol.sensitive.scan import Canary
from patrol.sensitive.unpack import layers


def read(data: bytes) -> dict[tuple[str, ...], bytes]:
    return {layer.path: layer.data for layer in layers(data)}


@settings(deadline=None)  # expressions are compiled with the first
@given(st.binary(max_size=60))
def test_a_form_reads_as_it_was_before_it_was_quoted(data: bytes) -> None:
    sent = b"v=1&p=%20" + quote(data, safe="").encode()
    assert read(sent)["url",] == unquote_to_bytes(sent)


@pytest.mark.parametrize("sent", [b"a=100%&b=%41", b"%%41", b"a=%4", b"a=%01%3D=b", b"=\n%41"])
def test_a_lone_percent_sign_stays(sent: bytes) -> None:
    assert read(sent).get(("url",), sent) == unquote_to_bytes(sent)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_json_string_reads_as_its_text(text: str) -> None:
    sent = json.dumps({"a": f'"{text}'}).encode()
    wanted = f'{{"a": ""{text}"}}'.encode("utf-8", "replace")
    assert read(sent)["json string",] == wanted


def test_escapes_that_json_does_not_know_leave_the_rest_readable() -> None:
    found = read(rb'{"path": "C:\data", "name": "\u6b27\u9633", "q": "\"x\""}')
    assert found["json string",] == r'{"path": "C:\data", "name": "欧阳", "q": ""x""}'.encode()


@pytest.mark.parametrize("value", ["Hb%258x!", "Hb\\u0041x", "Li+Ming 9", "a b+c/d=e"])
def test_a_value_that_looks_quoted_itself_is_found_as_it_is_and_quoted(value: str) -> None:
    look = Looker([Canary("v", value)])
    for sent in (f"k=%20&p={value}", f"k=%20&p={quote(value)}", f"k=%20&p={quote_plus(value)}"):
        assert look.find(sent.encode()).hits, sent
    assert look.find(json.dumps({"p": value, "q": '"欧"'}).encode()).hits


def test_base64_with_unquoted_plus_signs_in_a_form_is_opened() -> None:
    coded = base64.b64encode(b"\xfb\xef\xbe>>?phone=13912345678".replace(b"\xfb\xef\xbe", "»»".encode())).decode()
    assert Looker([Canary("p", "13912345678")]).find(f"x=%20&data={coded}+".encode()).hits


def test_only_those_parts_of_a_multipart_body_that_are_packed_are_layers() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nplain\r\n'
        b'--b\r\nContent-Disposition: form-data; name="log"\r\n\r\n' + gzip.compress(b"inner") + b"\r\n--b--\r\n"
    )
    assert [layer.path for layer in layers(body)] == [(), ("part log",), ("part log", "gzip")]
