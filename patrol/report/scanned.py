"""What an APK holds, beside the findings: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import msgspec

from patrol.model.result import InspectionResult
from patrol.model.scan import Scan
from patrol.model.verdict import Status
from patrol.report.package import head, parts
from patrol.report.plain import cut, one_line
from patrol.report.words import OVERALL, SEVERITY, SYMBOL

SHOWN = 12


def as_json(scan: Scan, result: InspectionResult) -> str:
    """Both records, for programs."""
    return msgspec.json.format(msgspec.json.encode({"scan": scan, "result": result}), indent=1).decode() + "\n"


def facts(scan: Scan, lang: str) -> str:
    """A short overview for a terminal."""
    lines = [one_line(head(scan).of(lang))]
    for title, rows in parts(scan):
        shown = [cut(one_line(row.of(lang)), 200) for row in rows[:SHOWN]]
        lines += ["", f"{title.of(lang)} ({len(rows)})", *(f"  {row}" for row in shown)]
        if len(rows) > SHOWN:
            more = len(rows) - SHOWN
            lines.append(f"  … 另有 {more} 项" if lang == "zh" else f"  … and {more} more")
    return "\n".join(lines) + "\n"


def markdown(scan: Scan, result: InspectionResult, lang: str) -> str:
    """Findings first, then all that the package holds."""
    lines = [f"# {_plain(scan.label or scan.package or scan.file)}", "", _plain(head(scan).of(lang)), ""]
    lines += [f"**{OVERALL[result.overall].of(lang)}**  {_plain(result.summary.of(lang))}", ""]
    for check in result.checks:
        if check.status not in (Status.fail, Status.error, Status.inconclusive):
            continue
        severity = SEVERITY[check.severity].of(lang)
        lines.append(f"## {SYMBOL[check.status]} {_plain(check.title.of(lang))} (`{check.id}`, {severity})")
        lines += [f"- {_plain(one.message.of(lang))}" for one in check.verdicts if one.status is check.status]
        lines += [f"- § {clause.id}" for clause in check.clauses] + [""]
    for title, rows in parts(scan):
        lines += [f"## {title.of(lang)} ({len(rows)})", "", *(f"- {_plain(row.of(lang))}" for row in rows), ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """A line of Markdown that is text alone."""
    return one_line(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "'")
