"""`dumpsys activity processes`: how the activity manager sees each process, Android 4 to 16."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RECORD = re.compile(
    r"^ {2,4}\*?(?:APP|PERS)\*? UID (-?\d{1,10}) ProcessRecord\{\S{1,20} (\d{1,10}):([^\s/{}]{1,300})/\S{1,20}\}", re.M
)
_ADJ = re.compile(r"\boom(?: adj)?: max=-?\d{1,6} curRaw=-?\d{1,6} setRaw=-?\d{1,6} cur=(-?\d{1,6})")
_CRASHING = re.compile(r"\bm?[cC]rashing=(true|false)")
_HANGING = re.compile(r"\bm?[nN]otResponding=(true|false)")


@dataclass(frozen=True, slots=True)
class ProcessState:
    name: str
    pid: int
    uid: int
    adj: int | None = None
    """How soon it is killed for memory: 0 is in front."""
    crashing: bool = False
    """It crashed, and its dialog is still open."""
    not_responding: bool = False


def parse(text: str) -> tuple[ProcessState, ...]:
    """Each process once, in the order of the dump; its flags are printed only where one is set."""
    heads = list(_RECORD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    found: dict[int, ProcessState] = {}
    for head, end in zip(heads, ends, strict=False):
        body = text[head.end() : end]
        adj, crashing, hanging = _ADJ.search(body), _CRASHING.search(body), _HANGING.search(body)
        state = ProcessState(
            head[3],
            int(head[2]),
            int(head[1]),
            int(adj[1]) if adj else None,
            crashing is not None and crashing[1] == "true",
            hanging is not None and hanging[1] == "true",
        )
        found.setdefault(state.pid, state)
    return tuple(found.values())
