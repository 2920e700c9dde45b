"""The privacy policy is set in type too small or too pale, or not in simplified Chinese.

Type: the area of a paragraph over its letters gives their size; under `least_dp` nobody reads it with ease. Contrast:
as WCAG 1.4.3 asks, measured on the screenshot. Language: a third of the letters of a Chinese policy are Chinese, and
those that only traditional Chinese writes are rare.

Not seen: blurred pictures of text, and a layout that is merely unpleasant.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.contrast import Contrasts
from patrol.derive.evidence import marked, page_picture
from patrol.derive.pages import Pages
from patrol.derive.policy_reading import language_fault, letter_size
from patrol.derive.policy_seen import PolicySeen
from patrol.derive.said import Said
from patrol.model.artifacts import Environment
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

PARAGRAPH = 20
"""Letters from which a text is no title."""


@check(
    title_pass=Text("隐私政策清晰易读", "The privacy policy can be read with ease"),
    title_fail=Text("隐私政策难以阅读", "The privacy policy is hard to read"),
    why=Text(
        "字太小、颜色太淡或不是简体中文，等于没有给用户看。",
        "Type that is tiny, pale or in another language was not meant to be read.",
    ),
    advice=Text(
        "正文不小于14sp，与背景对比度不低于4.5:1，并提供简体中文版。",
        "Set it in 14 sp or more with a contrast of 4.5:1, in simplified Chinese.",
    ),
)
def policy_hard_to_read(
    seen: PolicySeen,
    said: Said,
    contrasts: Contrasts,
    pages: Pages,
    environment: Environment,
    *,
    least_dp: float = 10.0,
    least_contrast: float = 3.0,
) -> Iterator[Verdict]:
    if not seen.policy.pages:
        yield Verdict(Status.inconclusive, Text("没有见到隐私政策页面", "no page of the policy was seen"))
        return
    scale = environment.phone.density_dpi / 160 or 1.0
    for page in seen.policy.pages:
        name = pages.name(page)
        tiny = [w for w in said.of(page) if len(w.text) >= PARAGRAPH and letter_size(w, scale) < least_dp]
        for words in tiny[:1]:
            size = letter_size(words, scale)
            zh, en = f"{name.zh}：正文约 {size:.0f} dp", f"{name.en}: type of about {size:.0f} dp"
            shown = marked(words.at_ms, page, words.picture, words.bounds)
            yield Verdict(Status.fail, Text(zh, en), "tiny", shown or page_picture(pages, page))
        texts = (one for one in contrasts.texts if one.page == page and len(one.text) >= PARAGRAPH)
        for one in [one for one in texts if one.ratio < least_contrast][:1]:
            zh, en = f"{name.zh}：正文对比度 {one.ratio:.1f}", f"{name.en}: a contrast of {one.ratio:.1f}"
            yield Verdict(Status.fail, Text(zh, en), "pale", marked(one.at_ms, page, one.picture, one.bounds))
    if fault := language_fault(seen.policy.text):
        yield Verdict(Status.fail, fault, "language", page_picture(pages, seen.policy.pages[0]))
