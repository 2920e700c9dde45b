"""Pages that hand a result back to the page that opened them: a face check, a PIN, a picker.

What a button there leads to depends on who asked: tried once, and known to lead back to the caller, it is tried again
for each other caller, since it leads on to pages of that one. Identity cannot tell the two apart; both look the same.
And the other way round: a button whose dialog sent the user away to do something first (a risk assessment before a
purchase) is pressed again when that was done.
"""

from __future__ import annotations

from collections.abc import Iterable

from patrol.crawl.candidates import Candidate


class Callers:
    """Who opened which page, and what handed a result back."""

    def __init__(self) -> None:
        self._opened_by: dict[str, str] = {}
        self._returns: dict[tuple[str, str], set[str]] = {}
        """(page, key of a button there) → callers that it led back to."""
        self._gated: dict[str, str] = {}
        """Page → key of the button that a dialog answered last."""
        self._cleared: dict[str, str] = {}
        """Page → the same, once what the dialog asked for may be done."""
        self._again: set[tuple[str, str]] = set()

    def moved(self, source: str, target: str, *, back: bool) -> None:
        """The page in front is another now; `back`: what was done opens nothing, such as Back."""
        if back or source == target:
            return
        self._opened_by[target] = source
        if key := self._gated.pop(target, ""):
            self._cleared[target] = key

    def pressed(self, page: str, candidate: Candidate, state: str) -> None:
        """A button of `page` led to `state`."""
        target, _, features = state.partition("!")
        if target == page and features.startswith(("dialog", "sheet")) and (page, candidate.key) not in self._again:
            self._gated[page] = candidate.key
        caller = self._opened_by.get(page, "")
        known = self._returns.get((page, candidate.key))
        if known is not None:
            known.add(caller)
        elif candidate.button and target == caller != page:
            self._returns[page, candidate.key] = {caller}

    def asked_anew(self, page: str, candidates: Iterable[Candidate]) -> str:
        """Key of a button that hands results back and was not pressed yet for the present caller; "" for none."""
        caller = self._opened_by.get(page, "")
        cleared = self._cleared.pop(page, "")
        for candidate in candidates:
            if candidate.key == cleared:
                self._again.add((page, cleared))
                return cleared
            known = self._returns.get((page, candidate.key))
            if known is not None and caller and caller not in known:
                return candidate.key
        return ""
