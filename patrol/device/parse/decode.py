"""Bytes of a saved device output → text."""

from __future__ import annotations

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> str:
    """Text with LF line ends. Windows' PowerShell saves adb's output as UTF-16 with a byte order mark, other tools as
    UTF-8 with one; without a mark it is UTF-8, and what is not becomes U+FFFD. An old adb on Windows ends lines with
    two CR and an LF."""
    name = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    text = data.decode(name, "replace")
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return text


def to_int(text: str) -> int | None:
    """A decimal integer of at most 19 digits (64 bits), or None."""
    text = text.strip()
    digits = text[1:] if text[:1] == "-" else text
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) <= 19 else None
