"""Secrets, addresses and privacy policies in the texts of an app: strings of code, resources, assets, meta-data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from patrol.apk import secrets
from patrol.apk.budget import MIB, Budget
from patrol.apk.container import Part
from patrol.apk.dex import DexFile, dotted
from patrol.model.scan import ClearUrl, Policy, Secret

TEXT_FILES = re.compile(
    r"(?:assets|res/raw|root|META-INF)/.*\.(?:json|js|html?|css|xml|txt|md|properties|ini|conf|cfg|yaml|yml|pem|key|env|csv|plist)$",
    re.IGNORECASE,
)
KEYSTORE = re.compile(r"\.(?:p12|pfx|jks|bks|keystore)$", re.IGNORECASE)
ONE_FILE, ALL_FILES = 4 * MIB, 64 * MIB
URL = re.compile(rb"(?:http|ws)://[A-Za-z0-9][A-Za-z0-9.-]{2,120}(?::\d{1,5})?(?:/[^\s\x00\"'<>\\)\]}|]{0,200})?")
ADDRESS = re.compile(rb"(?:http|ws)s?://[^\s\x00\"'<>]{3,400}")
"""Any of the kinds below: one pass over the strings of a dex."""
HOST = re.compile(rb"(?:https?|wss?)://([A-Za-z0-9][A-Za-z0-9.-]{2,120}\.[A-Za-z]{2,24})")
NOT_CONTACTED = (
    *(
        "schemas.android.com",
        "schemas.microsoft.com",
        "www.w3.org",
        "w3.org",
        "xmlpull.org",
        "xml.org",
        "xml.apache.org",
    ),
    *(
        "java.sun.com",
        "javax.xml.XMLConstants",
        "apache.org",
        "www.apache.org",
        "purl.org",
        "ns.adobe.com",
        "localhost",
    ),
    *("schemas.xmlsoap.org", "xmlns.jcp.org", "relaxng.org", "www.opengis.net", "json-schema.org", "play.google.com"),
    *("schema.org", "iptc.org", "cipa.jp", "www.example.com", "example.com", "example.org", "goo.gl", "mozilla.org"),
    *(
        "www.mozilla.org",
        "jsoup.org",
        "xmlpull.org",
        "developer.android.com",
        "g.co",
        "openoffice.org",
        "www.slf4j.org",
    ),
)
"""Names of formats, and documents that code cites: nobody connects there."""
PRIVATE = re.compile(r"^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[)")
POLICY_WORDS = re.compile(
    r"隐私(?:政策|协议|条款|权政策|保护)|个人信息(?:保护|处理规则)|privacy[ _-]?(?:policy|notice)|第三方SDK|SDK目录",
    re.I,
)
POLICY_URL = re.compile(rb"https?://[^\s\x00\"'<>]{4,200}(?:privacy|yinsi|ysxy|yszc)[^\s\x00\"'<>]{0,100}", re.I)
POLICY_LENGTH = 300
"""Characters: a shorter text only names a policy."""


@dataclass(slots=True)
class Texts:
    """What was found in texts, before it is known which code uses it."""

    secrets: list[tuple[secrets.Found, str, str, tuple[int, int] | None]] = field(default_factory=list)
    """(secret, where, name, (dex, string) that holds it)."""
    urls: list[tuple[str, str, tuple[int, int] | None]] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    policies: list[Policy] = field(default_factory=list)

    def strings(self) -> dict[int, dict[int, str]]:
        """Dex → string → "", of all that should be placed in code."""
        found: dict[int, dict[int, str]] = {}
        for place in (*(one[3] for one in self.secrets), *(one[2] for one in self.urls)):
            if place is not None:
                found.setdefault(place[0], {})[place[1]] = ""
        return found


def in_code(texts: Texts, dexes: list[DexFile], budget: Budget) -> None:
    """Looks through the strings of all code."""
    for number, dex in enumerate(dexes):
        seen: set[int] = set()
        for string, _ in dex.find_strings(secrets.STARTS):
            if string in seen or string < 0:
                continue
            seen.add(string)
            for found in secrets.in_text(dex.string_bytes(string)):
                texts.secrets.append((found, dex.name, "", (number, string)))
        for string, match in dex.find_strings(ADDRESS):
            address = match.group()
            if (host := HOST.match(address)) is not None:
                texts.hosts.add(host.group(1).decode("ascii").lower())
            if (clear := URL.match(address)) is not None and (wanted := _address(clear.group())):
                texts.urls.append((wanted, dex.name, (number, string)))
            if (policy := POLICY_URL.match(address)) is not None:
                texts.policies.append(Policy(policy.group().decode("ascii", "replace"), "url"))
        _constants(texts, dex)
        budget.tick()


def _constants(texts: Texts, dex: DexFile) -> None:
    """Static fields whose name says secret."""
    secret = {name for name in {name for _, _, name in dex.fields} if secrets.NAMED.search(dex.name_of(name))}
    names = {dex.type(owner) for owner, _, name in dex.fields if name in secret}
    if not names:
        return
    for one in dex.classes:
        if one.name in names and one.static_values:
            for name, string in dex.static_texts(one):
                if found := secrets.by_name(name, dex.string(string)):
                    texts.secrets.append((found, f"{dotted(one.name)}.{name}", name, None))


def in_files(texts: Texts, part: Part, budget: Budget) -> None:
    """Looks through assets and raw resources that are text."""
    left = ALL_FILES
    for name in part.entries():
        if KEYSTORE.search(name):
            texts.secrets.append((secrets.Found("private-key", name), name, "", None))
        if not TEXT_FILES.match(name) or left < 0:
            continue
        data = part.read(name, ONE_FILE)
        if not data:
            continue
        left -= len(data)
        for found in secrets.in_text(data):
            texts.secrets.append((found, name, "", None))
        for match in URL.finditer(data):
            if wanted := _address(match.group()):
                texts.urls.append((wanted, name, None))
        texts.hosts.update(found.decode("ascii").lower() for found in HOST.findall(data))
        if (policy := _policy(name, data.decode("utf-8", "replace"), "asset")) is not None:
            texts.policies.append(policy)
        budget.tick()


def in_named(texts: Texts, named: Iterable[tuple[str, str]], where: str) -> None:
    """Looks through string resources or meta-data: (name, value)."""
    for name, value in named:
        raw = value.encode()
        found = list(secrets.in_text(raw)) if secrets.STARTS.search(raw) else []
        if not found and (likely := secrets.by_name(name, value)):
            found = [likely]
        texts.secrets += [(one, f"{where}/{name}", name, None) for one in found]
        texts.urls += [(url, f"{where}/{name}", None) for url in map(_address, URL.findall(raw)) if url]
        texts.hosts.update(host.decode("ascii").lower() for host in HOST.findall(raw))
        if (policy := _policy(f"{where}/{name}", value, "resource")) is not None:
            texts.policies.append(policy)
        for match in POLICY_URL.finditer(raw):
            texts.policies.append(Policy(match.group().decode("ascii", "replace"), "url", name))


def told_secrets(texts: Texts, users: dict[tuple[int, int], list[str]], most: int) -> Iterator[Secret]:
    """As records; a secret of code is placed by the first method that loads it."""
    told: dict[str, Secret] = {}
    for found, where, name, place in texts.secrets:
        digest = secrets.short_digest(found.value)
        at = (users.get(place) or [where])[0] if place is not None else where
        keystore = found.kind == "private-key" and KEYSTORE.search(found.value)
        mask = found.value.rpartition("/")[2] if keystore else secrets.masked(found.value)
        certain = found.kind != "generic"
        known = told.get(digest)
        if known is not None:  # a constant is found by its form, and by its name: the name tells where it stands
            kind = known.kind if known.certain else found.kind
            at, name = (at, name) if name and not known.name else (known.where, known.name)
            certain = certain or known.certain
            told[digest] = Secret(kind, mask, digest, at, name, certain=certain)
        elif len(told) < most:
            told[digest] = Secret(found.kind, mask, digest, at, name, certain=certain)
    yield from told.values()


def told_urls(texts: Texts, users: dict[tuple[int, int], list[str]], most: int) -> Iterator[ClearUrl]:
    """As records, each address once."""
    seen: set[str] = set()
    for url, where, place in texts.urls:
        if url not in seen and len(seen) < most:
            seen.add(url)
            yield ClearUrl(url, (users.get(place) or [where])[0] if place is not None else where)


def _address(raw: bytes) -> str:
    """An address that somebody may connect to; "" for the names of formats and for this machine."""
    url = raw.decode("ascii", "replace").rstrip(".,;:")
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    known = any(host == name or host.endswith(f".{name}") for name in NOT_CONTACTED)
    if (
        host.startswith("javax.")
        or known
        or PRIVATE.match(host)
        or "." not in host
        or host.endswith((".local", ".test", ".invalid"))
    ):
        return ""
    return url.split("?")[0]


def _policy(where: str, text: str, kind: str) -> Policy | None:
    plain = re.sub(r"<[^>]{0,500}>", "", text[:100_000])
    if len(plain) < POLICY_LENGTH or not POLICY_WORDS.search(plain[:2000]):
        return None
    title = next((line.strip() for line in plain.splitlines() if line.strip()), "")
    return Policy(where, kind, title[:80], len(plain))
