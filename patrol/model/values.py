"""Values that patrol knows, and where they turned up. Nothing here holds a value in clear."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record


class KnownValue(Record, frozen=True):
    """A value that patrol put into the app, or that it knows the phone to have."""

    name: str
    """`login/login_phone`, `phone/imei`: page and field, or what the phone calls it."""
    kind: str
    """Data type of the catalogue: `SD-MOBILE`, `SD-BANK-CARD` …; "" for one that is none of them."""
    masked: str
    since_ms: int
    """When it came into the app, or 0 for what the phone has always had."""
    page: str = ""
    field: str = ""
    source: str = ""
    """journey, crawl, phone, app.yaml."""


class Place(StrEnum):
    """Where a value was found."""

    url = "url"
    header = "header"
    cookie = "cookie"
    body = "body"
    answer = "answer"
    """In what came back, headers or body."""
    socket = "socket"
    """A WebSocket message."""
    log = "log"
    file = "file"
    database = "database"
    preferences = "preferences"
    external = "external"
    """A file on shared storage."""
    clipboard = "clipboard"
    screen = "screen"
    """The UI tree."""
    notification = "notification"
    image = "image"
    call = "call"
    """An argument of a hooked call (a cipher, a digest, the clipboard …)."""


class Sighting(Record, frozen=True):
    """A value in one place, in one shape."""

    at_ms: int
    place: Place
    where: str
    """What holds it: a flow's id, a log tag, a file's path, a widget's id, a call."""
    value: str = ""
    """Name of the known value; "" for one that was recognised by its look alone."""
    kind: str = ""
    """Data type of the catalogue."""
    steps: tuple[str, ...] = ()
    """How it was transformed: `("md5", "hex")`; () is in clear."""
    layers: tuple[str, ...] = ()
    """What had to be opened to reach it: `("gzip", "json string")`."""
    field: str = ""
    """Name of the parameter, header, JSON key or column, where there is one."""
    excerpt: str = ""
    """What stands around it, masked."""
    host: str = ""
    encrypted: bool | None = None
    """Whether it went over TLS; None for what is no traffic."""
    call: int | None = None
    """Number of the hooked call, with `pid` the process."""
    pid: int = 0
    count: int = 1


class PlaceLooked(Record, frozen=True):
    """A place that patrol looked into, or could not."""

    place: Place
    seen: int = 0
    """Messages, lines, files."""
    bytes: int = 0
    note: str = ""
    """Why it could not, or not wholly: not rooted and not debuggable, pinned, 40 of 300 files."""


class Values(Record, frozen=True):
    """The values of a run and where they went."""

    known: tuple[KnownValue, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    looked: tuple[PlaceLooked, ...] = ()
    countries: dict[str, str] = {}
    """Host or domain → country, as app.yaml gives them."""
    bad_hosts: tuple[str, ...] = ()
    """Hosts and domains that nothing of the user's may go to, as app.yaml gives them."""
