"""Which SDKs an APK holds, by all that shows them, and the packages whose owner nobody knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from patrol.catalogue.sdks import Sdk, known_sdks
from patrol.derive.callers import Caller, CallerKind, caller, family
from patrol.model.artifacts import Component
from patrol.model.scan import CallSite, Package, PresentSdk, Reach, SdkTrace

LEAST_CLASSES = 1


class Owners:
    """Whose a class is; asked for millions of classes, so answers are kept by package."""

    def __init__(self, package: str, mapping: dict[str, str]) -> None:
        """`package` is the app's; other packages of the same family are its own too, unless an SDK has them."""
        self.own = tuple(dict.fromkeys(filter(None, (package, family(package) if package.count(".") else ""))))
        self._mapping = mapping
        self._known: dict[str, Caller] = {}

    def of(self, name: str) -> Caller:
        """The owner of `package.Class`."""
        name = self._mapping.get(name, name)
        package = name.rpartition(".")[0]
        known = self._known.get(package)
        if known is None:
            known = self._known[package] = caller((f"{name}.x()",), self.own, known_sdks())
        return known


class SdkList:
    """Collects traces."""

    def __init__(self) -> None:
        self._found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.unknown: Counter[tuple[str, bool]] = Counter()

    def _trace(self, sdk: Sdk | None, kind: str, what: str) -> None:
        if sdk is not None:
            self._found[sdk.id][kind, what] += 1

    def classes(self, names: Iterable[str], owners: Owners) -> None:
        """Classes of the code, with dots."""
        for name in names:
            owner = owners.of(name)
            if owner.sdk is not None:
                self._trace(owner.sdk, "package", owner.package)
            elif owner.kind is CallerKind.unknown:
                self.unknown[owner.package if owner.obfuscated else family(owner.package), owner.obfuscated] += 1

    def libraries(self, names: Iterable[str]) -> None:
        for name in dict.fromkeys(names):
            self._trace(known_sdks().of_library(name), "library", name)

    def manifest(self, components: Iterable[Component], meta: Iterable[tuple[str, str]]) -> None:
        for one in components:
            found = known_sdks().of_class(one.name)
            self._trace(found[0] if found else None, "component", one.name)
        for name, value in meta:
            for word in (name, value):
                found = known_sdks().of_class(word) if word.count(".") > 1 else None
                self._trace(found[0] if found else None, "meta-data", name)

    def hosts(self, names: Iterable[str]) -> None:
        """A host alone proves no SDK: the app may call a vendor's open interface. It adds to what is there."""
        for name in sorted(names):
            sdk = known_sdks().of_host(name)
            if sdk is not None and sdk.id in self._found:
                self._trace(sdk, "host", name)

    def assets(self, names: Iterable[str]) -> None:
        """Folders of assets that are called as an SDK's package."""
        for name in names:
            if name.startswith("assets/") and name.count(".") > 2:
                found = known_sdks().of_class(name.split("/")[1])
                self._trace(found[0] if found else None, "asset", name)

    def told(self, calls: Iterable[CallSite]) -> tuple[PresentSdk, ...]:
        """By id, each with its traces and its calls."""
        counts: Counter[str] = Counter()
        reachable: Counter[str] = Counter()
        for one in calls:
            counts[one.sdk] += 1
            reachable[one.sdk] += one.reach in (Reach.yes, Reach.named)
        return tuple(
            PresentSdk(
                id,
                tuple(SdkTrace(kind, what, count) for (kind, what), count in sorted(traces.items()))[:40],
                counts[id],
                reachable[id],
            )
            for id, traces in sorted(self._found.items())
        )

    def packages(self) -> tuple[Package, ...]:
        """Those without a known owner, the largest first."""
        return tuple(
            Package(name or "(default)", count, obfuscated)
            for (name, obfuscated), count in self.unknown.most_common(500)
            if count >= LEAST_CLASSES
        )
