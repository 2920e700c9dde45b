"""For a person: whether one consent is asked for everything at once.

Articles 14 and 29 of the law ask for separate consent to what is sensitive or goes to others. What the window says is
laid out.

Not seen: consent that is asked later, where a function wants it.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried, pictured
from patrol.derive.evidence import table
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("同意没有捆绑", "Consent is asked for piece by piece"),
    title_fail=Text("一次同意捆绑了全部用途", "One consent covers everything"),
    why=Text(
        "一个按钮同意一切，用户没有选择；敏感信息和对外提供需要单独同意。",
        "One button for everything leaves no choice; what is sensitive needs a consent of its own.",
    ),
    advice=Text(
        "敏感信息、对外提供、个性化推荐分别征求同意。",
        "Ask separately for what is sensitive, what is passed on, and recommendations.",
    ),
)
def consent_bundled(tried: ConsentTried) -> Iterator[Verdict]:
    window = tried.window
    if window is None:
        yield from tried.undecided("refuse")
        return
    said = table([("弹窗内容", "what the window says")], [(text,) for text in window.texts])
    text = Text(
        "请判断：弹窗是否用一次同意覆盖敏感信息、对外提供等需单独同意的事项",
        "Decide whether this one consent covers what needs a consent of its own",
    )
    yield Verdict(Status.manual, text, "consent-window", (said, *pictured(window)))
