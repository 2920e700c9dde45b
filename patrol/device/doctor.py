"""Will it work on this phone? One answer a capability, and what to do where it will not.

Nothing here changes a setting but one probe of our own, which is removed at once.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from enum import StrEnum

from patrol.clock import Clock
from patrol.device.adb.device import AdbDevice
from patrol.device.choose import open_driver
from patrol.device.driver import Driver
from patrol.device.frida_server import client_version, frida_state, hooked_here
from patrol.device.frida_setup import download_of
from patrol.errors import DeviceError, DeviceLost
from patrol.model.artifacts import PhoneInfo
from patrol.model.record import Record, Text

PROBE = "patrol_probe"
SECURITY_SWITCH = Text(
    zh="在开发者选项里打开“USB 调试（安全设置）”，小米手机需要登录账号并插入 SIM 卡。",
    en="Switch “USB debugging (security settings)” on under developer options; Xiaomi asks for an account and a SIM.",
)


class Health(StrEnum):
    works = "works"
    limited = "limited"
    """Works in part; `detail` says what does not."""
    fails = "fails"


class Diagnosis(Record, frozen=True):
    """One capability on one phone."""

    capability: str
    """screen, input, proxy, certificate, hooks, frames."""
    name: Text
    health: Health
    detail: Text
    next_step: Text | None = None
    """What to do; None when nothing needs doing."""


NAMES = {
    "screen": Text(zh="读取屏幕", en="Screen"),
    "input": Text(zh="操作屏幕", en="Input"),
    "proxy": Text(zh="网络代理", en="Proxy"),
    "certificate": Text(zh="代理证书", en="Certificate"),
    "hooks": Text(zh="隐私监测（Hook）", en="Hooks"),
    "frames": Text(zh="帧数据", en="Frames"),
}


def examine(device: AdbDevice, clock: Clock, driver_kind: str = "auto") -> tuple[Diagnosis, ...]:
    """All capabilities of this phone, in a fixed order. Raises DeviceLost; everything else becomes an answer."""
    try:
        driver: Driver = open_driver(device, clock, driver_kind)
    except DeviceLost:
        raise
    except DeviceError as problem:
        return (_answer("screen", Health.fails, *_said(problem)),)
    try:
        info = driver.info()
        examiners: tuple[Callable[[Driver, PhoneInfo], Diagnosis], ...] = (
            _screen,
            _input,
            lambda d, i: _proxy(device, i),
            _certificate,
            _hooks,
            _frames,
        )
        return tuple(_safely(examiner, driver, info, name) for examiner, name in zip(examiners, NAMES, strict=True))
    finally:
        driver.close()


def _safely(
    examiner: Callable[[Driver, PhoneInfo], Diagnosis], driver: Driver, info: PhoneInfo, name: str
) -> Diagnosis:
    try:
        return examiner(driver, info)
    except DeviceLost:
        raise
    except DeviceError as problem:
        return _answer(name, Health.fails, *_said(problem))


def _said(problem: DeviceError) -> tuple[Text, Text | None]:
    advice = Text(zh=problem.advice, en=problem.advice) if problem.advice else None
    return Text(zh=problem.message, en=problem.message), advice


def _answer(capability: str, health: Health, detail: Text, next_step: Text | None = None) -> Diagnosis:
    return Diagnosis(capability, NAMES[capability], health, detail, next_step)


def _screen(driver: Driver, info: PhoneInfo) -> Diagnosis:
    seen = driver.screen()
    picture = driver.screenshot()
    count = sum(1 for _ in seen.nodes())
    size_kb = len(picture) // 1024
    front = seen.package or "?"
    detail = Text(
        zh=f"驱动 {driver.name}：当前界面 {count} 个控件，截图 {size_kb} KB，前台 {front}。",
        en=f"Driver {driver.name}: {count} widgets on the screen, screenshot of {size_kb} KB, {front} in front.",
    )
    if seen.empty:
        return _answer(
            "screen",
            Health.limited,
            detail,
            Text(zh="点亮并解锁屏幕后再试。", en="Switch the screen on, unlock it, and try again."),
        )
    if driver.name == "shell":
        note = info.driver_note or "it was asked for"
        return _answer("screen", Health.limited, detail, Text(zh=f"较慢的 shell 驱动：{note}", en=f"Slower: {note}"))
    return _answer("screen", Health.works, detail)


def _input(driver: Driver, info: PhoneInfo) -> Diagnosis:
    said = driver.shell("input keyevent 0")  # KEYCODE_UNKNOWN: nothing happens, but the right to send keys is asked for
    if "INJECT_EVENTS" in said.output + said.errors:
        detail = Text(
            zh="手机拒绝模拟点击（INJECT_EVENTS）。", en="The phone refuses simulated touches (INJECT_EVENTS)."
        )
        return _answer("input", Health.fails, detail, SECURITY_SWITCH)
    if driver.name == "shell":
        return _answer(
            "input",
            Health.limited,
            Text(zh="可点击、滑动；只能输入 ASCII 字符。", en="Touches work; text is ASCII only."),
        )
    return _answer(
        "input", Health.works, Text(zh="点击、滑动和任意文字输入。", en="Touches, swipes, text in any script.")
    )


def _proxy(device: AdbDevice, info: PhoneInfo) -> Diagnosis:
    if importlib.util.find_spec("mitmproxy") is None:
        detail = Text(zh="本机没有 mitmproxy。", en="There is no mitmproxy on this computer.")
        step = Text(
            zh="重新安装 patrol 的依赖（make setup）。", en="Install patrol's dependencies again (`make setup`)."
        )
        return _answer("proxy", Health.fails, detail, step)
    device.shell(f"settings put global {PROBE} 1")
    taken = device.shell(f"settings get global {PROBE}").output.strip() == "1"
    device.shell(f"settings delete global {PROBE}")
    if not taken:
        detail = Text(zh="手机不允许修改系统设置。", en="The phone does not let its settings be changed.")
        return _answer("proxy", Health.fails, detail, SECURITY_SWITCH)
    if 0 < info.sdk < 21:
        detail = Text(zh=f"Android {info.android} 没有 adb reverse。", en=f"Android {info.android} has no adb reverse.")
        step = Text(
            zh="让手机通过 Wi-Fi 访问本机，模拟器使用 10.0.2.2。",
            en="Let the phone reach this computer over Wi-Fi, or at 10.0.2.2 from an emulator.",
        )
        return _answer("proxy", Health.limited, detail, step)
    port = device.reverse(0, device.server.port)
    device.remove_reverse(port)
    return _answer(
        "proxy", Health.works, Text(zh="通过 adb reverse 到达本机代理。", en="Reaches the proxy here by adb reverse.")
    )


def _certificate(driver: Driver, info: PhoneInfo) -> Diagnosis:
    if info.rooted:
        detail = Text(
            zh="已 root，可安装为系统证书。", en="Rooted: the certificate can be installed for the whole system."
        )
        return _answer("certificate", Health.works, detail)
    if 0 < info.sdk < 24:
        detail = Text(
            zh="Android 6 及以下，应用信任用户证书。", en="Up to Android 6, apps trust the user's certificates."
        )
        step = Text(zh="在设置里安装代理证书。", en="Install the proxy's certificate in the phone's settings.")
        return _answer("certificate", Health.limited, detail, step)
    detail = Text(
        zh="未 root：Android 7 起应用默认不信任用户证书，只能看到主机名。",
        en="Not rooted: since Android 7 apps do not trust the user's certificates, so only host names are seen.",
    )
    step = Text(
        zh="使用信任用户证书的调试包（network_security_config），已 root 的手机，或 14-rooted 型的虚拟手机。",
        en="Take a build that trusts user certificates, a rooted phone, or the virtual 14-rooted.",
    )
    return _answer("certificate", Health.limited, detail, step)


def _hooks(driver: Driver, info: PhoneInfo) -> Diagnosis:
    client = client_version()
    if not client:
        detail = Text(zh="本机没有 Frida。", en="There is no Frida on this computer.")
        return _answer("hooks", Health.fails, detail, Text(zh="运行 make setup。", en="Run `make setup`."))
    if hooked_here(driver):
        zh, en = (
            f"虚拟手机的应用进程由本机 Frida {client} 监测。",
            f"The virtual phone's apps are hooked by Frida {client} here.",
        )
        return _answer("hooks", Health.works, Text(zh=zh, en=en))
    state, name = frida_state(driver), download_of(client, info.abi)
    if state.running and state.version in ("", client):
        detail = Text(zh=f"frida-server {state.version} 正在运行。", en=f"frida-server {state.version} runs.")
        return _answer("hooks", Health.works, detail)
    if state.version and state.version != client:
        detail = Text(
            zh=f"frida-server 是 {state.version}，本机客户端是 {client}，版本必须一致。",
            en=f"frida-server is {state.version}, the client here {client}; both must be the same.",
        )
        return _answer("hooks", Health.fails, detail, _set_up(name))
    if not info.rooted:
        detail = Text(zh="手机没有 root，无法运行 frida-server。", en="Not rooted, so frida-server cannot run.")
        step = Text(
            zh="使用已 root 的手机或模拟器，或在可调试的测试包里嵌入 frida-gadget，见 docs/phones-with-hooks.md。",
            en="Take a rooted phone or an emulator, or put frida-gadget into a debuggable build: "
            "docs/phones-with-hooks.md tells how.",
        )
        return _answer("hooks", Health.fails, detail, step)
    if state.path:
        detail = Text(zh="frida-server 已在手机上，但没有运行。", en="frida-server is on the phone and does not run.")
        step = Text(zh=f"运行：adb shell su -c {state.path} -D", en=f"Start it: adb shell su -c {state.path} -D")
        return _answer("hooks", Health.fails, detail, step)
    detail = Text(zh="手机上没有 frida-server。", en="There is no frida-server on the phone.")
    return _answer("hooks", Health.fails, detail, _set_up(name))


def _set_up(name: str) -> Text:
    return Text(
        zh=f"从 Frida 的发布页下载 {name}，然后运行：patrol doctor --frida-server {name}",
        en=f"Take {name} from Frida's releases, then run: patrol doctor --frida-server {name}",
    )


def _frames(driver: Driver, info: PhoneInfo) -> Diagnosis:
    if 0 < info.sdk < 23:
        detail = Text(zh="Android 6 之前没有逐帧数据（framestats）。", en="No times of single frames before Android 6.")
        return _answer("frames", Health.limited, detail)
    # The app in front, else the one that always runs.
    packages = dict.fromkeys((driver.screen().package, "com.android.systemui"))
    said = "".join(driver.shell(f"dumpsys gfxinfo {package} framestats").output for package in packages if package)
    rate = f"{info.refresh_hz:g} Hz" if info.refresh_hz else "?"
    if "PROFILEDATA" in said or "Total frames rendered" in said:
        return _answer(
            "frames", Health.works, Text(zh=f"逐帧数据可用，刷新率 {rate}。", en=f"Frame by frame, at {rate}.")
        )
    detail = Text(zh="dumpsys gfxinfo 没有给出帧数据。", en="dumpsys gfxinfo gives no frames.")
    step = Text(zh="打开被测应用后再试。", en="Try again with the app in front.")
    return _answer("frames", Health.limited, detail, step)
