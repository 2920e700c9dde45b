"""A screenshot with what matters marked, and below it, off the picture, which finding it belongs to and when it was
taken. The screenshot as it was taken stands beside it, byte for byte."""

from __future__ import annotations

import io

from patrol.model.screen import Rect

WIDTH = 540
"""Pixels: text stays legible on paper."""
QUALITY = 80
STRIP, MARGIN, TYPE = 34, 10, 17
RED, INK, PAPER = (225, 29, 72), (27, 36, 48), (255, 255, 255)


def marked(png: bytes, mark: Rect | None, caption: str) -> bytes | None:
    """A JPEG at most WIDTH wide; None for bytes that are no picture. `caption` in ASCII: fonts differ from computer to
    computer, and the same run must give the same bytes."""
    from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(png)) as image:
            whole = image.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    scale = min(1.0, WIDTH / whole.width)
    small = whole.resize((round(whole.width * scale), max(1, round(whole.height * scale))), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (small.width, small.height + STRIP), PAPER)
    sheet.paste(small)
    pen = ImageDraw.Draw(sheet)
    if mark is not None:
        box = [round(edge * scale) for edge in (mark.left, mark.top, mark.right, mark.bottom)]
        corners = (max(0, box[0] - 4), max(0, box[1] - 4), min(small.width - 1, box[2] + 4), box[3] + 4)
        if corners[2] > corners[0] and corners[3] > corners[1]:
            pen.rectangle(corners, outline=RED, width=5)
    text = caption.encode("ascii", "replace").decode()
    pen.text((MARGIN, small.height + (STRIP - TYPE) // 2), text, fill=INK, font=ImageFont.load_default(TYPE))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
