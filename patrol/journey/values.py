"""Where typed values come from, and how secrets are kept out of everything that is written.

`${name}` is looked up in the journey's values, then in the environment. What the environment gives is a secret: it is
typed on the phone, and shown as `${NAME}` everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

REFERENCE = re.compile(r"\$\{([^{}:]*)(?::-([^{}]*))?\}")
"""`${NAME}` or `${NAME:-default}`."""

SHORTEST_SECRET = 3
"""Shorter values are not searched for in other texts: masking every "1" would hide what happened."""


class Reference(NamedTuple):
    """One `${…}` of a text."""

    name: str
    default: str | None


def references(text: str) -> Iterator[Reference]:
    """The references in `text`, in order."""
    for match in REFERENCE.finditer(text):
        yield Reference(match[1].strip(), match[2])


class Values:
    """Values by name, and the secrets that were used so far."""

    def __init__(
        self, environ: Mapping[str, str] | None = None, *, on_secret: Callable[[str], None] = lambda secret: None
    ) -> None:
        """`on_secret` hears of each secret before it is used, so that others can mask it in what they record."""
        self._environ = environ or {}
        self._on_secret = on_secret
        self._secrets: dict[str, str] = {}

    def expect(self, text: str, values: Mapping[str, str] | None = None) -> None:
        """What the environment gives for the references in `text` will be used: it is a secret from now on, for it may
        be seen before it is typed (a phone that remembers a number, a run that is resumed)."""
        for name, _default in references(text):
            if name not in (values or {}) and (value := self._environ.get(name)):
                self._learn(name, value)

    def learn(self, name: str, value: str) -> None:
        """`value` turned out to be a secret (it is typed into a password field): shown as `${name}` from now on, also
        where the journey's file gives it in clear."""
        if value not in self._secrets.values():
            self._learn(name, value)

    def _learn(self, name: str, value: str) -> None:
        if self._secrets.get(name) != value:
            self._secrets[name] = value
            self._on_secret(value)

    def resolve(self, text: str, values: Mapping[str, str] | None = None) -> str:
        """`text` with its references replaced. Raises KeyError with the name that is found nowhere."""
        return REFERENCE.sub(lambda match: self._value(match, values or {}, 0), text)

    def _value(self, match: re.Match[str], values: Mapping[str, str], depth: int) -> str:
        name = match[1].strip()
        if name in values and depth < 5:
            return REFERENCE.sub(lambda inner: self._value(inner, values, depth + 1), values[name])
        value = self._environ.get(name) or match[2]
        if value is None:
            raise KeyError(name)
        self._learn(name, value)
        return value

    def shown(self, text: str, values: Mapping[str, str] | None = None) -> str:
        """`text` as it may be written: plain values replaced, secrets as `${NAME}`."""

        def show(match: re.Match[str]) -> str:
            name = match[1].strip()
            inner = (values or {}).get(name)
            return f"${{{name}}}" if inner is None or inner == match[0] else self.shown(inner)

        return REFERENCE.sub(show, text)

    def mask(self, text: str) -> str:
        """`text` with every secret that was used so far replaced by `${NAME}`."""
        for name, secret in sorted(self._secrets.items(), key=lambda item: -len(item[1])):
            if len(secret) >= SHORTEST_SECRET and secret in text:
                text = text.replace(secret, f"${{{name}}}")
        return text

    def secrets(self) -> tuple[str, ...]:
        """All secrets used so far, for whoever masks recorded requests and trees."""
        return tuple(secret for secret in self._secrets.values() if len(secret) >= SHORTEST_SECRET)
