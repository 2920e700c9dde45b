"""Every type of the catalogue is recognised by name or look, and what only looks like it is not."""

from __future__ import annotations

import json

import pytest

from patrol.catalogue.data_types import DataType, data_types
from patrol.sensitive.recognise import recogniser
from patrol.sensitive.unpack import Layer

KNOWN_ONLY = {"SD-CRYPTO-CONST": "found where keys are used, not by its look"}
NOT_OWN = {
    "SD-TRACK-DATA": "the catalogue's example has no valid card number",
}


def kinds(data: bytes) -> set[str]:
    return {one.kind for one in recogniser().find(Layer(data))}


@pytest.mark.parametrize("one", [one for one in data_types().types if one.id not in KNOWN_ONLY | NOT_OWN], ids=str)
def test_each_type_is_recognised(one: DataType) -> None:
    texts = [example.encode() for example in one.examples]
    texts += [
        json.dumps({name: example}, ensure_ascii=False).encode() for name in one.fields for example in one.examples
    ]
    assert any(one.id in kinds(text) for text in texts)


def test_track_data_needs_a_card_number_in_it() -> None:
    assert "SD-TRACK-DATA" in kinds(b'"x;6217001234568818=28121010000000000?"')
    assert not kinds(b'"x;6217001234568817=28121010000000000?"')


@pytest.mark.parametrize(
    "text",
    [
        '{"time": 1700000000000, "order": "20260512101112345678", "id": 27000000000}',
        '{"name": "稳健理财", "did": "9f3a1c2b4d5e6f70", "deviceId": "9f3a1c2b4d5e6f70"}',
        '{"version": "8.12.3.4567", "sn": "ABC123DEF456", "code": "123456"}',
        '{"mobile": "138****8000", "password": "***", "cvv": "<masked>"}',
        '{"password": "5f4dcc3b5aa765d61d8327deb882cf99"}',
        "service@bank.example icon@2x.png com.bank.app@1.2.3",
        "amount=13800138000.25&ratio=0.13800138000",
        "at com.bank.Foo(Foo.java:12)",
        '{"mac": "02:00:00:00:00:00", "imei": "000000000000000"}',
        '{"uuid": "2f6e7c1a-1b2c-4d3e-8f90-1234567890ab"}',
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert not kinds(text.encode())


@pytest.mark.parametrize(
    ("value", "said", "kind"),
    [
        ("13800138000", "", "SD-CN-MOBILE"),
        ("258036", "登录密码", "SD-PAY-PASSWORD"),
        ("246810", "login_sms 短信验证码", "SD-SMS-OTP"),
        ("33010219900307006X", "", "SD-CN-RESIDENT-ID"),
        ("6217001234568818", "收款卡号", "SD-BANK-CARD"),
        ("李晓雯", "收款人 payee_name", "SD-CN-NAME"),
        ("房租", "附言 note", ""),
    ],
)
def test_a_typed_value_is_known_by_its_look_or_by_its_label(value: str, said: str, kind: str) -> None:
    assert recogniser().kind_of(value, said) == kind
