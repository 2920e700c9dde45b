"""Titles of the pages that were found: an entry mostly says the title of the page that it opens."""

from __future__ import annotations

SHORTEST = 2
LONGEST_REST = 4
"""Characters that an entry says beside the title: 进入…, 查看…, … >."""


class Titles:
    """The titles seen so far."""

    def __init__(self) -> None:
        self._titles: set[str] = set()

    def __len__(self) -> int:
        return len(self._titles)

    def add(self, title: str) -> None:
        if len(title.strip()) >= SHORTEST:
            self._titles.add(title.strip().lower())

    def name(self, label: str) -> bool:
        """Whether the label is a known title, or says one and little else."""
        label = label.strip().lower()
        if label in self._titles:
            return True
        for length in range(len(label) - 1, max(SHORTEST + 1, len(label) - LONGEST_REST) - 1, -1):
            for start in range(len(label) - length + 1):
                if label[start : start + length] in self._titles:
                    return True
        return False
