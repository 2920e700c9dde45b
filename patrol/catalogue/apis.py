"""The hook table: which calls are privacy's business, from privacy_apis.json, and what the agent is told of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from patrol.model.record import Record, from_json

FILE = Path(__file__).with_name("privacy_apis.json")

JAVA = ("java_method", "java_constructor")


class Category(Record, frozen=True):
    id: str
    zh: str
    en: str


class Api(Record, frozen=True, rename={"class_name": "class"}):
    """One entry of the catalogue."""

    id: str
    kind: str
    category: str
    severity: str
    permission: str = ""
    clauses: tuple[str, ...] = ()
    verified: bool = False
    class_name: str = ""
    member: str = ""
    """Method; `$init` for a constructor."""
    overloads: tuple[tuple[str, ...], ...] = ()
    """Type descriptors of the parameters of each overload that is known; all overloads are hooked."""
    value: str = ""
    namespace: str = ""
    key: str = ""
    library: str = ""
    symbol: str = ""
    arguments: str = ""

    @property
    def call(self) -> str:
        """`package.Class.method`."""
        return f"{self.class_name}.{self.member}"


class Catalogue(Record, frozen=True):
    source: str
    categories: tuple[Category, ...]
    entries: tuple[Api, ...]

    def java(self) -> tuple[Api, ...]:
        """Methods and constructors."""
        return tuple(api for api in self.entries if api.kind in JAVA)


@cache
def catalogue() -> Catalogue:
    """What comes with patrol."""
    return from_json(FILE.read_bytes(), Catalogue)
