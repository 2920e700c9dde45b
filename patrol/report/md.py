"""Markdown as GitHub, GitLab and job pages show it: what apps and servers say, made harmless, and parts that keep
within a limit.

Apps could put a mention, a link, a table's bar or HTML on their screens. Marks of Markdown get a backslash; what is
turned into links and mentions without any mark (`@name`, `#12`, `!12`, `https://…`) gets a space of no width inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from patrol.report.plain import cut, one_line

NOTHING_WIDE = "\u200b"

LONGEST = 300
"""Characters of one text in a cell or a line."""

GITHUB_COMMENT = 65_536
"""Characters that a comment on GitHub may have; a job's summary may have 1 MiB."""

_SPECIAL = re.compile(r"[\\`*_\[\]|~$]")
_BEGINS = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-=+#])")
_LINKED = re.compile(r"@|(?<=[#!&%])(?=\d)|(?<=[A-Za-z])(?=://)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)", re.IGNORECASE)


def text(said: str, most: int = LONGEST) -> str:
    """One line that shows as it is, wherever in Markdown it stands."""
    line = cut(one_line(said), most)
    line = _LINKED.sub(lambda found: found[0] + NOTHING_WIDE, line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _SPECIAL.sub(lambda found: "\\" + found[0], line)
    return _BEGINS.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line)


def code(said: str, most: int = LONGEST) -> str:
    """One line as code. A bar is escaped: in a table it would end the cell even here."""
    line = cut(one_line(said), most).replace("|", "\\|")
    if not line:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def link(said: str, path: str) -> str:
    """A link to a file of the run folder, by its relative path."""
    safe = "".join(c if c.isalnum() or c in "-_./#" else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)
    return f"[{text(said)}]({safe})"


def row(cells: Iterable[str]) -> str:
    """Of a table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class Part:
    """A title, what stands before its lines, and lines of which as many are shown as there is room for."""

    title: str
    lines: Sequence[str] = ()
    before: Sequence[str] = ()
    """Such as a table's head; left out when no line has room."""
    folded: bool = False
    """Behind its title, where the reader unfolds it."""


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, folded: bool = False) -> Part:
    """A part with a table; heads and cells are Markdown already."""
    return Part(title, [row(cells) for cells in rows], (row(heads), row("---" for _ in heads)), folded)


def within(begin: str, parts: Iterable[Part], end: str, most: int, lang: str) -> str:
    """The parts in their order in at most `most` characters; what is left out is counted where it is missing."""
    told = begin.rstrip("\n") + "\n"
    room = most - len(told) - len(end) - 2
    for part in parts:
        if not part.lines:
            continue
        block = _block(part, room, lang)
        told += block
        room -= len(block)
    return f"{told}\n{end}" if end else told


def _block(part: Part, room: int, lang: str) -> str:
    """As much of the part as fits; nothing where not even its title and the count of its lines do."""
    opened = f"\n<details><summary>{part.title}</summary>\n" if part.folded else f"\n### {part.title}\n"
    closed = "\n</details>\n" if part.folded else ""
    head = "".join(f"{line}\n" for line in ("", *part.before))
    left = room - len(opened) - len(closed) - len(head) - len(_more(len(part.lines), lang))
    shown = 0
    for line in part.lines:
        left -= len(line) + 1
        if left < 0:
            break
        shown += 1
    more = "" if shown == len(part.lines) else _more(len(part.lines) - shown, lang)
    body = head + "".join(f"{line}\n" for line in part.lines[:shown]) if shown else "\n"
    block = opened + body + more + closed
    return block if len(block) <= room else ""


def _more(number: int, lang: str) -> str:
    told = (
        f"另有 {number} 行没有写在这里，见报告。"
        if lang == "zh"
        else f"{number} more left out here; the report has them."
    )
    return f"\n_{told}_\n"
