"""Messages of apps as they go over the wire, with known values planted in every shape, or with nothing in them.

The shapes are made here by the standard library alone, not by what is measured. A clean message has what real ones
have: identifiers of requests, times, amounts, hashes of other things, order numbers, stack traces, words.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import math
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

VALUES = {
    "login/phone": "13912345678",
    "transfer/payee_phone": "18857110234",
    "real_name/id_card": "33010219900307006X",
    "bind_card/card_no": "6217001234568818",
    "transfer/payee_card": "6228480402564890018",
    "real_name/name": "欧阳晓雯",
    "login/password": "Hb#258036x",
    "transfer/pin": "135790",
    "login/sms_code": "24681073",
    "profile/email": "xiaowen.canary@mail.example",
    "profile/address": "浙江省杭州市滨江区江南大道588号",
    "phone/imei": "860123041234565",
    "phone/android_id": "9f3a1c2b4d5e6f70",
    "phone/oaid": "2f6e7c1a-1b2c-4d3e-8f90-1234567890ab",
    "phone/mac": "3c:5a:b4:01:ef:9d",
    "phone/serial": "PV14000001",
    "phone/imsi": "460021234567890",
    "phone/iccid": "89860112345678901233",
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message, and what stands in it."""

    data: bytes
    encoding: str
    """Content-Encoding, right or wrong; "" for none."""
    value: str
    """Name of the planted value; "" for a clean message."""
    shape: str
    container: str


def messages(count: int, seed: int, planted: float = 0.5) -> Iterator[Message]:
    """So many messages, the same for a seed; a share of them with one value each."""
    rng = random.Random(seed)
    names = list(VALUES)
    for number in range(count):
        # Round robin, so that every value meets every shape and container in a large corpus.
        dirty = rng.random() < planted
        container = CONTAINERS[rng.randrange(len(CONTAINERS))]
        if not dirty:
            data, encoding = container(rng, None)
            yield Message(data, encoding, "", "", container.__name__)
            continue
        name = names[number % len(names)]
        shape = rng.choice([one for one in SHAPES if fits(one, VALUES[name])])
        data, encoding = container(rng, SHAPES[shape](VALUES[name]))
        yield Message(data, encoding, name, shape, container.__name__)


PLACE = (30.27415, 120.15515)
"""Latitude and longitude of the phone."""
PLACES = {
    "wgs84": PLACE,
    "gcj02": (30.271821139, 120.159844339),
    "bd09": (30.277648314, 120.166408410),
}
"""The same place in the systems of Chinese maps, as the formulas of the public converters give it, written out."""


def places(count: int, seed: int) -> Iterator[Message]:
    """So many messages with coordinates of three to nine digits: in every second one the phone's, in one of PLACES, cut
    or rounded; in the others a place one to thirty kilometres away."""
    rng = random.Random(seed)
    for number in range(count):
        system = rng.choice(list(PLACES))
        away = 0.0 if number % 2 else rng.choice((-1, 1)) * rng.uniform(0.02, 0.2)
        share = 10 ** rng.randrange(3, 10)
        keep = rng.choice((math.floor, round))
        told = ",".join(repr(keep((one + away) * share) / share) for one in PLACES[system])
        container = CONTAINERS[rng.randrange(len(CONTAINERS))]
        data, encoding = container(rng, told)
        yield Message(data, encoding, "" if away else "phone/latitude", system, container.__name__)


# --- shapes -----------------------------------------------------------------------------------------------------------


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _digest(name: str, text: str) -> str:
    return hashlib.new(name, text.encode()).hexdigest()


def _raw(name: str, text: str) -> bytes:
    return hashlib.new(name, text.encode()).digest()


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter not in " :.-_/()")


