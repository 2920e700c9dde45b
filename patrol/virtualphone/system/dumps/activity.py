"""`dumpsys activity`: tasks, processes, services, recents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.system.activities import Task
from patrol.virtualphone.system.intent import short
from patrol.virtualphone.system.packages import tag_of
from patrol.virtualphone.system.processes import SYSTEM_SERVER, AppProcess

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone


def dump(phone: VirtualPhone, args: list[str]) -> str:
    names = [arg for arg in args if not arg.startswith("-")]
    match names[0] if names else "":
        case "activities" | "a":
            return activities(phone)
        case "top":
            return top(phone)
        case "recents" | "r":
            return recents(phone)
        case "processes" | "p":
            return processes(phone)
        case "services" | "s":
            return services(phone, names[1] if len(names) > 1 else "")
        case "lastanr":
            return "ACTIVITY MANAGER LAST ANR (dumpsys activity lastanr)\n" + phone.troubles.last_anr
        case "broadcasts" | "b" | "providers" | "prov" | "intents" | "i" | "permissions" | "settings" | "starter":
            return f"ACTIVITY MANAGER {names[0].upper()} (dumpsys activity {names[0]})\n  (nothing)\n"
        case "":
            parts = (services(phone, ""), recents(phone), activities(phone), processes(phone))
            return "\n".join(parts)
        case name:
            task = phone.activities.task_of(name.split("/")[0])
            return _top_of(phone, task) if task else f"Bad activity command, or no activities match: {name}\n"


def record(task: Task, name: str) -> str:
    """`ActivityRecord{4982687 u0 com.a/.B t12}`."""
    return f"ActivityRecord{{{tag_of(task.number, name)} u0 {short(task.package, name)} t{task.number}}}"


def process_record(process: AppProcess) -> str:
    user = f"u0a{process.uid - 10000}" if process.uid >= 10000 else str(process.uid)
    return f"ProcessRecord{{{tag_of(process.pid)} {process.pid}:{process.package}/{user}}}"


# -- activities --------------------------------------------------------------------------------------------------------


def activities(phone: VirtualPhone) -> str:
    head = "ACTIVITY MANAGER ACTIVITIES (dumpsys activity activities)\nDisplay #0 (activities from top to bottom):\n"
    return head + (_activities_9(phone) if phone.sdk < 30 else _activities_11(phone))


def _affinity(phone: VirtualPhone, task: Task) -> str:
    installed = phone.packages.get(task.package)
    return f"A={installed.uid if installed else 1000}:{task.package}" if phone.sdk >= 30 else f"A={task.package}"


def _user(phone: VirtualPhone, task: Task) -> str:
    """As UserHandle prints a uid: `u0a130`."""
    installed = phone.packages.get(task.package)
    return f"u0a{installed.uid - 10_000}" if installed and installed.uid >= 10_000 else "1000"


def _activities_9(phone: VirtualPhone) -> str:
    """Stacks and task records, as up to Android 10."""
    manager, parts = phone.activities, []
    for task in manager.tasks:
        kind = "home" if task is manager.home_task else "standard"
        size = len(task.activities())
        name = f"{tag_of('task', task.number)} #{task.number} {_affinity(phone, task)}"
        head = f"TaskRecord{{{name} U=0 StackId={task.number} sz={size}}}"
        parts.append(
            f"\n  Stack #{task.number}: type={kind} mode=fullscreen\n  isSleeping=false\n  mBounds=Rect(0, 0 - 0, 0)\n"
        )
        parts.append(f"    Task id #{task.number}\n    mBounds=Rect(0, 0 - 0, 0)\n    * {head}\n")
        parts.append(
            f"      userId=0 effectiveUid={_user(phone, task)} mCallingUid=2000 mUserSetupComplete=true"
            " mCallingPackage=null\n"
        )
        parts.append(f"      realActivity={short(task.package, task.root)}\n")
        numbered = list(enumerate(task.activities()))
        for index, name in reversed(numbered):
            parts.append(f"      * Hist #{index}: {record(task, name)}\n")
            parts.append(f"          packageName={task.package} processName={task.package}\n")
            parts.append(f"          Intent {{ {task.intent.inner()} }}\n")
            state = "RESUMED" if task is manager.front and index == numbered[-1][0] else "STOPPED"
            parts.append(
                f"          state={state} stopped={str(state != 'RESUMED').lower()} "
                f"delayedResume=false finishing=false\n"
            )
        parts.append("\n    Running activities (most recent first):\n")
        parts.append(f"      {head}\n")
        for index, name in reversed(numbered):
            parts.append(f"        Run #{index}: {record(task, name)}\n")
        if task is manager.front:
            parts.append(f"\n    mResumedActivity: {record(task, task.top)}\n")
    front = manager.front
    parts.append(f"\n  ResumedActivity: {record(front, front.top)}\n")
    parts.append(f"  mFocusedStack=ActivityStack{{{tag_of('stack', front.number)} stackId={front.number}}}\n")
    return "".join(parts)


def _activities_11(phone: VirtualPhone) -> str:
    """Tasks alone, as from Android 11 on."""
    manager, parts = phone.activities, []
    for task in manager.tasks:
        front = task is manager.front
        kind = "home" if task is manager.home_task else "standard"
        shown = f"visible={str(front).lower()} visibleRequested={str(front).lower()}"
        names = task.activities()
        head = f"Task{{{tag_of('task', task.number)} #{task.number} type={kind} {_affinity(phone, task)} U=0 {shown} "
        parts.append(f"  * {head}mode=fullscreen translucent={str(not front).lower()} sz={len(names)}}}\n")
        if phone.sdk < 31:
            parts.append("    mBounds=Rect(0, 0 - 0, 0)\n    mMinWidth=-1 mMinHeight=-1\n")
        parts.append("    isSleeping=false\n")
        if front:
            parts.append(
                f"    {'topResumedActivity=' if phone.sdk >= 33 else 'mResumedActivity: '}{record(task, task.top)}\n"
            )
        for index, name in reversed(list(enumerate(names))):
            gap = "  " if phone.sdk >= 31 else " "
            parts.append(f"    * Hist{gap}#{index}: {record(task, name)}\n")
            parts.append(f"        packageName={task.package} processName={task.package}\n")
            parts.append(f"      Intent {{ {task.intent.inner()} }}\n")
        process = phone.running.by_pid(task.app.pid)
        if process is not None:
            parts.append(f"      {process_record(process)}\n")
        parts.append("\n")
    front_task = manager.front
    resumed = record(front_task, front_task.top)
    parts.append(f"  Resumed activities in task display areas (from top to bottom):\n    Resumed: {resumed}\n\n")
    parts.append(f"  ResumedActivity: {resumed}\n\n")
    name = "topDisplayFocusedRootTask" if phone.sdk >= 31 else "topDisplayFocusedStack"
    parts.append(
        f"ActivityTaskSupervisor state:\n  {name}=Task{{{tag_of('task', front_task.number)} #{front_task.number}}}\n"
    )
    focus = phone.windows.focused()
    from patrol.virtualphone.system.dumps.window import window_name

    parts.append(f"  mCurrentFocus={window_name(focus) if focus else 'null'}\n  mFocusedApp={resumed}\n")
    return "".join(parts)


def top(phone: VirtualPhone) -> str:
    """The activity in front of each task that is visible; the front task comes last, as on a phone."""
    tasks = [phone.activities.front]
    if phone.activities.front is not phone.activities.home_task:
        tasks.insert(0, phone.activities.home_task)
    return "".join(_top_of(phone, task) for task in tasks)


def _top_of(phone: VirtualPhone, task: Task) -> str:
    front = task is phone.activities.front
    label = f"{task.package}" if phone.sdk >= 28 else "null"
    name = task.top
    text = f"TASK {label} id={task.number} userId=0\n"
    text += f"  ACTIVITY {short(task.package, name)} {tag_of(task.number, name)} pid={task.app.pid}\n"
    text += f"    Local Activity {tag_of('local', name)} State:\n"
    text += f"      mResumed={str(front).lower()} mStopped={str(not front).lower()} mFinished=false\n"
    text += f"      mChangingConfigurations=false\n      mCurrentConfig={configuration(phone)}\n"
    text += "      mLoadersStarted=true\n    View Hierarchy:\n"
    for window in [w for w in task.app.windows() if w.activity == name][:1]:
        text += f"      DecorView@{tag_of('decor', name)}[{name.rpartition('.')[2]}]\n"
        for node in list(window.root.walk())[:200]:
            box = node.bounds
            named = f" #7f0a0000 {node.resource_id.replace(':id/', ':id/')}" if node.resource_id else ""
            place = f"{box.left},{box.top}-{box.right},{box.bottom}"
            text += (
                f"        {node.class_name}{{{tag_of(node.bounds, node.class_name)} V.E...... "
                f"........ {place}{named}}}\n"
            )
    return text + "\n"


def configuration(phone: VirtualPhone) -> str:
    """The Configuration as dumps print it."""
    width, height = phone.size
    dpi = phone.density_dpi
    dp = width * 160 // dpi
    bounds = f"Rect(0, 0 - {width}, {height})"
    bars = phone.spec.dp(48)
    return (
        f"{{1.0 460mcc0mnc [{phone.spec.locale.replace('-', '_')}] ldltr sw{dp}dp w{dp}dp "
        f"h{(height - bars) * 160 // dpi}dp "
        f"{dpi}dpi nrml long port finger -keyb/v/h -nav/h winConfig={{ mBounds={bounds} "
        f"mAppBounds=Rect(0, 0 - {width}, {height - bars}) mWindowingMode=fullscreen mDisplayWindowingMode=fullscreen "
        "mActivityType=standard mAlwaysOnTop=undefined mRotation=ROTATION_0} s.8}"
    )


def recents(phone: VirtualPhone) -> str:
    parts = ["ACTIVITY MANAGER RECENT TASKS (dumpsys activity recents)\n  Recent tasks:\n"]
    tasks = [t for t in phone.activities.tasks if t is not phone.activities.home_task and t.number]
    for index, task in enumerate(tasks):
        kind = "Task" if phone.sdk >= 30 else "TaskRecord"
        sz = f"sz={len(task.activities())}"
        parts.append(
            f"  * Recent #{index}: {kind}{{{tag_of('task', task.number)} #{task.number} "
            f"{_affinity(phone, task)} U=0 {sz}}}\n"
        )
        parts.append(f"    userId=0 effectiveUid={_user(phone, task)} intent={{{task.intent.inner()}}}\n")
        parts.append(f"    realActivity={{{task.package}/{task.root}}}\n")
    return "".join(parts)


# -- processes and services --------------------------------------------------------------------------------------------


def processes(phone: VirtualPhone) -> str:
    parts = ["ACTIVITY MANAGER RUNNING PROCESSES (dumpsys activity processes)\n  All known processes:\n"]
    running = phone.running.apps()
    for process in running:
        parts.append(
            f"  *APP* UID {process.uid} {process_record(process)}\n    user #0 uid={process.uid} gids={{3003}}\n"
        )
        parts.append(f"    dir={process.installed.code_path if process.installed else ''}/base.apk\n")
        parts.append(f"    packageList={{{process.package}}}\n    compat={{{phone.density_dpi}dpi}}\n")
    parts.append(f"\n  Process OOM control ({len(running) + 1} total, non-act at 0, non-svc at 0):\n")
    parts.append(f"    PERS #{len(running)}: sys    F/ /PER  LCMNFU  t: 0 {SYSTEM_SERVER}:system/1000 (fixed)\n")
    for index, process in enumerate(reversed(running)):
        front = phone.activities.front.app is process.app
        shape = "fg     T/A/TOP  LCMNFU" if front else "cch+5  b/ /CRE  ------"
        why = "top-activity" if front else "cch-act"
        user = f"u0a{process.uid - 10000}"
        parts.append(f"    Proc #{index:>2}: {shape}  t: 0 {process.pid}:{process.package}/{user} ({why})\n")
    front_process = phone.running.by_pid(phone.activities.front.app.pid)
    if front_process:
        parts.append(f"\n  mTopProcess: {process_record(front_process)}\n")
    return (
        "".join(parts) + f"\n  mWakefulness={'Awake' if phone.screen_on else 'Asleep'}\n"
        f"  mSleeping={str(not phone.screen_on).lower()}\n"
    )


def services(phone: VirtualPhone, name: str) -> str:
    """Started services: those that testing tools wait for, once the app that has them runs or was started."""
    head = "ACTIVITY MANAGER SERVICES (dumpsys activity services)\n"
    found = []
    for process in phone.running.apps():
        if process.installed is None or (name and name.split("/")[0] != process.package):
            continue
        for component in process.installed.manifest.components:
            if component.kind == "service" and component.exported:
                service = f"ServiceRecord{{{tag_of(component.name)} u0 {short(process.package, component.name)}}}"
                found.append(
                    f"  * {service}\n    app={process_record(process)}\n    isForeground=true foregroundId=1\n"
                )
    return head + ("  User 0 active services:\n" + "".join(found) if found else "  (nothing)\n")
