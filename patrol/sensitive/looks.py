"""What may be sensitive by its look: a cheap search for candidates, each to be proved by pattern and checksum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from patrol.sensitive.runs import ALNUM, NUMBERS, macs, marked_runs
from patrol.sensitive.validators import id_checksum, luhn

Candidate = tuple[str, int, int]
"""(id of the data type, start, end)."""

NEED_WORDS = frozenset({"SD-IMEI", "SD-VIN", "SD-CN-LANDLINE", "SD-CN-ADDRESS"})
"""Types whose checksum one in ten random numbers has, or that are mostly a company's: a word near must say so."""
NEAR = 64
"""Bytes before a value in which a word may stand that says what it is."""
_ALNUM = frozenset(ALNUM)
_INNER = _ALNUM | frozenset(b"._")

GROUPED = (
    (b"aaaa aaaa aaaa aaaa aaa ", "SD-BANK-CARD", 23),
    (b" aaaa aaaa aaaa aaaa ", "SD-BANK-CARD", 19),
    (b" aaa aaaa aaaa ", "SD-CN-MOBILE", 13),
    (b" aaa aa aaaa ", "SD-US-SSN", 11),
)
EMAIL = re.compile(rb"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,12}(?![\w-])")
NO_PERSON = frozenset(
    b"service support info admin noreply no-reply help contact kefu hr security privacy git news".split()
)
FILES = frozenset(b"png jpg jpeg webp gif svg css js json xml html so apk map ttf".split())
SECRET_STARTS = (b"AKIA", b"ASIA", b"LTAI", b"AKID", b"AIza", b"-----BEGIN ")
SECRET = re.compile(
    rb"-----BEGIN (?:RSA |EC |ENCRYPTED |OPENSSH )?PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|"
    rb"LTAI[A-Za-z0-9]{12,20}|AKID[A-Za-z0-9]{13,40}|AIza[0-9A-Za-z_-]{35}"
)
JWT = re.compile(rb"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")
TRACK1 = re.compile(rb"%B\d{13,19}\^[^^]{2,26}\^\d{7}[^?]{0,60}\?")
TRACK2 = re.compile(rb";\d{13,19}=\d{8,27}\?")
APPS = re.compile(rb"""(?:(?:com|cn|net|org|tv|me|io)\.[a-z0-9_]+(?:\.[A-Za-z0-9_]+)+[,;|"\\\s\]\[]+){5,}""")
CONTACTS = 350
HKID = re.compile(rb"[A-Z]{1,2}\d{6}\([0-9A]\)")
PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][- ·]?"
    "(?:[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])"
)
SMS = re.compile(r"【[\u4e00-\u9fa5A-Za-z0-9]{2,20}】[^\"\n]{2,200}?(?:验证码|动态码|校验码)")
OFFICER = re.compile(r"[军士文职兵政后装武海空][\u4e00-\u9fa5]{0,3}字第?\d{4,8}号?")
_LANDS = (
    "AD AE AL AT AZ BA BE BG BH BR BY CH CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GI GL GR GT HR HU IE IL IS IT JO KW "
    "KZ LB LC LI LT LU LV MC MD ME MK MR MT MU NL NO PK PL PS PT QA RO RS SA SC SE SI SK SM ST SV TL TN TR UA VA VG XK"
)
IBAN_LANDS = frozenset(_LANDS.split())
HASHES = frozenset((32, 40, 48, 64, 96, 128))


