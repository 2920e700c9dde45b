"""Icons on a grid of 24 by 24, as strokes.

A glyph is a few commands: `L x y x y …` a line, `P …` a filled polygon, `C x y r` a circle, `D x y r` a disc,
`R x1 y1 x2 y2 r` a rounded frame, `B x1 y1 x2 y2 r` a filled one, `A x1 y1 x2 y2 from to` an arc (degrees, clockwise
from three o'clock).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

SUPERSAMPLE = 4
STROKE = 1.8

GLYPHS: dict[str, str] = {
    "home": "L 3 11 12 4 21 11; L 5.5 10 5.5 20 18.5 20 18.5 10; L 10 20 10 14 14 14 14 20",
    "wallet": "R 3 6 21 19 2; L 3 10 21 10; D 17 14.5 1.3",
    "card": "R 3 5 21 19 2; B 3 8 21 11 0; L 6 15.5 11 15.5",
    "transfer": "L 4 9 20 9 15.5 4.5; L 20 15 4 15 8.5 19.5",
    "chart": "L 4 4 4 20 20 20; L 7 15 11 11 14 13.5 20 7",
    "gift": "R 4 10 20 20 1; L 3 10 21 10; L 12 8 12 20; C 9 6.2 2.2; C 15 6.2 2.2",
    "user": "C 12 8 4; A 4 14 20 28 180 360",
    "users": "C 9 9 3.4; A 3 14.5 15 26 180 360; C 16.5 9 2.6; A 12 14 21.5 25 230 355",
    "bell": "A 6 4 18 16 180 360; L 6 10 6 16 4 18 20 18 18 16 18 10; A 10 17 14 22 0 180",
    "search": "C 10.5 10.5 6; L 15 15 20 20",
    "scan": "L 4 8 4 4 8 4; L 16 4 20 4 20 8; L 20 16 20 20 16 20; L 8 20 4 20 4 16; L 4 12 20 12",
    "qr": "R 4 4 10 10 0; R 14 4 20 10 0; R 4 14 10 20 0; B 14 14 16.5 16.5 0; B 17.5 17.5 20 20 0; B 18 14 20 16 0",
    "phone": "R 7 3 17 21 2; L 10.5 18 13.5 18",
    "mail": "R 3 5 21 19 2; L 3.5 6.5 12 13 20.5 6.5",
    "chat": "R 3 4 21 16 3; P 7 15 7 20 12 15.5; D 8 10 1; D 12 10 1; D 16 10 1",
    "video": "R 3 6 15 18 2; L 15 10.5 21 7 21 17 15 13.5",
    "camera": "R 3 7 21 19 2; L 8 7 9.5 4.5 14.5 4.5 16 7; C 12 13 3.6",
    "mic": "R 9 3 15 14 3; A 6 7 18 17 0 180; L 12 17 12 21",
    "image": "R 3 4 21 20 2; D 8.5 9 1.6; L 4 18 10 12.5 14 16 17 13 20.5 16.5",
    "shield": "L 12 3 20 6 20 12 17.5 17 12 21 6.5 17 4 12 4 6 12 3; L 8.5 12 11 14.5 15.5 9.5",
    "lock": "R 5 10 19 20 2; A 8 4 16 16 180 360; D 12 15 1.4",
    "key": "C 8 15 4; L 11 12.5 19 4.5; L 16 7.5 18.5 10",
    "settings": "C 12 12 3; C 12 12 7; L 12 2.5 12 5; L 12 19 12 21.5; L 2.5 12 5 12; L 19 12 21.5 12; "
    "L 5.3 5.3 7 7; L 17 17 18.7 18.7; L 5.3 18.7 7 17; L 17 7 18.7 5.3",
    "heart": "A 3 5 12 14 150 360; A 12 5 21 14 180 390; L 3.6 11.5 12 20 20.4 11.5",
    "star": "L 12 3.5 14.6 9 20.5 9.7 16 13.7 17.3 19.7 12 16.6 6.7 19.7 8 13.7 3.5 9.7 9.4 9 12 3.5",
    "umbrella": "A 3 4 21 20 180 360; L 3 12 21 12; L 12 12 12 18.5; A 12 16.5 16 20.5 0 180",
    "car": "L 3 17 3 12 5.5 7 18.5 7 21 12 21 17 3 17; L 4 12 20 12; D 7 17.5 2; D 17 17.5 2",
    "plane": "P 21 3 3 11 10 13.5; L 21 3 13 20 10 13.5 21 3",
    "house": "L 4 20 4 10 12 4 20 10 20 20 4 20; R 9.5 13 14.5 20 0",
    "medical": "R 4 4 20 20 3; L 12 8 12 16; L 8 12 16 12",
    "coins": "C 9 9 5.5; A 9 9 20 20 270 560; L 9 6.5 9 11.5",
    "bank": "L 3 9 12 4 21 9 3 9; L 6 10 6 17; L 10 10 10 17; L 14 10 14 17; L 18 10 18 17; L 3 20 21 20",
    "calendar": "R 4 5 20 20 2; L 4 10 20 10; L 8 3 8 7; L 16 3 16 7; D 9 14.5 1.1; D 15 14.5 1.1",
    "clock": "C 12 12 8.5; L 12 7 12 12 15.5 14",
    "location": "A 5 3 19 17 150 390; L 6 13.6 12 21 18 13.6; C 12 10 2.5",
    "list": "L 8 6 20 6; L 8 12 20 12; L 8 18 20 18; D 4.5 6 1.2; D 4.5 12 1.2; D 4.5 18 1.2",
    "grid": "R 4 4 10.5 10.5 1.5; R 13.5 4 20 10.5 1.5; R 4 13.5 10.5 20 1.5; R 13.5 13.5 20 20 1.5",
    "plus": "L 12 5 12 19; L 5 12 19 12",
    "minus": "L 5 12 19 12",
    "check": "L 4.5 12.5 10 18 20 7",
    "close": "L 6 6 18 18; L 18 6 6 18",
    "back": "L 15 4.5 7.5 12 15 19.5",
    "forward": "L 9 4.5 16.5 12 9 19.5",
    "up": "L 4.5 15 12 7.5 19.5 15",
    "down": "L 4.5 9 12 16.5 19.5 9",
    "more": "D 5.5 12 1.7; D 12 12 1.7; D 18.5 12 1.7",
    "help": "C 12 12 8.5; A 9 7 15 13 170 400; L 12 12.5 12 14; D 12 16.8 1.1",
    "info": "C 12 12 8.5; D 12 8 1.2; L 12 11 12 16.5",
    "warning": "L 12 4 21 19.5 3 19.5 12 4; L 12 10 12 14; D 12 16.8 1.1",
    "edit": "L 4 20 5 15.5 15.5 5 19 8.5 8.5 19 4 20; L 13.5 7 17 10.5",
    "delete": "L 4 7 20 7; L 9 7 9.5 4 14.5 4 15 7; L 6 7 7 20 17 20 18 7; L 10 11 10 16.5; L 14 11 14 16.5",
    "share": "C 6 12 2.6; C 17.5 6 2.6; C 17.5 18 2.6; L 8.4 10.8 15.2 7.2; L 8.4 13.2 15.2 16.8",
    "download": "L 12 4 12 15; L 7.5 11 12 15.5 16.5 11; L 4 19.5 20 19.5",
    "upload": "L 12 16 12 4.5; L 7.5 9 12 4.5 16.5 9; L 4 19.5 20 19.5",
    "refresh": "A 4.5 4.5 19.5 19.5 300 570; L 15.5 4 16 8.5 20 6",
    "eye": "A 2 6 22 22 205 335; A 2 2 22 18 25 155; C 12 12 3",
    "eye_off": "A 2 6 22 22 205 335; A 2 2 22 18 25 155; C 12 12 3; L 4.5 19.5 19.5 4.5",
    "file": "L 6 3 14 3 19 8 19 21 6 21 6 3; L 14 3 14 8 19 8; L 9 13 16 13; L 9 17 16 17",
    "pen": "L 4 20 6 14 16.5 3.5 20.5 7.5 10 18 4 20",
    "bag": "R 4.5 8 19.5 20.5 2; A 8.5 3.5 15.5 13 180 360",
    "ticket": "R 3 6 21 18 2; L 14 6.5 14 9; L 14 11 14 13; L 14 15 14 17.5",
    "fuel": "R 5 4 14 20 1.5; L 3.5 20 15.5 20; R 7.5 7 11.5 11 0; L 14 12 17 12 17 17 19.5 17 19.5 8 17 5.5",
    "bolt": "P 13 3 5.5 13.5 11 13.5 10 21 18.5 10 12.5 10",
    "leaf": "A 4 4 20 20 180 300; L 20 4 20 11; A 4 4 20 20 0 150; L 4 20 13 11",
    "globe": "C 12 12 8.5; L 3.5 12 20.5 12; A 7.5 3.5 16.5 20.5 0 360",
    "baby": "C 12 12 8.5; D 9 11 1.2; D 15 11 1.2; A 8.5 11 15.5 17 20 160; A 10 2 15 7 90 270",
    "elder": "C 12 6 3; A 5 11 17 27 180 340; L 19 11 19 21; A 16 9 19 13 180 360",
    "swap": "L 7 20 7 4 3.5 8; L 17 4 17 20 20.5 16",
    "filter": "L 3.5 5 20.5 5 14 12.5 14 20 10 17.5 10 12.5 3.5 5",
    "crown": "L 3.5 18.5 3.5 7 8.5 12 12 5 15.5 12 20.5 7 20.5 18.5 3.5 18.5",
    "fire": "A 5 8.5 19 21.5 330 570; L 6 12 12 3 13.5 8.5 16.5 7.5 18.3 12",
    "trophy": "L 7 4 17 4 16.5 11 12 14 7.5 11 7 4; "
    "A 3.5 5 9 11 90 270; A 15 5 20.5 11 270 450; L 12 14 12 19; L 8 20 16 20",
    "percent": "L 18.5 5.5 5.5 18.5; C 7.5 7.5 2.8; C 16.5 16.5 2.8",
    "loan": "C 9.5 9 5.5; L 7.5 7 9.5 9 11.5 7; L 9.5 9 9.5 12; L 4 18 9 16 14 18.5 20.5 14.5",
    "pension": "C 12 12 8.5; L 8.5 8 12 12 15.5 8; L 12 12 12 17; L 9 13 15 13",
    "fund": "L 4 20 4 14 8 14 8 20; L 10 20 10 10 14 10 14 20; L 16 20 16 5 20 5 20 20; L 3 20.5 21 20.5",
    "gold": "L 7.5 9 16.5 9 19 14 5 14 7.5 9; L 4.5 15 12 15 13 20 2.5 20 4.5 15; L 13 15 19.5 15 21.5 20 13 20",
    "insurance": "L 12 3 20 6 20 12 17.5 17 12 21 6.5 17 4 12 4 6 12 3; L 12 8 12 15.5; L 8.5 11.8 15.5 11.8",
    "claim": "L 6 3 18 3 18 21 15 19 12 21 9 19 6 21 6 3; L 9 8 15 8; L 9 12 15 12",
    "message": "R 3 4 21 17 2.5; L 8 17 8 20.5 12 17; L 7 9 17 9; L 7 12.5 13 12.5",
    "counter": "R 3 5 21 17 2; C 12 10 2.4; A 8 12.5 16 21 180 360; L 9 20 15 20",
    "face": "L 4 8 4 4 8 4; L 16 4 20 4 20 8; L 20 16 20 20 16 20; L 8 20 4 20 4 16; "
    "D 9 10.5 1.1; D 15 10.5 1.1; A 8 9 16 16.5 25 155",
    "fingerprint": "A 5 4 19 22 180 360; A 8 7.5 16 21 180 360; L 12 11 12 18; L 5 13 5 17; "
    "L 19 13 19 16; L 8 14 8 19; L 16 14 16 19",
    "logout": "L 13 4 5 4 5 20 13 20; L 10 12 20.5 12 16.5 8; L 20.5 12 16.5 16",
    "language": "C 12 12 8.5; L 3.5 12 20.5 12; A 7.5 3.5 16.5 20.5 0 360",
}


@lru_cache(maxsize=512)
def glyph(name: str, side: int) -> Image.Image:
    """The icon as a mask of `side` pixels; an unknown name gives the grid of squares."""
    from PIL import Image, ImageDraw

    big = max(1, side) * SUPERSAMPLE
    mask = Image.new("L", (big, big), 0)
    pencil = ImageDraw.Draw(mask)
    for command in GLYPHS.get(name, GLYPHS["grid"]).split(";"):
        letter, *numbers = command.split()
        _stroke(pencil, letter, [float(number) * big / 24 for number in numbers], big / 24)
    return mask.resize((side, side), Image.Resampling.BOX)


def _stroke(pencil: object, letter: str, at: list[float], unit: float) -> None:
    from PIL import ImageDraw

    assert isinstance(pencil, ImageDraw.ImageDraw)
    width = max(1, round(STROKE * unit))
    if letter == "L":
        points = list(zip(at[::2], at[1::2], strict=True))
        pencil.line(points, fill=255, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            pencil.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
    elif letter == "P":
        pencil.polygon(list(zip(at[::2], at[1::2], strict=True)), fill=255)
    elif letter in "CD":
        x, y, radius = at
        box = (x - radius, y - radius, x + radius, y + radius)
        pencil.ellipse(box, fill=255 if letter == "D" else None, outline=255, width=width)
    elif letter in "RB":
        pencil.rounded_rectangle(
            (at[0], at[1], at[2], at[3]), at[4], fill=255 if letter == "B" else None, outline=255, width=width
        )
    else:
        start, end = at[4] / unit, at[5] / unit
        pencil.arc((at[0], at[1], at[2], at[3]), start, end, fill=255, width=width)
