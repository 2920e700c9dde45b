"""The 31 items of the 2019 identification measures (191号): each decided by a check, or laid out for a person.

docs/191.md is made from the policy and the clauses: `pytest tests/checks/test_measures_of_2019.py --rebaseline`.
"""

from __future__ import annotations

from pathlib import Path

from patrol.audit.check import Check
from patrol.audit.clauses import load_clauses
from tests.checks.conftest import BUNDLED, CHECKS, POLICY

PAGE = Path(__file__).resolve().parents[2] / "docs" / "191.md"
MEASURES = "CN-CAC-191/"
FOR_A_PERSON = "For a person"
GROUPS = {
    "1": ("未公开收集使用规则", "The rules are not public"),
    "2": ("未明示收集使用的目的、方式和范围", "Purposes, means and scope are not told"),
    "3": ("未经用户同意收集使用", "Collected and used without consent"),
    "4": ("违反必要原则", "More than is necessary"),
    "5": ("未经同意向他人提供", "Passed on without consent"),
    "6": ("未提供删除、更正或投诉渠道", "No way to delete, correct or complain"),
}
COLUMNS = "| item | what | by the machine | for a person |\n| --- | --- | --- | --- |\n"
HEAD = """# The 31 items of 191号

What patrol says to each item of the *Method for Identifying Illegal Collection and Use of Personal Information by Apps*
(国信办秘字〔2019〕191号, 《App违法违规收集使用个人信息行为认定方法》). This page is made from the policy
and the clauses by `pytest tests/checks/test_measures_of_2019.py --rebaseline`; summaries are in our own words, and
待核对原文 marks those that have not been held against the official text.

- **Decided** items have at least one check that passes or fails by itself. Where it could not see enough it is
  `inconclusive`, never a pass.
- **Manual** items cannot be decided from outside the app: the check lays out the evidence and says what to look at.
- A decided item may have a manual check beside it, for the part that needs reading.

{decided} of {items} items are decided by the machine, {manual} are laid out for a person.
"""


def machine(check: Check) -> bool:
    return not check.fires_when.startswith(FOR_A_PERSON)


def table() -> dict[str, tuple[list[Check], list[Check]]]:
    """Item → (checks that decide it, checks that lay it out)."""
    found: dict[str, tuple[list[Check], list[Check]]] = {}
    for id in load_clauses([BUNDLED]):
        if id.startswith(MEASURES):
            speaking = [check for check in CHECKS if id in {clause.id for clause in POLICY.rules[check.id].clauses}]
            found[id] = ([c for c in speaking if machine(c)], [c for c in speaking if not machine(c)])
    return found


def page() -> str:
    clauses, items = load_clauses([BUNDLED]), table()
    decided = sum(bool(deciding) for deciding, _ in items.values())
    lines = [HEAD.format(decided=decided, items=len(items), manual=len(items) - decided)]
    for number, (zh, en) in GROUPS.items():
        lines.append(f"\n## {number}. {en} · {zh}\n\n{COLUMNS}")
        for id, (deciding, laying) in items.items():
            ref = id.removeprefix(MEASURES)
            if not ref.startswith(f"{number}."):
                continue
            clause = clauses[id]
            title_zh, title_en = clause.title.zh.partition("：")[2], clause.title.en.partition(": ")[2]
            flag = "" if clause.verified else " (待核对原文)"
            by = ", ".join(f"`{check.id}`" for check in deciding) or "—"
            look = "; ".join(f"`{c.id}`: {c.fires_when.partition(': ')[2]}" for c in laying) or "—"
            lines.append(f"| {ref} | {title_zh}{flag}<br>{title_en} | {by} | {look} |\n")
    return "".join(lines)


def test_every_item_has_a_check() -> None:
    items = table()
    assert len(items) == 31
    assert [id for id, (deciding, laying) in items.items() if not deciding and not laying] == []


def test_at_least_twenty_items_are_decided_by_the_machine() -> None:
    assert sum(bool(deciding) for deciding, _ in table().values()) >= 20


def test_the_page_is_up_to_date(rebaseline: bool) -> None:
    if rebaseline:
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), "run: pytest tests/checks/test_measures_of_2019.py --rebaseline"