def candidates(data: bytes, spans: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """All candidates of one text, the most particular type of a place first. `spans` are its long rows of letters and
    digits."""
    marked = NUMBERS.marked(data)
    numbers = list(_numbers(data, marked))
    mobiles = [one for one in numbers if one[0] == "SD-CN-MOBILE"]
    if len(mobiles) >= 5 and mobiles[4][1] - mobiles[0][1] < CONTACTS:
        yield "SD-CONTACTS-DUMP", mobiles[0][1], mobiles[4][2] + 1
    yield from numbers
    for start, end in spans:
        if 15 <= end - start <= 34 and data[start:end].isupper():
            yield from _code(data[start:end], start)
    yield from _grouped(data, marked)
    for start, end in macs(data):
        yield "SD-MAC", start, end
    if b"@" in data:
        yield from _emails(data)
    yield from _secrets(data)
    if data.count(b"com.") >= 5 and (found := APPS.search(data)):
        yield "SD-APP-LIST", found.start(), found.end()
    if not data.isascii():
        yield from _chinese(data)


def _numbers(data: bytes, marked: bytes) -> Iterator[Candidate]:
    """Numbers that stand alone and are no fractions, by their length, first digits and checksum."""
    for start, end in marked_runs(marked, 11):
        kinds = _kinds(data, start, end)
        if not kinds:
            continue
        last = end + 1 if kinds == RESIDENT_X else end
        before, after = data[start - 1] if start else 0x20, data[last] if last < len(data) else 0x20
        if (
            before in _ALNUM
            or after in _ALNUM
            or before == 0x2E
            or (after == 0x2E and data[end + 1 : end + 2].isdigit())
        ):
            continue
        for kind in kinds:
            if kind == "SD-TRACK-DATA":
                track = (TRACK2.match(data, start - 1) if start else None) or TRACK1.match(data, max(0, start - 2))
                if track:
                    yield kind, track.start(), track.end()
            else:
                yield kind, start, last


def _kinds(data: bytes, start: int, end: int) -> tuple[str, ...]:
    """Which types a number may be of; most numbers are none, and are sent away by their first digits."""
    size, first = end - start, data[start]
    if size == 11:
        return MOBILE if first == 0x31 else ()
    if size == 13:
        if first == 0x31:
            return ()  # milliseconds since 1970
        if data.startswith(b"861", start):
            return MOBILE
    if size == 17:
        if data[end : end + 1] in XS and data[start + 6 : start + 8] in CENTURIES:
            return RESIDENT_X
    elif size == 18 and data[start + 6 : start + 8] in CENTURIES and id_checksum(data[start:end].decode()):
        return RESIDENT
    elif size == 15:
        return IMSI if data.startswith(b"460", start) else IMEI
    if size in (18, 19, 20) and data.startswith(b"8986", start):
        return ICCID
    if size <= 19 and luhn(data[start:end].decode()):
        return CARD
    return ()


MOBILE, IMSI, IMEI, ICCID = ("SD-CN-MOBILE",), ("SD-IMSI",), ("SD-IMEI",), ("SD-ICCID",)
CARD = ("SD-TRACK-DATA", "SD-BANK-CARD")
RESIDENT = ("SD-CN-HMT-RESIDENCE", "SD-CN-FOREIGNER-PR", "SD-MINOR", "SD-CN-RESIDENT-ID", "SD-BANK-CARD")
RESIDENT_X = ("SD-MINOR", "SD-CN-RESIDENT-ID")
XS = (b"X", b"x")
CENTURIES = (b"18", b"19", b"20")


def _code(code: bytes, at: int) -> Iterator[Candidate]:
    """A code of capitals and digits."""
    if len(code) == 17:
        yield "SD-VIN", at, at + 17
    elif len(code) == 18 and code[:1] in b"159Y":
        yield "SD-CN-USCC", at, at + 18
    if code[:2].decode() in IBAN_LANDS and code[2:4].isdigit():
        yield "SD-IBAN", at, at + len(code)


def _grouped(data: bytes, marked: bytes) -> Iterator[Candidate]:
    if b"aaa aa" not in marked and b"aaa aaaa " not in marked:
        return
    marked = b" " + marked + b" "
    for shape, kind, size in GROUPED:
        at = marked.find(shape)
        while at >= 0:
            start = at if shape[:1] == b" " else at - 1
            text = data[start : start + size]
            around = data[start - 1 : start] + data[start + size : start + size + 1]
            separators = set(text) - set(b"0123456789")
            if separators in ({0x20}, {0x2D}) and not any(one in _INNER for one in around):
                yield kind, start, start + size
            at = marked.find(shape, at + 1)


def _emails(data: bytes) -> Iterator[Candidate]:
    at = data.find(b"@")
    while at >= 0:
        start = at
        while start and at - start < 64 and (data[start - 1] in _ALNUM or data[start - 1] in b"._%+-"):
            start -= 1
        found = EMAIL.match(data, start)
        if found and data[start:at].lower() not in NO_PERSON and found[0].rpartition(b".")[2].lower() not in FILES:
            yield "SD-EMAIL", found.start(), found.end()
        at = data.find(b"@", at + 1)


def _secrets(data: bytes) -> Iterator[Candidate]:
    for beginning in SECRET_STARTS:
        at = data.find(beginning)
        while at >= 0:
            found = SECRET.match(data, at)
            if found and not (at and data[at - 1] in _ALNUM) and data[found.end() : found.end() + 1] not in _WORD:
                yield "SD-API-SECRET", found.start(), found.end()
            at = data.find(beginning, at + 1)
    for beginning, pattern, kind in ((b"eyJ", JWT, "SD-TOKEN"), (b"(", HKID, "SD-HKID")):
        at = data.find(beginning)
        while at >= 0:
            if kind == "SD-TOKEN" and (found := pattern.match(data, at)):
                yield kind, found.start(), found.end()
            elif kind == "SD-HKID" and data[at + 2 : at + 3] == b")":
                for back in (8, 7):
                    if at >= back and (found := pattern.match(data, at - back)) and found.end() == at + 3:
                        yield kind, found.start(), found.end()
                        break
            at = data.find(beginning, at + 1)


_WORD = frozenset(bytes((one,)) for one in ALNUM)


def _chinese(data: bytes) -> Iterator[Candidate]:
    text = data.decode("utf-8", "replace")
    for kind, hint, pattern in (
        ("SD-SMS-CONTENT", "【", SMS),
        ("SD-CN-OFFICER-ID", "字", OFFICER),
        ("SD-CN-PLATE", "", PLATE),
    ):
        if hint in text:
            for found in pattern.finditer(text):
                start = data.find(found[0].encode())
                if start >= 0:
                    yield kind, start, start + len(found[0].encode())


def said_near(data: bytes, at: int, words: Iterable[str], fields: Iterable[str]) -> bool:
    """Whether a word of the type stands shortly before."""
    window = data[max(0, at - NEAR) : at].decode("utf-8", "ignore").lower()
    return any(word.lower() in window for word in words) or any(
        len(field) > 3 and field.lower() in window for field in fields
    )


def opaque(value: str) -> bool:
    """Whether a value is a hash or a cipher text: long, and of hex or base64 letters only."""
    if len(value) in HASHES and re.fullmatch(r"[0-9a-fA-F]+", value):
        return True
    return len(value) >= 24 and bool(re.fullmatch(r"[A-Za-z0-9+/_-]{22,}={0,2}", value))
