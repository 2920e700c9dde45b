"""One look finds known values in all shapes and containers, and nothing in clean messages."""

from __future__ import annotations

import gzip
import json

import pytest

from bench.values import judge, looker
from patrol.sensitive.look import LARGEST, Looker
from patrol.sensitive.scan import Canary
from tests.generated.messages import messages

PHONE = Canary("login/phone", "13912345678")


def test_nearly_all_values_are_found_and_hardly_anything_else() -> None:
    counts, missed, alarms = judge(looker(), list(messages(600, seed=7)))
    assert counts["planted"] > 250
    assert len(missed) <= 0.01 * counts["planted"] and len(alarms) <= 1 and counts["others"] == 0


def test_values_may_come_while_messages_are_looked_through() -> None:
    look = Looker([PHONE])
    assert not look.find(b'{"card": "6217001234568818"}').hits
    for number in range(20):
        look.add(Canary(f"v{number}", f"6217001234568{number:03}"))
    assert [hit.canary.name for hit in look.find(b"a=6217001234568007&b=13912345678").hits] == ["login/phone", "v7"]
    assert look.add(PHONE) == ()


def test_a_huge_message_is_looked_through_at_both_ends_and_told_as_cut() -> None:
    look = Looker([PHONE])
    found = look.find(b"13912345678," + b"x, " * LARGEST + b" 13912345678")
    assert found.cut and len(found.hits) == 1


def test_a_bomb_is_bounded() -> None:
    found = Looker([PHONE]).find(gzip.compress(b"0" * (60 << 20), 1), "gzip")
    assert not found.hits


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate", "nonsense"])
def test_a_body_that_claims_a_wrong_encoding_is_read_as_it_is(encoding: str) -> None:
    assert Looker([PHONE]).find(b'{"m": "13912345678"}', encoding).hits


def test_what_looks_sensitive_is_told_with_its_field_and_layer() -> None:
    body = json.dumps({"data": json.dumps({"realName": "欧阳晓雯", "n": "33010219900307006X"})}).encode()
    found = {(one.kind, one.field) for one in Looker().find(body).seen}
    assert found == {("SD-CN-NAME", "realname"), ("SD-CN-RESIDENT-ID", "")}
