"""Where values go: what was typed, what the phone is known by and what looks sensitive, looked for everywhere.

What is looked through is never kept: it goes from whoever sees it (proxy, hooks, log, screen, files) to the thread of
Sightings, in this process' memory, and what is written down is masked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from patrol.device.driver import Exchange, HasClipboard
from patrol.device.hooks.messages import Raw
from patrol.errors import DeviceError, DeviceLost
from patrol.gather.base import GatherContext
from patrol.gather.known_values import coordinates, declared, of_phone, typed
from patrol.gather.phone_places import PhoneFiles, Stored, notifications
from patrol.gather.sightings import Found, Sightings
from patrol.gather.worker import Worker
from patrol.model.artifacts import Visit
from patrol.model.calls import HookedCall
from patrol.model.devicelog import LogLine
from patrol.model.record import Record
from patrol.model.screen import Node, Screen
from patrol.model.values import Place, Values
from patrol.sensitive.stored import rows

EVERY_MS = 3_000
"""Clipboard and log; each costs one short call at most."""
NOTIFICATIONS_EVERY = 3
"""Rounds; a dump of all notifications takes some tens of milliseconds."""
LOG_BYTES = 256 << 10
"""Of log lines that wait at most."""
SYSTEM_TAGS = frozenset({"ActivityManager", "ActivityTaskManager", "WindowManager", "PackageManager", "AndroidRuntime"})
"""What the system says of the app: not the app's own words."""


