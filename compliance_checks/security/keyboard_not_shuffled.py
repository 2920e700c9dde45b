"""The app's own keyboard shows its digits in the same place at each opening.

Screen recordings, finger marks and sensors then tell what was typed (JR/T 0092 5.1.2.1). Two openings or more are
compared. `fields` is a pattern of the fields that must be shuffled, by page and name (`wallet|transfer`); empty: all.

Not seen: keys drawn in a window that refuses pictures, and letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from patrol.audit.check import check
from patrol.derive.passwords import PasswordControl, verdicts
from patrol.model.passwords import ProbeKind
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("安全键盘的按键随机排列", "The keys of secure keyboards are shuffled"),
    title_fail=Text("安全键盘的按键位置固定", "The keys of a secure keyboard never move"),
    why=Text(
        "按键位置固定时，录屏、指纹痕迹或传感器就能推出密码。",
        "Where keys never move, recordings, finger marks or sensors give the password away.",
    ),
    advice=Text(
        "每次打开键盘时用 SecureRandom 重新排列数字键。",
        "Lay the digits anew with SecureRandom at each opening of the keyboard.",
    ),
)
def keyboard_not_shuffled(control: PasswordControl, *, fields: str = "") -> Iterator[Verdict]:
    asked = tuple(field for field in control.fields if not fields or re.search(fields, field.subject))
    yield from verdicts(replace(control, fields=asked), ProbeKind.shuffle)
