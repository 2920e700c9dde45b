"""How an element of a screen is named, by a person in a journey or by the crawler in its journal."""

from __future__ import annotations

from patrol.model.record import Record


class Locator(Record, frozen=True):
    """All given parts must hold; `index` picks among several matches (from 0). Text is what people see, so it is
    the usual way; id and xpath are for what has no text. A resource id may leave out `package:id/`."""

    text: str = ""
    contains: str = ""
    description: str = ""
    id: str = ""
    class_name: str = ""
    xpath: str = ""
    index: int = 0
    path: tuple[int, ...] = ()
    """Child positions from the root: the crawler's last resort, when nothing else tells two nodes apart."""

    def __str__(self) -> str:
        parts = [self.text and f"“{self.text}”", self.contains and f"“…{self.contains}…”", self.description, self.id]
        parts += [self.class_name.rpartition(".")[2], self.xpath, "/".join(map(str, self.path))]
        named = next((p for p in parts if p), "?")
        return f"{named} #{self.index + 1}" if self.index else named