class ValuesGatherer:
    """`resolve`, `typed`, `heard` and `seen` are tied to the run by whoever makes it, before the start."""

    name = "values"
    artifact_name = "values"

    def __init__(self) -> None:
        self.resolve: Callable[[str], str] = str
        """`${NAME}` → its value; raises KeyError."""
        self._sightings: Sightings | None = None
        self._ctx: GatherContext | None = None
        self._files: PhoneFiles | None = None
        self._worker: Worker | None = None
        self._lines: dict[str, list[LogLine]] = {}
        self._line_bytes = 0
        self._lock = threading.Lock()
        self._looking = threading.Lock()

    def start(self, ctx: GatherContext) -> None:
        self._ctx = ctx
        self._sightings = sightings = Sightings(ctx.sink)
        self._files = PhoneFiles(ctx.driver, ctx.package)
        known = tuple(of_phone(ctx.driver, self._files.as_root))
        ways = coordinates({value.field: clear for value, clear in known})
        for value, clear in known:
            sightings.know(value, clear, ways.get(value.field, ()))
        for value, clear in declared(ctx.scenario, self.resolve) if ctx.scenario else ():
            sightings.know(value, clear)
        if ctx.phone.traffic is not None:
            ctx.phone.traffic.observe(self._exchanged)
        if ctx.phone.hooks is not None:
            ctx.phone.hooks.observe(self._called)
        sightings.start()
        self._worker = Worker(self.name, lambda worker: self._poll(ctx, worker))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        if self._worker is None or self._sightings is None:
            return
        self._worker.stop()
        self.look_now(ctx)
        self._flush()
        self._sightings.end()

    def artifact(self, ctx: GatherContext) -> Values:
        assert self._sightings is not None and self._files is not None
        for place in (Place.file, Place.database, Place.preferences, Place.image):
            if self._files.trouble:
                self._sightings.note(place, self._files.trouble)
        if self._files.left_out:
            self._sightings.note(Place.file, f"{self._files.left_out} files were too large or too many")
        if ctx.phone.hooks is None:
            self._sightings.note(Place.call, "this phone was opened without hooks")
        if ctx.phone.traffic is None:
            self._sightings.note(Place.body, "this phone was opened without a proxy")
        if not isinstance(ctx.driver, HasClipboard):
            self._sightings.note(Place.clipboard, "this driver does not reach the clipboard")
        scenario = ctx.scenario
        return Values(
            looked=self._sightings.looked(),
            countries=scenario.countries if scenario else {},
            bad_hosts=scenario.bad_hosts if scenario else (),
        )

    # --- what others tell ---------------------------------------------------------------------------------------------

    def typed(self, page: str, node: Node | None, text: str) -> None:
        """Crawl or a journey is about to type."""
        if self._sightings is None or self._ctx is None:
            return
        id = node.resource_id.rpartition("/")[2] if node else ""
        said = " ".join(part for part in (id, node.hint, node.description) if part) if node else "PIN"
        field = id or (node.hint if node else "") or ("keys" if node is None else "field")
        if node is not None and node.password and not said:
            said = "password"
        if value := typed(page, field, said, text, self._ctx.clock.now_ms(), "typed"):
            self._sightings.know(value, text)

    def heard(self, name: str, record: Record) -> None:
        """A gatherer recorded something; nothing in it is masked yet."""
        if isinstance(record, LogLine) and record.tag not in SYSTEM_TAGS:
            with self._lock:
                self._lines.setdefault(record.tag, []).append(record)
                self._line_bytes += len(record.message)
                full = self._line_bytes > LOG_BYTES
            if full:
                self._flush()

    def seen(self, visit: Visit, screen: Screen) -> None:
        """Another page or state is shown."""
        said = (
            f"{node.resource_id.rpartition('/')[2]}={text}"
            for node in screen.nodes()
            for text in (node.text, node.description)
            if text and node.visible
        )
        self._look(Found(visit.at_ms, Place.screen, visit.page, "\n".join(said).encode()))

    def _exchanged(self, epoch_s: float, exchange: Exchange) -> None:
        at_ms = self._ctx.at_ms(epoch_s * 1000) if self._ctx else 0
        for part in exchange.parts:
            where, host, secret = exchange.flow, exchange.host, exchange.encrypted
            place = Place(part.kind)
            self._look(Found(at_ms, place, where, part.data, part.encoding, host, secret, whole=part.whole))

    def _called(self, epoch_s: float, call: HookedCall, raw: tuple[Raw, ...]) -> None:
        at_ms = self._ctx.at_ms(epoch_s * 1000) if self._ctx else 0
        for one in raw:
            where = f"{call.call} {one.label}"
            self._look(Found(at_ms, Place.call, where, one.data, call=call.number, pid=call.pid, whole=one.whole))

    def _look(self, found: Found) -> None:
        if self._sightings is not None:
            self._sightings.look(found)

    # --- what is read -------------------------------------------------------------------------------------------------

    def look_now(self, ctx: GatherContext) -> None:
        """Look into the app's files, the clipboard and the notifications at this moment: a journey has ended."""
        with self._looking:
            self._read_clipboard(ctx)
            self._read_notifications(ctx)
            self._read_files(ctx)

    def _poll(self, ctx: GatherContext, worker: Worker) -> None:
        rounds = 0
        while worker.pause(EVERY_MS):
            rounds += 1
            self._flush()
            with self._looking:
                self._read_clipboard(ctx)
                if rounds % NOTIFICATIONS_EVERY == 0:
                    self._read_notifications(ctx)

    def _flush(self) -> None:
        """Log lines that have come, a tag at a time."""
        with self._lock:
            lines, self._lines, self._line_bytes = self._lines, {}, 0
        for tag, told in lines.items():
            text = "\n".join(line.message for line in told).encode()
            self._look(Found(told[0].at_ms or 0, Place.log, tag, text))

    def _read_clipboard(self, ctx: GatherContext) -> None:
        if not isinstance(ctx.driver, HasClipboard):
            return
        try:
            text = ctx.driver.clipboard()
        except (DeviceLost, DeviceError):
            return  # whoever uses the phone decides whether it comes back
        if text:
            self._look(Found(ctx.clock.now_ms(), Place.clipboard, "clipboard", text.encode()))

    def _read_notifications(self, ctx: GatherContext) -> None:
        try:
            dump = ctx.driver.shell("dumpsys notification --noredact").output
        except (DeviceLost, DeviceError):
            return
        for text in notifications(dump, ctx.package):
            self._look(Found(ctx.clock.now_ms(), Place.notification, "notification", text.encode()))

    def _read_files(self, ctx: GatherContext) -> None:
        if self._files is None:
            return
        try:
            stored = {one.path: one for one in self._files.look()}
        except DeviceLost:
            return
        for one in stored.values():
            self._stored(one, stored, ctx.clock.now_ms())

    def _stored(self, one: Stored, beside: dict[str, Stored], at_ms: int) -> None:
        base = one.path.removesuffix("-wal")
        self._look(Found(at_ms, one.place, base, one.data, whole=one.size))
        if one.place is Place.database:
            log = beside.get(f"{one.path}-wal")
            for table, lines in rows(one.data, {"-wal": log.data} if log else None):
                self._look(Found(at_ms, one.place, f"{one.path}#{table}", lines))
