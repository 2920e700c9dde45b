"""Crashes and hangs: what the system logs, shows and ends."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from patrol.virtualphone.system import lines
from patrol.virtualphone.system.dialogs import ErrorDialog
from patrol.virtualphone.system.disasters import Disasters
from patrol.virtualphone.system.dropbox import DropBox
from patrol.virtualphone.system.intent import Intent, short
from patrol.virtualphone.system.packages import tag_of
from patrol.virtualphone.system.processes import AppProcess

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

_REPEAT_MS = 60_000
"""A second crash within a minute is answered by a dialog (AppErrors' MIN_CRASH_INTERVAL)."""

_FROM_NOTHING = ("clear data", "installPackageLI")
"""Why an app is stopped whose next process shares nothing with the ones before."""
_LOOPER = (
    "android.os.Handler.handleCallback(Handler.java:958)",
    "android.os.Handler.dispatchMessage(Handler.java:99)",
    "android.os.Looper.loopOnce(Looper.java:205)",
    "android.os.Looper.loop(Looper.java:294)",
    "android.app.ActivityThread.main(ActivityThread.java:8177)",
    "java.lang.reflect.Method.invoke(Native Method)",
    "com.android.internal.os.RuntimeInit$MethodAndArgsCaller.run(RuntimeInit.java:552)",
    "com.android.internal.os.ZygoteInit.main(ZygoteInit.java:971)",
)
"""What stands below each frame of an app's main thread."""


class Troubles:
    """Crashes and ANRs of one phone."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._last_crash: dict[str, float] = {}
        self.disasters = Disasters(phone)
        self.dropbox = DropBox(phone)
        self.last_anr = "  <no ANR has occurred since boot>\n"

    def crash(self, pid: int, exception: str, message: str, stack: tuple[str, ...]) -> None:
        """An uncaught exception on the main thread."""
        phone = self._phone
        process = phone.running.by_pid(pid)
        if process is None or process.installed is None:
            return
        first = f"{exception}: {message}" if message else exception
        frames = "".join(f"\n\tat {frame}" for frame in (*stack, *_LOOPER) if not frame.startswith("Caused by"))
        text = f"FATAL EXCEPTION: main\nProcess: {process.package}, PID: {pid}\n{first}{frames}"
        phone.log.write("E", "AndroidRuntime", text, pid=pid, uid=process.uid, buffer="crash")
        top = self._top(process)
        file, _, line = (stack or _LOOPER)[0].rpartition("(")[2].rstrip(")").partition(":")
        phone.log_event(
            "am_crash", f"[{pid},0,{process.package},{0x20883E46},{exception},{message},{file},{line or 0}]", pid
        )
        tag = lines.launch_tag(phone.spec.sdk)
        record = f"ActivityRecord{{{tag_of(pid, top)} u0 {short(process.package, top)} t{self._task(process)}}}"
        phone.log_system(
            "W", tag, f"  Force finishing activity {record if phone.spec.sdk >= 30 else short(process.package, top)}"
        )
        phone.log.write("I", "Process", f"Sending signal. PID: {pid} SIG: 9", pid=pid, uid=process.uid)
        self.dropbox.add_of_app("data_app_crash", process.installed, process.package, pid, "", f"{first}{frames}\n")
        self.ask_after_crash(process)
        self.end(process, lines.died(phone.spec.sdk, process.package, pid))

    def ask_after_crash(self, process: AppProcess) -> None:
        """Since Android 9 the first crash is silent, unless `show_first_crash_dialog` is set."""
        phone, now = self._phone, self._phone.scheduler.now_ms()
        repeated = now - self._last_crash.get(process.package, -1e12) < _REPEAT_MS
        self._last_crash[process.package] = now
        if repeated or phone.settings.get("global", "show_first_crash_dialog") == "1":
            self._show("crash-again" if repeated else "crash", process)

    def _show(self, kind: str, process: AppProcess) -> None:
        phone, package = self._phone, process.package
        if phone.settings.get("global", "hide_error_dialogs") == "1":
            return

        def chosen(button: str) -> None:
            phone.windows.close_dialog(dialog)
            if button == "aerr_close":
                self.force_stop(package, "user request after error")
            elif button == "aerr_app_info":
                phone.activities.start(Intent(action="android.settings.APPLICATION_DETAILS_SETTINGS"), uid=1000)
            phone.changed()

        dialog = ErrorDialog(phone.spec, kind, package, phone.label_of(package), chosen)
        phone.windows.show_dialog(dialog)

    def not_responding(self, pid: int, reason: str, stack: tuple[str, ...] = ()) -> None:
        """The main thread let an input event wait for five seconds; `stack` is where it stands."""
        phone = self._phone
        process = phone.running.by_pid(pid)
        if process is None:
            return
        top = self._top(process)
        component = short(process.package, top)
        window = f"{tag_of('window', process.package, top)} {process.package}/{top}"
        reason = reason or (
            f"Input dispatching timed out ({window} (server) is not responding. "
            "Waited 5001ms for MotionEvent(action=DOWN))"
        )
        text = "\n".join(self._report(process, component, reason))
        self.last_anr = f"  Last ANR:\n{text}\n"
        phone.log_event("am_anr", f"[0,{pid},{process.package},{0x20883E46},{reason}]")
        phone.log_system("E", "ActivityManager", text)
        trace = thread_dump(process, phone.stamp(phone.wall_ms()), reason, stack or _ASLEEP)
        subject = f"PID: {pid}\n" if phone.sdk < 29 else ""
        more = f"{subject}Activity: {component}\nSubject: {reason}\n"
        body = "\n".join(phone.cpu.usage_lines(0, 5_000)) + f"\n\n{trace}"
        self.dropbox.add_of_app("data_app_anr", process.installed, process.package, pid, more, body)
        stamp = phone.now().strftime("%Y-%m-%d-%H-%M-%S-%f")[:-3]
        name = f"anr_{stamp}" if phone.sdk >= 26 else "traces.txt"
        phone.files.write(f"/data/anr/{name}", trace.encode(), 0o600 if phone.sdk >= 26 else 0o666)
        self._show("anr", process)
        phone.changed()

    def _report(self, process: AppProcess, component: str, reason: str) -> list[str]:
        phone = self._phone
        text = [f"ANR in {process.package} ({component})", f"PID: {process.pid}", f"Reason: {reason}"]
        if phone.spec.sdk >= 30:
            text += [f"Parent: {component}", f"ErrorId: {uuid.uuid4()}", "Frozen: false"]
        text += ["Load: 2.31 / 1.87 / 1.64", *phone.cpu.usage_lines(0, 5_000)]
        return text

    def _top(self, process: AppProcess) -> str:
        task = self._phone.activities.task_of(process.package)
        return task.top if task else ""

    def _task(self, process: AppProcess) -> int:
        task = self._phone.activities.task_of(process.package)
        return task.number if task else 0

    def end(self, process: AppProcess, line: str, *, orderly: bool = False) -> None:
        """The process is gone, whatever the reason; `line` is what the activity manager says."""
        phone = self._phone
        if phone.running.remove(process.pid) is None:
            return
        process.app.end()
        phone.running.jvms.ended(process.package, process.pid, "stopped" if orderly else "ended", orderly=orderly)
        phone.windows.close_for(process.package)
        phone.log_system("I", "ActivityManager", line)
        phone.log_event("am_proc_died", f"[0,{process.pid},{process.package},0,2]")
        phone.activities.process_gone(process)

    def force_stop(self, package: str, why: str) -> bool:
        """End its process and tasks; False when it did not run."""
        phone = self._phone
        installed = phone.packages.get(package)
        if installed is None:
            return False
        installed.stopped = True
        phone.windows.stopped(package)
        app_id = f"appid={installed.uid} user=0"
        phone.log_system("I", "ActivityManager", f"Force stopping {package} {app_id}: {why}")
        process = phone.running.of_package(package)
        if process is None:
            if why in _FROM_NOTHING:
                phone.running.jvms.renew(package)
            return False
        line = f"Killing {process.pid}:{package}/u0a{process.uid - 10000} (adj 0): stop {package} due to {why}"
        self.end(process, line, orderly=why not in _FROM_NOTHING)
        return True

    def kill(self, pid: int) -> bool:
        """A signal from the shell."""
        process = self._phone.running.by_pid(pid)
        if process is None:
            return self._phone.running.end_other(pid)
        self.end(process, lines.died(self._phone.spec.sdk, process.package, pid))
        return True


_ASLEEP = ("java.lang.Thread.sleep(Native method)",)


def thread_dump(process: AppProcess, at: str, reason: str, stack: tuple[str, ...]) -> str:
    """What the runtime writes on SIGQUIT: the main thread with its stack, and the names of the others."""
    held = process.app.held()
    main, *others = held.threads
    blocked = any(line.startswith("- waiting to lock") for line in stack)
    frames = "".join(f"  {line if line.startswith('- ') else f'at {line}'}\n" for line in (*stack, *_LOOPER))
    state = (
        "Blocked" if blocked else "Sleeping" if stack == _ASLEEP else "Native" if "Native" in stack[0] else "Runnable"
    )
    text = f"Subject: {reason}\n\n----- pid {process.pid} at {at}000000+0800 -----\nCmd line: {process.package}\n"
    text += f"Build type: optimized\n\nDALVIK THREADS ({len(held.threads)}):\n"
    text += (
        f'"main" prio=5 tid=1 {state}\n'
        '  | group="main" sCount=1 ucsCount=0 flags=1 obj=0x72a5c0d8 self=0xb400007cabc57380\n'
        f"  | sysTid={process.pid} nice=-10 cgrp=top-app sched=0/0 handle=0x7d3c1e84f8\n"
        f"  | state=S schedstat=( 0 0 0 ) utm={main.user_ticks} stm={main.system_ticks} core=3 HZ=100\n"
        f"  | held mutexes=\n{frames}\n"
    )
    for number, thread in enumerate(others, start=2):
        text += (
            f'"{thread.name}" daemon prio=5 tid={number} Waiting\n'
            f"  | sysTid={process.pid + number - 1} nice=0 cgrp=top-app sched=0/0 handle=0x7b2021bcb0\n"
            "  at java.lang.Object.wait(Native method)\n\n"
        )
    return f"{text}----- end {process.pid} -----\n"