SHAPES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "upper": str.upper,
    "lower": str.lower,
    "bare": _bare,
    "md5": lambda text: _digest("md5", text),
    "MD5": lambda text: _digest("md5", text).upper(),
    "md5 16": lambda text: _digest("md5", text)[8:24],
    "sha1": lambda text: _digest("sha1", text),
    "sha256": lambda text: _digest("sha256", text),
    "sha512": lambda text: _digest("sha512", text),
    "sm3": lambda text: _digest("sm3", text),
    "md5 base64": lambda text: _b64(_raw("md5", text)),
    "sha256 base64": lambda text: _b64(_raw("sha256", text)),
    "base64": lambda text: _b64(text.encode()),
    "base64url": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "hex": lambda text: text.encode().hex(),
    "HEX": lambda text: text.encode().hex().upper(),
    "url": lambda text: quote(text, safe=""),
    "reversed": lambda text: text[::-1],
    "md5 of lower": lambda text: _digest("md5", text.lower()),
    "md5 of upper": lambda text: _digest("md5", text.upper()),
    "md5 of bare upper": lambda text: _digest("md5", _bare(text).upper()),
    "sha256 of md5": lambda text: _digest("sha256", _digest("md5", text)),
    "md5 of md5": lambda text: _digest("md5", _digest("md5", text)),
    "md5 of sha1": lambda text: _digest("md5", _digest("sha1", text)),
    "base64 of base64": lambda text: _b64(_b64(text.encode()).encode()),
    "base64 of md5": lambda text: _b64(_digest("md5", text).encode()),
    "base64 of hex": lambda text: _b64(text.encode().hex().encode()),
    "md5 of base64": lambda text: _digest("md5", _b64(text.encode())),
    "hex of base64": lambda text: _b64(text.encode()).encode().hex(),
    "base64 in a text": lambda text: _b64(f"id={text};v=1".encode()),
    "halves": lambda text: text[: len(text) // 2] + "|" + text[len(text) // 2 :],
}


def fits(shape: str, value: str) -> bool:
    """Halves of a number say nothing, and neither do those of a short word."""
    return shape != "halves" or (len(value) >= 12 and not value.isdecimal())


# --- what stands around -----------------------------------------------------------------------------------------------

WORDS = (
    "click view page open close banner floor refresh load start stop share item rank channel order list detail index "
    "tab home wealth product insurance points coupon branch message notice search scene module version build "
    "session trace"
).split()
CHINESE = (
    "首页理财产品精选活期定期七日年化收益率起购金额风险等级稳健型查看更多立即购买专属客户经理网点预约办理业务".strip()
)


def _noise(rng: random.Random) -> object:
    """One value of a clean message."""
    kinds: tuple[Callable[[], object], ...] = (
        lambda: rng.randrange(10**9),
        lambda: 1_700_000_000_000 + rng.randrange(10**11),
        lambda: round(rng.uniform(0, 99_999), 2),
        lambda: rng.choice(WORDS),
        lambda: " ".join(rng.choices(WORDS, k=rng.randrange(2, 9))),
        lambda: "".join(rng.choices(CHINESE, k=rng.randrange(2, 24))),
        lambda: rng.randbytes(16).hex(),
        lambda: rng.randbytes(32).hex(),
        lambda: rng.randbytes(8).hex(),
        lambda: rng.randrange(1000),
        lambda: rng.randrange(100),
        lambda: rng.choice(WORDS),
        lambda: rng.choice(WORDS).capitalize(),
        lambda: f"{rng.choice(WORDS)}/{rng.choice(WORDS)}",
        lambda: " ".join(rng.choices(WORDS, k=rng.randrange(2, 30))),
        lambda: "".join(rng.choices(CHINESE, k=rng.randrange(2, 60))),
        lambda: f"2026-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02} 10:{rng.randrange(60):02}:07",
        lambda: _b64(rng.randbytes(rng.choice((12, 24, 32, 96)))),
        lambda: f"2026{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}{rng.randrange(10**12):012}",
        lambda: f"T{rng.randrange(10**16):016}",
        lambda: str(rng.randrange(10**15, 10 ** rng.randrange(16, 20))),
        lambda: f"{rng.randrange(9)}.{rng.randrange(30)}.{rng.randrange(99)}.{rng.randrange(9999)}",
        lambda: "-".join(rng.randbytes(size).hex() for size in (4, 2, 2, 2, 6)),
        lambda: f"https://img.bank.example/{rng.choice(WORDS)}/{rng.randbytes(6).hex()}.png?w={rng.randrange(2000)}",
        lambda: rng.random() < 0.5,
        lambda: None,
    )
    return rng.choice(kinds)()


