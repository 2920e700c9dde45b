"""`make fuzz`: damaged captures through every parser. None may raise, none may take over a second, memory is bounded.

`python -m tests.fuzz --seed S --only N` makes one input again.
"""

from __future__ import annotations

import random
import re
import sys
from functools import lru_cache

from tests import fuzzing
from tests.parsers import PARSERS
from tests.unit.device.parse.captured import FOLDER, raw

LONGEST = 1 << 20
"""Bytes of the longest inputs."""
JUNK = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\r", b"\r\n", b"\t", b"\x1b[31m"),
    *(
        b"-1",
        b"9223372036854775807",
        b"18446744073709551616",
        b"1" * 400,
        b"0x",
        b"NaN",
        b"1e999",
        b"\xd9\xa3",
        b"\xc2\xb2",
    ),
    *(
        b"{" * 50,
        b"[" * 50,
        b"(" * 50,
        b"<node>" * 30,
        b"&#0;",
        b"&#xD800;",
        b"<!ENTITY a 'b'>",
        b"]]>",
        b"\\",
        b'"',
        b"'",
    ),
    *(
        b": ",
        b"=",
        b"=" * 80,
        b" " * 300,
        b"\n" * 100,
        b"a" * 5000,
        b"a." * 800,
        b"/" * 500,
        b"at " * 300,
        b"#00 pc " * 99,
    ),
)
"""What is pushed in: marks, controls, numbers that do not fit, digits of other scripts, brackets, runs."""

_DIGIT = re.compile(rb"\d")


@lru_cache(maxsize=1)
def corpus() -> dict[str, list[bytes]]:
    """Kind → its captures."""
    found: dict[str, list[bytes]] = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and path.suffix != ".yaml":
            name = path.relative_to(FOLDER).as_posix()
            found.setdefault(name.partition("/")[0], []).append(raw(name))
    return found


def made(dice: random.Random, name: str) -> bytes:
    """An input for a parser."""
    kinds = PARSERS[name][1] if dice.random() < 0.85 else tuple(corpus())
    data = _piece(dice, kinds)
    for _ in range(dice.choice((0, 1, 1, 2, 3, 8))):
        data = _damaged(dice, data, kinds)
    if dice.random() < 0.002:
        # A long one: what is quadratic shows here.
        data = data * (LONGEST // max(1, len(data)))
    return data[:LONGEST]


def _piece(dice: random.Random, kinds: tuple[str, ...]) -> bytes:
    data = dice.choice(corpus()[dice.choice(kinds)])
    if dice.random() < (0.05 if len(data) < 20_000 else 0.01) or len(data) < 500:
        return data
    length = dice.choice((300, 1000, 3000))
    # Beginnings more often: parsers look for headings there.
    start = 0 if dice.random() < 0.4 else dice.randrange(max(1, len(data) - length))
    return data[start : start + length]


def _damaged(dice: random.Random, data: bytes, kinds: tuple[str, ...]) -> bytes:
    at = dice.randrange(len(data) + 1)
    end = min(len(data), at + dice.choice((1, 1, 2, 10, 100, 1000)))
    match dice.randrange(11):
        case 0:
            return data[:at] + bytes((dice.randrange(256),)) + data[at + 1 :]
        case 1:
            return data[:at]
        case 2:
            return data[:at] + data[end:]
        case 3:
            return data[:at] + data[at:end] * dice.choice((2, 3, 50)) + data[end:]
        case 4:
            return data[:at] + _piece(dice, kinds) + data[at:]
        case 5 | 6:
            return data[:at] + dice.choice(JUNK) + data[at:]
        case 7:
            return _other_number(dice, data)
        case 8:
            lines = data.split(b"\n")
            dice.shuffle(lines)
            return b"\n".join(lines)
        case 9:
            return data.replace(b"\n", dice.choice((b"", b" ", b"\r\n", b"\n\n", b"\x00")))
        case _:
            text = data.decode("utf-8", "replace")
            return text.encode(dice.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32")), "replace")


def _other_number(dice: random.Random, data: bytes) -> bytes:
    """Some digit becomes a number that does not fit."""
    digit = _DIGIT.search(data, dice.randrange(len(data) + 1)) or _DIGIT.search(data)
    if digit is None:
        return data
    at = digit.start()
    return (
        data[:at]
        + dice.choice((b"99999999999999999999", b"-5", b"0", b"1" * 5000, b"2.5", b"\xd9\xa3"))
        + data[at + 1 :]
    )


SUBJECT = fuzzing.Subject(
    "tests.fuzz", __doc__ or "", 1_000_000, {name: (parser, ()) for name, (parser, _) in PARSERS.items()}, made
)

if __name__ == "__main__":
    sys.exit(fuzzing.main(SUBJECT, sys.argv[1:]))
