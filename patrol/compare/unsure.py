"""What of two builds could not be told apart because one of the runs did not come there, in one line each: what is not
called gone, and what is not called new. Silent where nothing hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from patrol.compare.ways import names_of_pages
from patrol.model.build import Build
from patrol.model.record import Text

NAMED = 5
"""Pages that are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """What one build has and the other's run may only not have come to."""

    mine: Build
    theirs: Build
    pages: Sequence[str]
    """Keys in `mine`."""
    ways: int = 0
    """Between pages that both have."""
    things: int = 0
    """Hosts and calls, which show only where the app is used as it was then."""

    def __bool__(self) -> bool:
        return bool(self.pages or self.ways or self.things)

    def listed(self) -> Text:
        """`9 pages (Splash, Profile, and 7 more), 24 ways`."""
        told = [text for text in (self._pages(), self._ways(), self._things()) if text is not None]
        return Text("、".join(text.zh for text in told), ", ".join(text.en for text in told))

    def why(self) -> Text:
        """Why the other run did not come there, in brackets; nothing where it ended by itself."""
        why = self.theirs.head.why_incomplete
        return Text(f"（{why.zh}）", f" ({why.en})") if why is not None else Text("", "")

    def _pages(self) -> Text | None:
        if not self.pages:
            return None
        known = names_of_pages(self.mine.graph)
        names = [known[key] for key in self.pages[:NAMED]]
        more = len(self.pages) - NAMED
        zh = "、".join(name.zh for name in names) + (f"，另有 {more} 页" if more > 0 else "")
        en = ", ".join(name.en for name in names) + (f", and {more} more" if more > 0 else "")
        return Text(f"{len(self.pages)} 个页面（{zh}）", f"{_many(len(self.pages), 'page')} ({en})")

    def _ways(self) -> Text | None:
        return Text(f"{self.ways} 条路径", _many(self.ways, "way")) if self.ways else None

    def _things(self) -> Text | None:
        if not self.things:
            return None
        return Text(
            f"{self.things} 个主机或敏感调用", _many(self.things, "host or privacy call", "hosts or privacy calls")
        )


def said(gone: Unsure, new: Unsure) -> Iterator[Text]:
    """A line for each that is not empty."""
    if gone:
        what, why = gone.listed(), gone.why()
        zh = f"不算消失，因为这次没有走到{why.zh}：{what.zh}。"
        yield Text(zh, f"Not called gone, since this run did not come to them{why.en}: {what.en}.")
    if new:
        what, why = new.listed(), new.why()
        zh = f"不算新增，因为基线那次可能没有走到{why.zh}：{what.zh}。"
        yield Text(zh, f"Not called new, since the baseline's run may not have come to them{why.en}: {what.en}.")


def _many(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
