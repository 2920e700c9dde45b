"""Keys and tokens that were left in code, assets and resources.

What has a form or a checksum of its own is certain. Else a constant's name says that it is secret and its value looks
random: then it is told as likely. Only masks and a short digest leave this module.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from patrol.model.record import Text

KINDS: dict[str, Text] = {
    "aws-access-key": Text("AWS访问密钥ID", "AWS access key id"),
    "aliyun-access-key": Text("阿里云AccessKey ID", "Alibaba Cloud AccessKey id"),
    "tencent-secret-id": Text("腾讯云SecretId", "Tencent Cloud SecretId"),
    "volcengine-access-key": Text("火山引擎AccessKey ID", "Volcengine access key id"),
    "google-api-key": Text("Google API密钥", "Google API key"),
    "google-client-secret": Text("Google OAuth客户端密钥", "Google OAuth client secret"),
    "github-token": Text("GitHub令牌", "GitHub token"),
    "slack-token": Text("Slack令牌", "Slack token"),
    "stripe-key": Text("Stripe私钥", "Stripe secret key"),
    "private-key": Text("私钥", "private key"),
    "jwt": Text("JWT令牌", "JSON web token"),
    "password-in-url": Text("地址里的口令", "password in an address"),
    "generic": Text("疑似密钥", "what looks like a key"),
}


class Found(NamedTuple):
    """A secret in clear; only `masked` and `short_digest` of it are kept."""

    kind: str
    value: str


def _always(_value: str) -> bool:
    return True


def _jwt(value: str) -> bool:
    head = value.partition(".")[0]
    try:
        told = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return False
    return isinstance(told, dict) and "alg" in told


def _der_private(value: str) -> bool:
    """PKCS#8, PKCS#1 and SEC 1 private keys are a sequence that begins with the number 0 or 1; public keys and
    certificates are not."""
    try:
        der = base64.b64decode(value + "=" * (-len(value) % 4), validate=False)
    except (ValueError, binascii.Error):
        return False
    if len(der) < 40 or der[0] != 0x30:
        return False
    inside = 2 + (der[1] & 0x7F if der[1] & 0x80 else 0)
    return der[inside : inside + 3] in (b"\x02\x01\x00", b"\x02\x01\x01")


def _not_uniform(value: str) -> bool:
    return entropy(value) >= 3.0


class _Form(NamedTuple):
    kind: str
    pattern: re.Pattern[bytes]
    valid: Callable[[str], bool]


def _form(kind: str, pattern: bytes, valid: Callable[[str], bool] = _not_uniform) -> _Form:
    return _Form(kind, re.compile(pattern), valid)


_ALONE = rb"(?<![A-Za-z0-9])"
FORMS: dict[bytes, tuple[_Form, ...]] = {
    b"AKIA": (_form("aws-access-key", _ALONE + rb"AKIA[0-9A-Z]{16}(?![A-Za-z0-9])"),),
    b"ASIA": (_form("aws-access-key", _ALONE + rb"ASIA[0-9A-Z]{16}(?![A-Za-z0-9])"),),
    b"LTAI": (_form("aliyun-access-key", _ALONE + rb"LTAI[0-9A-Za-z]{12,20}(?![A-Za-z0-9])"),),
    b"AKID": (_form("tencent-secret-id", _ALONE + rb"AKID[0-9A-Za-z]{32}(?![A-Za-z0-9])"),),
    b"AKLT": (_form("volcengine-access-key", _ALONE + rb"AKLT[0-9A-Za-z_-]{16,60}"),),
    b"AIza": (_form("google-api-key", _ALONE + rb"AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])"),),
    b"GOCSPX-": (_form("google-client-secret", rb"GOCSPX-[0-9A-Za-z_-]{28}"),),
    b"gh": (_form("github-token", rb"gh[pousr]_[0-9A-Za-z]{36}"),),
    b"xox": (_form("slack-token", rb"xox[baprs]-[0-9A-Za-z-]{20,120}"),),
    b"k_live_": (_form("stripe-key", rb"k_live_[0-9A-Za-z]{20,120}"),),
    b"-----BEGIN": (
        _form("private-key", rb"-----BEGIN (?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----[^-\x00]{60}", _always),
    ),
    b"MI": (_form("private-key", rb"(?<![A-Za-z0-9+/])MI[A-Z][A-Za-z0-9+/]{120,4000}+={0,2}", _der_private),),
    b"MC": (_form("private-key", rb"(?<![A-Za-z0-9+/])MC4CAQAwBQYDK2V[A-Za-z0-9+/]{40,200}+={0,2}", _der_private),),
    b"MH": (_form("private-key", rb"(?<![A-Za-z0-9+/])MH[cQ]CAQEE[A-Za-z0-9+/]{100,300}+={0,2}", _der_private),),
    b"eyJ": (_form("jwt", rb"eyJ[A-Za-z0-9_-]{10,2000}+\.eyJ[A-Za-z0-9_-]{10,4000}+\.[A-Za-z0-9_-]{16,2000}+", _jwt),),
    b"://": (_form("password-in-url", rb"://[^\s:/@\x00]{1,64}:[^\s:/@\x00%{$]{4,64}@[A-Za-z0-9.-]{4,100}", _always),),
}
"""What a form begins with → the form. Each is tried only where its beginning stands, and none looks further than its
longest."""
STARTS = re.compile(
    rb"A(?:KIA|SIA|KID|KLT|Iza)|LTAI|GOCSPX-|gh(?=[pousr]_)|xox(?=[baprs]-)|k_live_|-----BEGIN"
    rb"|MI(?=[A-Z][A-Za-z0-9+/]{100})|MC(?=4CAQAwBQ)|MH(?=[cQ]CAQEE)|eyJ(?=[A-Za-z0-9_-]{10})"
    rb"|://(?=[^\s:/@\x00]{1,64}:[^\s:/@\x00]{4})"
)
MOST_TRIES = 20_000
"""Beginnings in one file after which a hostile one is left."""
NAMED = re.compile(
    r"secret|(?:api|app|access|private|encrypt|aes|des|sm4|hmac|sign|client)[_-]?key|passw|pwd|token|credential",
    re.IGNORECASE,
)
"""Names of constants that hold a secret."""
HARMLESS = re.compile(
    r"^(?:https?://|[a-z]+(?:[._-][a-z]+)+$|[A-Z]+(?:_[A-Z]+)+$|[a-z]+(?:[A-Z][a-z]+)+$|[\w.]+\.[A-Z]\w+$|[A-Za-z]+$)"
)
"""Names, addresses, class names, constants: no keys."""
RANDOM = re.compile(r"^[A-Za-z0-9+/=_.~-]{16,200}$")
LEAST_ENTROPY = 3.0
"""Bits a character. 16 random hex digits have 3.4 on average, 32 have 3.7; words of a language 2.5 to 3."""


def in_text(data: bytes) -> Iterator[Found]:
    """Those with a form of their own. A piece of text gives each at most once."""
    seen = set()
    for start in islice(STARTS.finditer(data), MOST_TRIES):
        for form in FORMS[start.group()]:
            found = form.pattern.match(data, start.start())
            value = found.group().decode("ascii", "replace") if found else ""
            if value and value not in seen and form.valid(value):
                seen.add(value)
                yield Found(form.kind, value)


def by_name(name: str, value: str) -> Found | None:
    """A constant whose name says secret and whose value looks random."""
    if not NAMED.search(name) or not RANDOM.match(value) or HARMLESS.match(value):
        return None
    mixed = any(one.isdigit() for one in value) and any(one.isalpha() for one in value)
    return Found("generic", value) if mixed and entropy(value) >= LEAST_ENTROPY else None


def entropy(value: str) -> float:
    """Shannon's, in bits a character."""
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values()) if value else 0.0


def masked(value: str) -> str:
    """The first four and last two characters of a long value; less of a short one."""
    if value.startswith("-----BEGIN"):
        return value[: value.find("-----", 10) + 5] + "***"
    if "://" in value and "@" in value:
        scheme, _, rest = value.partition("://")
        return f"{scheme}://***@{rest.rpartition('@')[2]}"
    return f"{value[:4]}***{value[-2:]}" if len(value) >= 12 else f"{value[:2]}***"


def short_digest(value: str) -> str:
    """To tell two apart without knowing them."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]