def _fields(rng: random.Random, planted: str | None) -> dict[str, object]:
    fields = {f"{rng.choice(WORDS)}_{rng.choice(WORDS)}{rng.randrange(30)}": _noise(rng) for _ in range(_size(rng))}
    if planted is not None:
        keys = list(fields)
        at = rng.randrange(len(keys) + 1)
        # A half in each of two fields.
        first, bar, second = planted.partition("|")
        more = {"k1": first, "k2": second} if bar else {rng.choice(("v", "extra", "uid", "q", "param")): planted}
        fields = {key: fields[key] for key in keys[:at]} | more | {key: fields[key] for key in keys[at:]}
    return fields


def _size(rng: random.Random) -> int:
    """Most messages are small, some are long lists."""
    return rng.choice((3, 6, 10, 15, 25, 60, 200, 400))


def _json(rng: random.Random, planted: str | None) -> bytes:
    fields = _fields(rng, planted)
    nested = {"code": 0, "data": {"rows": [{key: value} for key, value in fields.items()]}}
    return json.dumps(rng.choice((fields, nested)), ensure_ascii=rng.random() < 0.3).encode()


def _texts(rng: random.Random, planted: str | None) -> dict[str, str]:
    return {key: str(value) for key, value in _fields(rng, planted).items()}


# --- containers: (body, Content-Encoding) -----------------------------------------------------------------------------

Body = tuple[bytes, str]


def json_body(rng: random.Random, planted: str | None) -> Body:
    return _json(rng, planted), ""


def form(rng: random.Random, planted: str | None) -> Body:
    return urlencode(_texts(rng, planted)).encode(), ""


def url(rng: random.Random, planted: str | None) -> Body:
    fields = dict(list(_texts(rng, None).items())[:8]) | ({"q": planted} if planted is not None else {})
    return f"/v1/{rng.choice(WORDS)}/{rng.choice(WORDS)}?{urlencode(fields)}".encode(), ""


def path(rng: random.Random, planted: str | None) -> Body:
    part = quote(planted, safe="") if planted is not None else rng.randbytes(8).hex()
    return f"/v2/{rng.choice(WORDS)}/{part}/{rng.choice(WORDS)}".encode(), ""


def headers(rng: random.Random, planted: str | None) -> Body:
    lines = [f"X-{key}: {value}" for key, value in _texts(rng, None).items()]
    if planted is not None:
        lines.insert(rng.randrange(len(lines) + 1), f"X-Extra: {planted}")
    return "\r\n".join(lines).encode(), ""


def cookie(rng: random.Random, planted: str | None) -> Body:
    crumbs = {f"c{number}": rng.randbytes(12).hex() for number in range(4)}
    return "; ".join(f"{k}={v}" for k, v in (crumbs | ({"u": planted} if planted else {})).items()).encode(), ""


def multipart(rng: random.Random, planted: str | None) -> Body:
    boundary = rng.randbytes(12).hex()
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in _texts(rng, planted).items()
    ]
    return ("".join(parts) + f"--{boundary}--\r\n").encode(), ""


def packed_part(rng: random.Random, planted: str | None) -> Body:
    boundary = rng.randbytes(12).hex()
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="log"; filename="log.gz"\r\n\r\n'.encode()
    return head + gzip.compress(_json(rng, planted)) + f"\r\n--{boundary}--\r\n".encode(), ""


