"""`pm`, `cmd package`: listing, installing, permissions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.install import install, install_session, uninstall
from patrol.virtualphone.system.commands.words import Ctx, Words, thrown
from patrol.virtualphone.system.dumps.package import dump_package
from patrol.virtualphone.system.intent import MAIN, parse_intent, short
from patrol.virtualphone.system.manifest import Component, Installed

Verb = Callable[[Ctx, Words], Awaitable[int]]
_VERBS: dict[str, Verb] = {"install": install, "uninstall": uninstall}
_VERBS |= dict.fromkeys(("install-create", "install-write", "install-commit", "install-abandon"), install_session)

FEATURES = (
    "android.hardware.audio.output",
    "android.hardware.bluetooth",
    "android.hardware.camera",
    "android.hardware.camera.autofocus",
    "android.hardware.camera.front",
    "android.hardware.location",
    "android.hardware.microphone",
    "android.hardware.screen.portrait",
    "android.hardware.sensor.accelerometer",
    "android.hardware.telephony",
    "android.hardware.touchscreen",
    "android.hardware.touchscreen.multitouch",
    "android.hardware.wifi",
    "android.software.input_methods",
    "android.software.webview",
)


def verb(*names: str) -> Callable[[Verb], Verb]:
    def register(run: Verb) -> Verb:
        _VERBS.update(dict.fromkeys(names, run))
        return run

    return register


@command("pm")
async def pm(ctx: Ctx) -> int:
    return await package_command(ctx, ctx.args[1:])


async def package_command(ctx: Ctx, args: list[str]) -> int:
    """`pm ARGS` and `cmd package ARGS`."""
    words = Words(args)
    name = words.take()
    run = _VERBS.get(name)
    if run is None:
        if not name:
            await ctx.out.write("Package manager (package) commands:\n  help\n    Print this help text.\n")
        else:
            await ctx.out.write(f"Unknown command: {name}\n")
        return 255
    try:
        return await run(ctx, words)
    except ValueError as error:
        return await thrown(ctx, name, "java.lang.NumberFormatException", str(error))


@verb("list")
async def list_things(ctx: Ctx, words: Words) -> int:
    kind = words.take()
    match kind:
        case "packages" | "package":
            return await _packages(ctx, words)
        case "features":
            await ctx.out.write("".join(f"feature:{name}\n" for name in ("reqGlEsVersion=0x30002", *FEATURES)))
        case "instrumentation":
            await ctx.out.write(_instrumentation(ctx))
        case "permissions" | "permission-groups":
            await ctx.out.write(_permissions(ctx, kind))
        case "users":
            await ctx.out.write("Users:\n\tUserInfo{0:机主:c13} running\n")
        case "libraries":
            await ctx.out.write("library:android.test.runner\nlibrary:org.apache.http.legacy\n")
        case _:
            await ctx.err.write(
                f"Error: unknown list type '{kind}'\n" if kind else "Error: didn't specify type of data to list\n"
            )
            return 255
    return 0


def _instrumentation(ctx: Ctx) -> str:
    package = "io.appium.uiautomator2.server"
    if not ctx.phone.packages.get(f"{package}.test"):
        return ""
    return f"instrumentation:{package}.test/androidx.test.runner.AndroidJUnitRunner (target={package})\n"


def _permissions(ctx: Ctx, kind: str) -> str:
    if kind == "permission-groups":
        names = ("CAMERA", "CONTACTS", "LOCATION", "MICROPHONE", "PHONE", "SMS", "STORAGE", "CALENDAR")
        return "".join(f"permission group:android.permission-group.{name}\n" for name in names)
    held = {p for installed in ctx.phone.packages for p in installed.manifest.permissions}
    return "All Permissions:\n\n" + "".join(f"permission:{name}\n" for name in sorted(held))


async def _packages(ctx: Ctx, words: Words) -> int:
    flags = {name: words.flag(name) for name in ("-f", "-d", "-e", "-s", "-3", "-i", "-U", "-l", "-u", "-a")}
    versions = words.flag("--show-versioncode")
    words.value("--user")
    uid = words.value("--uid")
    unknown = [word for word in words.rest if word.startswith("-")]
    if unknown:
        await ctx.err.write(f"Error: Unknown option: {unknown[0]}\n")
        return 255
    for installed in ctx.phone.packages:
        system = installed.manifest.system
        if words.rest and words.rest[0] not in installed.package:
            continue
        hidden = (flags["-3"] and system, flags["-s"] and not system, flags["-d"] and installed.enabled)
        if any(hidden) or (flags["-e"] and not installed.enabled) or (uid and uid != str(installed.uid)):
            continue
        await ctx.out.write(_package_line(installed, flags, versions))
    return 0


def _package_line(installed: Installed, flags: dict[str, bool], versions: bool) -> str:
    path = f"{_apk(installed)}=" if flags["-f"] else ""
    line = f"package:{path}{installed.package}"
    if versions:
        line += f" versionCode:{installed.manifest.version_code}"
    if flags["-i"]:
        line += f"  installer={installed.installer or 'null'}"
    if flags["-U"]:
        line += f" uid:{installed.uid}"
    return line + "\n"


def _apk(installed: Installed) -> str:
    if installed.manifest.system:
        return f"{installed.code_path}/{installed.code_path.rpartition('/')[2]}.apk"
    return f"{installed.code_path}/base.apk"


@verb("path")
async def path(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    installed = ctx.phone.packages.get(words.take())
    if installed is None:
        return 1
    await ctx.out.write(f"package:{_apk(installed)}\n")
    return 0


@verb("clear")
async def clear(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    installed = ctx.phone.packages.get(words.take())
    if installed is None:
        await ctx.err.write("Failed\n")
        return 1
    ctx.phone.clear_data(installed)
    await ctx.out.write("Success\n")
    return 0


@verb("grant", "revoke")
async def grant(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    verb_ = Words(ctx.args[1:])
    name = "revoke" if "revoke" in verb_.rest else "grant"
    package, permission = words.take(), words.take()
    installed = ctx.phone.packages.get(package)
    if installed is None:
        return await thrown(ctx, name, "java.lang.IllegalArgumentException", f"Unknown package: {package}")
    if permission not in installed.manifest.permissions:
        text = f"Package {package} has not requested permission {permission}"
        return await thrown(ctx, name, "java.lang.SecurityException", text)
    if permission not in ctx.phone.packages.runtime_permissions(installed):
        text = f"Permission {permission} requested by {package} is not a changeable permission type"
        return await thrown(ctx, name, "java.lang.SecurityException", text)
    installed.granted[permission] = name == "grant"
    if name == "revoke" and ctx.phone.running.of_package(package):
        ctx.phone.troubles.force_stop(package, "permissions revoked")
    return 0


@verb("reset-permissions")
async def reset_permissions(ctx: Ctx, words: Words) -> int:
    for installed in ctx.phone.packages:
        installed.granted = dict.fromkeys(installed.granted, False)
        installed.asked.clear()
    return 0


@verb("dump")
async def dump(ctx: Ctx, words: Words) -> int:
    await ctx.out.write(dump_package(ctx.phone, words.take()))
    return 0


@verb("resolve-activity", "query-activities")
async def resolve(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    brief, only = words.flag("--brief"), words.flag("--components")
    intent = parse_intent(words.rest)
    if not intent.action and not intent.data:
        intent = parse_intent(["-a", MAIN, *words.rest])
    installed, activity, _ = ctx.phone.activities.resolve(intent)
    if installed is None or activity is None:
        await ctx.out.write("No activity found\n")
        return 0
    component = short(installed.package, activity.name)
    if brief or only:
        head = "" if only else "priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true\n"
        await ctx.out.write(f"{head}{component}\n")
    else:
        await ctx.out.write(_resolved(ctx, installed, activity))
    return 0


def _resolved(ctx: Ctx, installed: Installed, activity: Component) -> str:
    return (
        "priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true\nActivityInfo:\n"
        f"  name={activity.name}\n  packageName={installed.package}\n"
        f"  enabled=true exported={str(activity.exported).lower()} directBootAware=false\n"
        f"  ApplicationInfo:\n    packageName={installed.package}\n"
        f"    processName={installed.package}\n"
        f"    labelRes=0x0 nonLocalizedLabel={ctx.phone.label_of(installed.package)}\n"
    )


@verb("enable", "disable", "disable-user", "default-state", "hide", "unhide", "suspend", "unsuspend")
async def enable(ctx: Ctx, words: Words) -> int:
    words.value("--user")
    name = next(word for word in ctx.args[1:] if word in ("enable", "disable", "disable-user", "default-state") or word)
    package = words.take()
    installed = ctx.phone.packages.get(package)
    if installed is None:
        return await thrown(ctx, name, "java.lang.IllegalArgumentException", f"Unknown package: {package}")
    installed.enabled = "disable" not in name
    state = "enabled" if installed.enabled else "disabled-user" if name == "disable-user" else "disabled"
    await ctx.out.write(f"Package {package} new state: {state}\n")
    return 0


@verb("get-install-location")
async def location(ctx: Ctx, words: Words) -> int:
    await ctx.out.write("0[auto]\n")
    return 0


@verb("trim-caches", "compile", "bg-dexopt-job", "set-install-location", "set-permission-enforced")
async def done(ctx: Ctx, words: Words) -> int:
    if "compile" in ctx.args:
        await ctx.out.write("Success\n")
    return 0


@verb("has-feature")
async def has_feature(ctx: Ctx, words: Words) -> int:
    found = words.take() in FEATURES
    await ctx.out.write(f"{str(found).lower()}\n")
    return 0 if found else 1


@verb("get-max-users")
async def max_users(ctx: Ctx, words: Words) -> int:
    await ctx.out.write("Maximum supported users: 4\n")
    return 0
