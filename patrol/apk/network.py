"""The network security configuration: where clear text is allowed, and whose certificates are trusted."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.apk.axml import Element
from patrol.model.scan import DomainRule

CONFIGS = ("base-config", "domain-config", "debug-overrides")
DEEPEST = 20


def rules(root: Element) -> tuple[DomainRule, ...]:
    """Its rules, the base first; nested ones are told on their own, with what they inherit left open."""
    found = [rule for one in root.inside if one.tag in CONFIGS for rule in _rules(one, 0)]
    return tuple(sorted(found, key=lambda rule: (bool(rule.domains), rule.debug)))


def _rules(one: Element, depth: int) -> Iterator[DomainRule]:
    allowed = one.given.get("cleartextTrafficPermitted")
    anchors = [inner for trust in one.all("trust-anchors") for inner in trust.all("certificates")]
    sources = [one.given.get("src") for one in anchors]
    pins = next(one.all("pin-set"), None)
    expires = pins.given.get("expiration") if pins is not None else ""
    yield DomainRule(
        domains=tuple(_domain(inner) for inner in one.all("domain")),
        cleartext=allowed if isinstance(allowed, bool) else {"true": True, "false": False}.get(str(allowed).lower()),
        trusts=tuple(source if isinstance(source, str) else "resource" for source in sources),
        pins=sum(1 for _ in pins.all("pin")) if pins is not None else 0,
        pins_expire=str(expires or ""),
        debug=one.tag == "debug-overrides",
    )
    for inner in one.all("domain-config"):
        if depth < DEEPEST:
            yield from _rules(inner, depth + 1)


def _domain(one: Element) -> str:
    name = str(one.given.get("#text") or "")
    below = one.given.get("includeSubdomains")
    return f"*.{name}" if below is True or str(below).lower() == "true" else name
