"""Processes of apps: how one begins, and for what the system begins one that nobody has launched.

An app that was force-stopped, or never launched, is left alone: Android keeps such packages in the stopped state and
sends them no broadcast (FLAG_EXCLUDE_STOPPED_PACKAGES, launch controls of Android 3.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.system import lines
from patrol.virtualphone.system.host import AppHost
from patrol.virtualphone.system.intent import short
from patrol.virtualphone.system.manifest import Component, Installed
from patrol.virtualphone.system.processes import AppProcess

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

BOOT_COMPLETED = "android.intent.action.BOOT_COMPLETED"
MAY_HEAR_OF_BOOT = "android.permission.RECEIVE_BOOT_COMPLETED"
PROTECTED = frozenset(
    {
        BOOT_COMPLETED,
        "android.intent.action.LOCKED_BOOT_COMPLETED",
        "android.intent.action.ACTION_POWER_CONNECTED",
        "android.intent.action.ACTION_POWER_DISCONNECTED",
        "android.intent.action.PACKAGE_ADDED",
        "android.intent.action.USER_PRESENT",
        "android.net.conn.CONNECTIVITY_CHANGE",
    }
)
"""<protected-broadcast> of the platform's manifest: only the system may send them, not the shell of a user build."""
BEHIND_STARTS_NONE = 26
"""API level of Android 8, whose background execution limits let no app behind start a service."""
JOB = "android.permission.BIND_JOB_SERVICE"
SETTLED_MS = 300
"""Between the end of the boot and its broadcast."""
TOLD_MS = 700
"""How long its receivers take, each process among it."""


def begin_process(phone: VirtualPhone, installed: Installed, why: str, component: str) -> AppProcess:
    """A new process of the app, which must have a program. `component`: `package/class` for which it is needed."""
    assert installed.program is not None
    pid = phone.running.next_pid()
    line, values = lines.process_started(phone.sdk, pid, installed.package, installed.uid, why, component)
    phone.log_system("I", "ActivityManager", line)
    phone.log_event("am_proc_start", values)
    host = AppHost(phone, installed, pid)
    phone.running.jvms.began(installed.package, pid)
    app = installed.program.start(host, pid, installed.stored)
    process = AppProcess(pid, installed, app, phone.scheduler.now_ms())
    phone.keyboard.tell(app)
    phone.running.add(process)
    phone.log_event("am_proc_bound", f"[0,{pid},{installed.package}]")
    return process


class Waking:
    """What the system starts by itself: receivers of the phone's start, services after their process was ended."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def kill_behind(self, process: AppProcess) -> None:
        """`am kill`, as the system ends a process of the background that it wants the memory of: the package does not
        become stopped, so its services, jobs and alarms start it again."""
        phone = self._phone
        line, values = lines.killed_behind(process.pid, process.package, process.uid)
        phone.log_event("am_kill", values)
        phone.troubles.end(process, line)
        for component in process.installed.manifest.components if process.installed else ():
            if component.again_ms:
                self._again(component, process.package)

    def _again(self, component: Component, package: str) -> None:
        if component.kind == "service" and component.permission != JOB:
            name = short(package, component.name)
            message = f"Scheduling restart of crashed service {name} in {component.again_ms:.0f}ms for start-requested"
            self._phone.log_system("W", "ActivityManager", message)
        self._phone.later(component.again_ms, lambda: self._wake(package, component))

    def booted(self) -> None:
        """The user is unlocked after a boot: BOOT_COMPLETED goes out, to apps that ask for it and are not stopped."""
        self._phone.later(SETTLED_MS, self._post)

    def _post(self) -> None:
        phone = self._phone
        phone.log_system("I", "ActivityManager", "Posting BOOT_COMPLETED user #0")
        for installed in list(phone.packages):
            hears = [c for c in installed.manifest.components if c.kind == "receiver" and BOOT_COMPLETED in c.actions]
            if hears and MAY_HEAR_OF_BOOT in installed.manifest.permissions:
                self._wake(installed.package, hears[0])
        phone.later(
            TOLD_MS, lambda: phone.log_system("I", "ActivityManager", "Finished processing BOOT_COMPLETED for u0")
        )

    def start_service(self, caller: Installed, pid: int, component: str) -> None:
        """Context.startService of an app. Since Android 8 one that lies in the background may start none; the log names
        who tried."""
        phone = self._phone
        package, _, name = component.partition("/")
        where = f"Intent {{ cmp={short(package, name)} }}"
        installed = phone.packages.get(package)
        services = (
            (c for c in installed.manifest.components if c.kind == "service" and c.name == name) if installed else ()
        )
        service = next((c for c in services if c.exported or package == caller.package), None)
        if installed is None or service is None:
            phone.log_system("W", "ActivityManager", f"Unable to start service {where} U=0: not found")
        elif phone.sdk >= BEHIND_STARTS_NONE and phone.activities.front.package != caller.package:
            line = lines.service_refused(where, short(package, name), pid, caller.uid, caller.package)
            phone.log_system("W", "ActivityManager", line)
        else:
            installed.stopped = False  # an intent that names the component reaches a stopped package, too
            self._wake(package, service)

    def _wake(self, package: str, component: Component) -> None:
        """Start the app's process for this component, unless it runs, or the package is stopped."""
        phone, installed = self._phone, self._phone.packages.get(package)
        if installed is None or installed.program is None or installed.stopped or not installed.enabled:
            return
        if phone.faults.booting or phone.running.of_package(package) is not None:
            return
        why = {"receiver": "broadcast", "provider": "content provider"}.get(component.kind, component.kind)
        begin_process(phone, installed, why, f"{package}/{component.name}").app.begin_behind()
