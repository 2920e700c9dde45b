"""What the agent says, as records: the one place that knows the format of its messages.

Every message is a Frida `send` whose payload is an object with `type`; times are milliseconds since 1970 by the
phone's clock.

- `installed`, after each step of the installation, each telling the whole state: `phase` (native, boot, app, again),
  `hooked` {`class.member`: overloads}, `missing` [[what, why]], `native` [symbol], `nativeMissing` [[symbol, why]],
  `pending` (methods whose class is not there yet), `ms`.
- `events`, at most 200 events, after 100 ms at the latest: `events` (below), `made`, `dropped`.
- `counts`, when events had to be dropped and none was sent since: `made`, `dropped`.
- `trouble`: `what` and `why`; something of the agent's own went wrong, the app goes on.

An event: `n` (number in its process from 1; a gap is a drop), `t`, `th` (thread), `id` (ids of the catalogue's
entries), `call`, `args`, `ret` (null for nothing), `error` (absent when nothing was thrown), `stack` (innermost first,
without the hooked method), `about` (absent, or what an object is: `AES/CBC/PKCS5Padding encrypt`), `raw` (absent, or
[[label, offset, length, whole]]): bytes that went into (`in`) or came out of (`out`) a crypto call, a clipboard call
and the like. The bytes themselves lie one after another in the message's binary part, at most RAW_BYTES of each;
`whole` is the true length. They are there to be searched for known values and must be thrown away before anything is
written: nothing else of a message holds a plaintext.

`made` and `dropped` count since the agent began. `made` is the number of the newest event, dropped ones among them, so
that events received = made - dropped holds after a flush.

What patrol posts to it: `{"type": "ack", "taken": N}` for each `events` message, N being the events received so far, if
the option `acks` was set: then no more than `capacity` events wait in the app, on their way or not, and what comes
beyond is dropped and counted. Without it a flood fills the app's memory.

What the agent can be asked (`script.exports_sync`): `install(table, options)` returns when native hooks stand, and
Java ones too where there is a VM; `again()` tries what was not there (the app's own classes) and returns the state;
`state()`; `flush()` sends what waits and returns `{made, dropped}`; `stop()` takes all hooks out and returns the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from patrol.errors import DeviceError
from patrol.model.record import Record

RAW_BYTES = 4096
"""Of each argument or result that is carried to be searched."""


class Raw(Record, frozen=True):
    """Bytes of one argument or result. Never written to disk."""

    label: str
    """`in` or `out`, seen from the call."""
    data: bytes
    whole: int
    """True length; more than `data` when it was cut."""


class Event(Record, frozen=True):
    """One call, as the agent tells it."""

    n: int
    t: int
    th: int
    id: tuple[str, ...]
    call: str
    args: tuple[str, ...] = ()
    ret: str | None = None
    error: str = ""
    stack: tuple[str, ...] = ()
    about: str = ""
    raw: tuple[Raw, ...] = ()


class Events(Record, frozen=True):
    events: tuple[Event, ...]
    made: int = 0
    dropped: int = 0


class Counts(Record, frozen=True):
    made: int
    dropped: int


class Installed(Record, frozen=True):
    """What is hooked by now."""

    phase: str
    hooked: Mapping[str, int] = {}
    missing: tuple[tuple[str, str], ...] = ()
    native: tuple[str, ...] = ()
    native_missing: tuple[tuple[str, str], ...] = msgspec.field(default=(), name="nativeMissing")
    pending: int = 0
    ms: int = 0
    """How long the installation took, all steps together."""


class Trouble(Record, frozen=True):
    what: str
    why: str


Message = Events | Counts | Installed | Trouble


def decoded(payload: Mapping[str, Any], data: bytes | None = None) -> Message:
    """The payload of a `send` and its binary part. Raises DeviceError for what the agent does not say."""
    kind = payload.get("type")
    try:
        if kind == "events":
            events = tuple(_event(each, data or b"") for each in payload["events"])
            return Events(events, payload["made"], payload["dropped"])
        if kind == "counts":
            return msgspec.convert(payload, Counts)
        if kind == "installed":
            return msgspec.convert(payload, Installed)
        if kind == "trouble":
            return msgspec.convert(payload, Trouble)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError) as error:
        raise DeviceError(f"a message of the agent cannot be read: {error}") from error
    raise DeviceError(f"the agent does not say {kind!r}")


def _event(told: Mapping[str, Any], data: bytes) -> Event:
    if "raw" not in told:
        return msgspec.convert(told, Event)
    raw = tuple(Raw(label, bytes(data[at : at + size]), whole) for label, at, size, whole in told["raw"])
    return msgspec.structs.replace(msgspec.convert({**told, "raw": ()}, Event), raw=raw)
