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
    """PKCS#8 and PKCS#1 private keys are a sequence that begins with the number 0; public keys and certificates do
    not."""
    try:
        der = base64.b64decode(value + "=" * (-len(value) % 4), validate=False)
    except (ValueError, binascii.Error):
        return False
    return (
        len(der) > 40
        and der[0] == 0x30
        and b"\x02\x01\x00" in der[2:7]
        and der[2:7].endswith((b"\x02\x01\x00", b"\x00\x30", b"\x00\x02"))
    )


def _not_uniform(value: str) -> bool:
    return entropy(value) >= 3.0


class _Form(NamedTuple):
    kind: str
    pattern: bytes
    valid: Callable[[str], bool]


FORMS = (
    _Form("aws-access-key", rb"(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])", _not_uniform),
    _Form("aliyun-access-key", rb"(?<![A-Za-z0-9])LTAI[0-9A-Za-z]{12,20}(?![A-Za-z0-9])", _not_uniform),
    _Form("tencent-secret-id", rb"(?<![A-Za-z0-9])AKID[0-9A-Za-z]{32}(?![A-Za-z0-9])", _not_uniform),
    _Form("volcengine-access-key", rb"(?<![A-Za-z0-9])AKLT[0-9A-Za-z_-]{16,60}", _not_uniform),
    _Form("google-api-key", rb"(?<![A-Za-z0-9])AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])", _not_uniform),
    _Form("google-client-secret", rb"GOCSPX-[0-9A-Za-z_-]{28}", _not_uniform),
    _Form("github-token", rb"(?<![A-Za-z0-9])gh[pousr]_[0-9A-Za-z]{36}", _not_uniform),
    _Form("slack-token", rb"xox[baprs]-[0-9A-Za-z-]{20,120}", _not_uniform),
    _Form("stripe-key", rb"(?:sk|rk)_live_[0-9A-Za-z]{20,120}", _not_uniform),
    _Form("private-key", rb"-----BEGIN (?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----[^-\x00]{60}", _always),
    _Form("private-key", rb"(?<![A-Za-z0-9+/])M[CI][A-Z][A-Za-z0-9+/]{120,4000}={0,2}", _der_private),
    _Form("jwt", rb"eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{16,2000}", _jwt),
    _Form(
        "password-in-url",
        rb"[a-z][a-z0-9+.-]{2,12}://[^\s:/@\x00]{1,64}:[^\s:/@\x00%{$]{4,64}@[A-Za-z0-9.-]{4,100}",
        _always,
    ),
)
ANY = re.compile(b"|".join(b"(" + form.pattern + b")" for form in FORMS))
STARTS = re.compile(
    rb"AKIA|ASIA|LTAI|AKID|AKLT|AIza|GOCSPX-|gh[pousr]_|xox[baprs]-|[sr]k_live_|-----BEGIN|M[CI][A-Z][A-Za-z0-9+/]{100}|eyJ|://[^\s:/@\x00]{1,64}:[^\s:/@\x00]{4,64}@"
)
"""What each form begins with: one quick pass leaves out most strings."""
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
    for found in ANY.finditer(data):
        form = FORMS[(found.lastindex or 1) - 1]
        value = found.group().decode("ascii", "replace")
        if value not in seen and form.valid(value):
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
