"""Lines that Android itself writes to the log around launches, by version: (tag, message)."""

from __future__ import annotations

from patrol.virtualphone.system.intent import Intent


def duration(ms: float) -> str:
    """`+1s485ms`, as TimeUtils.formatDuration prints it."""
    whole = max(0, round(ms))
    seconds, rest = divmod(whole, 1000)
    minutes, seconds = divmod(seconds, 60)
    parts = [f"{minutes}m" if minutes else "", f"{seconds}s" if seconds or minutes else "", f"{rest}ms"]
    return "+" + "".join(parts)


def launch_tag(sdk: int) -> str:
    """Launch lines moved from the activity manager to the activity task manager with Android 10."""
    return "ActivityManager" if sdk < 29 else "ActivityTaskManager"


def start(sdk: int, intent: Intent, uid: int, *, again: bool) -> tuple[str, str]:
    inner = intent.inner()
    if sdk < 34:
        return launch_tag(sdk), f"START u0 {{{inner}}} from uid {uid}"
    why = "BAL_ALLOW_PERMISSION" if uid == 2000 else "BAL_ALLOW_VISIBLE_WINDOW"
    code = 2 if again and intent.is_launch else 0
    return launch_tag(sdk), f"START u0 {{{inner}}} with LAUNCH_MULTIPLE from uid {uid} ({why}) result code={code}"


def for_activity(sdk: int) -> str:
    """Why a process is started for a launch, as HostingRecord has it."""
    return "activity" if sdk < 30 else "pre-top-activity" if sdk < 31 else "next-top-activity"


def process_started(sdk: int, pid: int, package: str, uid: int, why: str, component: str) -> tuple[str, str]:
    """(line of the activity manager, values of am_proc_start). `why`: an activity's, `service`, `broadcast`,
    `content provider`; braces came with HostingRecord in Android 10."""
    target = component if sdk < 29 else f"{{{component}}}"
    return (
        f"Start proc {pid}:{package}/u0a{uid - 10000} for {why} {target}",
        f"[0,{pid},{uid},{package},{why},{target}]",
    )


def displayed(sdk: int, component: str, ms: float) -> tuple[str, str]:
    user = " for user 0" if sdk >= 34 else ""
    return launch_tag(sdk), f"Displayed {component}{user}: {duration(ms)}"


def fully_drawn(sdk: int, component: str, ms: float) -> tuple[str, str]:
    return launch_tag(sdk), f"Fully drawn {component}: {duration(ms)}"


def killed_behind(pid: int, package: str, uid: int) -> tuple[str, str]:
    """(line, values of am_kill) for a process that `am kill` ends: 700 is the app before the one in front."""
    line = f"Killing {pid}:{package}/u0a{uid - 10000} (adj 700): kill background"
    return line, f"[0,{pid},{package},700,kill background]"


def service_refused(intent: str, component: str, pid: int, uid: int, package: str) -> str:
    """ActiveServices' word on an app in the background that starts a service."""
    caller = f"from pid={pid} uid={uid} pkg={package} startFg?=false"
    return f"Background start not allowed: service {intent} to {component} {caller}"


def died(sdk: int, package: str, pid: int) -> str:
    return f"Process {package} (pid {pid}) has died: {'fore' if sdk < 29 else 'fg '} TOP "
