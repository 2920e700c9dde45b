"""How the policy of this build differs from that of the build which the run is held against, and what else came with it
that a policy speaks of. Whether users are told of it is another matter: each run installs one build afresh."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from patrol.derive.policy_seen import PolicySeen, names_policy
from patrol.derive.said import Said
from patrol.derive.sdk_views import SdkViews
from patrol.model.artifacts import AppInfo, GatherFailure
from patrol.model.build import Build, PageLook, ThingKind
from patrol.model.record import Text

LEAST = 8
"""Letters from which a line of a policy is no title, button or name."""
BLANK = re.compile(r"\s+")
KINDS = {ThingKind.permission: Text("权限", "permission"), ThingKind.sdk: Text("SDK", "SDK")}


@dataclass(frozen=True, slots=True)
class PolicyUpdate:
    """Between the baseline's build and this one."""

    then: str
    """Version of the older build."""
    lines: tuple[tuple[str, str], ...]
    """(line of the older policy, what stands in its place), those that are the same left out; "" for none."""
    read: bool
    """Both policies were seen on the app's pages; else `lines` says nothing."""
    partly: bool
    """One of them was not read to its end: what is missing there may be there."""
    came: tuple[tuple[Text, str], ...] = ()
    """(kind, name) of permissions and SDKs that the older build had not."""


def policy_update(
    base: Build, seen: PolicySeen, said: Said, app: AppInfo, sdks: SdkViews | None
) -> PolicyUpdate | GatherFailure:
    """Of a run that is held against its own build, that nothing was updated."""
    if (base.head.version, base.head.version_code) == (app.version_name, app.version_code):
        return GatherFailure("baseline", "baseline", "the baseline is a run of this very build")
    older = [base.look(page.key) for page in base.graph.pages if names_policy(page.title, page.name, page.name_en)]
    looks = [look for look in older if look is not None]
    then = _lines(line for look in looks for line in _said(look))
    # What can be touched leads elsewhere, and is no text of a page in a baseline either.
    now = _lines(words.text for page in seen.policy.pages for words in said.of(page) if not words.touchable)
    return PolicyUpdate(
        then=base.head.version or base.head.run_id,
        lines=tuple(_changed(then, now)) if then and now else (),
        read=bool(then and now),
        partly=seen.policy.partly is not None or any(look.partial for look in looks),
        came=tuple(_came(base, app, sdks)),
    )


def _said(look: PageLook) -> Iterator[str]:
    yield from look.texts
    yield from look.more
    yield from look.rows


def _lines(texts: Iterable[str]) -> dict[str, str]:
    """Line without blanks → the line, each once, in order: two runs may space a line otherwise."""
    split = (line.strip() for text in texts for line in text.splitlines())
    found = ((BLANK.sub("", line), line) for line in split)
    return {key: line for key, line in found if len(key) >= LEAST}


def _changed(then: dict[str, str], now: dict[str, str]) -> Iterator[tuple[str, str]]:
    old, new = list(then), list(now)
    for what, from_, to, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            pairs = zip_longest(old[from_:to], new[begin:end], fillvalue="")
            yield from ((then.get(left, ""), now.get(right, "")) for left, right in pairs)


def _came(base: Build, app: AppInfo, sdks: SdkViews | None) -> Iterator[tuple[Text, str]]:
    """Nothing of a kind that the older run could not see."""
    had = {(thing.kind, thing.id) for thing in base.things}
    views = (view for view in sdks.sdks if view.present or view.active) if sdks else ()
    now = [
        *((ThingKind.permission, name, name.rpartition(".")[2]) for name in app.permissions),
        *((ThingKind.sdk, view.key, view.name.zh) for view in views),
    ]
    for kind, id, name in now:
        if kind not in base.unseen and (kind, id) not in had:
            yield KINDS[kind], name


def told(update: PolicyUpdate) -> Text:
    """What changed since the older build, and what to look at."""
    then = update.then
    if not update.read:
        what = Text(
            f"没有同时读到本版和 {then} 版的隐私政策", f"the policies of this build and {then} were not both read"
        )
    elif update.lines:
        what = Text(
            f"隐私政策与 {then} 版有 {len(update.lines)} 处不同",
            f"{len(update.lines)} lines of the policy differ from {then}",
        )
    else:
        what = Text(f"隐私政策与 {then} 版相同", f"the policy reads as that of {then}")
    partly = Text("（其中一版没有读完）", " (one of them was not read to its end)") if update.partly else Text("", "")
    names = "、".join(name for _, name in update.came)
    came = Text(f"，新增 {names}", f"; new: {', '.join(name for _, name in update.came)}") if names else Text("", "")
    look = Text(
        f"请安装 {then} 版并同意，再升级到本版：首次启动是否说明变更，并就新增事项重新征求同意",
        f"Install {then} and agree, update to this build: does the first start tell what changed, and ask anew?",
    )
    return Text(f"{what.zh}{partly.zh}{came.zh}。{look.zh}", f"{what.en}{partly.en}{came.en}. {look.en}")
