"""Pages that hand a result back to the page that opened them: a face check, a PIN, a picker.

What a button there leads to depends on who asked: tried once, and known to lead back to the caller, it is tried again
for each other caller, since it leads on to pages of that one. Identity cannot tell the two apart; both look the same.
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

    def moved(self, source: str, target: str, *, back: bool) -> None:
        """The page in front is another now; Back opens nothing."""
        if not back and source != target:
            self._opened_by[target] = source

    def pressed(self, page: str, candidate: Candidate, target: str) -> None:
        """A button of `page` led to the page `target`."""
        caller = self._opened_by.get(page, "")
        known = self._returns.get((page, candidate.key))
        if known is not None:
            known.add(caller)
        elif candidate.button and target == caller != page:
            self._returns[page, candidate.key] = {caller}

    def asked_anew(self, page: str, candidates: Iterable[Candidate]) -> str:
        """Key of a button that hands results back and was not pressed yet for the present caller; "" for none."""
        caller = self._opened_by.get(page, "")
        for candidate in candidates:
            known = self._returns.get((page, candidate.key))
            if known is not None and caller and caller not in known:
                return candidate.key
        return ""
