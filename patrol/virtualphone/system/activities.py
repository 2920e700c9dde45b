"""The activity manager: tasks, launches and the processes behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patrol.virtualphone.contracts import App, Launched
from patrol.virtualphone.system import lines
from patrol.virtualphone.system.intent import HOME, MAIN, NEW_TASK, Intent, link_matches, short
from patrol.virtualphone.system.manifest import Component, Installed
from patrol.virtualphone.system.processes import AppProcess
from patrol.virtualphone.system.starting import Waking, begin_process
from patrol.virtualphone.system.sysapps import ACTIONS, ForeignApp, Recents, SystemApp, foreign_target

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

SHELL_UID = 2000


@dataclass(slots=True)
class Task:
    """A stack of activities of one app; the app itself knows which ones, by its windows."""

    number: int
    app: App
    root: str
    """Class of the activity it began with."""
    intent: Intent

    @property
    def package(self) -> str:
        return self.app.package

    def activities(self) -> list[str]:
        """Classes from the bottom to the top."""
        names = [w.activity for w in self.app.windows() if w.kind in ("activity", "launcher") and w.activity]
        return [name for i, name in enumerate(names) if i == 0 or names[i - 1] != name] or [self.root]

    @property
    def top(self) -> str:
        return self.activities()[-1]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a launch ended: `total_ms` None when nothing was drawn."""

    component: tuple[str, str]
    state: str
    """COLD, WARM, HOT, `UNKNOWN (0)`, `UNKNOWN (-1)`."""
    total_ms: float | None
    wait_ms: float


@dataclass(slots=True)
class Outcome:
    """What starting an intent came to at once. `result`: started, to-front, delivered, no-class, unresolved, denied."""

    result: str
    intent: Intent
    component: tuple[str, str] = ("", "")
    detail: str = ""


@dataclass(slots=True)
class _Pending:
    """A launch whose first frame is still to come."""

    component: tuple[str, str]
    began_ms: float
    done: Callable[[Drawn], None]
    cancels: list[Callable[[], None]] = field(default_factory=list)


