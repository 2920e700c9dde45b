"""What the password control's stable words mean, for readers."""

from __future__ import annotations

from patrol.model.passwords import ProbeKind
from patrol.model.record import Text

UNKNOWN = Text("原因未知", "for an unknown reason")

REASONS: dict[str, Text] = {
    "system-keyboard": Text(
        "弹出的是系统输入法，不是应用自己的安全键盘", "the phone's input method opens, not a keyboard of the app's own"
    ),
    "own-input-method": Text("使用应用自带的输入法", "the app's own input method opens"),
    "app-keys": Text("应用自绘键盘", "the app shows its own keys"),
    "drawn-keys": Text("没有系统输入法，按键不在控件树里", "no input method opens, and the keys stand in no UI tree"),
    "shuffled": Text("两次打开的按键位置不同", "the keys lie elsewhere at each opening"),
    "same-order": Text("每次打开按键位置都相同", "the keys lie the same at each opening"),
    "opened-once": Text(
        "只打开过一次键盘，无从比较", "the keyboard was opened once only, so that there is nothing to compare"
    ),
    "keys-not-seen": Text(
        "看不到按键（画在禁止截屏的窗口里）", "the keys cannot be seen: drawn in a window that refuses pictures"
    ),
    "secure": Text("窗口设置了 FLAG_SECURE", "the window has FLAG_SECURE"),
    "black": Text("截图为黑屏", "pictures come out black"),
    "window-open": Text("窗口允许截屏录屏", "the window can be photographed and recorded"),
    "keyboard-window-open": Text("键盘窗口允许截屏录屏", "the keyboard's window can be photographed and recorded"),
    "flags-not-told": Text("手机没有给出窗口标志", "the phone does not tell the flags of windows"),
    "masked": Text("只显示掩码", "only dots are shown"),
    "nothing-told": Text("控件树里什么也读不到", "nothing of it stands in the UI tree"),
    "text-in-tree": Text("输入的字符可以从控件树读出", "what is typed can be read in the UI tree"),
    "clear": Text("输入的字符明文显示", "what is typed is shown in clear"),
    "last-character": Text("最后一个字符会短暂明文显示", "the character typed last is readable for a moment"),
    "field-not-told": Text("控件树里找不到该输入框", "the field does not stand in the UI tree while it is typed into"),
    "no-keys": Text(
        "键盘上找不到数字键和删除键，未能输入测试字符",
        "no digits and delete key were found, so that no test characters could be typed",
    ),
    "nothing-typed": Text("输入的测试字符没有出现，可能未被接受", "the test characters did not arrive in the field"),
    "text-in-events": Text("无障碍事件里带有输入的明文", "accessibility events carry what is typed"),
    "keys-in-events": Text("按键的无障碍点击事件会说出所按的数字", "accessibility events tell which key was tapped"),
    "no-events": Text("没有听到无障碍事件", "no accessibility event was heard"),
    "driver-hears-nothing": Text("当前驱动听不到无障碍事件", "this driver hears no accessibility events"),
    "pasted": Text("可以把剪贴板内容粘贴进密码框", "the clipboard's text can be pasted into it"),
    "copied": Text("密码框内容可以复制到剪贴板", "its content can be copied to the clipboard"),
    "refused": Text("粘贴未被接受", "pasting is refused"),
    "not-offered": Text("没有提供", "it is not offered"),
    "no-field": Text("键盘没有输入框，无处粘贴", "a keypad without a field has nothing to paste into"),
    "no-clipboard": Text("当前驱动不能设置剪贴板", "this driver does not reach the clipboard"),
    "clipboard-not-told": Text(
        "手机不让读取剪贴板，无法核实复制结果",
        "the phone does not let the clipboard be read, so that copying cannot be proved",
    ),
    "offered": Text("密码框参与系统自动填充", "the field is offered to the autofill service"),
    "no-autofill-service": Text("手机没有启用自动填充服务", "no autofill service is chosen on this phone"),
    "android-too-old": Text("该 Android 版本没有这项能力", "this Android version has no such thing"),
    "hides-overlays": Text("窗口不允许其他应用覆盖", "the window keeps other apps' windows off"),
    "no-flag": Text("窗口没有隐藏悬浮窗的标志", "the window has no flag that hides overlays"),
    "in-heap": Text("离开页面后密码仍留在内存堆里", "the password is still on the heap when its page was left"),
    "not-in-heap": Text("内存堆里没有找到", "it was not found on the heap"),
    "not-debuggable": Text(
        "应用不可调试且手机未 root，读不到内存",
        "the app is not debuggable and the phone not rooted: its memory cannot be read",
    ),
    "no-process": Text("应用进程已结束", "the app's process has ended"),
    "no-dump": Text("手机没有给出内存堆转储", "the phone gave no heap dump"),
    "dump-too-large": Text("内存堆转储过大", "the heap dump is too large"),
    "too-short": Text("密码太短，碰巧命中说明不了问题", "the password is too short to tell it from chance"),
    "locked": Text("多次输错后被锁定或提示剩余次数", "the app locks, or counts down, after wrong passwords"),
    "never-locked": Text("多次输错后没有锁定或提示", "the app never locks after wrong passwords"),
    "no-way-to-type": Text("没能输入错误密码", "no wrong password could be typed"),
    "phone": Text("手机没有配合", "the phone did not do what was asked"),
}
"""Reason of a probe → what it means, as the end of a sentence."""

