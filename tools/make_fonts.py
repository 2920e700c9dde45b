"""Makes the fonts and letter widths of the virtual phone's screens from Debian's fonts-noto-cjk.

    apt-get install fonts-noto-cjk
    .venv/bin/python tools/make_fonts.py

Kept: ASCII, Latin-1, punctuation, arrows, GB 2312, and every character of the model files in scenarios/.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "patrol" / "virtualphone" / "app" / "assets"
FONTS = Path("/usr/share/fonts/opentype/noto")
FACE = "Noto Sans CJK SC"
WEIGHTS = {"Regular": "regular.otf", "Bold": "bold.otf"}


def wanted() -> set[int]:
    """Code points."""
    found = {*range(0x20, 0x7F), *range(0xA1, 0x100), *range(0x2010, 0x2040), *range(0x2190, 0x21A0)}
    found |= {*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), 0xFFE5, 0x20AC, 0x2103, 0x25A0, 0x25B2, 0x25BC, 0x25CF}
    found |= {0x25CB, 0x2605, 0x2606, 0x2713, 0x2715, 0x221E, 0x2248, 0x2264, 0x2265}
    for high in range(0xB0, 0xF8):  # GB 2312: rows 16 to 87
        for low in range(0xA1, 0xFF):
            found |= {ord(letter) for letter in bytes((high, low)).decode("gb2312", "ignore")}
    for file in sorted((ROOT / "scenarios").rglob("*.yaml")):
        found |= {ord(letter) for letter in file.read_text(encoding="utf-8") if letter > " "}
    return found


def face_of(weight: str) -> TTFont:
    for font in TTCollection(FONTS / f"NotoSansCJK-{weight}.ttc").fonts:
        if font["name"].getDebugName(1) == FACE:
            return font
    sys.exit(f"no {FACE} in {FONTS}")


def main() -> None:
    options = subset.Options(layout_features=[], hinting=False, desubroutinize=False, name_IDs=[0, 1, 2, 13, 14])
    options.drop_tables += ["BASE", "GPOS", "GSUB", "vhea", "vmtx", "VORG"]
    for weight, name in WEIGHTS.items():
        font = face_of(weight)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted())
        cutter.subset(font)
        font.save(ASSETS / name)
        widths = font["hmtx"].metrics
        cmap = font.getBestCmap()
        per_em = font["head"].unitsPerEm
        print(name, (ASSETS / name).stat().st_size, len(cmap))  # noqa: T201
        lines = [f"{code} {widths[glyph][0] * 1000 // per_em}" for code, glyph in sorted(cmap.items()) if code < 0x2E80]
        (ASSETS / name.replace(".otf", ".widths")).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
