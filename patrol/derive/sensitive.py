"""Values that must not lie around in logs and addresses: how they look, and how they are shown in a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from patrol.model.record import Text
from patrol.sensitive.recognise import is_masked
from patrol.sensitive.validators import id_checksum, luhn


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Something sensitive that was found; `masked` may be shown."""

    kind: str
    name: Text
    masked: str


NAMES = {
    "phone": Text("手机号", "phone number"),
    "id-card": Text("身份证号", "ID card number"),
    "bank-card": Text("银行卡号", "bank card number"),
    "token": Text("令牌", "token"),
    "password": Text("密码", "password"),
}

PHONE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?(1[3-9][0-9]{9})(?![0-9A-Za-z])")
"""Mainland China mobile numbers: 11 digits from 13 to 19."""

ID_CARD = re.compile(
    r"(?<![0-9A-Za-z])([1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{2}[0-9]{3}[0-9Xx])(?![0-9A-Za-z])"
)
"""Resident identity numbers of 18 digits (GB 11643), whose last one is a checksum."""

BANK_CARD = re.compile(r"(?<![0-9A-Za-z.])((?:62|4[0-9]|5[1-5]|3[57])[0-9]{11,17})(?![0-9A-Za-z])")
"""UnionPay, Visa, Mastercard, JCB and American Express prefixes; 13 to 19 digits with a Luhn checksum."""

JWT = re.compile(r"(eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*)")
"""JSON web tokens: the base64 of `{"` begins with eyJ."""

NAMED = re.compile(
    r"(?i)(?:^|[^a-z])(password|passwd|pwd|pin|cvv2?|access[_-]?token|auth[_-]?token|token|session[_-]?id|secret|密码|口令)"
    r"[\"']?\s*(?:[:=：]|为|是)\s*[\"']?([^\s\"',;&}]{3,})"
)
"""A name and a value: `password=…`, `"token": "…"`, `密码：…`."""

NUMBER = re.compile(r"[0-9]{11}")
WORDS = ("eyj", "pass", "pwd", "pin", "cvv", "token", "session", "secret", "密码", "口令")
"""One of these, or eleven digits in a row, is in all that the patterns above can find: asking for them first lets most
of a million lines go at a tenth of the cost."""

PASSWORD_NAMES = frozenset({"password", "passwd", "pwd", "pin", "cvv", "cvv2", "secret", "密码", "口令"})

PARAMETER = re.compile(
    r"(?i)^(?:.*[_.-])?(password|passwd|pwd|pin|cvv2?|token|access_?token|auth_?token|session_?id|sid|secret|"
    r"id_?card|id_?no|cert_?no|card_?no|bank_?card|account_?no|mobile|phone|phone_?no|mobile_?no|tel)$"
)
"""Names of parameters that carry what JR/T 0171 classes as C2 or C3."""

PARAMETER_KINDS = (
    ("password", ("pass", "pwd", "pin", "cvv", "secret")),
    ("token", ("token", "session", "sid")),
    ("phone", ("mobile", "phone", "tel")),
    ("id-card", ("id", "cert")),
)
"""What a parameter's name stands for: the first whose part it contains; else a card or account number."""


def in_text(text: str) -> Iterator[Sensitive]:
    """What is sensitive in a line of text. Values that are masked already (`138****8000`) are not."""
    lower = text.lower()
    for word in WORDS:  # a loop, not any(): a generator would cost as much as all these looks
        if word in lower:
            break
    else:
        if not NUMBER.search(text):
            return
    for match in PHONE.finditer(text):
        yield _found("phone", match[1])
    for match in ID_CARD.finditer(text):
        if id_checksum(match[1]):
            yield _found("id-card", match[1])
    for match in BANK_CARD.finditer(text):
        if luhn(match[1]) and len(match[1]) >= 15:
            yield _found("bank-card", match[1])
    for match in JWT.finditer(text):
        yield _found("token", match[1])
    for match in NAMED.finditer(text):
        if not is_masked(match[2]):
            yield _found("password" if match[1].lower() in PASSWORD_NAMES else "token", match[2])


def in_query(url: str) -> Iterator[tuple[str, Sensitive]]:
    """(parameter, what) in a URL's query and fragment: by the parameter's name, whether or not its value was masked
    when it was recorded, and by the value."""
    parts = urlsplit(url)
    for name, value in parse_qsl(f"{parts.query}&{parts.fragment}".strip("&"), keep_blank_values=False):
        if PARAMETER.match(name) and value.lower() not in ("null", "none", "undefined", "true", "false"):
            yield name, _found(_parameter_kind(name), value)
        else:
            yield from ((name, found) for found in in_text(value) if found.kind != "password")


def _parameter_kind(name: str) -> str:
    lower = name.lower()
    return next((kind for kind, parts in PARAMETER_KINDS if any(part in lower for part in parts)), "bank-card")


def _found(kind: str, value: str) -> Sensitive:
    return Sensitive(kind, NAMES[kind], mask(value))


def mask(value: str) -> str:
    """The first three and last two characters of a long value, nothing of a short one."""
    return f"{value[:3]}***{value[-2:]}" if len(value) >= 10 else "***"


def masked_text(text: str) -> str:
    """A line with everything sensitive masked, fit for a report."""
    for pattern in (PHONE, ID_CARD, BANK_CARD, JWT):
        text = pattern.sub(lambda match: match[0].replace(match[1], mask(match[1])), text)
    return NAMED.sub(lambda match: match[0].replace(match[2], mask(match[2])), text)