TO_DO: dict[ProbeKind, Text] = {
    ProbeKind.keyboard: Text("请手工打开该输入框查看键盘", "Open the field by hand and look at the keyboard"),
    ProbeKind.shuffle: Text(
        "请手工打开两次键盘，比较数字位置", "Open the keyboard twice by hand and compare the digits"
    ),
    ProbeKind.screenshot: Text("请在该页面手工截屏", "Take a screenshot of the page by hand"),
    ProbeKind.tree: Text("请用 uiautomator dump 查看输入后的控件树", "Look at `uiautomator dump` after typing"),
    ProbeKind.events: Text(
        "请用 uiautomator events 或读屏软件听输入时的事件",
        "Listen with `uiautomator events` or a screen reader while you type",
    ),
    ProbeKind.echo: Text(
        "请手工逐字输入，看是否短暂显示明文", "Type by hand and watch whether a character shows for a moment"
    ),
    ProbeKind.paste: Text(
        "请复制一段数字，长按该输入框尝试粘贴", "Copy some digits, long-press the field and try to paste"
    ),
    ProbeKind.copy: Text("请输入后长按，看是否可以复制", "Type, long-press, and see whether copying is offered"),
    ProbeKind.autofill: Text(
        "请在系统设置里启用自动填充服务后点该输入框",
        "Choose an autofill service in the phone's settings and tap the field",
    ),
    ProbeKind.overlay: Text(
        "请用带悬浮窗权限的应用覆盖该页面，再点按钮看是否仍响应",
        "Lay another app's overlay over the page and see whether its buttons still answer",
    ),
    ProbeKind.memory: Text(
        "请在可调试构建或已 root 的手机上重做", "Repeat it with a debuggable build or on a rooted phone"
    ),
    ProbeKind.lockout: Text(
        "请用可以被锁定的测试账号连续输错密码", "Enter wrong passwords with a test account that may be locked"
    ),
}
"""What a person should do where patrol could not."""

PROBE: dict[str, Text] = {
    "keyboard": Text("自带安全键盘", "keyboard of its own"),
    "shuffle": Text("键位打乱", "keys shuffled"),
    "screenshot": Text("禁止截屏录屏", "screenshots refused"),
    "tree": Text("界面树读不到", "not in the UI tree"),
    "events": Text("无障碍事件读不到", "not in accessibility events"),
    "echo": Text("回显掩码", "echo masked"),
    "paste": Text("禁止粘贴", "paste refused"),
    "copy": Text("禁止复制", "copy refused"),
    "autofill": Text("不交给自动填充", "no autofill"),
    "overlay": Text("防覆盖", "overlays kept off"),
    "memory": Text("离开后内存无残留", "not left in memory"),
    "lockout": Text("多次错误后锁定", "locks out"),
}
"""Of patrol.model.passwords.ProbeKind: the good that is hoped for."""

OUTCOME: dict[str, Text] = {
    "protected": Text("有保护", "protected"),
    "exposed": Text("暴露", "exposed"),
    "untried": Text("未能测试", "not tried"),
}

FACTS: dict[str, Text] = {
    "by": Text("方式", "by way of"),
    "characters": Text("进入输入框的字符数", "characters that arrived"),
    "events": Text("听到的无障碍事件数", "accessibility events heard"),
    "field": Text("输入框所在窗口", "the field's window"),
    "heap_kb": Text("内存转储大小（KB）", "heap dump, KB"),
    "inside": Text("夹在其他文字里的密码数", "found inside other text, times"),
    "keyboard": Text("键盘所在窗口", "the keyboard's window"),
    "method": Text("弹出的输入法", "input method that opened"),
    "orders": Text("每次打开的按键顺序", "order of the keys at each opening"),
    "permission": Text("HIDE_OVERLAY_WINDOWS 权限", "permission HIDE_OVERLAY_WINDOWS"),
    "picture": Text("截图结果", "what a screenshot shows"),
    "said": Text("应用的提示", "what the app said"),
    "sdk": Text("Android API 级别", "Android API level"),
    "service": Text("自动填充服务", "autofill service"),
    "shown": Text("当时屏幕上显示", "what was shown then"),
    "source": Text("内存来源", "where the memory came from"),
    "tries": Text("输错次数", "wrong passwords typed"),
    "typed": Text("输入的测试字符", "test characters typed"),
    "where": Text("读到的位置", "where it could be read"),
    "whole": Text("完整密码出现次数", "found as a whole, times"),
    "why": Text("原因", "why"),
}
"""What a probe noted beside its outcome."""

NOTED: dict[str, Text] = {
    "secure": Text("拒绝截屏（FLAG_SECURE）", "refuses screenshots (FLAG_SECURE)"),
    "open": Text("允许截屏", "can be photographed"),
    "unknown": Text("未知", "unknown"),
    "none": Text("没有截图", "no picture"),
    "black": Text("黑屏", "black"),
    "shown": Text("看得见内容", "its content can be seen"),
    "asked": Text("清单已申请", "asked for in the manifest"),
    "not asked": Text("清单没有申请", "not asked for in the manifest"),
    "menu": Text("长按菜单", "the menu of a long press"),
    "key": Text("粘贴键", "the paste key"),
}
"""What stands in a note, where it is a word of patrol's own."""


def noted(name: str, value: str) -> tuple[Text, str | Text]:
    """A note for a reader."""
    return FACTS.get(name) or Text(name, name), NOTED.get(value, value) if name in OWN_WORDS else value


OWN_WORDS = frozenset({"field", "keyboard", "picture", "permission", "by"})
"""Notes whose values are words of NOTED; others are figures, names, or what the app said."""
