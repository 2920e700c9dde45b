"""How much of a package could be seen: a check that found nothing in code that is hidden must not pass."""

from __future__ import annotations

from patrol.model.record import Text
from patrol.model.scan import Scan
from patrol.model.verdict import Status, Verdict

CODE = {
    *("packed", "unreadable-code", "unreadable-methods", "hidden-code", "stopped", "crashed", "not-an-archive"),
    *("no-base", "no-manifest"),
}
"""Kinds of oddities that hide code."""


def hidden_code(scan: Scan) -> Verdict | None:
    """An inconclusive verdict when part of the code could not be seen; None when all was."""
    found = list(dict.fromkeys(one.kind for one in scan.oddities if one.hides and one.kind in CODE))
    if not found and any(dex.methods for dex in scan.dexes):
        return None
    why = ", ".join(found) or "no-code"
    who = ", ".join(packer.name for packer in scan.packers)
    by = f"（{who}）" if who else ""
    zh = f"代码没有全部看到：{why}{by}；请扫描加固前的包"
    en = f"not all code could be seen: {why}{f' ({who})' if who else ''}; scan the package before it is packed"
    return Verdict(Status.inconclusive, Text(zh, en))
