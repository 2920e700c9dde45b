"""Names of the icons and pictures that can be drawn."""

from __future__ import annotations

ICONS = frozenset(
    "home wallet card transfer chart gift user users bell search scan qr phone mail chat video camera mic image shield "
    "lock key settings heart star umbrella car plane house medical coins bank calendar clock location list grid plus "
    "minus check close back forward up down more help info warning edit delete share download upload refresh eye "
    "eye_off file pen bag ticket fuel bolt leaf globe baby elder swap filter crown fire trophy percent loan pension "
    "fund gold insurance claim message counter face fingerprint logout language".split()
)
PICTURES = frozenset("logo photo avatar product house car person card_front id_card receipt map poster".split())
