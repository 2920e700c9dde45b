"""A page with a password field does nothing against windows of other apps over it.

Protected is a window with HIDE_NON_SYSTEM_OVERLAY_WINDOWS (Window.setHideOverlayWindows, Android 12), as `dumpsys
window` tells. Where the code calls View.setFilterTouchesWhenObscured, a person must try; where the scan of the APK
shows neither call, nothing protects the page (JR/T 0092 5.3.3; OWASP MASTG-TEST-0035).

Not seen: filterTouchesWhenObscured in a layout, and checks of FLAG_WINDOW_IS_OBSCURED by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.package_sight import hidden_code
from patrol.derive.passwords import PasswordControl, open_question, proof
from patrol.model.passwords import Outcome, ProbeKind
from patrol.model.record import Text
from patrol.model.scan import Reading, Scan
from patrol.model.verdict import Status, Verdict

GUARDS = ("setFilterTouchesWhenObscured", "setHideOverlayWindows")


@check(
    title_pass=Text("密码页面防悬浮窗覆盖", "Pages with passwords keep overlays off"),
    title_fail=Text("密码页面不防悬浮窗覆盖", "A page with a password does nothing against overlays"),
    why=Text(
        "木马用透明悬浮窗骗取点击和密码。",
        "Malware lays see-through windows over the page to catch taps and passwords.",
    ),
    advice=Text(
        "调用 Window.setHideOverlayWindows(true)（需权限 HIDE_OVERLAY_WINDOWS），"
        "旧版本对按钮设置 filterTouchesWhenObscured。",
        "Call Window.setHideOverlayWindows(true) (permission HIDE_OVERLAY_WINDOWS); set filterTouchesWhenObscured "
        "for older phones.",
    ),
)
def overlay_protection(control: PasswordControl, scan: Scan | None) -> Iterator[Verdict]:
    whole = scan is not None and scan.reading is Reading.whole and hidden_code(scan) is None
    guarded = scan is not None and any(call.call.endswith(GUARDS) for call in scan.calls)
    if not control.fields:
        yield Verdict(Status.not_applicable, Text("没有遇到密码输入框", "no password field was met"))
    for field in control.fields:
        probe = field.probe(ProbeKind.overlay)
        if probe is None or probe.outcome is Outcome.protected:
            continue
        if probe.reason == "no-flag" and whole and not guarded:
            zh, en = f"{field.where.zh}：窗口没有防覆盖标志", f"{field.where.en}: its window lets overlays over it"
            said = Text(f"{zh}，代码里也没有相应调用", f"{en}, and the code has no call against them")
            yield Verdict(Status.fail, said, subject=field.subject, evidence=proof(field, probe))
        else:
            yield open_question(field, probe, Status.manual)
