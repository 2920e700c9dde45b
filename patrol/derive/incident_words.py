"""What checks say of a group of incidents, and what they show: the lines, the page, the action before."""

from __future__ import annotations

from patrol.derive.evidence import log_lines, page_picture
from patrol.derive.happened import Happened, IncidentGroup
from patrol.derive.pages import Pages
from patrol.derive.statistics import often
from patrol.model.record import Text
from patrol.model.verdict import Evidence, LogLines, Status, Verdict

LONGEST_AFTER_MS = 60_000
"""What happened longer ago than this is not named as the action before."""
TOLD = 200
"""Letters of an incident's decisive line."""


def incident_verdict(group: IncidentGroup, pages: Pages, status: Status = Status.fail) -> Verdict:
    """The decisive line, how often, on which page and after what; the log lines and the page as evidence."""
    first, count = group.first, len(group.all)
    after = _after(first)
    summary, name = first.incident.summary[:TOLD], pages.name(first.page)
    zh = f"{summary}（{count} 次，首次在{name.zh}{after.zh}）"
    en = f"{summary} ({often(count)}, first on {name.en}{after.en})"
    evidence: tuple[Evidence, ...] = (log_lines(first.incident),)
    if first.incident.main_thread:
        note = Text("系统记录的主线程位置", "where the main thread stood, as the system kept it")
        evidence += (LogLines(lines=first.incident.main_thread, at_ms=first.incident.at_ms, note=note),)
    evidence += page_picture(pages, first.page, first.incident.at_ms)
    return Verdict(status, Text(zh, en), subject=group.signature, evidence=evidence)


def _after(happened: Happened) -> Text:
    if happened.after_ms is None or not happened.action.en or happened.after_ms > LONGEST_AFTER_MS:
        return Text("", "")
    seconds = f"{happened.after_ms / 1000:.1f}"
    zh = f"，{happened.action.zh}之后 {seconds} 秒"
    return Text(zh, f", {seconds} s after {happened.action.en}")
