"""What a file that is handed to `patrol scan` holds: an APK, an AAB, or a set of APKs (APKS, XAPK, APKM)."""

from __future__ import annotations

from dataclasses import dataclass, field

from patrol.apk.archive import Archive, Data, NotAnArchive
from patrol.apk.budget import Budget
from patrol.model.scan import Oddity

MANIFEST = "AndroidManifest.xml"
AAB_MANIFEST = "base/manifest/AndroidManifest.xml"
BASES = ("base.apk", "base-master.apk", "universal.apk", "standalone.apk")


@dataclass(slots=True)
class Part:
    """One APK, or one module of an AAB."""

    name: str
    archive: Archive
    root: str = ""
    """Folder of the module inside an AAB: `base/`."""

    def entries(self) -> list[str]:
        """Names without the module's folder."""
        return [name.removeprefix(self.root) for name in self.archive.entries if name.startswith(self.root)]

    def read(self, name: str, limit: int = 0) -> bytes | None:
        return self.archive.read(self.root + name, limit)


@dataclass(slots=True)
class Container:
    """The parts of an app, its base first."""

    format: str = ""
    parts: list[Part] = field(default_factory=list)
    archives: list[Archive] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)


def opened(data: Data, budget: Budget) -> Container:
    """Never raises but TooMuch; a file that is none has no parts and an oddity that says so."""
    try:
        archive = Archive(data, budget)
    except NotAnArchive as error:
        return Container(oddities=[Oddity("not-an-archive", "", str(error), hides=True)])
    if AAB_MANIFEST in archive and MANIFEST not in archive:
        modules = [name.split("/")[0] for name in archive.entries if name.endswith("/manifest/AndroidManifest.xml")]
        modules.sort(key=lambda name: (name != "base", name))
        return Container("aab", [Part(name, archive, f"{name}/") for name in modules], [archive])
    inner = [name for name in archive.entries if name.endswith(".apk")]
    if MANIFEST in archive or not inner:
        found = Container("apk", [Part("base.apk", archive)], [archive])
        if MANIFEST not in archive:
            found.oddities.append(Oddity("no-manifest", MANIFEST, hides=True))
        return found
    return _set("xapk" if "manifest.json" in archive else "apks", archive, inner, budget)


def opened_set(files: list[tuple[str, Data]], budget: Budget) -> Container:
    """A base and its splits that lie in files of their own, as a phone has them."""
    found = Container("apk" if len(files) == 1 else "apks")
    for name, data in files:
        try:
            archive = Archive(data, budget)
        except NotAnArchive as error:
            found.oddities.append(Oddity("not-an-archive", name, str(error), hides=True))
            continue
        found.parts.append(Part(name, archive))
        found.archives.append(archive)
    return found


def _set(format: str, archive: Archive, names: list[str], budget: Budget) -> Container:
    found = Container(format, [], [archive])
    if any(name.startswith("splits/") for name in names):  # bundletool: standalones repeat the splits
        names = [name for name in names if name.startswith("splits/")]
    elif any("standalone" in name for name in names):
        names = [max(names, key=lambda name: archive.entries[name].size)]
    for name in names[:200]:
        data = archive.read(name)
        if data is None:
            continue
        try:
            part = Archive(data, budget)
        except NotAnArchive as error:
            found.oddities.append(Oddity("not-an-archive", name, str(error), hides=True))
            continue
        found.parts.append(Part(name, part))
        found.archives.append(part)
    found.parts.sort(key=_order)
    if not found.parts:
        found.oddities.append(Oddity("no-base", "", "", hides=True))
    return found


def _order(part: Part) -> tuple[bool, bool, int]:
    """The base first: by its name, else the one that is no `config.` split and has the most."""
    last = part.name.rpartition("/")[2]
    split = last.startswith(("config.", "split_config.")) or "-master_" in last
    return last not in BASES, split, -len(part.archive.data)
