"""What an app tells its user when a request fails: in texts and dialogs on the screen, and in toasts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.model.artifacts import Journeys, Screens
from patrol.model.recorded import Files
from patrol.model.screen import Node, Screen
from patrol.model.toasts import Toasts

TELLING = re.compile(
    r"失败|错误|异常|出错|超时|重试|重新加载|刷新试试|稍后再试|稍后重试|暂不可用|暂时无法|无法连接|连接不上|服务繁忙|系统繁忙|"
    r"网络(?:不给力|不可用|开小差|较差|已断开|未连接|连接|中断|断开|环境)|无网络|没有网络|断网|离线|请检查网络|"
    r"\b(?:failed|failure|error|unavailable|try again|retry|reload|timed? ?out|offline"
    r"|(?:no|check|lost) (?:your |the )?(?:network|internet|connection)|something went wrong|unable to|could not)\b",
    re.I,
)
"""Words with which apps say that something did not work, or how to go on."""
LOADING = re.compile(r"加载中|正在加载|请稍候|请稍等|loading|please wait", re.I)
BLANK_TEXTS = 1
"""A page with no more texts than this (its title) and nothing to touch but the way back shows nothing."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the screen whose tree was kept."""

    at_ms: int
    page: str
    tree: str


class Telling:
    """Finds what was told between two moments. Trees are read on first use."""

    def __init__(self, looks: tuple[Look, ...], toasts: Toasts | None, files: Files) -> None:
        self._looks = looks
        self._at = [look.at_ms for look in looks]
        self._toasts = toasts
        self._files = files
        self._known: dict[str, Screen | None] = {}

    @property
    def hears_toasts(self) -> bool:
        return self._toasts is not None and not self._toasts.note

    def looks(self, start_ms: float, end_ms: float) -> tuple[Look, ...]:
        """Those that began between these moments."""
        return self._looks[bisect_left(self._at, start_ms) : bisect_left(self._at, end_ms)]

    def told(self, start_ms: float, end_ms: float, *, toasts_ms: float = 0) -> str:
        """The first words that tell of trouble; "" when there are none. Toasts count until `toasts_ms` later."""
        for look in self.looks(start_ms, end_ms):
            if words := self.words(look):
                return words
        for toast in self._toasts.toasts if self._toasts else ():
            if start_ms <= toast.at_ms < end_ms + toasts_ms and TELLING.search(toast.text):
                return toast.text
        return ""

    def words(self, look: Look) -> str:
        """A text on this screen that tells of trouble; "" for none."""
        return next((text for text in self.texts(look) if TELLING.search(text)), "")

    def texts(self, look: Look) -> Iterator[str]:
        for node in self._nodes(look):
            yield from (said for said in (node.text, node.description) if said)

    def loading(self, look: Look) -> bool:
        """Whether the screen says that something is still to come."""
        spins = any(node.class_name.rpartition(".")[2].endswith("ProgressBar") for node in self._nodes(look))
        return spins or any(LOADING.search(text) for text in self.texts(look))

    def blank(self, look: Look) -> bool:
        nodes = list(self._nodes(look))
        texts = {node.text for node in nodes if node.text}
        touchable = [node for node in nodes if node.clickable]
        return bool(nodes) and len(texts) <= BLANK_TEXTS and len(touchable) <= 1

    def _nodes(self, look: Look) -> Iterator[Node]:
        if look.tree not in self._known:
            self._known[look.tree] = self._files.tree(look.tree) if look.tree else None
        screen = self._known[look.tree]
        return screen.nodes() if screen else iter(())


def telling(screens: Screens | None, journeys: Journeys | None, toasts: Toasts | None, files: Files) -> Telling:
    seen = [Look(visit.at_ms, visit.page, visit.tree) for visit in (screens.visits if screens else ()) if visit.tree]
    for trace in journeys.traces if journeys else ():
        seen += [Look(step.ended_ms, step.page, step.tree) for step in trace.steps if step.tree]
    return Telling(tuple(sorted(seen, key=lambda look: look.at_ms)), toasts, files)
