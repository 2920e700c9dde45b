"""Reads one app's files whole: container → manifest → code → everything else, into one Scan."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

import msgspec

from patrol.apk import axml, elf, network, packers, protoxml, texts
from patrol.apk.archive import STORED, Data
from patrol.apk.arsc import Resources
from patrol.apk.budget import Budget, TooMuch
from patrol.apk.calls import call_sites, missing_permissions, permission_uses
from patrol.apk.container import MANIFEST, Container, Part, opened, opened_set
from patrol.apk.dex import DexFile, NotADex, dotted
from patrol.apk.manifest import MAX_BYTES, Declared, declared
from patrol.apk.permissions import judgeable
from patrol.apk.program import Program, load
from patrol.apk.sdklist import Owners, SdkList
from patrol.apk.signing import entries_checked, signing
from patrol.apk.targets import targets
from patrol.model.scan import (
    CallSite,
    ClearUrl,
    Dex,
    NativeLibrary,
    NetworkSecurity,
    Oddity,
    Reading,
    Scan,
    Secret,
    Signing,
)

DEX = re.compile(r"(?:dex/)?classes(\d*)\.dex")
LIBRARY = re.compile(r"lib/([^/]+)/[^/]+\.so")
HIDDEN = re.compile(r"(?:assets|res/raw|lib)/.*")
SERVICES = re.compile(r"(?:root/)?META-INF/services/.+")
LAYOUTS = re.compile(r"res/.*\.xml")
HIDDEN_SIZE = 1000
"""A file that begins as code but is not called so, and is at least this large."""
MAX_LIBRARIES = 1000
T = TypeVar("T", Secret, ClearUrl)


@dataclass(slots=True)
class _Work:
    """What is known so far; a scan that is stopped tells that much."""

    budget: Budget
    container: Container = field(default_factory=Container)
    declared: Declared | None = None
    resources: Resources = field(default_factory=lambda: Resources(b""))
    oddities: list[Oddity] = field(default_factory=list)
    dexes: list[DexFile] = field(default_factory=list)
    failed: list[Dex] = field(default_factory=list)
    program: Program = field(default_factory=Program)
    texts: texts.Texts = field(default_factory=texts.Texts)
    libraries: list[NativeLibrary] = field(default_factory=list)
    network: NetworkSecurity | None = None
    signing: Signing = field(default_factory=Signing)
    named: set[str] = field(default_factory=set)
    """Classes that texts name: services, layouts."""
    stopped: bool = False
    v4: bool = False


def scan(
    data: Data,
    name: str = "",
    *,
    budget: Budget | None = None,
    mapping: dict[str, str] | None = None,
    v4: bool = False,
) -> Scan:
    """All that the file tells. Never raises for what is in the file; what stops it is told in `oddities`.
    `mapping` is true class names by the shortened ones; `v4`: an .idsig file lies beside it."""
    work = _Work(budget or Budget(), v4=v4)
    return _told(_run(work, lambda: opened(data, work.budget)), data, name, mapping or {})


def scan_set(
    parts: list[tuple[str, Data]],
    name: str = "",
    *,
    budget: Budget | None = None,
    mapping: dict[str, str] | None = None,
) -> Scan:
    """The same of a base and its splits, as (file name, bytes), the base first."""
    work = _Work(budget or Budget())
    return _told(_run(work, lambda: opened_set(parts, work.budget)), parts[0][1], name, mapping or {})


def only_calls(data: Data, *, budget: Budget | None = None) -> tuple[CallSite, ...]:
    """The call sites alone, for whoever needs nothing else. Raises TooMuch."""
    work = _Work(budget or Budget())
    work.container = opened(data, work.budget)
    for step in (_manifest, _code, _program):
        step(work)
    found = work.declared or Declared()
    return call_sites(work.program, found, work.named, Owners(found.package, {}), {}, work.budget)


def _run(work: _Work, start: Callable[[], Container]) -> _Work:
    try:
        work.container = start()
        work.oddities += work.container.oddities
        for step in (_manifest, _signing, _code, _texts, _program, _libraries, _signed_entries):
            step(work)
    except TooMuch as error:
        work.stopped = True
        work.oddities.append(Oddity("stopped", "", str(error), hides=True))
    except RecursionError:
        work.stopped = True
        work.oddities.append(Oddity("stopped", "", "nested too deep", hides=True))
    return work


# --- the steps --------------------------------------------------------------------------------------------------------


def _base(work: _Work) -> Part | None:
    return work.container.parts[0] if work.container.parts else None


def _manifest(work: _Work) -> None:
    base = _base(work)
    if base is None:
        return
    bundle = work.container.format == "aab"
    data = base.read(f"manifest/{MANIFEST}" if bundle else MANIFEST, MAX_BYTES)
    document = (protoxml.read if bundle else axml.read)(data) if data else axml.Document()
    work.oddities += [Oddity("damaged-xml", MANIFEST, text, document.short) for text in document.oddities]
    if document.root is None or document.root.tag != "manifest":
        if data is not None or MANIFEST in base.archive:
            work.oddities.append(Oddity("no-manifest", MANIFEST, "", hides=True))
        return
    work.resources = Resources(base.read("resources.arsc") or b"")
    work.declared = declared(document.root, work.resources.text)
    if work.declared.network:
        work.network = _network(work, base)


def _network(work: _Work, base: Part) -> NetworkSecurity:
    reference = work.declared.network if work.declared else None
    file = work.resources.text(reference)
    if file.startswith("@"):
        file = f"res/{file.removeprefix('@')}.xml"
    data = base.read(file, 4 << 20)
    if not data:
        return NetworkSecurity(file, note="is not in the archive")
    document = (protoxml.read if work.container.format == "aab" else axml.read)(data)
    if document.root is None:
        return NetworkSecurity(file, note="cannot be read")
    return NetworkSecurity(file, network.rules(document.root))


def _signing(work: _Work) -> None:
    base = _base(work)
    if base is not None:
        work.signing = signing(base.archive, v4=work.v4)


def _signed_entries(work: _Work) -> None:
    """What v1 says of each entry. The last step, for it unpacks everything."""
    base = _base(work)
    if base is not None:
        work.signing = entries_checked(base.archive, work.signing)


def _code(work: _Work) -> None:
    for part in work.container.parts:
        found = [name for name in part.entries() if DEX.fullmatch(name)]
        for name in sorted(found, key=lambda one: int(DEX.sub(r"\1", one) or 1)):
            data = part.read(name)
            label = name if part is work.container.parts[0] else f"{part.name}!{name}"
            try:
                dex = DexFile(label, data or b"")
            except NotADex as error:
                work.failed.append(Dex(label, len(data or b""), note=str(error)))
                work.oddities.append(Oddity("unreadable-code", label, str(error), hides=True))
                continue
            work.dexes.append(dex)
            if dex.short:
                work.oddities.append(Oddity("unreadable-code", label, f"cut off: {', '.join(dex.short)}", hides=True))
        _hidden(work, part)


def _hidden(work: _Work, part: Part) -> None:
    """Files that begin as code, or as an archive with code, and are not called so."""
    for name in part.entries():
        entry = part.archive.entries[part.root + name]
        if HIDDEN.fullmatch(name) and entry.method == STORED and entry.size >= HIDDEN_SIZE:
            start = part.archive.start_of(entry)
            if start is not None and bytes(part.archive.data[start : start + 4]) == b"dex\n":
                work.oddities.append(Oddity("hidden-code", name, "begins as a classes.dex", hides=True))


def _texts(work: _Work) -> None:
    texts.in_code(work.texts, work.dexes, work.budget)
    for part in work.container.parts:
        texts.in_files(work.texts, part, work.budget)
        for name in part.entries():
            if SERVICES.fullmatch(name):
                lines = (part.read(name, 1 << 16) or b"").decode("utf-8", "replace").splitlines()
                work.named.update(line.split("#")[0].strip() for line in lines)
    texts.in_named(work.texts, work.resources.named_strings(), "res/string")
    if work.declared:
        texts.in_named(work.texts, work.declared.meta_data, MANIFEST)


def _program(work: _Work) -> None:
    wanted = work.texts.strings()
    for number, dex in enumerate(work.dexes):
        there = wanted.setdefault(number, {})
        for value in targets().texts:
            if dex.has_string(value.encode()) and (string := dex.number_of(value)) >= 0:
                there[string] = value
    work.program = load(work.dexes, targets(), wanted, work.budget)
    if work.program.duplicates:
        work.oddities.append(Oddity("duplicate-class", "", f"{work.program.duplicates} classes"))
    if work.program.unreadable:
        work.oddities.append(Oddity("unreadable-methods", "", f"{work.program.unreadable} methods", hides=True))


def _libraries(work: _Work) -> None:
    for part in work.container.parts:
        for name in part.entries():
            match = LIBRARY.fullmatch(name)
            if match is None or len(work.libraries) >= MAX_LIBRARIES:
                continue
            entry = part.archive.entries[part.root + name]
            data = part.read(name)
            if data is None:
                work.libraries.append(NativeLibrary(name, match[1], entry.size, note="cannot be unpacked"))
                continue
            offset = part.archive.start_of(entry) if entry.method == STORED else None
            work.libraries.append(elf.library(name, match[1], data, offset=offset))


# --- the record -------------------------------------------------------------------------------------------------------


def _told(work: _Work, data: Data, name: str, mapping: dict[str, str]) -> Scan:
    found = work.declared or Declared()
    most = work.budget.findings
    owners = Owners(found.package, mapping)
    application = found.entries[0] if found.entries else ""
    packed = packers.packers(chain.from_iterable(part.entries() for part in work.container.parts), application)
    if packed:
        names = ", ".join(one.name for one in packed)
        work.oddities.append(Oddity("packed", "", names, hides=True))
    sites = _sites(work, found, owners, mapping)
    sdks = SdkList()
    sdks.classes((dotted(one) for one in work.program.classes), owners)
    sdks.libraries(one.path.rpartition("/")[2] for one in work.libraries)
    sdks.manifest(found.components, found.meta_data)
    for part in work.container.parts:
        sdks.assets(part.entries())
    sdks.hosts(work.texts.hosts)
    users = work.program.text_users
    oddities = tuple(chain(work.oddities, *(archive.oddities for archive in work.container.archives)))
    return Scan(
        file=name,
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        format=work.container.format,
        reading=_reading(work, oddities),
        oddities=oddities,
        splits=tuple(part.name for part in work.container.parts[1:]),
        package=found.package,
        version_name=found.version_name,
        version_code=found.version_code,
        label=found.label,
        min_sdk=found.min_sdk,
        target_sdk=found.target_sdk,
        debuggable=found.debuggable,
        allow_backup=found.allow_backup,
        test_only=found.test_only,
        cleartext=found.cleartext,
        network=work.network,
        permissions=found.permissions,
        defined_permissions=found.defined,
        components=found.components,
        meta_data=tuple((key, _plain(key, value)) for key, value in found.meta_data),
        used_permissions=permission_uses(work.program, found, sites),
        missing_permissions=missing_permissions(found, sites),
        judgeable_permissions=tuple(sorted(judgeable())),
        signing=work.signing,
        calls=sites[:most],
        sdks=sdks.told(sites),
        unknown_packages=sdks.packages(),
        secrets=tuple(_with_sdk(texts.told_secrets(work.texts, users, most), owners)),
        urls=tuple(_with_sdk(texts.told_urls(work.texts, users, most), owners)),
        libraries=tuple(work.libraries),
        policies=tuple(dict.fromkeys(work.texts.policies))[:100],
        packers=packed,
        dexes=(*_dexes(work), *work.failed),
        took_ms=work.budget.clock.now_ms(),
    )


def _sites(work: _Work, found: Declared, owners: Owners, mapping: dict[str, str]) -> tuple[CallSite, ...]:
    try:
        return call_sites(work.program, found, work.named, owners, mapping, work.budget)
    except TooMuch as error:
        work.stopped = True
        work.oddities.append(Oddity("stopped", "", f"{error}, while the call graph was followed", hides=True))
        return call_sites(work.program, Declared(), set(), owners, mapping, work.budget)


def _reading(work: _Work, oddities: tuple[Oddity, ...]) -> Reading:
    if work.declared is None and not work.dexes:
        return Reading.nothing
    return (
        Reading.partly if work.stopped or work.declared is None or any(one.hides for one in oddities) else Reading.whole
    )


def _dexes(work: _Work) -> Iterator[Dex]:
    for number, dex in enumerate(work.dexes):
        classes, methods, seen = work.program.walked.get(number, (0, 0, 0))
        yield Dex(dex.name, len(dex.data), dex.version, classes, methods, seen, ", ".join(dex.short))


def _plain(name: str, value: str) -> str:
    from patrol.apk import secrets

    found = [*secrets.in_text(value.encode()), *filter(None, (secrets.by_name(name, value),))]
    return secrets.masked(value) if found else value


def _with_sdk(found: Iterator[T], owners: Owners) -> Iterator[T]:
    for one in found:
        sdk = owners.of(one.where.rpartition(".")[0]).sdk if "/" not in one.where else None
        yield msgspec.structs.replace(one, sdk=sdk.id) if sdk else one
