"""Fields whose names say what they hold: `"idCardNo": …`, `mobile=…`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from patrol.catalogue.data_types import DataType, DataTypeTable
from patrol.sensitive.engine import CASELESS, literally

GENERAL = frozenset(
    "name username loginname id cert certno key iv salt ip pan photo delta tel mail location position gps address addr "
    "sn did deviceid devid device_id aid dl anid serial serialno guid devicetoken cid lac tac mcc mnc bsid nid sid "
    "packages pkgs apps orderno payeename cardid blackbox licenseno contacts sms clipboard msgbody ticket "
    "openbank token2 checkcode captcha gesture income".split()
)
"""Names that hold many things: with them the value must prove itself by a checksum."""
PROVED = frozenset(
    {"iso7064_mod11_2", "gb32100_mod31", "prefix_table", "luhn_and_bin", "luhn", "vin_mod11", "iso7064_mod97_10"}
)
"""Validations that prove a value whatever its field is called."""
LETTERED = frozenset({"SD-CN-PASSPORT", "SD-CN-HK-PERMIT", "SD-CN-HOME-RETURN", "SD-CN-OFFICER-ID"})
"""Documents whose numbers have letters, which is proof enough in a field for a document's number."""
SHORTEST = 3
VALUE = re.compile(rb"""(?:\\?["'])?\s{0,4}(?:[:=>]|\xef\xbc\x9a)\s{0,4}(?:\\?["'])?([^"'&,;}\]\s\\<>]{1,256})""")
"""What follows a name: `": "value`, `=value`, `：value`, and in XML `">value`."""
PREFIXES = ("", "user_", "login_", "new_", "old_", "contact_", "form_")
"""Words that stand before a name and change nothing."""
LETTERS = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_")
ENDS = frozenset(b"\"=:\\'\xef")
"""What follows a name at once; the last begins a wide colon."""
ENDS_CLASS = rb"""[":=\\\\'\\xef]"""
SHORT = 6
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


class Names:
    """The names of all types, and how they are written."""

    def __init__(self, table: DataTypeTable) -> None:
        self._types: dict[str, list[DataType]] = defaultdict(list)
        self._written: dict[bytes, str] = {}
        searched: set[bytes] = set()
        for one in table.types:
            for field in one.fields:
                for name, written in spellings(field).items():
                    if _telling(name, one) and one not in self._types[name]:
                        self._types[name].append(one)
                        self._written.update(dict.fromkeys(written, name))
                        searched |= roots(field)
        self._searched = sorted(searched)
        self._meant = [(word, one.id) for one in table.types for word in one.words]
        self._meant += [*MEANT.items()]

    def types(self, name: str) -> Iterable[DataType]:
        return self._types.get(name, ())

    def patterns(self) -> list[tuple[bytes, int]]:
        """What to search for: how names end, however their letters are written. `field` proves what was found."""
        return [(_expression(word), CASELESS) for word in self._searched]

    def field(self, data: bytes, number: int, end: int) -> tuple[str, int, int] | None:
        """(name, start and end of its value) where the pattern of this number ends, if that is a field's name."""
        word = self._searched[number]
        end -= len(word) <= SHORT
        if end >= len(data) or data[end] not in ENDS:
            return None
        at = end - len(word)
        while at and data[at - 1] in LETTERS:
            at -= 1
        name = self._written.get(data[at:end])
        if name is None or (found := VALUE.match(data, end)) is None:
            return None
        return name, found.start(1), found.end(1)

    def meant(self, said: str) -> str:
        """The type that a label, a hint or a widget's id speaks of; "" for none."""
        lower = said.lower()
        for word, kind in self._meant:
            if word in lower:
                return kind
        words = [part.lower() for part in PARTS.findall(said)]
        for size in (3, 2, 1):
            for at in range(len(words) - size + 1):
                for one in self._types.get("".join(words[at : at + size]), ()):
                    return one.id
        return ""


MEANT = {
    "手机号": "SD-CN-MOBILE",
    "手机": "SD-CN-MOBILE",
    "验证码": "SD-SMS-OTP",
    "密码": "SD-PAY-PASSWORD",
    "口令": "SD-PAY-PASSWORD",
    "身份证": "SD-CN-RESIDENT-ID",
    "银行卡": "SD-BANK-CARD",
    "收款人": "SD-CN-NAME",
    "安全码": "SD-CVN2",
    "有效期": "SD-CARD-EXPIRY",
    "邮箱": "SD-EMAIL",
    "住址": "SD-CN-ADDRESS",
    "phone": "SD-CN-MOBILE",
    "mobile": "SD-CN-MOBILE",
    "password": "SD-PAY-PASSWORD",
    "passwd": "SD-PAY-PASSWORD",
    "id_card": "SD-CN-RESIDENT-ID",
    "id card": "SD-CN-RESIDENT-ID",
    "id number": "SD-CN-RESIDENT-ID",
    "bank card": "SD-BANK-CARD",
    "card number": "SD-BANK-CARD",
    "verification code": "SD-SMS-OTP",
    "sms": "SD-SMS-OTP",
    "email": "SD-EMAIL",
    "cvv": "SD-CVN2",
}
"""Words of labels beside those of the catalogue."""


def _expression(word: bytes) -> bytes:
    """A short name only with what follows one: it stands inside other words all the time. With the long ones that would
    cost seconds when the expressions are compiled."""
    return literally(word) + (ENDS_CLASS if len(word) <= SHORT else b"")


def roots(field: str) -> set[bytes]:
    """How all spellings of a name end, in small letters: a search for few words is quicker than one for many."""
    words = PARTS.findall(field) or [field]
    return {field.lower().encode(), "".join(words).lower().encode(), "_".join(words).lower().encode()}


def _telling(name: str, one: DataType) -> bool:
    """Whether a field of this name may be said to hold this type."""
    if name not in GENERAL and len(name) >= SHORTEST:
        return True
    return one.validation in PROVED or (one.id in LETTERED and name == "certno")


def spellings(field: str) -> dict[str, set[bytes]]:
    """`idCardNo` as one name, and all ways to write it: idcardno, IDCARDNO, id_card_no, IdCardNo, user_id_card_no."""
    words = PARTS.findall(field) or [field]
    snake = "_".join(words).lower()
    written = {
        field,
        field.lower(),
        "".join(words).lower(),
        field.upper(),
        snake,
        snake.upper(),
        field[:1].upper() + field[1:],
    }
    written |= {prefix + snake for prefix in PREFIXES}
    written |= {prefix[:-1] + field[:1].upper() + field[1:] for prefix in PREFIXES[1:]}
    return {"".join(words).lower(): {one.encode() for one in written}}
