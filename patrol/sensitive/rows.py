"""Long numbers and codes that may be sensitive by their look: rows of digits, or of capitals and digits.

They are told by where they begin, and stand alone. Most are times and numbers of orders: the engine sends them away by
their first digits and their length, and the interpreter hears of one in a hundred, to be asked for its checksum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from patrol.sensitive.base64_begins import Begin
from patrol.sensitive.validators import id_checksum, luhn

Candidate = tuple[str, int, int]
"""(id of the data type, start, end)."""

NUMBER = re.compile(rb"(?:[0-9]{15,20}|[0-9]{17}[Xx])(?![0-9A-Za-z])")
CODE = re.compile(rb"[0-9A-Z]{15,34}(?![0-9A-Za-z])")
FRACTION = re.compile(rb"\.[0-9]")
POINT, NINE = b".9"
IMSI, IMEI, ICCID = ("SD-IMSI",), ("SD-IMEI",), ("SD-ICCID",)
CARD = ("SD-BANK-CARD",)
RESIDENT = ("SD-CN-HMT-RESIDENCE", "SD-CN-FOREIGNER-PR", "SD-MINOR", "SD-CN-RESIDENT-ID", "SD-BANK-CARD")
RESIDENT_X = ("SD-MINOR", "SD-CN-RESIDENT-ID")
CENTURIES = (b"18", b"19", b"20")
_LANDS = (
    "AD AE AL AT AZ BA BE BG BH BR BY CH CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GI GL GR GT HR HU IE IL IS IT JO KW "
    "KZ LB LC LI LT LU LV MC MD ME MK MR MT MU NL NO PK PL PS PT QA RO RS SA SC SE SI SK SM ST SV TL TN TR UA VA VG XK"
)
IBAN_LANDS = frozenset(_LANDS.encode().split())


_APART = rb"[^0-9A-Za-z]"
_CARD, _CODE = 16, 17
"""Digits of the shortest card, letters of the shortest code but for account numbers."""


def begins(bins: Iterable[bytes]) -> tuple[Begin, ...]:
    """How rows begin that may be of a type, each behind one letter that is none of theirs. `bins` are the first six
    digits of cards that a bank is known to issue."""
    return (
        Begin(_APART + rb"[0-9]{15}" + _APART, 16),
        Begin(_APART + rb"[0-9]{6}(?:18|19|20)[0-9]{10}" + _APART, 19),
        Begin(_APART + rb"8986[0-9]{14}", 18),
        Begin(_APART + rb"(?:%s)[0-9]{%d}" % (b"|".join(sorted(bins)), _CARD - 6), _CARD),
        # Orders are numbered with a letter before the digits: one of 17 that has no other is no code.
        Begin(_APART + rb"[0-9A-Z](?:%s)" % b"|".join(_lettered(_CODE - 1)), _CODE),
        Begin(_APART + rb"(?:[0-9A-Z][0-9]{16}[A-Zx]|[A-Z][0-9]{17})" + _APART, 19),
        Begin(_APART + rb"(?:%s)[0-9]{2}[0-9A-Z]{11}" % b"|".join(sorted(IBAN_LANDS)), 15),
    )


def _lettered(size: int) -> Iterator[bytes]:
    """Rows of so many capitals and digits, by where their first capital stands."""
    for at in range(size):
        yield _times(b"[0-9]", at) + b"[A-Z]" + _times(b"[0-9A-Z]", size - 1 - at)


def _times(letter: bytes, count: int) -> bytes:
    """The engine knows no repeat of nought."""
    return letter + b"{%d}" % count if count else b""


def in_rows(text: bytes, rows: Iterable[int], bins: frozenset[bytes]) -> Iterator[Candidate]:
    """All candidates of a text with a blank before and behind it, by where its rows begin that may be some; their
    places are those without the blank."""
    for at in rows:
        if found := NUMBER.match(text, at):
            end = found.end()
            kinds = _kinds(text, at, end, bins)
            if kinds and text[at - 1] != POINT and not FRACTION.match(text, end):
                for kind in kinds:
                    yield kind, at - 1, end - 1
            if end - at != 18 or text[end - 1] <= NINE:
                continue
        if found := CODE.match(text, at):
            for kind in _codes(found[0]):
                yield kind, at - 1, found.end() - 1


def _kinds(text: bytes, start: int, end: int, bins: frozenset[bytes]) -> tuple[str, ...]:
    """Which types a number may be of; most numbers are none."""
    size = end - start
    if size in (16, 17, 19):
        # First digits of a bank are quicker asked for than a checksum, and hardly a row of digits has them.
        if text[start : start + 6] in bins:
            return CARD
        return ICCID if size == 19 and text.startswith(b"8986", start) else ()
    if size == 15:
        if text.startswith(b"460", start):
            return IMSI
        return IMEI if luhn(text[start:end].decode()) else ()
    if size == 18:
        if not text[end - 1 : end].isdigit():
            return RESIDENT_X
        if text[start + 6 : start + 8] in CENTURIES and id_checksum(text[start:end].decode()):
            return RESIDENT
    if text.startswith(b"8986", start):
        return ICCID
    return CARD if size == 18 and text[start : start + 6] in bins else ()


def _codes(code: bytes) -> Iterator[str]:
    """Which types a code may be of; with two capitals at least, since orders are numbered so with one."""
    size = len(code)
    letters = size - len(code.translate(None, _CAPITALS))
    if letters < 2:
        if letters and size == 18:
            yield "SD-CN-USCC"
        return
    if size == 17:
        yield "SD-VIN"
    elif size == 18 and code[0] in b"159Y":
        yield "SD-CN-USCC"
    if code[:2] in IBAN_LANDS and code[2:4].isdigit():
        yield "SD-IBAN"


_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