class ActivityManager:
    """Tasks from front to back; the home task is always among them."""

    def __init__(self, phone: VirtualPhone, launcher: SystemApp) -> None:
        self._phone = phone
        self._pending: dict[int, _Pending] = {}
        self._next_task = 2
        home = Intent(action=MAIN, categories=(HOME,), flags=0x10000100)
        self.home_task = Task(1, launcher, launcher.activity, home)
        self.tasks: list[Task] = [self.home_task]
        self.previous: Task | None = None
        self.waking = Waking(phone)

    # -- looking ---------------------------------------------------------------------------------------------------

    @property
    def front(self) -> Task:
        return self.tasks[0]

    def task_of(self, package: str) -> Task | None:
        return next((t for t in self.tasks if t.package == package), None)

    def resolve(self, intent: Intent) -> tuple[Installed | None, Component | None, str]:
        """(app, activity, scheme of a phone app) an intent leads to; all empty when nothing answers it."""
        packages = self._phone.packages
        if intent.component:
            installed = packages.get(intent.component[0])
            activity = installed.manifest.activity(intent.component[1]) if installed and installed.enabled else None
            return installed, activity, ""
        if intent.data:
            return self._resolve_link(intent)
        if intent.package and (installed := packages.get(intent.package)):
            return installed, installed.manifest.launcher, ""
        if intent.action.startswith("android.settings."):
            return None, None, "settings"
        return None, None, ACTIONS.get(intent.action, "")

    def _resolve_link(self, intent: Intent) -> tuple[Installed | None, Component | None, str]:
        for installed in self._phone.packages:
            if intent.package and installed.package != intent.package:
                continue
            for activity in installed.manifest.activities:
                if any(link_matches(pattern, intent.data) for pattern in activity.links):
                    return installed, activity, ""
        scheme = intent.data.partition(":")[0].lower()
        target = foreign_target(scheme)
        if target and intent.package in ("", target[0]):
            return None, None, scheme
        return None, None, ""

    # -- starting --------------------------------------------------------------------------------------------------

    def start(self, intent: Intent, *, uid: int = SHELL_UID, done: Callable[[Drawn], None] | None = None) -> Outcome:
        """Start what `intent` names on behalf of `uid`; `done` hears when the first frame was drawn, unless the
        outcome is an error."""
        done = done or (lambda drawn: None)
        installed, activity, scheme = self.resolve(intent)
        intent = intent.with_flags(NEW_TASK)
        if scheme:
            return self._start_foreign(intent, scheme, uid, done)
        if installed is None or activity is None or (installed.program is None and not installed.manifest.system):
            if intent.component:
                return Outcome("no-class", intent, intent.component)
            return Outcome("unresolved", intent)
        component = (installed.package, activity.name)
        if not (activity.exported or activity.links) and uid not in (0, 1000, installed.uid):
            caller = f"from null (pid={self._phone.running.next_pid()}, uid={uid})"
            text = f"Permission Denial: starting {intent.at(*component)} {caller} not exported from uid {installed.uid}"
            return Outcome("denied", intent, component, text)
        if installed.program is None:
            return self._start_foreign(intent, "settings", uid, done)
        return self._start_app(intent.at(*component), installed, activity, uid, done)

    def _start_app(
        self, intent: Intent, installed: Installed, activity: Component, uid: int, done: Callable[[Drawn], None]
    ) -> Outcome:
        component = (installed.package, activity.name)
        task = self.task_of(installed.package)
        self._phone.log_system("I", *lines.start(self._phone.spec.sdk, intent, uid, again=task is not None))
        if task is not None and task is self.front and not intent.data and task.top == activity.name:
            self._phone.later(1, lambda: done(Drawn(component, "UNKNOWN (0)", None, 1)))
            return Outcome("delivered" if activity.launcher else "to-front", intent, component)
        process = self._phone.running.of_package(installed.package)
        cold = process is None
        if process is None:
            why = lines.for_activity(self._phone.sdk)
            process = begin_process(self._phone, installed, why, f"{installed.package}/{activity.name}")
        installed.stopped = False
        existed = task is not None
        # launch() itself brings the app to the foreground: told before, it would find itself on top already.
        self._to_front(task or self._new_task(process.app, activity.name, intent), foreground=False)
        pending = _Pending(component, self._phone.scheduler.now_ms(), done)
        self._pending[process.pid] = pending
        launched = process.app.launch(
            "" if intent.is_launch and activity.launcher else activity.name, intent.data, cold
        )
        if self._pending.get(process.pid) is pending:
            self._await_frame(process, pending, launched)
        self._phone.changed()
        return Outcome("to-front" if existed and intent.is_launch else "started", intent, component)

    def _await_frame(self, process: AppProcess, pending: _Pending, launched: Launched) -> None:
        component = (process.package, launched.activity or pending.component[1])
        phone, total = self._phone, launched.displayed_ms
        name = short(*component)

        def displayed() -> None:
            self._pending.pop(process.pid, None)
            phone.log_system("I", *lines.displayed(phone.spec.sdk, name, total))
            phone.log_event("am_activity_launch_time", f"[0,{process.pid * 7919},{name},{total:.0f},{total:.0f}]")
            wait = phone.scheduler.now_ms() - pending.began_ms
            pending.done(Drawn(component, launched.kind, total, max(wait, total + 2)))

        def fully() -> None:
            full = launched.fully_drawn_ms
            if full is not None and phone.running.by_pid(process.pid):
                phone.log_system("I", *lines.fully_drawn(phone.spec.sdk, name, full))

        pending.cancels.append(phone.later(total, displayed))
        if launched.fully_drawn_ms is not None:
            phone.later(launched.fully_drawn_ms, fully)

    def _start_foreign(self, intent: Intent, scheme: str, uid: int, done: Callable[[Drawn], None]) -> Outcome:
        """Dialer, browser, settings …: the phone's own apps."""
        phone = self._phone
        target = foreign_target(scheme)
        assert target is not None
        component = intent.component or target
        process = phone.running.of_package(target[0])
        cold = process is None
        if process is None:
            pid = phone.running.next_pid()
            app = ForeignApp(phone.spec, scheme, pid)
            process = AppProcess(pid, phone.packages.get(target[0]), app, phone.scheduler.now_ms())
            phone.running.add(process)
        intent = intent.at(*component)
        phone.log_system("I", *lines.start(phone.spec.sdk, intent, uid, again=not cold))
        task = self.task_of(target[0]) or self._new_task(process.app, component[1], intent)
        self._to_front(task, foreground=not cold)
        pending = _Pending(component, phone.scheduler.now_ms(), done)
        self._pending[process.pid] = pending
        self._await_frame(process, pending, process.app.launch(component[1], intent.data, cold))
        phone.changed()
        return Outcome("started", intent, component)

    def _new_task(self, app: App, root: str, intent: Intent) -> Task:
        task = Task(self._next_task, app, root, intent)
        self._next_task += 1
        self._phone.log_event("am_create_task" if self._phone.spec.sdk < 30 else "wm_create_task", f"[0,{task.number}]")
        return task

    def _to_front(self, task: Task, *, foreground: bool = True) -> None:
        old = self.front
        if task in self.tasks:
            self.tasks.remove(task)
        self.tasks.insert(0, task)
        if old is not task:
            self.previous = old
            old.app.to_background()
            if foreground:
                task.app.to_foreground()
            resumed = (
                f"[0,{task.number * 104729},{task.number},{short(task.package, task.top if foreground else task.root)}]"
            )
            event = "am_resume_activity" if self._phone.spec.sdk < 30 else "wm_resume_activity"
            self._phone.log_event(event, resumed)

    # -- leaving ---------------------------------------------------------------------------------------------------

    def home(self) -> None:
        """The Home key."""
        if self.front is self.home_task:
            return
        self._phone.log_system(
            "I",
            *lines.start(
                self._phone.spec.sdk,
                self.home_task.intent.at(self.home_task.package, self.home_task.root),
                0,
                again=True,
            ),
        )
        self._to_front(self.home_task)
        self._phone.changed()

    def open_recents(self) -> None:
        """The overview key: shows the tasks; a tap on one brings it forward."""
        tasks = [(t.number, self._phone.label_of(t.package)) for t in self.tasks if t is not self.home_task]
        recents = Recents(self._phone.spec, self.home_task.app.pid, lambda: tasks)
        recents.open = self.show_task
        self._to_front(Task(0, recents, recents.activity, Intent()))
        self.tasks = [t for t in self.tasks if t.number or t is self.front]
        self._phone.changed()

    def show_task(self, number: int) -> None:
        task = next((t for t in self.tasks if t.number == number), None)
        if task is not None:
            self._to_front(task)
            self.tasks = [t for t in self.tasks if t.number]
            self._phone.changed()

    def back(self) -> None:
        """Back was left to the system: the task goes to the back from Android 12 on, before it is finished."""
        task = self.front
        if task is self.home_task:
            return
        if self._phone.spec.sdk >= 31 and task.number:
            self._to_front(self.home_task)
        else:
            self.finished(task.app)
        self._phone.changed()

    def finished(self, app: App) -> None:
        """The app's last activity ended; what was below comes forward, and the process stays."""
        task = next((t for t in self.tasks if t.app is app), None)
        if task is None or task is self.home_task:
            return
        was_front = task is self.front
        if was_front:
            app.to_background()
        self.tasks.remove(task)
        if was_front:
            self.front.app.to_foreground()
        self._phone.changed()

    def process_gone(self, process: AppProcess) -> None:
        """Its tasks vanish and launches still waiting hear that nothing was drawn."""
        was_front = self.front.app is process.app
        self.tasks = [t for t in self.tasks if t.app is not process.app]
        pending = self._pending.pop(process.pid, None)
        if pending is not None:
            for cancel in pending.cancels:
                cancel()
            waited = self._phone.scheduler.now_ms() - pending.began_ms
            pending.done(Drawn(pending.component, "UNKNOWN (-1)", None, waited))
        if was_front:
            self.front.app.to_foreground()
        self._phone.changed()
