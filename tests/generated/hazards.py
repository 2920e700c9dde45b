"""What lies in wait in a generated app: traps, walls, windows, and widgets that crash, leave or lie."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.generated import words
from tests.generated.app import MAIN, PACKAGE, SIGN_IN, Effect, Kind, PageTruth, WidgetTruth
from tests.generated.looks import Looks
from tests.generated.settings import Settings

Pages = dict[str, PageTruth]
CRASH_DIALOG = "crash_dialog"
CONSENT = "consent"
CAPTCHA = "captcha"
REAL_NAME = "real_name"
ARTICLE = "article"
PERMISSIONS = (
    ("android.permission.CAMERA", "要允许“生成银行”拍摄照片和录制视频吗？"),
    ("android.permission.ACCESS_FINE_LOCATION", "要允许“生成银行”获取此设备的位置信息吗？"),
    ("android.permission.READ_CONTACTS", "要允许“生成银行”访问您的通讯录吗？"),
)


def plant(draw: random.Random, settings: Settings, pages: Pages) -> None:
    """Put into `pages` what the settings ask for."""
    own = list(pages)
    inner = [id for id in own if pages[id].hub < 0]
    _crashes(draw, settings, pages, inner)
    for _ in range(settings.leaving):
        _idle(draw, pages, draw.choice(inner), Effect.leave, ("官方网站", "Website", "btn_website"))
    _lies(draw, settings, pages, inner)
    _walls(draw, settings, pages, inner)
    _traps(draw, settings, pages, own)
    _windows(draw, settings, pages, own)


def _add(pages: Pages, id: str, *widgets: WidgetTruth) -> None:
    pages[id] = replace(pages[id], widgets=(*pages[id].widgets, *widgets))


def _button(label: str, english: str, resource: str, effect: Effect, target: str = "") -> WidgetTruth:
    return WidgetTruth(Kind.button, label, english, resource, effect, target)


def _text(label: str, english: str, resource: str) -> WidgetTruth:
    return WidgetTruth(Kind.label, label, english, resource)


# --- crash, leave, lie ------------------------------------------------------------------------------------------------


def _idle(draw: random.Random, pages: Pages, id: str, effect: Effect, named: tuple[str, str, str] | None) -> None:
    """Give one more widget to a page; without a name it looks like one that opens a page."""
    if named:
        _add(pages, id, _button(*named, effect))
        return
    (thing, english), (kind, kinds) = draw.choice(words.THINGS), draw.choice(words.KINDS)
    made = Looks(draw).opener(f"{thing}{kind}", f"{english} {kinds}", "")
    taken = {widget.resource for widget in pages[id].widgets}
    resource = made.resource if made.resource not in taken else f"{made.resource}_x"
    _add(pages, id, replace(made, effect=effect, resource=resource))


def _crashes(draw: random.Random, settings: Settings, pages: Pages, inner: list[str]) -> None:
    for number in range(settings.crashes):
        _idle(draw, pages, draw.choice(inner), Effect.die if number % 2 else Effect.crash, None)
    if settings.crashes:
        widgets = (
            _text("生成银行已停止运行", "Generated Bank has stopped", "alertTitle"),
            _button("重新打开应用", "Open app again", "aerr_restart", Effect.allow),
            _button("关闭应用", "Close app", "aerr_close", Effect.refuse),
        )
        pages[CRASH_DIALOG] = PageTruth(CRASH_DIALOG, "", "", "", widgets, over="crash", own=False)


def _lies(draw: random.Random, settings: Settings, pages: Pages, inner: list[str]) -> None:
    for _ in range(settings.lying):
        doors = [(id, w) for id in inner for w in pages[id].widgets if w.effect is Effect.open and not w.other]
        if not doors:
            return
        id, widget = draw.choice(doors)
        other = draw.choice([p for p in inner if p not in (id, widget.target)])
        widgets = tuple(replace(w, other=other) if w is widget else w for w in pages[id].widgets)
        pages[id] = replace(pages[id], widgets=widgets)


# --- walls ------------------------------------------------------------------------------------------------------------


def _walls(draw: random.Random, settings: Settings, pages: Pages, inner: list[str]) -> None:
    if "sign-in" in settings.walls or {"logout", "clear"} & set(settings.traps):
        pages[SIGN_IN] = _form(SIGN_IN, "登录", "Sign in", ("account", "password"), ("登录", "Sign in"), Effect.sign_in)
    if "consent" in settings.walls:
        widgets = (
            _text("个人信息保护指引", "Privacy", "tv_title"),
            _text("请阅读并同意用户协议和隐私政策", "Read our privacy policy", "tv_content"),
            _button("同意并继续", "Agree and continue", "btn_agree", Effect.agree),
            _button("不同意", "Disagree", "btn_refuse", Effect.refuse),
        )
        pages[CONSENT] = PageTruth(CONSENT, "", "", MAIN, widgets, over="dialog", own=False)
    if "captcha" in settings.walls:
        slider = WidgetTruth(Kind.icon, "拖动滑块完成拼图", "Drag the slider", "iv_slider", described=True)
        activity = f"{PACKAGE}.CaptchaActivity"
        pages[CAPTCHA] = PageTruth(CAPTCHA, "安全验证", "Security check", activity, (slider,), own=False)
        _guard(draw, pages, inner, "captcha")
    if "real-name" in settings.walls:
        pages[REAL_NAME] = _form(
            REAL_NAME, "实名认证", "Real-name check", ("name", "id_card"), ("认证", "Verify"), Effect.verify
        )
        _guard(draw, pages, inner, "real-name")


def _form(
    id: str, title: str, english: str, kinds: tuple[str, ...], button: tuple[str, str], effect: Effect
) -> PageTruth:
    fields = [
        WidgetTruth(Kind.field, words.FIELDS[k][0], words.FIELDS[k][1], f"et_{k}", Effect.focus, k) for k in kinds
    ]
    submit = WidgetTruth(Kind.button, *button, f"btn_{effect.value}", effect, fields=kinds)
    activity = f"{PACKAGE}.{english.title().replace(' ', '').replace('-', '')}Activity"
    return PageTruth(id, title, english, activity, (*fields, submit), own=False)


def _guard(draw: random.Random, pages: Pages, inner: list[str], wall: str) -> None:
    """Two pages stand behind it."""
    free = [id for id in inner if not pages[id].behind]
    for id in draw.sample(free, min(2, len(free))):
        pages[id] = replace(pages[id], behind=wall)


# --- traps ------------------------------------------------------------------------------------------------------------


def _traps(draw: random.Random, settings: Settings, pages: Pages, own: list[str]) -> None:
    """Each has its place on a page near the hubs, as settings and account pages have."""
    near = [id for id in own if pages[id].depth <= 2]
    effects = {
        "logout": Effect.logout,
        "language": Effect.language,
        "clear": Effect.clear,
        "loop": Effect.open,
    }
    for trap in settings.traps:
        label, english = words.TRAP_LABELS[trap]
        kind = Kind.entry if trap == "loop" else draw.choice((Kind.button, Kind.entry))
        target = ARTICLE if trap == "loop" else ""
        widget = WidgetTruth(kind, label, english, f"item_{trap}", effects[trap], target)
        _add(pages, draw.choice(near), widget)
    if "loop" in settings.traps:
        more = tuple(
            WidgetTruth(Kind.entry, f"相关阅读{i}", f"Related {i}", f"item_related_{i}", Effect.next) for i in range(3)
        )
        activity = f"{PACKAGE}.ArticleActivity"
        pages[ARTICLE] = PageTruth(ARTICLE, "文章", "Article", activity, more, own=False)


# --- windows ----------------------------------------------------------------------------------------------------------


def _windows(draw: random.Random, settings: Settings, pages: Pages, own: list[str]) -> None:
    for id in own:
        if draw.random() < settings.overlays:
            _dialog(draw, pages, id)
        if draw.random() < settings.menus:
            _menu(pages, id)
        if draw.random() < settings.permissions:
            name, said = draw.choice(PERMISSIONS)
            widgets = (
                _text(said, name.rpartition(".")[2], "permission_message"),
                _button(
                    "仅在使用中允许", "While using the app", "permission_allow_foreground_only_button", Effect.allow
                ),
                _button("不允许", "Don't allow", "permission_deny_button", Effect.deny),
            )
            pages[f"{id}-permission"] = PageTruth(f"{id}-permission", "", "", "", widgets, over="permission", own=False)
            pages[id] = replace(pages[id], permission=f"{id}-permission")


def _dialog(draw: random.Random, pages: Pages, id: str) -> None:
    label = draw.choice((("我知道了", "Got it"), ("关闭", "Close"), ("以后再说", "Later")))
    widgets = (
        _text("温馨提示", "Notice", "tv_dialog_title"),
        _text(f"{pages[id].title}将于今晚更新", f"{pages[id].english} will be updated tonight", "tv_dialog_content"),
        _button(*label, "btn_dialog_close", Effect.close),
    )
    pages[f"{id}-dialog"] = PageTruth(f"{id}-dialog", "", "", pages[id].activity, widgets, over="dialog", own=False)
    pages[id] = replace(pages[id], dialog=f"{id}-dialog")


def _menu(pages: Pages, id: str) -> None:
    """Half of the page's ways move into an overflow menu."""
    page = pages[id]
    doors = [widget for widget in page.widgets if widget.effect is Effect.open]
    if len(doors) < 2:
        return
    moved = doors[: len(doors) // 2]
    items = tuple(replace(w, kind=Kind.text, resource=f"menu_{i}", described=False) for i, w in enumerate(moved))
    items = tuple(w if w.label else replace(w, label="其他", english="Other") for w in items)
    opener = WidgetTruth(
        Kind.icon, "更多选项", "More options", "action_overflow", Effect.menu, f"{id}-menu", described=True
    )
    kept = tuple(widget for widget in page.widgets if widget not in moved)
    pages[f"{id}-menu"] = PageTruth(f"{id}-menu", "", "", page.activity, items, over="menu", own=False)
    pages[id] = replace(page, widgets=(*kept, opener))
