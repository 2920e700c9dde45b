"""Something was looked for and not found: whether that says it is not there."""

from __future__ import annotations

from patrol.model.artifacts import Crawl
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Status, Verdict

NO_CRAWL = Text("没有探索应用的页面", "the app was not explored")
TOO_LITTLE = Text("探索没有走完，或动作太少", "the crawl did not come to its end, or had too few actions")
SIGNED_OUT = Text("登录没有通过，登录后的页面没有看到", "nobody got past the sign-in, so what lies behind was not seen")


def absent(
    what: Text,
    crawl: Crawl | None,
    *,
    subject: str = "missing",
    evidence: tuple[Evidence, ...] = (),
    for_signed_in: bool = False,
) -> Verdict:
    """A finding where the crawl looked the app over, else undecided, with why. `for_signed_in`: apps offer it to users
    who have signed in, so somebody must have got in."""
    why = unproved(crawl, for_signed_in=for_signed_in)
    if why is None:
        return Verdict(Status.fail, what, subject, evidence)
    text = Text(f"{what.zh}，但不能断定没有：{why.zh}", f"{what.en}, which proves nothing: {why.en}")
    return Verdict(Status.inconclusive, text, subject, evidence)


def unproved(crawl: Crawl | None, *, for_signed_in: bool = False) -> Text | None:
    """Why what this crawl did not see may be there all the same; None when it may not."""
    if crawl is None or not crawl.graph.pages:
        return NO_CRAWL
    if not crawl.looked_over:
        return TOO_LITTLE
    return SIGNED_OUT if for_signed_in and not crawl.signed_in else None
