"""Pages that stand before others: a sign-in page to which many different entries lead.

To get past one is worth as much as all that waits behind it, and what led there before is to be tried again after.
"""

from __future__ import annotations

FEWEST_WAITING = 5
"""Entries of different pages or labels that lead to one page with a form, before it counts as a gate."""
MOST_WAITING = 8
"""More do not make it more urgent."""


class Gates:
    """What leads where, page by page, and which forms were got past."""

    def __init__(self) -> None:
        self._into: dict[str, set[tuple[str, str]]] = {}
        self._sent_from: dict[str, str] = {}
        """Page → the page whose form led to it: a code is asked for after the password."""
        self._passed: dict[str, int] = {}
        self._walls: set[str] = set()
        """Pages known to stand in the way by what they say: sign-in."""
        self._moment = 0

    def stands(self, page: str) -> None:
        """The page asks to sign in: it is a gate, however few entries lead to it."""
        self._walls.add(page)

    def got_past(self, page: str) -> None:
        """Somebody signed in otherwise than by its form, such as a journey."""
        self._moment += 1
        self._passed[page] = self._moment

    def _fewest(self, page: str) -> int:
        return 1 if page in self._walls else FEWEST_WAITING

    def moved(self, source: str, key: str, target: str) -> int:
        """An action led from page `source` to page `target`; its moment, to be compared with `passed_since`."""
        self._moment += 1
        if source != target:
            self._into.setdefault(target, set()).add((source, key))
        return self._moment

    def sent(self, page: str, target: str) -> set[str]:
        """The form of `page` was filled and sent, and led to the page `target`; the gates that were got past by it."""
        first, seen, passed = page, {page}, set()
        while True:
            self._moment += 1
            if len(self._into.get(first, ())) >= self._fewest(first):
                self._passed[first] = self._moment
                passed.add(first)
            if (before := self._sent_from.get(first, "")) in seen or not before:
                break
            seen.add(before)
            first = before
        self._sent_from.setdefault(target, page)
        return passed

    def waiting(self, page: str) -> int:
        """How many entries wait for the form of `page` to be got past; 0 for a page that is no gate."""
        seen: set[str] = set()
        while page and page not in seen:
            count = len(self._into.get(page, ()))
            if count >= self._fewest(page) and page not in self._passed:
                return min(count, MOST_WAITING)
            seen.add(page)
            page = self._sent_from.get(page, "")
        return 0

    def passed_since(self, page: str, moment: int) -> bool:
        """Whether the form of `page` was got past after that moment."""
        return self._passed.get(page, -1) > moment

    def rename(self, old: str, new: str) -> None:
        """Page `old` turned out to be page `new`."""
        if old in self._into:
            self._into.setdefault(new, set()).update(self._into.pop(old))
        if old in self._passed:
            self._passed[new] = self._passed.pop(old)
        if old in self._walls:
            self._walls.add(new)
        self._sent_from = {new if to == old else to: new if by == old else by for to, by in self._sent_from.items()}
