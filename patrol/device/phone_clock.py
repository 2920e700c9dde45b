"""How far the phone's wall clock is ahead of this computer's."""

from __future__ import annotations

import re
import time

from patrol.device.driver import Driver


def clock_offset_ms(driver: Driver) -> int | None:
    """Phone wall clock minus host wall clock, from one `date` between two readings of the host's clock; None when the
    phone does not print its time. Phones without %N give whole seconds: then it is good to half a second."""
    before = time.time()
    output = driver.shell("date +%s.%N").output
    middle = (before + time.time()) / 2
    if found := re.match(r"(\d{9,})\.(\d+)", output):
        return round((float(f"{found[1]}.{found[2]}") - middle) * 1000)
    if found := re.match(r"(\d{9,})", output):
        return round((int(found[1]) + 0.5 - middle) * 1000)
    return None
