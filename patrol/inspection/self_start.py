"""Whether the app starts itself: its process is ended, the phone restarted, and nobody launches it.

A phase after all others, when no gatherer runs any more: a restart would cut the log, the proxy and the hooks, and what
they would see of the app then is not what a user's phone does. Each watch is told when it ends, so that a run that
breaks off here goes on with the next one.

The process is ended by `am kill` from the background, as the system does when it wants the memory, and as it happens
when the app's card is swiped away; never by `am force-stop`. Android puts a package that was force-stopped into the
stopped state and keeps every broadcast from it until the user launches it again ("Launch controls on stopped
applications", https://developer.android.com/about/versions/android-3.1#launchcontrols; the flag of the intents is
FLAG_EXCLUDE_STOPPED_PACKAGES): nothing would start, whatever the app has prepared.

BOOT_COMPLETED cannot be sent from here: it is a protected broadcast, which the shell of a user build may not send ("not
allowed to send broadcast android.intent.action.BOOT_COMPLETED"). So the phone is restarted, where that is allowed.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence

from patrol.clock import wait_until
from patrol.consent.window import window_on
from patrol.crawl.settle import Pace
from patrol.device.parse import logcat, process_start
from patrol.device.parse.process_start import BOOT_TOLD, Asked, Started
from patrol.errors import DeviceError, DeviceLost
from patrol.gather.log_time import NOW_COMMAND, LogTime, PhoneCalendar
from patrol.inspection.plan import Plan
from patrol.journey.session import Session
from patrol.model.artifacts import Environment
from patrol.model.consent import ConsentEvent, ConsentPhase
from patrol.model.events import Notice
from patrol.model.record import Text
from patrol.model.scenario import Reboot
from patrol.model.selfstart import Occasion, OtherStart, ProcessStart, SelfStarts, StartWatch
from patrol.store.run_folder import RunFolder

PHASE = "self-start"
STARTED = Pace(limit=15_000, loading=8_000)
START_MS = 2500
"""A first page that stays for this long stays: splash screens last one to two seconds."""
LEAVING_MS = 2000
"""An app stops its page and saves its state when it is left, and the system takes a moment to lower its importance."""
LEAVING_VIRTUAL_MS = 500
"""The virtual phone does both at once."""
ENDED_MS = 3000
POLL_MS = 250
LOST_POLL_MS = 500
AWAY_S = 240.0
"""A phone takes 30 to 80 s to restart, a busy emulator some minutes."""
TOLD_S = 120.0
"""The broadcast goes to one receiver after the other; on a phone with many apps that takes up to a minute or two."""
BOOT_ID = "cat /proc/sys/kernel/random/boot_id"
EMULATOR = "getprop ro.kernel.qemu; getprop ro.boot.qemu; getprop ro.patrol.virtual"
"""1 on an emulator (ro.boot.qemu from Android 12 on), and on patrol's own virtual phone."""
LOG = "logcat -d -b events -b system -v threadtime"
TAGS = "am_proc_start:I am_kill:I am_proc_died:I ActivityManager:I ActivityTaskManager:I '*:S'"
BUSY = Text(
    "进程没有结束：am kill 只结束后台进程，应用可能用前台服务等方式把自己留在那里",
    "it did not end when it was told to: `am kill` ends what lies in the background, and leaves alone an app that "
    "holds itself there, such as by a foreground service",
)
LOCKED = Text(
    "手机重启后没有解锁，系统要等解锁才发 BOOT_COMPLETED",
    "the phone was not unlocked after its restart, and BOOT_COMPLETED waits for that",
)
SILENT = Text(
    "手机日志里没有 BOOT_COMPLETED 已发送完毕的记录",
    "nothing in the phone's log says that BOOT_COMPLETED was sent to its end",
)
NOT_ALLOWED = Text(
    "真机只有在 app.yaml 写明 self_start: {reboot: always} 时才重启",
    "a real phone is restarted only where app.yaml says `self_start: {reboot: always}`",
)
NEVER = Text("app.yaml 写明 self_start: {reboot: never}", "app.yaml says `self_start: {reboot: never}`")


