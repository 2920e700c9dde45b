"""What must not leave the proxy: credentials in headers and addresses, and the secrets that the run was given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

MASKED = "«masked»"
SHORTEST_SECRET = 3
"""Characters; replacing anything shorter would garble what was recorded."""

_CREDENTIAL = re.compile(
    r"(?:^|[-_])(?:authorization|cookie|token|secret|password|passwd|session(?:id)?|api[-_]?key|signature|credential|"
    r"jwt|otp|csrf|xsrf)(?:$|[-_])|token$",
    re.I,
)
_PARAMETER = re.compile(
    r"(?P<name>[\w.\[\]-]*(?:token|passw(?:or)?d|pwd|secret|session_?id|api_?key|credential|jwt)[\w.\[\]-]*)"
    r"(?P<equals>=)(?P<value>[^&#\s]+)",
    re.I,
)
_FIELD = re.compile(
    r'(?P<name>"[\w.-]*(?:token|passw(?:or)?d|pwd|secret|session(?:_?id)?|api_?key|credential|jwt)"\s*:\s*")'
    r'(?:[^"\\]|\\.)+',
    re.I,
)
_COOKIE = re.compile(r"(?P<name>[^=;\s]+)=(?P<value>[^;]*)")
_ATTRIBUTES = {"path", "domain", "expires", "max-age", "samesite", "priority", "version"}
"""Parts of a Set-Cookie that are no secret and that checks ask for."""


class Masker:
    """Replaces credentials by MASKED. The names of headers, cookies and parameters stay, only values go."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = {form for secret in secrets if len(secret) >= SHORTEST_SECRET for form in _forms(secret)}
        # The longest first: one secret may be part of another.
        alternatives = "|".join(re.escape(secret) for secret in sorted(known, key=len, reverse=True))
        self._secrets = re.compile(alternatives) if alternatives else None

    def text(self, text: str) -> str:
        """`text` without the known secrets, plain, percent-encoded or as a JSON string."""
        return self._secrets.sub(MASKED, text) if self._secrets and text else text

    def path(self, path: str) -> str:
        """A request's path and query."""
        if "=" in path:
            path = _PARAMETER.sub(rf"\g<name>\g<equals>{MASKED}", path)
        return self.text(path)

    def body(self, text: str, content_type: str) -> str:
        if "urlencoded" in content_type:
            return self.path(text)
        if "json" in content_type:
            text = _FIELD.sub(rf"\g<name>{MASKED}", text)
        return self.text(text)

    def headers(self, fields: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (text := name.decode("ascii", "replace"), self._header(text.lower(), value.decode("utf-8", "replace")))
            for name, value in fields
        )

    def _header(self, name: str, value: str) -> str:
        if name in _PLAIN:
            return self.text(value)
        if name in {"cookie", "set-cookie"}:
            return _COOKIE.sub(_cookie, value)
        if name in {"authorization", "proxy-authorization"}:
            scheme, blank, _ = value.partition(" ")
            return f"{scheme}{blank}{MASKED}" if blank else MASKED
        if _CREDENTIAL.search(name):
            return MASKED
        return self.path(value) if name in {"location", "referer"} else self.text(value)


_PLAIN = {"host", "accept", "accept-encoding", "connection", "content-length", "content-type", "date", "user-agent"}


def _cookie(match: re.Match[str]) -> str:
    return match[0] if match["name"].lower() in _ATTRIBUTES else f"{match['name']}={MASKED}"


def _forms(secret: str) -> tuple[str, ...]:
    as_json = (json.dumps(secret, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False))
    return (secret, quote(secret, safe=""), quote_plus(secret), *as_json)
