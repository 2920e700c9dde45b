"""The app's SDKs in three views side by side: declared by its texts, present in its files, active in the run.

    views: SdkViews
    for sdk in views.sdks:          # SdkView, active ones first
        sdk.key, sdk.name, sdk.declared, sdk.present, sdk.active
    views.declaration               # whether the texts could be read, and why not

`declared` is None where no text could be read: then nobody can say that an SDK is missing there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from patrol.catalogue.naming import Named, all_named, named_package
from patrol.catalogue.sdks import Sdk, known_sdks
from patrol.derive.callers import CallerKind, family
from patrol.derive.calls import AttributedCalls, CallGroup
from patrol.model.artifacts import AppInfo, Environment, Screens
from patrol.model.privacy import DeclaredPrivacy, PolicyText
from patrol.model.record import Text
from patrol.model.recorded import Files
from patrol.model.scan import Scan
from patrol.model.traffic import Flow, Traffic

OWN_HOST_LETTERS = 5
"""A part of a host name must have so many letters to stand for the maker of an unknown package."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What could be read of the texts in which an app names its SDKs."""

    text: str
    sources: tuple[str, ...]
    """Where it was read."""
    missing: tuple[tuple[str, str], ...]
    """(source, why it could not be read); () and no sources: app.yaml names none."""

    @property
    def read(self) -> bool:
        return bool(self.sources)

    @property
    def whole(self) -> bool:
        """Every text that app.yaml names was read."""
        return self.read and not self.missing


@dataclass(slots=True)
class SdkView:
    """One SDK, or unknown code of one maker, with what shows it."""

    key: str
    """SDK id, or `unknown com.datapulse`."""
    name: Text
    sdk: Sdk | None = None
    declared: Named | None = None
    """The line that names it."""
    present: list[str] = field(default_factory=list)
    """`component com.x.PushService`, `library libjcore.so`, `package com.x` …"""
    calls: CallGroup | None = None
    flows: list[Flow] = field(default_factory=list)

    @property
    def active(self) -> bool:
        return self.calls is not None or bool(self.flows)


@dataclass(frozen=True, slots=True)
class SdkViews:
    sdks: tuple[SdkView, ...]
    declaration: Declaration

    @property
    def by_key(self) -> dict[str, SdkView]:
        return {view.key: view for view in self.sdks}


def sdk_views(
    environment: Environment,
    privacy: DeclaredPrivacy | None,
    calls: AttributedCalls | None,
    traffic: Traffic | None,
    app: AppInfo | None,
    scan: Scan | None,
    screens: Screens | None,
    files: Files,
) -> SdkViews:
    declaration = _declaration(privacy, screens, files)
    own = (environment.package, *(privacy.own if privacy else ()))
    views: dict[str, SdkView] = {}
    for group in calls.by_caller if calls else ():
        _called(views, group)
    _present(views, app, scan, own)
    _talked(views, traffic)
    sdks = known_sdks()
    named = all_named(declaration.text, sdks)
    by_id = {sdk.id: sdk for sdk in sdks.table.sdks}
    for id in named:
        _view(views, by_id[id])
    for view in views.values():
        unknown = view.key.partition(" ")[2]
        view.declared = named.get(view.key) or (named_package(declaration.text, unknown) if unknown else None)
    ordered = sorted(views.values(), key=lambda view: (not view.active, not view.present, view.key))
    return SdkViews(tuple(ordered), declaration)


def _view(views: dict[str, SdkView], sdk: Sdk) -> SdkView:
    return views.setdefault(sdk.id, SdkView(sdk.id, sdk.name, sdk))


def _unknown(views: dict[str, SdkView], package: str, *, obfuscated: bool = False) -> SdkView:
    maker = package if obfuscated else family(package)
    key = f"{'obfuscated' if obfuscated else 'unknown'} {maker}"
    zh, en = (f"混淆的包 {maker}", f"obfuscated {maker}") if obfuscated else (f"未知的包 {maker}", maker)
    return views.setdefault(key, SdkView(key, Text(zh, en)))


def _called(views: dict[str, SdkView], group: CallGroup) -> None:
    who = group.first.who
    if who.sdk is not None:
        _view(views, who.sdk).calls = group
    elif who.kind is CallerKind.unknown:
        _unknown(views, who.package, obfuscated=who.obfuscated).calls = group


def _present(views: dict[str, SdkView], app: AppInfo | None, scan: Scan | None, own: tuple[str, ...]) -> None:
    """SDKs in the manifest and, where the APK was scanned, in its code, libraries and assets."""
    sdks = known_sdks()
    for component in app.components if app else ():
        found = sdks.of_class(component.name)
        if found is not None and not any(component.name.startswith(f"{mine}.") for mine in own):
            _view(views, found[0]).present.append(f"{component.kind} {component.name}")
    by_id = {sdk.id: sdk for sdk in sdks.table.sdks}
    for present in scan.sdks if scan else ():
        if present.id in by_id:
            seen = _view(views, by_id[present.id]).present
            seen.extend(told for trace in present.traces if (told := f"{trace.kind} {trace.what}") not in seen)
    for package in scan.unknown_packages if scan else ():
        view = _unknown(views, package.name, obfuscated=package.obfuscated)
        view.present.append(f"package {package.name}")


def _talked(views: dict[str, SdkView], traffic: Traffic | None) -> None:
    """Requests to hosts of SDKs, and to hosts that bear the name of an unknown package's maker."""
    makers = {
        view.key.rpartition(".")[2]: view
        for view in views.values()
        if view.sdk is None and len(view.key.rpartition(".")[2]) >= OWN_HOST_LETTERS
    }
    known = known_sdks()
    for flow in traffic.flows if traffic else ():
        sdk = known.of_host(flow.host)
        if sdk is not None:
            _view(views, sdk).flows.append(flow)
        else:
            for part in flow.host.split("."):
                if part in makers:
                    makers[part].flows.append(flow)


def _declaration(privacy: DeclaredPrivacy | None, screens: Screens | None, files: Files) -> Declaration:
    texts, sources, missing = list[str](), list[str](), list[tuple[str, str]]()
    for told in privacy.texts if privacy else ():
        text, error = _read(told, screens, files)
        if error:
            missing.append((told.source, error))
        else:
            texts.append(text)
            sources.append(told.source)
    return Declaration("\n".join(texts), tuple(sources), tuple(missing))


def _read(told: PolicyText, screens: Screens | None, files: Files) -> tuple[str, str]:
    """(text, why there is none)"""
    if not told.page:
        return told.text, told.error
    lines = dict.fromkeys(_shown(told.page, screens, files))
    return "\n".join(lines), "" if lines else "the run did not come to this page"


def _shown(page: str, screens: Screens | None, files: Files) -> Iterator[str]:
    """All that any look at the page showed; a page is read as far as it was scrolled, web pages whole."""
    trees: Iterable[str] = dict.fromkeys(v.tree for v in screens.visits if v.page == page) if screens else ()
    for path in trees:
        tree = files.tree(path) if path else None
        for node in tree.nodes() if tree else ():
            yield from filter(None, (node.text.strip(), node.description.strip()))
