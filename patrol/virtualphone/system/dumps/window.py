"""`dumpsys window`: windows from the top to the bottom, focus, policy, displays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.model.screen import Node, Rect
from patrol.virtualphone.contracts import Window
from patrol.virtualphone.system.packages import tag_of
from patrol.virtualphone.system.processes import IME, SYSTEM_SERVER, SYSTEM_UI

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

_TYPES = {
    "activity": "BASE_APPLICATION",
    "launcher": "BASE_APPLICATION",
    "dialog": "APPLICATION",
    "popup": "APPLICATION_PANEL",
}
_TYPES |= {
    "permission": "BASE_APPLICATION",
    "keyboard": "INPUT_METHOD",
    "crash-dialog": "SYSTEM_ALERT",
    "anr-dialog": "SYSTEM_ALERT",
}
_TYPE_NUMBERS = {"activity": 1, "launcher": 1, "dialog": 2, "popup": 1000, "permission": 1, "keyboard": 2011}


def window_name(window: Window) -> str:
    """`Window{afc884f u0 com.a/com.a.B}`; the same window keeps its id."""
    return f"Window{{{tag_of('window', window.kind, window.title)} u0 {window.title}}}"


def dump(phone: VirtualPhone, args: list[str]) -> str:
    names = [arg for arg in args if not arg.startswith("-")]
    match names[0] if names else "":
        case "windows" | "w" | "visible" | "visible-apps":
            return windows(phone) + focus(phone)
        case "displays" | "d":
            return displays(phone)
        case "policy" | "p":
            return policy(phone)
        case "lastanr" | "l":
            return "WINDOW MANAGER LAST ANR (dumpsys window lastanr)\n" + phone.troubles.last_anr
        case "tokens" | "t" | "sessions" | "s" | "animator" | "a" | "trace" | "containers" | "input":
            return f"WINDOW MANAGER {names[0].upper()} (dumpsys window {names[0]})\n{focus(phone)}"
        case "":
            return "\n".join((policy(phone), displays(phone), windows(phone) + focus(phone)))
        case name:
            found = [w for w in phone.windows.all() if name in w.title]
            if not found:
                return f"Bad window command, or no windows match: {name}\nUse -h for help.\n"
            return windows(phone)


def _bars(phone: VirtualPhone) -> list[Window]:
    """The bars, which take no focus."""
    width, height = phone.size
    top = _at(Rect(0, 0, width, phone.spec.dp(28)))
    bottom = _at(Rect(0, height - phone.spec.dp(48), width, height))
    navigation = "NavigationBar" if phone.sdk < 29 else "NavigationBar0"
    return [
        Window("com.android.systemui", "", "bar", "StatusBar", top, focusable=False),
        Window("com.android.systemui", "", "bar", navigation, bottom, focusable=False),
    ]


def _at(bounds: Rect) -> Node:
    return Node(class_name="android.widget.FrameLayout", bounds=bounds, package="com.android.systemui")


def windows(phone: VirtualPhone) -> str:
    lines = ["WINDOW MANAGER WINDOWS (dumpsys window windows)"]
    stack = [*phone.windows.all(), *_bars(phone)]
    numbered = list(enumerate(stack))
    order = list(reversed(numbered)) if phone.sdk < 29 else [(i, w) for i, (_, w) in enumerate(reversed(numbered))]
    for number, window in order:
        lines += _window(phone, number, window)
    return "\n".join(lines) + "\n\n"


def _window(phone: VirtualPhone, number: int, window: Window) -> list[str]:
    pid, uid = _owner(phone, window)
    user = f"u0a{uid}" if uid >= 10000 else str(uid)
    box = window.root.bounds
    frame = f"[{box.left},{box.top}][{box.right},{box.bottom}]"
    title = window_name(window)
    surface = f"Surface: shown=true layer=0 alpha=1.0 rect=({box.left:.1f},{box.top:.1f}) {box.width} x {box.height}"
    session = f"Session{{{tag_of('session', pid)} {pid}:{user}}}"
    client = f"android.os.BinderProxy@{tag_of('client', window.title)}"
    place = "stackId=0" if phone.sdk < 30 else f"rootTaskId={phone.activities.front.number}"
    everyone = "mShowToOwnerOnly=true" if phone.sdk < 30 else "showForAllUsers=false"
    lines = [f"  Window #{number} {title}:", f"    mDisplayId=0 {place} mSession={session} mClient={client}"]
    lines.append(f"    mOwnerUid={uid} {everyone} package={window.package} appop=NONE")
    lines += _attributes(phone.sdk, window)
    lines += [
        f"    Requested w={box.width} h={box.height} mLayoutSeq={phone.version}",
        f"    mBaseLayer={21000 + number * 5 * 1000} mSubLayer=0",
        "    mViewVisibility=0x0 mHaveFrame=true mObscured=false",
        "    mHasSurface=true isReadyForDisplay()=true mWindowRemovalAllowed=false",
    ]
    if phone.sdk < 31:
        lines += [f"    mFrame={frame} last={frame}", f"    Frames: containing={frame} parent={frame}"]
    else:
        lines.append(f"    Frames: parent={frame} display={frame} frame={frame} last={frame} insetsChanged=false")
    if window.kind == "keyboard":
        lines.append(f"    touchable region=SkRegion(({box.left},{box.top},{box.right},{phone.size[1]}))")
    lines += [f"    WindowStateAnimator{{{tag_of('animator', window.title)} {window.title}}}:", f"      {surface}"]
    lines += ["      mDrawState=HAS_DRAWN       mLastHidden=false", "    isOnScreen=true", "    isVisible=true"]
    return lines


def _attributes(sdk: int, window: Window) -> list[str]:
    if sdk < 29:
        flags = 0x81810100 | (0x2000 if window.secure else 0)
        number = _TYPE_NUMBERS.get(window.kind, 2003)
        return [f"    mAttrs=WM.LayoutParams{{(0,0)(fillxfill) sim=#120 ty={number} fl=#{flags:x} fmt=-1}}"]
    names = ["LAYOUT_IN_SCREEN", "LAYOUT_INSET_DECOR"]
    names += ["SECURE"] if window.secure else []
    names += [] if window.focusable else ["NOT_FOCUSABLE"]
    kind = _TYPES.get(window.kind, "STATUS_BAR")
    head = f"    mAttrs={{(0,0)(fillxfill) sim={{adjust=resize}} ty={kind} fmt=TRANSPARENT"
    shown = f"      fl={' '.join([*names, 'SPLIT_TOUCH', 'HARDWARE_ACCELERATED'])}"
    if window.hides_overlays and sdk >= 31:
        return [head, shown, "      pfl=HIDE_NON_SYSTEM_OVERLAY_WINDOWS FIT_INSETS_CONTROLLED}"]
    return [head, f"{shown}}}"]


def _owner(phone: VirtualPhone, window: Window) -> tuple[int, int]:
    if window.kind == "keyboard":
        return IME, 10050
    if window.package == "android":
        return SYSTEM_SERVER, 1000
    if window.package == "com.android.systemui":
        return SYSTEM_UI, 10045
    process = phone.running.of_package(window.package)
    return (process.pid, process.uid) if process else (SYSTEM_SERVER, 1000)


def focus(phone: VirtualPhone) -> str:
    """The lines clients look for: mCurrentFocus and mFocusedApp."""
    from patrol.virtualphone.system.dumps.activity import record

    focused = phone.windows.focused()
    task = phone.activities.front
    app = record(task, task.top)
    if phone.sdk < 30:
        app = f"AppWindowToken{{{tag_of('token', task.number)} token=Token{{{tag_of('binder', task.number)} {app}}}}}"
    keyboard = next((w for w in phone.windows.all() if w.kind == "keyboard"), None)
    lines = [f"  mGlobalConfiguration={_configuration(phone)}", "  mHasPermanentDpad=false"]
    lines.append("  mTopFocusedDisplayId=0")
    if keyboard and phone.sdk >= 31:
        lines.append(f"  imeLayeringTarget in display# 0 {window_name(focused) if focused else 'null'}")
        lines.append(f"  imeInputTarget in display# 0 {window_name(focused) if focused else 'null'}")
    lines += [f"  mCurrentFocus={window_name(focused) if focused else 'null'}", f"  mFocusedApp={app}"]
    if keyboard and phone.sdk < 31:
        lines.append(f"  mInputMethodWindow={window_name(keyboard)}")
    lines.append(f"  mInTouchMode=true mLayoutSeq={phone.version}")
    return "\n".join(lines) + "\n"


def _configuration(phone: VirtualPhone) -> str:
    from patrol.virtualphone.system.dumps.activity import configuration

    return configuration(phone)


def displays(phone: VirtualPhone) -> str:
    spec, (width, height) = phone.spec, phone.size
    base = f"init={spec.width}x{spec.height} {spec.density_dpi}dpi"
    if phone.size_override or phone.density_override:
        base += f" base={width}x{height} {phone.density_dpi}dpi"
    bar = spec.dp(48)
    size = f"cur={width}x{height} app={width}x{height - bar} rng={width}x{width - bar}-{height}x{height - bar}"
    return (
        "WINDOW MANAGER DISPLAY CONTENTS (dumpsys window displays)\n  Display: mDisplayId=0\n"
        f"    {base} {size}\n    deferred=false mLayoutNeeded=false\n" + _insets(phone) + focus(phone)
    )


def _insets(phone: VirtualPhone) -> str:
    """What bars and keyboard take of the screen, as Android tells it since 11."""
    if phone.sdk < 30:
        return ""
    (width, height), bar = phone.size, phone.spec.dp(48)
    keyboard = next((w.root.bounds for w in phone.windows.all() if w.kind == "keyboard"), None)
    ime = f"[0,{keyboard.top}][{width},{height}]" if keyboard else "[0,0][0,0]"
    names = ("statusBars", "navigationBars", "ime") if phone.sdk >= 34 else ("STATUS_BAR", "NAVIGATION_BAR", "IME")
    kinds = [
        f"id={number} type={name}" if phone.sdk >= 34 else f"type=ITYPE_{name}" for number, name in enumerate(names, 1)
    ]
    frames = (f"[0,0][{width},{phone.spec.dp(28)}]", f"[0,{height - bar}][{width},{height}]", ime)
    shown = ("true", "true", str(keyboard is not None).lower())
    sources = zip(kinds, frames, shown, strict=True)
    return (
        f"  WindowInsetsStateController\n    InsetsState\n      mDisplayFrame=Rect(0, 0 - {width}, {height})\n"
        + "".join(f"        InsetsSource {kind} frame={frame} visible={seen}\n" for kind, frame, seen in sources)
    )


def policy(phone: VirtualPhone) -> str:
    """What clients read to know whether the phone is locked or dark."""
    on = phone.screen_on
    state = "SCREEN_STATE_ON" if on else "SCREEN_STATE_OFF"
    return (
        "WINDOW MANAGER POLICY STATE (dumpsys window policy)\n"
        "    mSafeMode=false mSystemReady=true mSystemBooted=true\n"
        f"    mAwake={str(on).lower()} mScreenOnEarly={str(on).lower()} mScreenOnFully={str(on).lower()}\n"
        f"    screenState={state} interactiveState={'INTERACTIVE_STATE_AWAKE' if on else 'INTERACTIVE_STATE_SLEEP'}\n"
        "    mShowingLockscreen=false mShowingDream=false mDreamingLockscreen=false\n"
        "    mTopFullscreenOpaqueWindowState=null\n"
        "    KeyguardServiceDelegate\n      showing=false\n      showingAndNotOccluded=false\n"
        "      inputRestricted=false\n"
        "      occluded=false\n      secure=false\n"
    )
