"""What may be sensitive by its look: a cheap search for candidates, each to be proved by pattern and checksum."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from patrol.sensitive.engine import ONCE, Match, literally
from patrol.sensitive.letters import ALNUM
from patrol.sensitive.rows import FRACTION, Candidate

NEED_WORDS = frozenset({"SD-IMEI", "SD-VIN", "SD-CN-LANDLINE", "SD-CN-ADDRESS"})
"""Types whose checksum one in ten random numbers has, or that are mostly a company's: a word near must say so."""
NEAR = 64
"""Bytes before a value in which a word may stand that says what it is."""
_ALNUM = frozenset(ALNUM)
EMAIL = re.compile(rb"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,12}(?![\w-])")
NO_PERSON = frozenset(
    b"service support info admin noreply no-reply help contact kefu hr security privacy git news".split()
)
FILES = frozenset(b"png jpg jpeg webp gif svg css js json xml html so apk map ttf".split())
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
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(
    f"[{_PROVINCES}][A-HJ-NP-Z][- ·]?"
    "(?:[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])"
)
SMS = re.compile(r"【[\u4e00-\u9fa5A-Za-z0-9]{2,20}】[^\"\n]{2,200}?(?:验证码|动态码|校验码)")
OFFICER = re.compile(r"[军士文职兵政后装武海空][\u4e00-\u9fa5]{0,3}字第?\d{4,8}号?")
HASHES = frozenset((32, 40, 48, 64, 96, 128))


# --- what is searched for, in one pass --------------------------------------------------------------------------------


class Look(NamedTuple):
    """An expression that finds nearly nothing else, and what proves what it found."""

    expression: bytes
    """Without the letters around it."""
    size: int
    """Bytes of what it finds; 0 where only the end is known."""
    prove: Callable[[bytes, int, int], Iterator[Candidate]]
    """Of (text, start, end)."""
    before: bytes = rb"[^0-9A-Za-z]"
    after: bytes = rb"[^0-9A-Za-z]"
    once: bool = False
    """It proves all of a text at once."""


def _as(kind: str) -> Callable[[bytes, int, int], Iterator[Candidate]]:
    return lambda data, start, end: iter(((kind, start, end),))


def _mobile(data: bytes, start: int, end: int) -> Iterator[Candidate]:
    """Eleven digits, or thirteen with the country's, that are no fraction."""
    if not FRACTION.match(data, end):
        start = end - 11
        yield "SD-CN-MOBILE", start - 2 if data[start - 1 : start] == b"6" else start, end


def _track(data: bytes, start: int, end: int) -> Iterator[Candidate]:
    if found := TRACK2.match(data, data.rfind(b";", 0, end)) or TRACK1.match(data, data.rfind(b"%", 0, end)):
        yield "SD-TRACK-DATA", found.start(), found.end()


def _emails(data: bytes, start: int, end: int) -> Iterator[Candidate]:
    at = data.rfind(b"@", 0, end)
    start = at
    while start and at - start < 64 and (data[start - 1] in _ALNUM or data[start - 1] in b"._%+-"):
        start -= 1
    found = EMAIL.match(data, start)
    if found and data[start:at].lower() not in NO_PERSON and found[0].rpartition(b".")[2].lower() not in FILES:
        yield "SD-EMAIL", found.start(), found.end()


def _proved_by(kind: str, pattern: re.Pattern[bytes]) -> Callable[[bytes, int, int], Iterator[Candidate]]:
    def prove(data: bytes, start: int, end: int) -> Iterator[Candidate]:
        found = pattern.match(data, start)
        if found and data[found.end() : found.end() + 1] not in _WORD:
            yield kind, found.start(), found.end()

    return prove


def _token(data: bytes, start: int, end: int) -> Iterator[Candidate]:
    if found := JWT.match(data, max(0, data.rfind(b"eyJ", 0, end - 17))):
        yield "SD-TOKEN", found.start(), found.end()


def _hkid(data: bytes, start: int, end: int) -> Iterator[Candidate]:
    for at in (end - 11, end - 10):
        if at >= 0 and (found := HKID.fullmatch(data, at, end)):
            yield "SD-HKID", found.start(), found.end()
            return


def _apps(data: bytes, start: int, end: int) -> Iterator[Candidate]:
    if data.count(b"com.") >= 5 and (found := APPS.search(data)):
        yield "SD-APP-LIST", found.start(), found.end()


def _chinese(kind: str, pattern: re.Pattern[str]) -> Callable[[bytes, int, int], Iterator[Candidate]]:
    def prove(data: bytes, start: int, end: int) -> Iterator[Candidate]:
        for found in pattern.finditer(data.decode("utf-8", "replace")):
            text = found[0].encode()
            if (at := data.find(text)) >= 0:
                yield kind, at, at + len(text)

    return prove


