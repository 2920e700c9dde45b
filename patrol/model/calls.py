"""Sensitive calls of an app, as hooks in its processes saw them."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record


class HookedCall(Record, frozen=True):
    """One call that a hook saw."""

    at_ms: int
    apis: tuple[str, ...]
    """Ids of the catalogue's entries that it means (`API-IMEI-001`), the most particular first."""
    call: str
    """`package.Class.method`, or the native function."""
    pid: int
    arguments: tuple[str, ...] = ()
    """Shortened and masked."""
    result: str = ""
    """Shortened and masked; "" for nothing."""
    error: str = ""
    """The exception that the app saw."""
    stack: tuple[str, ...] = ()
    """Innermost first, without the hooked method itself."""
    thread: int = 0
    number: int = 0
    """Of the event in its process, from 1; a gap is a call that had to be dropped."""
    about: str = ""
    """What an object of the call is: `AES/CBC/PKCS5Padding encrypt`."""


class HookWay(StrEnum):
    """How patrol came into a process."""

    spawn = "spawn"
    """Suspended before its first line: nothing was missed."""
    attach = "attach"
    """While it ran: what it called before is not known."""


class HookedProcess(Record, frozen=True):
    """A process with hooks in it. Written when the hooks stand, and again when it ended: the last one of a pid and
    `at_ms` counts."""

    at_ms: int
    pid: int
    name: str
    """`com.bank.app`, `com.bank.app:push`."""
    way: HookWay
    methods: int = 0
    """Java methods that are hooked, overloads counted once."""
    natives: int = 0
    missing: tuple[tuple[str, str], ...] = ()
    """(what could not be hooked, comma between, why)."""
    ended_ms: int | None = None
    why_ended: str = ""
    """Frida's word, in ours: ended, killed, frida-gone …; "" while it lives."""
    made: int = 0
    """Events that its hooks made, with the dropped ones."""
    dropped: int = 0
    note: str = ""
    """Why it may have seen less than all: packed, attached late."""
    held_ms: int = 0
    """How long it waited for its hooks before its first line: its start took so much longer."""
    never_ran: bool = False
    """It ended while it still waited for its hooks, before its first line: there was nothing to see."""


class HookGap(Record, frozen=True):
    """A time in which calls may have gone unseen, and why. Written when it begins, and again when it ended: the last
    one of a `from_ms` and `why` counts. patrol.derive.hook_sight tells checks what it means for them."""

    from_ms: int
    to_ms: int | None
    """None: until the run's end."""
    why: str
    advice: str = ""


class Calls(Record, frozen=True):
    """All sensitive calls of a run."""

    calls: tuple[HookedCall, ...] = ()
    processes: tuple[HookedProcess, ...] = ()
    gaps: tuple[HookGap, ...] = ()
    how: str = ""
    """How the phone was hooked: spawn-gating, spawn, attach, gadget, virtual."""
    client: str = ""
    """Version of Frida on this computer."""
    server: str = ""
    """Version of Frida on the phone."""
    apis: int = 0
    """Entries of the catalogue that were watched."""
    mapping: str = ""
    """The R8 mapping file that was read, if one was named."""
