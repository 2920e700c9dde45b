"""Whether the app crashed, from the device log: what the system itself writes about it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from patrol.model.devicelog import LogLine

PROCESS = re.compile(r"^Process: ([\w.]+)")
ANR = re.compile(r"^ANR in ([\w.]+)")
NATIVE = re.compile(r">>> ([\w.:]+) <<<")


def crash_in(lines: Iterable[LogLine], package: str) -> str:
    """The first crash of `package` in the log, as the exception's own line; "" for none. Knows Java crashes
    (AndroidRuntime), native ones (DEBUG) and apps that stopped responding (ActivityManager)."""
    fatal, ours = False, False
    for line in lines:
        if line.tag == "AndroidRuntime" and line.message.startswith("FATAL EXCEPTION"):
            fatal, ours = True, False
        elif fatal and (found := PROCESS.match(line.message)):
            ours = _same(found[1], package)
        elif fatal and ours and line.tag == "AndroidRuntime":
            return line.message.strip()
        elif (found := ANR.match(line.message)) and _same(found[1], package):
            return f"the app is not responding ({line.message.strip()})"
        elif line.tag == "DEBUG" and (found := NATIVE.search(line.message)) and _same(found[1], package):
            return f"native crash ({line.message.strip()})"
    return ""


def _same(process: str, package: str) -> bool:
    return process.partition(":")[0] == package
