"""Third-party SDKs by the names of their packages, by the hosts they talk to and by the libraries they bring."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from patrol.model.record import Record, Text, from_json

FILE = Path(__file__).with_name("sdks.json")


class SdkCategory(Record, frozen=True):
    id: str
    name: Text


class Sdk(Record, frozen=True):
    """One SDK; each prefix, domain and library with whether a public list names it."""

    id: str
    name: Text
    vendor: str
    category: str
    region: str
    prefixes: tuple[tuple[str, bool], ...]
    domains: tuple[tuple[str, bool], ...]
    libraries: tuple[tuple[str, bool], ...]
    collects: tuple[str, ...]
    """What its vendor, or a published list, says that it collects."""
    collects_verified: bool
    verified: bool


class SdkTable(Record, frozen=True):
    source: str
    categories: tuple[SdkCategory, ...]
    sdks: tuple[Sdk, ...]


class Sdks:
    """Finds an SDK by what is seen of it."""

    def __init__(self, table: SdkTable) -> None:
        self.table = table
        self._by_prefix = {prefix: sdk for sdk in table.sdks for prefix, _ in sdk.prefixes}
        self._by_domain = {domain: sdk for sdk in table.sdks for domain, _ in sdk.domains}
        self._by_library = {library: sdk for sdk in table.sdks for library, _ in sdk.libraries}

    def of_class(self, name: str) -> tuple[Sdk, str] | None:
        """The SDK with the longest prefix of a class or package name, at a dot, and that prefix."""
        while name:
            if (sdk := self._by_prefix.get(name)) is not None:
                return sdk, name
            name = name.rpartition(".")[0]
        return None

    def of_host(self, host: str) -> Sdk | None:
        """The SDK that the host, or the nearest domain above it, belongs to."""
        while host:
            if (sdk := self._by_domain.get(host)) is not None:
                return sdk
            host = host.partition(".")[2]
        return None

    def of_library(self, name: str) -> Sdk | None:
        """The SDK that brings `libtnet.so`, with or without version numbers in its name."""
        stem = name.removesuffix(".so")
        return self._by_library.get(stem) or self._by_library.get(stem.split("-")[0])


@cache
def known_sdks() -> Sdks:
    """Those of the table that comes with patrol."""
    return Sdks(from_json(FILE.read_bytes(), SdkTable))
