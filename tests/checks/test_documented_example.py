"""The check that docs/checks.md shows: it loads from a folder of one's own, and does what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from patrol.audit.check import load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.policy import load_policy
from patrol.audit.run import run_check
from patrol.derive import facts_of
from patrol.model.recorded import Recorded
from patrol.model.verdict import Status

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "checks.md").read_text("utf-8")


def test_one_file_and_one_line_of_policy_make_a_check(tmp_path: Path, make: Any) -> None:
    path = re.search(r"\*\*1\. The file\*\*, `compliance_checks/(\S+)`", PAGE)
    code = re.search(r"\*\*1\. The file.*?```python\n(.*?)```", PAGE, re.DOTALL)
    line = re.search(r"\*\*2\. The line\*\*, in `policy.yaml`: `(.*?)`", PAGE)
    assert path and code and line
    file = tmp_path / path[1]
    file.parent.mkdir()
    file.write_text(code[1], encoding="utf-8")
    (tmp_path / "policy.yaml").write_text(f"checks:\n  {line[1]}\n", encoding="utf-8")
    folders = [ROOT / "compliance_checks", tmp_path]
    checks = load_checks(folders)
    rules = load_policy(folders, checks, load_clauses(folders)).rules
    own = next(check for check in checks if check.id == "many-requests")

    def judged(requests: int) -> Status:
        flows = [make.flow(at=i) for i in range(requests)]
        facts = facts_of(Recorded(make.traffic(*flows), make.visits("home")))
        return run_check(facts, own, rules[own.id]).status

    assert (judged(40), judged(41)) == (Status.passed, Status.fail)