_WORD = frozenset(bytes((one,)) for one in ALNUM)
_NO_POINT = rb"[^0-9A-Za-z.]"
_NO_INNER = rb"[^0-9A-Za-z._]"
_NO_HEX = rb"[^0-9A-Fa-f:-]"
_PAIR = rb"[0-9A-Fa-f]{2}"


def _card(data: bytes, start: int, end: int) -> Iterator[Candidate]:
    """Groups of four, and three at last."""
    size = 23 if data[end - 4 : end - 3] in b" -" else 19
    yield "SD-BANK-CARD", end - size, end


def _grouped() -> Iterator[Look]:
    four = rb"[0-9]{4}"
    cards = (joint.join((four, four, four, four)) + b"(?:%s[0-9]{3})?" % joint for joint in (b" ", b"-"))
    yield Look(b"(?:%s)" % b"|".join(cards), 0, _card, _NO_INNER, _NO_INNER)
    yield Look(rb"[0-9]{3}-[0-9]{2}-[0-9]{4}", 11, _as("SD-US-SSN"), _NO_INNER, _NO_INNER)


def _by_start() -> Iterator[Look]:
    """What begins so is proved by an expression of Python."""
    for beginning in (b"AKIA", b"ASIA", b"LTAI", b"AKID", b"AIza", b"-----BEGIN "):
        yield Look(literally(beginning), len(beginning), _proved_by("SD-API-SECRET", SECRET), after=b"")


LOOKS = (
    # One expression for all of a kind: the engine's time goes with the number of those that begin with any letter.
    Look(rb"(?:86)?1[3-9][0-9]{9}", 0, _mobile, _NO_POINT),
    Look(rb";[0-9]{13,19}=[0-9]{8}", 0, _track, b"", b""),
    Look(rb"%B[0-9]{13,19}\^", 0, _track, b"", b""),
    *_grouped(),
    Look(rb"(?:" + _PAIR + rb"[:-]){5}" + _PAIR, 17, _as("SD-MAC"), _NO_HEX, _NO_HEX),
    Look(rb"[0-9A-Za-z._%+-]@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9]", 0, _emails, b"", b""),
    *_by_start(),
    # The dot tells it from all other base64 of JSON.
    Look(rb"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8}", 0, _token, b"", b""),
    Look(rb"[A-Z][0-9]{6}\([0-9A]\)", 0, _hkid, b"", b""),
    Look(rb"com\.[a-z0-9_]+\.", 0, _apps, b"", b"", once=True),
    Look("【".encode(), 0, _chinese("SD-SMS-CONTENT", SMS), b"", b"", once=True),
    Look("字(?:第)?[0-9]{4}".encode(), 0, _chinese("SD-CN-OFFICER-ID", OFFICER), b"", b"", once=True),
    Look(f"(?:{'|'.join(_PROVINCES)})[A-HJ-NP-Z]".encode(), 0, _chinese("SD-CN-PLATE", PLATE), b"", b"", once=True),
)
"""The most particular type of a place first."""
MOBILES = 0
"""The one that finds telephone numbers."""


def patterns() -> list[tuple[bytes, int]]:
    """What to search for in a text with a blank before and behind it; what is found goes to `candidates`."""
    return [(one.before + one.expression + one.after, ONCE if one.once else 0) for one in LOOKS]


def candidates(data: bytes, matches: Sequence[Match]) -> Iterator[Candidate]:
    """All candidates of one text, the most particular type of a place first. `matches` are those of `patterns`."""
    ordered = sorted(matches)
    mobiles = sorted(end for number, end in ordered if number == MOBILES)
    if len(mobiles) >= 5 and mobiles[4] - mobiles[0] < CONTACTS:
        yield "SD-CONTACTS-DUMP", mobiles[0] - 13, mobiles[4] - 1
    for number, behind in ordered:
        look = LOOKS[number]
        end = behind - 1 - bool(look.after)
        yield from look.prove(data, end - look.size, end)


def said_near(data: bytes, at: int, words: re.Pattern[str]) -> bool:
    """Whether a word of the type stands shortly before."""
    return words.search(data[max(0, at - NEAR) : at].decode("utf-8", "ignore").lower()) is not None


def words_near(words: Iterable[str], fields: Iterable[str]) -> re.Pattern[str]:
    """What finds any word of a type, or the name of a field that says as much, in small letters."""
    said = [word.lower() for word in (*words, *(field for field in fields if len(field) > 3))]
    return re.compile("|".join(map(re.escape, said)) if said else "(?!)")


def opaque(value: str) -> bool:
    """Whether a value is a hash or a cipher text: long, and of hex or base64 letters only."""
    if len(value) in HASHES and re.fullmatch(r"[0-9a-fA-F]+", value):
        return True
    return len(value) >= 24 and bool(re.fullmatch(r"[A-Za-z0-9+/_-]{22,}={0,2}", value))
