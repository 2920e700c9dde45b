"""docs/checks.md lists the checks as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.audit.check import load_check, load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.listing import markdown
from patrol.audit.policy import load_policy

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "checks.md"
BEGIN, END = "<!-- generated: begin -->\n", "<!-- generated: end -->"


def listed() -> str:
    folders = [ROOT / "compliance_checks"]
    checks = load_checks(folders)
    return markdown(checks, load_policy(folders, checks, load_clauses(folders)))


def test_the_documented_list_is_fresh(rebaseline: bool) -> None:
    head, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    shown, _, tail = rest.partition(END)
    if rebaseline:
        PAGE.write_text(f"{head}{BEGIN}{listed()}{END}{tail}", encoding="utf-8")
    elif shown != listed():
        pytest.fail("docs/checks.md is stale; renew it: python -m pytest tests/unit/audit/test_listing.py --rebaseline")


def test_unverified_clauses_say_so() -> None:
    lines = listed().splitlines()
    assert any(line.startswith("- CN-JRT-0092/5.5.2 ") and line.endswith("「待核对原文」") for line in lines)
    assert any(line.startswith("- CN-PIPL/A51 ") and not line.endswith("」") for line in lines)


def test_the_pages_example_is_a_check_that_loads(tmp_path: Path) -> None:
    example = PAGE.read_text("utf-8").partition("```python\n")[2].partition("```")[0]
    path = tmp_path / "performance" / "many_requests.py"
    path.parent.mkdir()
    path.write_text(example, encoding="utf-8")
    found = load_check(path)
    assert (found.id, found.category, list(found.options)) == ("many-requests", "performance", ["limit"])
