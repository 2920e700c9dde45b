"""The app's privacy policy and its list of SDKs: where they are, how many taps away, what they say."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from patrol.derive.pages import Pages
from patrol.derive.said import Said
from patrol.model.artifacts import Crawl
from patrol.model.consent import ConsentTrials, MomentKind
from patrol.model.graph import ActionKind, shows_page
from patrol.model.privacy import DeclaredPrivacy, TextKind
from patrol.model.record import Text

POLICY = re.compile(
    r"隐私(?:政策|协议|声明|权政策|条款|保护指引)|个人信息(?:保护)?(?:政策|规则)|privacy (?:policy|notice|statement)",
    re.IGNORECASE,
)
SDK_LIST = re.compile(
    r"第三方.{0,6}(?:SDK|共享|目录|清单|名单)|SDK.{0,4}(?:目录|清单|列表|名单)|third[- ]party sdk|sdk list|list of sdk",
    re.IGNORECASE,
)
SUMMARY = re.compile(r"设置|管理|中心|settings", re.IGNORECASE)
PAINTED = Text("页面上有读不出文字的图片或网页", "the page holds a picture or web page whose words cannot be read")
SCROLLS = Text("页面可以滚动，只读到显示过的部分", "the page scrolls, and only what was shown could be read")
LEAST = 80
"""Letters below which a page is an entry to a policy, or an empty one."""


@dataclass(frozen=True, slots=True)
class Document:
    """A policy or a list as the run saw it."""

    kind: TextKind
    pages: tuple[str, ...]
    text: str
    """From app.yaml's texts where they could be read, else from the pages' own."""
    seen: str
    """What its pages themselves said."""
    source: str
    taps: int | None
    """From the app's first page after agreeing; None when no way is known."""
    way: tuple[str, ...] = ()
    """What is tapped on it."""
    unread: tuple[str, ...] = ()
    """Texts of app.yaml that could not be read, with why."""
    partly: Text | None = None
    """Why the text may be less than what stands there; None when it is all."""

    @property
    def there(self) -> bool:
        return bool(self.pages or self.text)


@dataclass(frozen=True, slots=True)
class PolicySeen:
    policy: Document
    sdk_list: Document
    looked_over: bool
    """The app was crawled to the end, or for long, so that what was not found is likely not there."""


def policy_seen(
    crawl: Crawl, pages: Pages, said: Said, trials: ConsentTrials | None, declared: DeclaredPrivacy | None
) -> PolicySeen:
    """What journeys did not pass, or a crawl that was broken off, may well be there."""
    windows = {m.page for m in trials.moments if m.kind is MomentKind.window} if trials else set()
    windows |= {page.key for page in pages.graph.pages if page.wall == "consent"}
    distances = _taps(pages, windows)
    return PolicySeen(
        _document(TextKind.policy, POLICY, pages, said, windows, declared, distances, crawl),
        _document(TextKind.sdk_list, SDK_LIST, pages, said, windows, declared, distances, crawl),
        looked_over=bool(crawl.graph.start) and crawl.looked_over,
    )


def _document(
    kind: TextKind,
    pattern: re.Pattern[str],
    pages: Pages,
    said: Said,
    windows: set[str],
    declared: DeclaredPrivacy | None,
    distances: dict[str, tuple[str, ...]],
    crawl: Crawl,
) -> Document:
    told = declared.of(kind) if declared else ()
    named = {text.page for text in told if text.page}
    found = [
        page for page in pages.by_key if page in named or (page not in windows and _is(page, pattern, pages, said))
    ]
    found.sort(key=lambda page: -len(said.text(page)))
    seen = "\n".join(said.text(page) for page in found)
    texts = "\n".join(text.text for text in told if text.text)
    near = min((page for page in found if page in distances), key=lambda page: len(distances[page]), default="")
    return Document(
        kind=kind,
        pages=tuple(found),
        text=texts or seen,
        seen=seen,
        source="、".join(text.source for text in told if text.text) or "、".join(found),
        taps=len(distances[near]) if near else None,
        way=distances.get(near, ()),
        unread=tuple(f"{text.source}: {text.error}" for text in told if text.error),
        partly=None if texts else _partly(found, said, crawl),
    )


def _partly(found: list[str], said: Said, crawl: Crawl) -> Text | None:
    """Of a text that was read from the app's own pages. A page on which scrolling down changed nothing was read to its
    end."""
    if not said.mute.isdisjoint(found):
        return PAINTED
    scrolls = (step for step in crawl.steps if step.action.kind is ActionKind.scroll and step.action.value == "down")
    ends = {step.source.partition("!")[0] for step in scrolls if step.note == "no effect"}
    return SCROLLS if said.longer & set(found) - ends else None


def _is(page: str, pattern: re.Pattern[str], pages: Pages, said: Said) -> bool:
    """By its title or its first lines; a page of settings about it is none."""
    known = pages.by_key[page]
    return _named(pattern, known.title, known.name, known.name_en)


def names_policy(title: str, name: str, name_en: str) -> bool:
    """Whether a page of these names is a privacy policy."""
    return _named(POLICY, title, name, name_en)


def _named(pattern: re.Pattern[str], title: str, name: str, name_en: str) -> bool:
    title = title.partition("\n")[0] or name
    return not SUMMARY.search(title) and any(pattern.search(each) for each in (title, name, name_en))


def _taps(pages: Pages, windows: set[str]) -> dict[str, tuple[str, ...]]:
    """Page → what is tapped on the shortest way from the first page after agreeing, over ways that were really gone."""
    graph = pages.graph
    on = graph.state_pages()
    start = on.get(graph.start, graph.start.partition("!")[0])
    if start in windows:
        agreed = (edge.target for edge in graph.ways() if on.get(edge.source) in windows)
        start = next((on[s] for s in agreed if on.get(s) and on[s] not in windows and shows_page(s)), start)
    after: dict[str, list[tuple[str, str]]] = {}
    for edge in graph.ways():
        if edge.action.kind is ActionKind.tap and edge.source in on and edge.target in on:
            locator = edge.action.locator
            label = edge.says or (locator.text or locator.description or locator.id if locator else "")
            after.setdefault(on[edge.source], []).append((on[edge.target], label))
    found: dict[str, tuple[str, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        page = queue.popleft()
        for target, label in after.get(page, ()):
            if target not in found and target not in windows:
                found[target] = (*found[page], label)
                queue.append(target)
    return found