def gzipped(rng: random.Random, planted: str | None) -> Body:
    return gzip.compress(_json(rng, planted)), "gzip"


def gzipped_unsaid(rng: random.Random, planted: str | None) -> Body:
    return gzip.compress(_json(rng, planted)), rng.choice(("", "identity", "br"))


def brotlied(rng: random.Random, planted: str | None) -> Body:
    import brotli

    return brotli.compress(_json(rng, planted), quality=4), "br"


def zstandarded(rng: random.Random, planted: str | None) -> Body:
    import zstandard

    return zstandard.ZstdCompressor().compress(_json(rng, planted)), rng.choice(("zstd", ""))


def deflated(rng: random.Random, planted: str | None) -> Body:
    return zlib.compress(_json(rng, planted)), "deflate"


def said_to_be_packed(rng: random.Random, planted: str | None) -> Body:
    return _json(rng, planted), rng.choice(("gzip", "br", "zstd"))


def json_in_json(rng: random.Random, planted: str | None) -> Body:
    return json.dumps({"v": 2, "payload": _json(rng, planted).decode()}).encode(), ""


def json_in_form(rng: random.Random, planted: str | None) -> Body:
    return urlencode({"v": "2", "data": _json(rng, planted).decode()}).encode(), ""


def base64_of_json(rng: random.Random, planted: str | None) -> Body:
    return f"v=2&data={quote(_b64(_json(rng, planted)), safe='')}".encode(), ""


def base64_of_gzip(rng: random.Random, planted: str | None) -> Body:
    return json.dumps({"v": 2, "payload": _b64(gzip.compress(_json(rng, planted)))}).encode(), ""


def xml(rng: random.Random, planted: str | None) -> Body:
    rows = "".join(f'<string name="{key}">{value}</string>\n' for key, value in _texts(rng, planted).items())
    return f"<?xml version='1.0' encoding='utf-8'?>\n<map>\n{rows}</map>\n".encode(), ""


def log_line(rng: random.Random, planted: str | None) -> Body:
    said = " ".join(str(value) for value in dict(list(_texts(rng, None).items())[:6]).values())
    return f"05-12 10:11:12.345  4711  4722 D Net: {said} {planted or ''} done".encode(), ""


def stack_trace(rng: random.Random, planted: str | None) -> Body:
    frames = [
        f"\tat com.bank.{rng.choice(WORDS)}.{rng.choice(WORDS)}(SourceFile:{rng.randrange(900)})" for _ in range(20)
    ]
    message = planted if planted is not None else rng.choice(WORDS)
    return "\n".join((f"java.lang.IllegalStateException: {message}", *frames)).encode(), ""


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*out, number))


def _message(rng: random.Random, planted: str | None) -> bytes:
    out = b"\x08" + _varint(rng.randrange(1 << 40)) + b"\x11" + rng.randbytes(8)
    for number, value in enumerate(_texts(rng, planted).values(), 3):
        text = value.encode()
        out += _varint((number % 15 + 1) << 3 | 2) + _varint(len(text)) + text
    return out


def protobuf(rng: random.Random, planted: str | None) -> Body:
    inner = _message(rng, planted)
    return rng.choice((inner, b"\x08\x96\x01\x1a" + _varint(len(inner)) + inner)), ""


def grpc(rng: random.Random, planted: str | None) -> Body:
    message = _message(rng, planted)
    return b"\0" + len(message).to_bytes(4, "big") + message, ""


CONTAINERS: tuple[Callable[[random.Random, str | None], Body], ...] = (
    json_body, json_body, form, url, path, headers, cookie, multipart, packed_part, gzipped, gzipped_unsaid, brotlied,
    zstandarded, deflated, said_to_be_packed, json_in_json, json_in_form, base64_of_json, base64_of_gzip, xml, log_line,
    stack_trace, protobuf, grpc,
)  # fmt: skip
