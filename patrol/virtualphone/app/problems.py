"""What is wrong with a model file, all at once, with the place and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from patrol.errors import ConfigError, Place

SHOWN_AT_MOST = 20


class ModelError(ConfigError):
    """A model that cannot be used; `problems` holds every message, the text the first 20."""

    def __init__(self, problems: tuple[tuple[Place, str], ...]) -> None:
        lines = [f"{place}: {message}" for place, message in problems[:SHOWN_AT_MOST]]
        if len(problems) > SHOWN_AT_MOST:
            lines.append(f"… and {len(problems) - SHOWN_AT_MOST} more")
        super().__init__("\n".join(lines), advice="The format is described in docs/app-model.md.")
        self.place = problems[0][0] if problems else None
        self.problems = problems


class Unreadable(Exception):
    """One value cannot be understood; whoever reads the record around it notes that and reads on."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


class Problems:
    """Collects until the file is read through."""

    def __init__(self) -> None:
        self._found: dict[tuple[Place, str], None] = {}

    def add(self, place: Place, message: str) -> None:
        self._found[place, message] = None

    def note(self, unreadable: Unreadable) -> None:
        self.add(unreadable.place, unreadable.message)

    def raise_if_any(self) -> None:
        if self._found:
            ordered = sorted(self._found, key=lambda p: (p[0].file, p[0].line, p[0].column))
            raise ModelError(tuple(ordered))


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """`page 'hoem' is unknown; did you mean 'home'?`, or what is known when that is short."""
    names = sorted(set(known))
    near = get_close_matches(name, names, n=1, cutoff=0.55)
    if near:
        return f"{what} '{name}' is unknown; did you mean '{near[0]}'?"
    if names and len(names) <= 30:
        return f"{what} '{name}' is unknown; known: {', '.join(names)}"
    return f"{what} '{name}' is unknown"
