"""A page with a password field allows screenshots.

FLAG_SECURE keeps a window out of screenshots, recordings and the list of recent apps (JR/T 0092 asks financial apps to
resist screen capture; OWASP MASVS-PLATFORM-3). Told by black pictures, and where the password control went to the field
also by the flags of its window and of the keyboard's. `page_names` is a pattern for further pages that must be secure.

Not seen: windows of which no picture was taken, and overlays that only some phones allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import marked, widget_picture
from patrol.derive.pages import Pages
from patrol.derive.passwords import PasswordControl, proof
from patrol.derive.trees import TreeFacts
from patrol.model.artifacts import Screens
from patrol.model.passwords import Outcome, ProbeKind
from patrol.model.record import Text
from patrol.model.screen import Rect
from patrol.model.verdict import Evidence, Status, Verdict


@check(
    title_pass=Text("敏感页面禁止截屏", "Sensitive pages refuse screenshots"),
    title_fail=Text("敏感页面允许截屏", "Sensitive pages allow screenshots"),
    why=Text(
        "恶意软件和远程控制诈骗会截取密码、卡号页面。",
        "Malware and remote-control fraud take pictures of passwords and card numbers.",
    ),
    advice=Text(
        "在这些页面的 Activity 或对话框里设置 WindowManager.LayoutParams.FLAG_SECURE。",
        "Set WindowManager.LayoutParams.FLAG_SECURE on the activity or dialog of these pages.",
    ),
)
def screenshot_allowed(
    trees: TreeFacts, screens: Screens, pages: Pages, control: PasswordControl | None, *, page_names: str = ""
) -> Iterator[Verdict]:
    found: dict[str, tuple[Text, tuple[Evidence, ...]]] = {}
    judged = len(trees.secrets)
    for widget in trees.secrets:
        if not widget.secure:
            what = Text(f"密码框 {widget.name}", f"password field {widget.name}")
            found.setdefault(widget.page, (what, widget_picture(widget)))
    for field in control.fields if control else ():
        probe = field.probe(ProbeKind.screenshot)
        judged += probe is not None and probe.outcome is not Outcome.untried
        if probe is not None and probe.outcome is Outcome.exposed:
            keys = probe.reason == "keyboard-window-open"
            what = Text(f"密码框 {field.name}", f"password field {field.name}")
            of_keys = Text(f"密码框 {field.name} 的键盘", f"the keyboard of password field {field.name}")
            found.setdefault(field.page, (of_keys if keys else what, proof(field, probe)))
    for visit in screens.visits if page_names else ():
        if visit.picture and re.search(page_names, pages.name(visit.page).zh):
            judged += 1
            if not visit.secure:
                what = Text("策略要求", "named by the policy")
                found.setdefault(visit.page, (what, marked(visit.at_ms, visit.page, visit.picture, Rect())))
    if not judged:
        yield Verdict(Status.not_applicable, Text("没有看到敏感页面", "no sensitive page was seen"))
    for page, (what, evidence) in found.items():
        name = pages.name(page)
        zh, en = f"{name.zh}（{what.zh}）可以截屏", f"{name.en} ({what.en}) can be captured"
        yield Verdict(Status.fail, Text(zh, en), subject=page, evidence=evidence)
