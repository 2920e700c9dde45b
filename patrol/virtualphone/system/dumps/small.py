"""Dumps of the services that clients read a few lines of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.system import refresh
from patrol.virtualphone.system.identity import PLACE
from patrol.virtualphone.system.packages import tag_of

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone


def battery(phone: VirtualPhone, args: list[str]) -> str:
    words = [arg for arg in args if arg != "-f"]
    match words:
        case ["set", name, value]:
            try:
                known = phone.battery.set(name, value)
            except ValueError:
                return f"Bad value: {value}\n"
            return "" if known else f"Unknown set option: {name}\n"
        case ["unplug"]:
            phone.battery.unplug()
        case ["reset"]:
            phone.battery.reset()
        case ["get", name]:
            return f"{getattr(phone.battery, 'temperature' if name == 'temp' else name, '')}\n"
        case _:
            return phone.battery.dump(phone.sdk)
    return ""


def cpuinfo(phone: VirtualPhone, args: list[str]) -> str:
    del args
    return "Load: 2.31 / 1.87 / 1.64\n" + "\n".join(phone.cpu.usage_lines(0, 0)) + "\n"


def display(phone: VirtualPhone, args: list[str]) -> str:
    del args
    spec, (width, height) = phone.spec, phone.size
    state = "ON" if phone.screen_on else "OFF"
    port = (
        f"DisplayViewport{{type=INTERNAL, valid=true, isActive=true, displayId=0, "
        f"uniqueId='local:4619827259835644672', "
        f"physicalPort=0, orientation={phone.rotation}, logicalFrame=Rect(0, 0 - {width}, {height}), "
        f"physicalFrame=Rect(0, 0 - {width}, {height}), deviceWidth={width}, deviceHeight={height}}}"
    )
    active, hz = refresh.modes(spec).index(phone.refresh_hz) + 1, phone.refresh_hz
    mode = ", ".join(
        f"{{id={number}, width={spec.width}, height={spec.height}, fps={rate}, alternativeRefreshRates=[]}}"
        for number, rate in enumerate(refresh.modes(spec), 1)
    )
    info = (
        f'DisplayInfo{{"Built-in Screen", displayId 0, real {width} x {height}, mode {active}, defaultMode 1, '
        f"modes [{mode}], rotation {phone.rotation}, density {phone.density_dpi} "
        f"({phone.density_dpi:.1f} x {phone.density_dpi:.1f}) dpi, renderFrameRate {hz}, state {state}}}"
    )
    return (
        "DISPLAY MANAGER (dumpsys display)\n  mOnlyCode=false\n  mSafeMode=false\n  mPendingTraversal=false\n"
        f"  mViewports=[{port}]\n  mDefaultViewport={port}\n\nDisplay Devices: size=1\n"
        f'  DisplayDeviceInfo{{"Built-in Screen": uniqueId="local:4619827259835644672", {spec.width} x {spec.height}, '
        f"modeId {active}, defaultModeId 1, supportedModes [{mode}], density {spec.density_dpi}, touch INTERNAL, "
        f"rotation {phone.rotation}, type INTERNAL, state {state}}}\n    mActiveModeId={active}\n\n"
        f"Logical Displays: size=1\n  Display 0:\n    mDisplayId=0\n    mLayerStack=0\n    mBaseDisplayInfo={info}\n"
        f"    mOverrideDisplayInfo={info}\n\nDisplay Power Controller:\n  mScreenState={state}\n"
        f"  mGlobalDisplayState={state}\n"
    )


def input_(phone: VirtualPhone, args: list[str]) -> str:
    del args
    (width, height), focused = phone.size, phone.windows.focused()
    title = f"{tag_of('window', focused.kind, focused.title)} {focused.title}" if focused else "null"
    return (
        "INPUT MANAGER (dumpsys input)\n\nInput Manager State:\n  Interactive: true\n\nEvent Hub State:\n  Devices:\n"
        "    1: virtual-touch\n      Classes: TOUCH | TOUCH_MT\n      Path: /dev/input/event1\n\nInput Reader State:\n"
        "  Device 1: virtual-touch\n    Sources: TOUCHSCREEN\n    Touch Input Mapper (mode - DIRECT):\n"
        f"      Viewport INTERNAL: displayId=0, orientation={phone.rotation}, logicalFrame=[0, 0, {width}, {height}], "
        f"physicalFrame=[0, 0, {width}, {height}], deviceSize=[{width}, {height}], isActive=[1]\n"
        f"      SurfaceWidth: {width}px\n      SurfaceHeight: {height}px\n"
        f"      SurfaceOrientation: {phone.rotation}\n\n"
        f"Input Dispatcher State:\n  FocusedDisplayId: 0\n  FocusedWindows:\n    displayId=0, name='{title}'\n"
    )


def input_method(phone: VirtualPhone, args: list[str]) -> str:
    del args
    shown = str(phone.keyboard.shown).lower()
    lines = ["Current Input Method Manager state:", "  Input Methods: mMethodMapUpdateCount=2"]
    for index, method in enumerate(phone.keyboard.methods()):
        lines.append(f"    InputMethod #{index}:\n      mId={method}")
    focused = phone.windows.focused()
    return "\n".join(
        [
            *lines,
            f"  mCurMethodId={phone.keyboard.method}",
            f"  mCurId={phone.keyboard.method}",
            f"  mShowRequested={shown} mShowExplicitlyRequested=false mShowForced=false mInputShown={shown}",
            f"  mSystemReady=true mInteractive={str(phone.screen_on).lower()}",
            f"  mCurFocusedWindow={focused.title if focused else 'null'}",
            "Input method client state for ClientState:",
            f"  mServedView=null mIsInputViewShown={shown}",
            "Input method service state:",
            f"  mWindowVisible={shown} mDecorViewVisible={shown} mInShowWindow=false",
            f"  mInputViewStarted={shown}\n  mIsInputViewShown={shown}",
            "",
        ]
    )


def location(phone: VirtualPhone, args: list[str]) -> str:
    """Last known places; the fields that patrol and testers read."""
    del args
    latitude, longitude = PLACE
    return (
        "Location Manager State:\n  Last Known Locations:\n"
        f"    gps: Location[gps {latitude:.6f},{longitude:.6f} hAcc=12.0 et=+1h2m3s4ms alt=19.0]\n"
    )


def iphonesubinfo(phone: VirtualPhone, args: list[str]) -> str:
    """Told to nobody since Android 10."""
    del phone, args
    return "Phone Subscriber Info:\n"


def notification(phone: VirtualPhone, args: list[str]) -> str:
    del args
    lines = ["Current Notification Manager state:", "  Notification List:"]
    for n in phone.shade.notifications:
        key = f"0|{n.package}|{n.number}|null|10130"
        lines.append(
            f"    NotificationRecord({tag_of(key)}: pkg={n.package} user=UserHandle{{0}} id={n.number} tag=null "
            f"importance=3 key={key}: Notification(channel=default shortcut=null contentView=null vibrate=null "
            "sound=null defaults=0x0 flags=0x10 color=0x00000000 vis=PRIVATE))"
        )
        lines.append(
            f"      extras={{\n        android.title=String ({n.title})\n"
            f"        android.text=String ({n.text})\n      }}"
        )
    return "\n".join(lines) + "\n"


def clipboard(phone: VirtualPhone, args: list[str]) -> str:
    """Since Android 10 the shell is told that there is a clip, not what it says."""
    del args
    text = phone.clipboard()
    if text is None:
        return "Clipboard:\n  (empty)\n"
    return f"Clipboard:\n  ClipData {{ text/plain {{T({len(text)})}} }}\n"


def deviceidle(phone: VirtualPhone, args: list[str]) -> str:
    if args[:1] == ["whitelist"]:
        changes = [arg for arg in args[1:] if arg[:1] in "+-" and arg[1:]]
        return "".join(f"{'Added' if c[0] == '+' else 'Removed'}: {c[1:]}\n" for c in changes)
    if args[:1] == ["get"]:
        return "ACTIVE\n" if phone.screen_on else "IDLE\n"
    state = "ACTIVE" if phone.screen_on else "INACTIVE"
    return (
        f"  Settings:\n    light_after_inactive_to=+4m0s0ms\n  mLightEnabled=true  mDeepEnabled=true\n"
        f"  mState={state}\n"
    )


def wifi(phone: VirtualPhone, args: list[str]) -> str:
    del args
    on = phone.settings.get("global", "wifi_on") != "0"
    return (
        f"Wi-Fi is {'enabled' if on else 'disabled'}\nStay-awake conditions: 7\nmInIdleMode false\nmScanPending false\n"
    )


def connectivity(phone: VirtualPhone, args: list[str]) -> str:
    del args
    if not phone.network.online:
        return "NetworkProviders for:\nActive default network: none\n"
    return (
        "NetworkProviders for: WifiNetworkFactory\n\nActive default network: 100\n\nCurrent Networks:\n"
        "  NetworkAgentInfo{network{100} ni{WIFI CONNECTED} lp{{InterfaceName: wlan0 LinkAddresses: [ 10.0.2.16/24 ]}} "
        "nc{[ Transports: WIFI Capabilities: NOT_METERED&INTERNET&VALIDATED ]}}\n"
    )


def appops(phone: VirtualPhone, args: list[str]) -> str:
    del args
    lines = ["Current AppOps Service state:"]
    for installed in phone.packages:
        if installed.manifest.system:
            continue
        lines.append(
            f"  Uid {installed.app_id_name.replace('_', '')}:\n"
            f"    state={'top' if phone.activities.front.package == installed.package else 'cch'}"
        )
        lines.append(f"    Package {installed.package}:")
        lines += [
            f"      {p.rpartition('.')[2]} ({'allow' if held else 'ignore'}): " for p, held in installed.granted.items()
        ]
    return "\n".join(lines) + "\n"


def permission(phone: VirtualPhone, args: list[str]) -> str:
    del phone, args
    return "PERMISSION MANAGER (dumpsys permission)\n"


def settings(phone: VirtualPhone, args: list[str]) -> str:
    del args
    parts = []
    for table in ("global", "secure", "system"):
        parts.append(f"{table.upper()} SETTINGS (user 0)")
        parts += [
            f"_id:{i} name:{k} pkg:android value:{v}" for i, (k, v) in enumerate(phone.settings.all(table).items())
        ]
    return "\n".join(parts) + "\n"


def thermalservice(phone: VirtualPhone, args: list[str]) -> str:
    del args
    degrees = phone.battery.temperature / 10
    return (
        "IsStatusOverride: false\nThermalEventListeners:\nThermal Status: 0\nCached temperatures:\n"
        f" Temperature{{mValue={degrees}, mType=2, mName=battery, mStatus=0}}\nHAL Ready: true\n"
    )


def trust(phone: VirtualPhone, args: list[str]) -> str:
    del phone, args
    return 'Trust manager state:\n User "机主" (id=0, flags=0xc13) (current): trusted=0, deviceLocked=0\n'


def audio(phone: VirtualPhone, args: list[str]) -> str:
    del args
    return (
        f"MediaFocusControl dump time: now\n\nStream volumes (device: index)\n- STREAM_MUSIC:\n"
        f"   Muted: false\n   Current: 2 (speaker): {phone.input.volume}\n"
    )


def usagestats(phone: VirtualPhone, args: list[str]) -> str:
    del args
    lines = ["user=0", "  In-memory daily stats", "    packages"]
    lines += [
        f'      package={t.package} lastTimeUsed="{phone.stamp(phone.wall_ms())[:19]}"' for t in phone.activities.tasks
    ]
    return "\n".join(lines) + "\n"
