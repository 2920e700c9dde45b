"""The second half of `make fuzz`: damaged APKs through every reader of patrol.apk.

None raises anything but what it declares, none takes over a second, memory is bounded. `python -m tests.fuzz_apk
--seed S --only N` makes one input again.
"""

from __future__ import annotations

import io
import random
import struct
import sys
import zipfile
from functools import lru_cache
from pathlib import Path

from patrol.apk import axml, elf, jar, protoxml
from patrol.apk.archive import Archive, NotAnArchive
from patrol.apk.arsc import Resources
from patrol.apk.budget import Budget, TooMuch
from patrol.apk.dex import DexFile, NotADex
from patrol.apk.manifest import components
from patrol.apk.pkcs7 import signed
from patrol.apk.scan import scan
from patrol.apk.signing import entries_checked, signing
from tests import fuzzing
from tests.unit.apk import made
from tests.unit.apk.made_table import table

NUMBERS = (0, 1, 2, 7, 8, 0x7F, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
"""What sizes, counts and offsets become."""
SCAN_S = 0.9
"""What a whole scan is given: it ends by its own budget, before the limit of one input."""


def _archive(data: bytes) -> Archive:
    return Archive(data, Budget(seconds=SCAN_S, unpacked=64 << 20, entry=16 << 20, entries=10_000))


def _entries(data: bytes) -> None:
    archive = _archive(data)
    for name in list(archive.entries)[:50]:
        archive.read(name)


def _code(data: bytes) -> None:
    dex = DexFile("classes.dex", data)
    for one in dex.classes:
        for number, _, _ in one.methods[:50]:
            if number < len(dex.methods):  # whoever asks knows the numbers that there are
                dex.signature(number)
        list(dex.static_texts(one))
    dex.number_of("getDeviceId")
    assert dex.text_region


def _table(data: bytes) -> None:
    resources = Resources(data)
    for id in range(0x7F010000, 0x7F010010):
        resources.value(id)
    list(resources.named_strings())


def _signing(data: bytes) -> None:
    archive = _archive(data)
    entries_checked(archive, signing(archive))


READERS: dict[str, tuple[fuzzing.Reader, tuple[type[Exception], ...]]] = {
    "axml": (axml.read, ()),
    "manifest": (components, ()),
    "pkcs7": (lambda data: signed(data, b"Signature-Version: 1.0"), ()),
    "protoxml": (protoxml.read, ()),
    "arsc": (_table, ()),
    "dex": (_code, (NotADex,)),
    "elf": (lambda data: elf.library("lib/x.so", "arm64-v8a", data), ()),
    "archive": (_entries, (NotAnArchive, TooMuch)),
    "signing": (_signing, (NotAnArchive, TooMuch)),
    "scan": (lambda data: scan(data, "x.apk", budget=Budget(seconds=SCAN_S, unpacked=64 << 20)), ()),
}
"""Reader → what it reads with, and which errors it declares."""


def _signed() -> dict[str, bytes]:
    """APKs with signatures of all kinds."""
    return {path.stem: path.read_bytes() for path in (Path(__file__).parent / "data" / "apksig").glob("*.apk")}


def _blocks() -> list[bytes]:
    """Signature blocks of v1."""
    found = []
    for data in (one for name, one in _signed().items() if name.startswith("v1")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [archive.read(name) for name in archive.namelist() if jar.BLOCK.fullmatch(name)]
    return found


@lru_cache(maxsize=1)
def corpus() -> dict[str, list[bytes]]:
    """Reader → whole files for it."""
    whole = made.entries()
    apk = made.apk()
    manifest, code, library = whole["AndroidManifest.xml"], whole["classes.dex"], whole["lib/arm64-v8a/libtnet.so"]
    zips = [apk, made.zipped(whole), made.zipped(whole, 0)]
    return {
        "axml": [manifest],
        "manifest": [manifest, made.manifest(package="com.bank", label="")],
        "pkcs7": _blocks(),
        "protoxml": [manifest, b"\n\x12\n\x06\n\x01a\x12\x01b\x1a\x08manifest" * 3],
        "arsc": [table()],
        "dex": [code],
        "elf": [library],
        "archive": zips,
        "signing": [apk, made.signed(whole, made.Signed(schemes=("v1",))), *_signed().values()],
        "scan": [*zips, made.apk(resources_dot_arsc=table())],
    }


def input_for(dice: random.Random, name: str) -> bytes:
    """An input for a reader."""
    data = dice.choice(corpus()[name])
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        data = _damaged(dice, data)
    return data


def _damaged(dice: random.Random, data: bytes) -> bytes:
    # Heads and tails more often: there stand the sizes.
    at = dice.randrange(len(data) + 1)
    if dice.random() < 0.4 and len(data) > 200:
        at = dice.choice((dice.randrange(150), len(data) - 1 - dice.randrange(150)))
    end = min(len(data), at + dice.choice((1, 4, 16, 100, 1000)))
    match dice.randrange(7):
        case 0:
            return data[:at] + bytes((dice.randrange(256),)) + data[at + 1 :]
        case 1 | 2:
            return data[: at & ~3] + struct.pack("<I", dice.choice(NUMBERS)) + data[(at & ~3) + 4 :]
        case 3:
            return data[:at] + struct.pack("<H", dice.choice(NUMBERS) & 0xFFFF) + data[at + 2 :]
        case 4:
            return data[:at] if dice.random() < 0.3 else data[:at] + data[end:]
        case 5:
            return data[:at] + data[at:end] * dice.choice((2, 3, 50)) + data[end:]
        case _:
            return data[:at] + dice.randbytes(end - at) + data[end:]


SUBJECT = fuzzing.Subject("tests.fuzz_apk", __doc__ or "", 200_000, READERS, input_for)

if __name__ == "__main__":
    sys.exit(fuzzing.main(SUBJECT, sys.argv[1:]))
