"""`am`, `cmd activity`: starting, stopping, broadcasting."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.activities import SHELL_UID, Drawn, Outcome
from patrol.virtualphone.system.commands.words import Ctx, Words, thrown
from patrol.virtualphone.system.intent import Intent, IntentError, parse_intent, short
from patrol.virtualphone.system.keyboard import ADB_KEYBOARD
from patrol.virtualphone.system.starting import PROTECTED

Verb = Callable[[Ctx, Words], Awaitable[int]]
_VERBS: dict[str, Verb] = {}
_DENIED = (
    "com.android.server.wm.ActivityTaskSupervisor.checkStartAnyActivityPermission(ActivityTaskSupervisor.java:1168)",
    "com.android.server.wm.ActivityStarter.executeRequest(ActivityStarter.java:1046)",
    "com.android.server.wm.ActivityStarter.execute(ActivityStarter.java:703)",
    "com.android.server.am.ActivityManagerShellCommand.runStartActivity(ActivityManagerShellCommand.java:623)",
    "com.android.server.am.ActivityManagerShellCommand.onCommand(ActivityManagerShellCommand.java:196)",
)


_NOT_SENT = (
    "com.android.server.am.ActivityManagerService.broadcastIntentLocked(ActivityManagerService.java:14337)",
    "com.android.server.am.ActivityManagerService.broadcastIntentWithFeature(ActivityManagerService.java:15240)",
    "com.android.server.am.ActivityManagerShellCommand.runSendBroadcast(ActivityManagerShellCommand.java:934)",
    "com.android.server.am.ActivityManagerShellCommand.onCommand(ActivityManagerShellCommand.java:252)",
)


def verb(*names: str) -> Callable[[Verb], Verb]:
    def register(run: Verb) -> Verb:
        _VERBS.update(dict.fromkeys(names, run))
        return run

    return register


@command("am")
async def am(ctx: Ctx) -> int:
    return await activity_command(ctx, ctx.args[1:])


async def activity_command(ctx: Ctx, args: list[str]) -> int:
    """`am ARGS` and `cmd activity ARGS`."""
    words = Words(args)
    name = words.take()
    run = _VERBS.get(name)
    if run is None:
        if not name:
            await ctx.out.write("Activity manager (activity) commands:\n  help\n      Print this help text.\n")
            return 255
        await ctx.out.write(f"Unknown command: {name}\n")
        return 255
    try:
        return await run(ctx, words)
    except IntentError as error:
        text = str(error)
        if text.startswith("Unknown option"):
            await ctx.err.write(f"Error: {text}\n")
            return 255
        return await thrown(ctx, name, "java.lang.IllegalArgumentException", text)
    except ValueError as error:
        return await thrown(ctx, name, "java.lang.NumberFormatException", str(error))


@verb("start", "start-activity")
async def start_activity(ctx: Ctx, words: Words) -> int:
    wait = words.flag("-W")
    stop = words.flag("-S")
    words.flag("-D", "-N", "--track-allocation", "--streaming", "--dismiss-keyguard-if-insecure")
    for option in ("--user", "--display", "--windowingMode", "--activityType", "-P", "--start-profiler"):
        words.value(option)
    repeats = int(words.value("-R", default="1"))
    intent = parse_intent(words.rest)
    for _ in range(repeats):
        code = await _start_once(ctx, intent, wait=wait, stop=stop)
    return code


async def _start_once(ctx: Ctx, intent: Intent, *, wait: bool, stop: bool) -> int:
    phone = ctx.phone
    if stop:
        package = intent.component[0] if intent.component else intent.package
        if not package:
            found, _, _ = phone.activities.resolve(intent)
            package = found.package if found else ""
        await ctx.out.write(f"Stopping: {package}\n")
        phone.troubles.force_stop(package, f"from pid {phone.running.next_pid()}")
    await ctx.out.write(f"Starting: {_as_written(intent)}\n")
    began = phone.uptime_ms()
    drawn: asyncio.Future[Drawn] = asyncio.get_running_loop().create_future()
    uid = 0 if phone.root else SHELL_UID
    outcome = phone.activities.start(intent, uid=uid, done=drawn.set_result)
    if outcome.result in ("no-class", "unresolved", "denied"):
        return await _refused(ctx, outcome)
    if warning := _WARNINGS.get(outcome.result):
        await ctx.err.write(f"Warning: {warning}\n")
    if wait:
        await ctx.out.write(_report(phone.sdk, await drawn, phone.uptime_ms() - began))
    return 0


_WARNINGS = {
    "to-front": "Activity not started, its current task has been brought to the front",
    "delivered": "Activity not started, intent has been delivered to currently running top-most instance.",
}


def _as_written(intent: Intent) -> str:
    """am repeats the component as it was typed."""
    text = str(intent)
    if intent.component and intent.typed:
        text = text.replace(f"cmp={short(*intent.component)}", f"cmp={intent.typed}")
    return text


async def _refused(ctx: Ctx, outcome: Outcome) -> int:
    if outcome.result == "denied":
        return await thrown(ctx, "start", "java.lang.SecurityException", outcome.detail, _DENIED)
    if outcome.result == "no-class":
        package, name = outcome.component
        text = f"Error type 3\nError: Activity class {{{package}/{name}}} does not exist.\n"
    else:
        text = f"Error: Activity not started, unable to resolve {outcome.intent}\n"
    await ctx.err.write(text)
    return 1 if ctx.phone.sdk >= 30 else 0


def _report(sdk: int, drawn: Drawn, waited: float) -> str:
    """The lines of `-W`. LaunchState is new with Android 10, ThisTime went with it; TotalTime is left out where
    nothing was drawn (Android 13 and up) and 0 before."""
    lines = ["Status: ok"]
    if sdk >= 29:
        lines.append(f"LaunchState: {drawn.state}")
    lines.append(f"Activity: {short(*drawn.component)}")
    total = drawn.total_ms
    if total is None and sdk < 33:
        total = 0.0
    if total is not None:
        if sdk < 29:
            lines.append(f"ThisTime: {total:.0f}")
        lines.append(f"TotalTime: {total:.0f}")
    lines.append(f"WaitTime: {max(waited, drawn.wait_ms):.0f}")
    return "\n".join([*lines, "Complete"]) + "\n"


@verb("force-stop")
async def force_stop(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    ctx.phone.troubles.force_stop(words.take(), f"from pid {ctx.phone.running.next_pid()}")
    return 0


@verb("kill")
async def kill(ctx: Ctx, words: Words) -> int:
    """Only what is in the background is killed."""
    words.value("--user")
    process = ctx.phone.running.of_package(words.take())
    if process and ctx.phone.activities.front.package != process.package:
        ctx.phone.activities.waking.kill_behind(process)
    return 0


@verb("kill-all")
async def kill_all(ctx: Ctx, words: Words) -> int:
    for process in ctx.phone.running.apps():
        if ctx.phone.activities.front.package != process.package:
            ctx.phone.activities.waking.kill_behind(process)
    return 0


@verb("crash")
async def crash(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    process = ctx.phone.running.by_name_or_pid(words.take())
    if process:
        exception = "android.app.RemoteServiceException$CrashedByAdbException"
        ctx.phone.troubles.crash(process.pid, exception, "shell-induced crash", ())
    return 0


@verb("get-current-user")
async def current_user(ctx: Ctx, words: Words) -> int:
    await ctx.out.write("0\n")
    return 0


@verb("get-config")
async def config(ctx: Ctx, words: Words) -> int:
    spec = ctx.phone.spec
    dp = round(spec.width * 160 / ctx.phone.density_dpi)
    await ctx.out.write(
        f"config: mcc460-mnc0-{spec.locale.replace('-', '-r')}-ldltr-sw{dp}dp-w{dp}dp-normal-long-notround-nowidecg-"
        f"lowdr-port-notnight-{ctx.phone.density_dpi}dpi-finger-keysexposed-nokeys-navhidden-nonav-"
        f"{spec.width}x{spec.height}-v{spec.sdk}\nabi: {spec.abi}\n"
    )
    return 0


@verb("broadcast")
async def broadcast(ctx: Ctx, words: Words) -> int:
    for option in ("--user", "--receiver-permission"):
        words.value(option)
    words.flag("--receiver-foreground", "--receiver-registered-only")
    intent = parse_intent(words.rest)
    if intent.action in PROTECTED and not ctx.phone.root:
        caller = f"from pid={ctx.phone.running.next_pid()}, uid={SHELL_UID}"
        text = f"Permission Denial: not allowed to send broadcast {intent.action} {caller}"
        return await thrown(ctx, "broadcast", "java.lang.SecurityException", text, _NOT_SENT)
    await ctx.out.write(f"Broadcasting: {intent.with_flags(0x400000 if ctx.phone.sdk >= 29 else 0)}\n")
    result = _received(ctx, intent)
    await ctx.out.write(f"Broadcast completed: {result}\n")
    return 0


def _received(ctx: Ctx, intent: Intent) -> str:
    """What the receivers of testing tools answer; result=0 when nobody does."""
    phone = ctx.phone
    if intent.action.startswith("ADB_KEYBOARD_") and phone.keyboard.method == ADB_KEYBOARD:
        return f'result=-1, data="{_adb_keyboard(ctx, intent)}"'
    if intent.action == "io.appium.settings.clipboard.get" and phone.packages.get("io.appium.settings"):
        text = base64.b64encode((phone.clipboard() or "").encode()).decode()
        return f'result=-1, data="{text}"'
    return "result=0"


def _adb_keyboard(ctx: Ctx, intent: Intent) -> str:
    phone, text = ctx.phone, intent.extras.get("text", "")
    match intent.action.removeprefix("ADB_KEYBOARD_"):
        case "INPUT_TEXT":
            phone.type_text(base64.b64decode(text).decode("utf-8", "replace"), replace=False)
        case "SET_TEXT":
            phone.type_text(base64.b64decode(text).decode("utf-8", "replace"), replace=True)
        case "CLEAR_TEXT":
            phone.type_text("", replace=True)
        case "EDITOR_CODE" | "SMART_ENTER":
            phone.key(66)
        case "INPUT_KEYCODE" if intent.extras.get("code", "").isdigit():
            phone.key(int(intent.extras["code"]))
        case "HIDE":
            phone.keyboard.hide()
        case "GET_CLIPBOARD":
            return base64.b64encode((phone.clipboard() or "").encode()).decode()
    return "success"


@verb("instrument")
async def instrument(ctx: Ctx, words: Words) -> int:
    """No instrumentation can run: its code is not there, which am tells as for one that is not installed."""
    component = words.rest[-1] if words else ""
    text = f"Unable to find instrumentation info for: ComponentInfo{{{component}}}"
    await ctx.err.write(f"android.util.AndroidException: INSTRUMENTATION_FAILED: {component}\n")
    await ctx.out.write(
        "INSTRUMENTATION_STATUS: id=ActivityManagerService\n"
        f"INSTRUMENTATION_STATUS: Error={text}\nINSTRUMENTATION_STATUS_CODE: -1\n"
    )
    return 1


@verb("startservice", "start-service", "start-foreground-service", "startforegroundservice", "stopservice")
async def service(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    intent = parse_intent(words.rest)
    await ctx.out.write(f"Starting service: {_as_written(intent)}\n")
    package, name = intent.component or ("", "")
    installed = ctx.phone.packages.get(package)
    found = installed and next((c for c in installed.manifest.components if c.name == name), None)
    if found is None:
        await ctx.err.write("Error: Not found; no service started.\n")
        return 255
    return 0


@verb("stack", "task")
async def stack(ctx: Ctx, words: Words) -> int:
    if words.take() != "list":
        await ctx.out.write("Error: unknown command\n")
        return 255
    width, height = ctx.phone.size
    for task in ctx.phone.activities.tasks:
        kind = "home" if task is ctx.phone.activities.home_task else "standard"
        name = "RootTask" if ctx.phone.sdk >= 31 else "Stack"
        await ctx.out.write(
            f"{name} id={task.number} bounds=[0,0][{width},{height}] displayId=0 userId=0\n"
            f"  configuration={{ mWindowingMode=fullscreen mActivityType={kind} }}\n"
            f"  taskId={task.number}: {task.package}/{task.root} bounds=[0,0][{width},{height}] userId=0 "
            f"visible={str(task is ctx.phone.activities.front).lower()} "
            f"topActivity=ComponentInfo{{{task.package}/{task.top}}}\n\n"
        )
    return 0


@verb("idle-maintenance", "wait-for-broadcast-idle", "set-debug-app", "clear-debug-app", "unfreeze", "freeze")
async def nothing(ctx: Ctx, words: Words) -> int:
    return 0


@verb("profile", "trace-ipc", "monitor", "hang", "restart")
async def not_here(ctx: Ctx, words: Words) -> int:
    text = "Requires permission of a debuggable process; this phone has no virtual machine to look into."
    return await thrown(ctx, "am", "java.lang.SecurityException", text)