class SelfStartWatch:
    """The phase of one run. `watch` raises DeviceLost; any other trouble is its watch's own."""

    def __init__(self, folder: RunFolder, session: Session, plan: Plan, environment: Environment) -> None:
        self._folder = folder
        self._session = session
        self._driver, self._clock = session.driver, session.clock
        self._plan = plan
        self._environment = environment
        self._agreed: bool | None = None
        self._ready = False
        self._did: list[str] = []

    def watch(self) -> None:
        """All watches that an earlier attempt has not ended."""
        known = self._folder.get(SelfStarts)
        done = {one.occasion for one in known.watches} if isinstance(known, SelfStarts) else set()
        why = self._why_not()
        self._folder.write(SelfStarts(not_rebooted=why))
        for occasion, way in ((Occasion.ended, self._ended), (Occasion.rebooted, self._rebooted)):
            if occasion in done or self._session.stopped() or (occasion is Occasion.rebooted and why):
                continue
            began = self._clock.now_ms()
            self._did = []
            try:
                self._make_ready()
                way()
            except DeviceLost:
                raise  # nothing is told: the next attempt begins this watch again
            except DeviceError as error:
                self._tell(occasion, began, note=Text(error.message, error.message), advice=error.advice)

    def _why_not(self) -> Text | None:
        """Why the phone is not restarted; None when it is to be."""
        reboot = self._plan.scenario.self_start.reboot
        if reboot is Reboot.never:
            return NEVER
        if reboot is Reboot.auto and "1" not in self._driver.shell(EMULATOR).output.split():
            return NOT_ALLOWED
        return None

    # --- the two watches ----------------------------------------------------------------------------------------------

    def _ended(self) -> None:
        """Its process is ended behind the launcher."""
        calendar, running = self._now(), self._driver.processes(self._session.package)
        began = self._clock.now_ms()
        self._shell(f"am kill {self._session.package}")
        gone = self._wait(lambda: not set(running) & set(self._driver.processes(self._session.package)), ENDED_MS)
        if not gone:
            self._tell(Occasion.ended, began, note=BUSY)
            return
        since = f" -T {calendar.epoch_s}.000" if calendar and self._environment.phone.sdk >= 24 else ""
        quiet = self._leave_alone()
        starts, asked = self._starts(since)
        self._keep(Occasion.ended, began, [one for one in starts if one.pid not in running], asked)
        self._tell(Occasion.ended, began, quiet=quiet)

    def _rebooted(self) -> None:
        """The phone is restarted, and unlocked as far as nobody must type anything."""
        before = self._driver.shell(BOOT_ID).output.strip()
        began = self._clock.now_ms()
        self._say("The phone is restarted, to see what the app does then.")
        with contextlib.suppress(DeviceError):  # the connection ends before the answer
            self._shell("reboot")
        if not self._wait(lambda: self._is_up(before), AWAY_S * 1000, LOST_POLL_MS):
            if self._session.stopped():
                return
            raise DeviceLost(
                f"the phone did not come back within {AWAY_S:.0f} s of its restart.",
                advice="See whether it waits for something on its screen, then `patrol resume`.",
            )
        told = self._wait(self._is_told, TOLD_S * 1000, LOST_POLL_MS)
        if self._session.stopped():
            return
        quiet = self._leave_alone()
        unlocked = "true" in self._driver.shell("getprop sys.user.0.ce_available").output
        self._keep(Occasion.rebooted, began, *self._starts(""))
        self._tell(Occasion.rebooted, began, note=None if told else SILENT if unlocked else LOCKED, quiet=quiet)

    def _is_up(self, before: str) -> bool:
        """Another boot, and Android has started."""
        try:
            said = self._driver.shell(f"{BOOT_ID}; getprop sys.boot_completed", timeout_s=10).output.split()
        except DeviceError:
            return False
        return len(said) == 2 and said[0] != before and said[1] == "1"

    def _is_told(self) -> bool:
        try:
            log = self._driver.shell("logcat -d -b system -b main -v threadtime ActivityManager:I '*:S'").output
        except DeviceError:
            return False
        return BOOT_TOLD in log

    # --- getting there ------------------------------------------------------------------------------------------------

    def _make_ready(self) -> None:
        """The app as a user has it who agreed, used it and went home. An app that was never launched is stopped."""
        if self._ready:
            return
        session, driver = self._session, self._driver
        if self._plan.consent:
            session.clear_data(PHASE)
        driver.launch(session.component, stop_first=True)
        self._agree()
        driver.press("home")
        session.recorder.consent(ConsentEvent(self._clock.now_ms(), ConsentPhase.background, PHASE))
        self._let_settle()
        self._ready = True

    def _agree(self) -> None:
        """Agree where the window comes up; boxes that ask for it are ticked. What else stands there is left."""
        session, state, deadline, window = self._session, "", 0, None
        while window is None and not session.stopped():
            sight = session.eyes.settle(pace=STARTED)
            if sight.state != state:
                state, deadline = sight.state, self._clock.now_ms() + START_MS
            elif self._clock.now_ms() > deadline:
                return
            if not sight.outside and sight.overlay != "permission":
                window = window_on(sight.screen, session.scenario.consent)
        if window is None or window.agree is None:
            return
        self._agreed = True
        for node in (*(box for box in window.boxes if not box.checked), window.agree):
            session.recorder.consent(ConsentEvent(self._clock.now_ms(), ConsentPhase.foreground, PHASE, sight.page))
            self._driver.tap(*node.bounds.centre)
            self._clock.sleep_ms(POLL_MS)
        self._let_settle()

    def _let_settle(self) -> None:
        self._clock.sleep_ms(LEAVING_VIRTUAL_MS if self._driver.info().virtual else LEAVING_MS)

    # --- reading the phone --------------------------------------------------------------------------------------------

    def _now(self) -> PhoneCalendar | None:
        return PhoneCalendar.read(self._driver.shell(NOW_COMMAND).output)

    def _starts(self, since: str) -> tuple[list[Started], tuple[Asked, ...]]:
        """The app's processes that the log tells of, and those that run and of which it does not; and who asked for
        activities and services."""
        epoch = " -v epoch" if self._environment.phone.sdk >= 24 else ""
        text = self._driver.shell(f"{LOG}{epoch}{since} {TAGS}", timeout_s=60).output
        entries = logcat.parse(text).entries
        found = [one for one in process_start.started(entries) if one.package == self._session.package]
        told = {one.pid for one in found}
        for pid, name in self._driver.processes(self._session.package).items():
            if pid not in told:
                found.append(Started("", pid, name, "", "", None, ""))
        return found, process_start.asked(entries)

    def _keep(self, occasion: Occasion, began: int, starts: Iterable[Started], asked: Sequence[Asked]) -> None:
        time, ahead = LogTime(self._now()), self._ahead_ms()
        for one in starts:
            at_ms = self._placed(time.epoch_ms(one.when), ahead, began)
            opened = (ask for ask in asked if not ask.refused and ask.component == one.component)
            by = next((ask for ask in opened if ask.when <= one.when), None)
            self._folder.append(
                "process_starts",
                ProcessStart(
                    at_ms=at_ms,
                    occasion=occasion,
                    process=one.process,
                    pid=one.pid,
                    uid=one.uid,
                    reason=one.reason,
                    component=one.component,
                    after_ms=None if at_ms is None else at_ms - began,
                    caller=self._package_of(by.uid) if by else "",
                    lines=tuple(line for line in (by.line if by else "", one.line) if line),
                ),
            )

        own = self._own_uid() if asked else None
        for ask in asked:
            at_ms = self._placed(time.epoch_ms(ask.when), ahead, began)
            if ask.uid == own and at_ms is not None and not ask.component.startswith(f"{self._session.package}/"):
                told = OtherStart(at_ms, occasion, ask.component, ask.refused, ask.line)
                self._folder.append("other_starts", told)

    def _own_uid(self) -> int | None:
        said = self._driver.shell(f"pm list packages -U {self._session.package}").output
        found = re.search(rf"package:{re.escape(self._session.package)} uid:(\d{{1,10}})\b", said)
        return int(found[1]) if found else None

    def _ahead_ms(self) -> int | None:
        """How far the phone's wall clock is ahead of the run's, read anew: a restart may have set it."""
        before = self._clock.now_ms()
        found = re.match(r"(\d{9,11})\.(\d{1,9})", self._driver.shell("date +%s.%N").output)
        middle = (before + self._clock.now_ms()) / 2
        return round(float(f"{found[1]}.{found[2]}") * 1000 - middle) if found else None

    def _placed(self, epoch_ms: int | None, ahead_ms: int | None, began: int) -> int | None:
        """The run's time; None for one outside the watch: the phone's clock was set while it started."""
        if epoch_ms is None or ahead_ms is None:
            return None
        at_ms = epoch_ms - ahead_ms
        return at_ms if began - 1000 <= at_ms <= self._clock.now_ms() + 1000 else None

    def _package_of(self, uid: int) -> str:
        """The app of this uid; "" for the system, the shell and the app itself."""
        if uid < 10_000:
            return ""
        said = self._driver.shell(f"pm list packages --uid {uid}").output
        names = [line.removeprefix("package:").split(" ")[0] for line in said.splitlines() if "package:" in line]
        return next((name for name in names if name != self._session.package), "")

    # --- small parts --------------------------------------------------------------------------------------------------

    def _shell(self, command: str) -> None:
        self._did.append(command)
        self._driver.shell(command)

    def _wait(self, look: Callable[[], bool], limit_ms: float, poll_ms: float = POLL_MS) -> bool:
        stopped = self._session.stopped
        wait_until(lambda: look() or stopped(), clock=self._clock, timeout_ms=limit_ms, poll_ms=poll_ms)
        return not stopped() and look()

    def _leave_alone(self) -> int:
        """How long nobody touched the phone."""
        began = self._clock.now_ms()
        while self._clock.now_ms() - began < self._plan.self_start_s * 1000 and not self._session.stopped():
            self._clock.sleep_ms(POLL_MS)
        return self._clock.now_ms() - began

    def _say(self, message: str) -> None:
        self._session.notify(Notice(at_ms=self._clock.now_ms(), message=message, warning=False))

    def _tell(
        self, occasion: Occasion, began: int, *, note: Text | None = None, advice: str = "", quiet: int = 0
    ) -> None:
        """Nothing of a watch that the user cut short: it is begun again with the next attempt."""
        if self._session.stopped():
            return
        now = self._clock.now_ms()
        did, seen = tuple(self._did), quiet > 0 and note is None
        self._folder.append(
            "start_watches", StartWatch(occasion, began, now, did, seen, note, advice, self._agreed, quiet)
        )
