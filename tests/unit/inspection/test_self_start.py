"""The watch for self-start, on a phone made of paper: what is done to it, and what is written down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from patrol.device.driver import LaunchReport, ShellResult
from patrol.errors import DeviceError, DeviceLost
from patrol.inspection.plan import Plan
from patrol.inspection.self_start import BUSY, LOCKED, NOT_ALLOWED, SILENT, SelfStartWatch
from patrol.journey.session import MemoryRecorder
from patrol.model.artifacts import Environment, PhoneInfo
from patrol.model.consent import ConsentPhase
from patrol.model.scenario import Reboot, Scenario, SelfStartPlan
from patrol.model.selfstart import Occasion, SelfStarts
from patrol.store.run_folder import RunFolder, RunHead
from tests.unit.crawl.paper import PACKAGE, Paper, PaperPhone, Widget, session_of

ZERO = 1_700_000_000_000
WINDOW = Paper(
    "个人信息保护指引",
    [
        Widget("请阅读我们的隐私政策", kind="TextView", id="text"),
        Widget("同意并继续", "home", id="agree", do=lambda phone: phone.facts.add("agreed")),
        Widget("不同意", "home", id="refuse"),
    ],
    activity="Consent",
)
HOME = Paper("首页", [Widget(text, id=text) for text in ("转账", "理财", "贷款", "生活", "我的")])


class Phone(PaperPhone):
    """Ends the app by `am kill`, restarts, and keeps a log; what starts by itself does so at once."""

    def __init__(self) -> None:
        super().__init__({"window": WINDOW, "home": HOME}, first="window")
        self.commands: list[str] = []
        self.pids = {100: PACKAGE}
        self.log: list[str] = []
        self.boots = 1
        self.emulator, self.unlocked = True, True
        self.again = {"kill": "", "reboot": ""}
        """Reason and component of what starts after it; "" for nothing."""
        self.holds_on = False
        self.tells = True
        self.stays_away = False
        self.away = 0

    def processes(self, package: str) -> dict[int, str]:
        return dict(self.pids)

    def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
        self.pids = {100 + len(self.commands): PACKAGE}
        return super().launch(component, stop_first=stop_first)

    def _start(self, why: str) -> None:
        if why:
            pid = 1000 + len(self.log)
            when = f"{(ZERO + self.clock.now_ms()) / 1000:.3f}"
            self.pids = {pid: PACKAGE}
            self.log.append(f"{when} 1 1 I am_proc_start: [0,{pid},10130,{PACKAGE},{why.replace(' ', ',', 1)}]")

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        self.commands.append(command)
        if self.away:
            self.away -= 0 if self.stays_away else 1
            raise DeviceError("device offline")
        first, _, rest = command.partition(" ")
        text = ""
        if first == "am" and rest.startswith("kill"):
            if not self.holds_on:
                self.pids = {}
                self._start(self.again["kill"])
        elif first == "reboot":
            self.boots, self.away, self.pids, self.log = self.boots + 1, 3, {}, []
            self._start(self.again["reboot"])
            if self.tells:
                self.log.append("1700000000.000 1 1 I ActivityManager: Finished processing BOOT_COMPLETED for u0")
            raise DeviceError("closed")
        elif first == "cat":
            text = f"boot-{self.boots}\n" + ("1\n" if "boot_completed" in command else "")
        elif first == "date":
            now_ms = ZERO + self.clock.now_ms()
            text = f"{now_ms / 1000:.3f}\n" if "%N" in rest else f"2023-11 {now_ms // 1000} +0800\n"
        elif first == "logcat":
            text = "\n".join(self.log) + "\n"
        elif "qemu" in command:
            text = "\n1\n" if self.emulator else "\n\n"
        elif "ce_available" in command:
            text = "true\n" if self.unlocked else "\n"
        elif first == "pm":
            text = f"package:{PACKAGE} uid:10130\n" if "-U" in rest else "package:com.shop uid:10188\n"
        return ShellResult(text, 0)


BOOT = f"broadcast {{{PACKAGE}/cn.jpush.android.service.AlarmReceiver}}"
JOB = f"service {{{PACKAGE}/androidx.work.impl.background.systemjob.SystemJobService}}"


class Trial:
    def __init__(self, folder: Path, phone: Phone, reboot: Reboot = Reboot.auto) -> None:
        self.folder = RunFolder.create(folder, RunHead(1, "run", "demo", "2026-01-01T00:00:00Z", "0"))
        scenario = Scenario(PACKAGE, name="paper", self_start=SelfStartPlan(5, reboot))
        self.session = session_of(phone, scenario)
        self.plan = Plan(scenario, consent=True, self_start_s=5)
        info = PhoneInfo("paper", sdk=34)
        self.environment = Environment("r", "demo", PACKAGE, "0", "3", info, "", 0, ZERO)

    def watch(self) -> SelfStarts:
        SelfStartWatch(self.folder, self.session, self.plan, self.environment).watch()
        return self.seen

    @property
    def seen(self) -> SelfStarts:
        found = self.folder.get(SelfStarts)
        assert isinstance(found, SelfStarts)
        return found


@pytest.fixture
def phone() -> Phone:
    return Phone()


def test_the_app_is_agreed_to_left_ended_and_the_phone_restarted(phone: Phone, tmp_path: Path) -> None:
    phone.again = {"kill": JOB, "reboot": BOOT}
    trial = Trial(tmp_path, phone)
    seen = trial.watch()
    ended, rebooted = seen.watches
    assert (ended.occasion, ended.seen, ended.agreed) == (Occasion.ended, True, True)
    assert (rebooted.occasion, rebooted.seen, rebooted.did) == (Occasion.rebooted, True, ("reboot",))
    assert ended.quiet_ms >= 5000 and rebooted.quiet_ms >= 5000 and seen.not_rebooted is None
    assert not any("force-stop" in command for command in phone.commands)
    job, boot = seen.starts
    assert (job.occasion, job.reason, job.component.rpartition(".")[2]) == (
        Occasion.ended,
        "service",
        "SystemJobService",
    )
    assert (boot.reason, boot.component) == ("broadcast", f"{PACKAGE}/cn.jpush.android.service.AlarmReceiver")
    assert job.at_ms == ended.started_ms and job.after_ms == 0 and "am_proc_start" in job.lines[0]
    recorder = trial.session.recorder
    assert isinstance(recorder, MemoryRecorder)
    assert [one.phase for one in recorder.consents] == [
        ConsentPhase.before_notice,
        ConsentPhase.foreground,
        ConsentPhase.background,
    ]


def test_a_silent_app_leaves_two_watches_and_no_start(phone: Phone, tmp_path: Path) -> None:
    seen = Trial(tmp_path, phone).watch()
    assert [one.seen for one in seen.watches] == [True, True] and not seen.starts


def test_a_real_phone_is_not_restarted_unless_app_yaml_says_so(phone: Phone, tmp_path: Path) -> None:
    phone.emulator = False
    seen = Trial(tmp_path / "a", phone).watch()
    assert [one.occasion for one in seen.watches] == [Occasion.ended] and seen.not_rebooted == NOT_ALLOWED
    assert "reboot" not in phone.commands
    assert len(Trial(tmp_path / "b", phone, Reboot.always).watch().watches) == 2
    never = Trial(tmp_path / "c", Phone(), Reboot.never).watch()
    assert len(never.watches) == 1 and never.not_rebooted is not None and "never" in never.not_rebooted.en


def test_what_could_not_be_seen_says_why(phone: Phone, tmp_path: Path) -> None:
    phone.holds_on, phone.tells = True, False
    first, second = Trial(tmp_path / "a", phone).watch().watches
    assert not first.seen and first.note == BUSY and not second.seen and second.note == SILENT
    locked = Phone()
    locked.tells = locked.unlocked = False
    assert Trial(tmp_path / "b", locked).watch().watches[1].note == LOCKED


def test_a_process_of_which_the_log_says_nothing_is_recorded_all_the_same(phone: Phone, tmp_path: Path) -> None:
    phone.again["kill"] = JOB
    phone.log = []
    trial = Trial(tmp_path, phone, Reboot.never)
    plain = phone._start

    def silently(why: str) -> None:
        plain(why)
        phone.log.clear()

    phone._start = silently  # type: ignore[method-assign]
    (start,) = trial.watch().starts
    assert (start.process, start.reason, start.lines, start.at_ms) == (PACKAGE, "", (), None)


def test_a_phone_that_does_not_come_back_ends_the_run_and_the_next_attempt_goes_on(
    phone: Phone, tmp_path: Path
) -> None:
    phone.stays_away = True
    trial = Trial(tmp_path, phone)
    with pytest.raises(DeviceLost, match="did not come back"):
        trial.watch()
    assert [one.occasion for one in trial.seen.watches] == [Occasion.ended]
    phone.stays_away, phone.away = False, 0
    kills = sum(command.startswith("am kill") for command in phone.commands)
    assert [one.occasion for one in trial.watch().watches] == list(Occasion)
    assert sum(command.startswith("am kill") for command in phone.commands) == kills


def test_who_stops_the_run_leaves_no_half_watch(phone: Phone, tmp_path: Path) -> None:
    trial = Trial(tmp_path, phone)
    trial.session = replace(trial.session, stopped=lambda: any(one.startswith("am kill") for one in phone.commands))
    assert not trial.watch().watches


def test_another_app_that_opens_it_is_named(phone: Phone, tmp_path: Path) -> None:
    phone.again["kill"] = f"next-top-activity {{{PACKAGE}/{PACKAGE}.Main}}"
    trial = Trial(tmp_path, phone, Reboot.never)
    plain = phone._start

    def asked(why: str) -> None:
        when = f"{(ZERO + phone.clock.now_ms()) / 1000:.3f}"
        phone.log.append(f"{when} 1 1 I ActivityTaskManager: START u0 {{cmp={PACKAGE}/.Main}} from uid 10188")
        plain(why)

    phone._start = asked  # type: ignore[method-assign]
    (start,) = trial.watch().starts
    assert start.caller == "com.shop" and len(start.lines) == 2


def test_what_the_app_opens_of_others_is_recorded(phone: Phone, tmp_path: Path) -> None:
    phone.again["kill"] = JOB
    trial = Trial(tmp_path, phone, Reboot.never)
    plain = phone._start

    def opening(why: str) -> None:
        plain(why)
        when = f"{(ZERO + phone.clock.now_ms()) / 1000:.3f}"
        for target, uid in (("com.shop/.Main", 10130), ("com.shop/.Main", 10188), (f"{PACKAGE}/.Main", 10130)):
            phone.log.append(f"{when} 1 1 I ActivityTaskManager: START u0 {{cmp={target}}} from uid {uid}")

    phone._start = opening  # type: ignore[method-assign]
    (other,) = trial.watch().others
    assert (other.component, other.refused, other.occasion) == ("com.shop/com.shop.Main", False, Occasion.ended)
