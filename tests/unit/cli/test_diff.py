"""`patrol diff` on small runs: runs and baselines in any order, where it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from patrol.audit.check import load_checks
from patrol.cli import judging
from patrol.cli.main import call
from patrol.settings import bundled
from tests.unit.cli.runs import POLICY, run

CHECKS = load_checks([bundled("compliance_checks")])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    # Loaded once; how a report looks is tried elsewhere.
    monkeypatch.setattr(judging, "load_checks", lambda folders: CHECKS)
    monkeypatch.setattr(judging.html, "render", lambda *given, **more: "")
    monkeypatch.setattr(judging.trace, "render", lambda *given: b"")
    Path("compliance_checks").mkdir()
    Path("compliance_checks/policy.yaml").write_text(POLICY, encoding="utf-8")
    for name, pages, day in (("older", ("a", "gone"), 5), ("newer", ("a", "fresh"), 10)):
        call(["audit", str(run(Path("reports"), name, *pages, day=day, version=f"1.{day}"))])
    return tmp_path


def test_tells_what_came_and_went_and_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert call(["diff", "reports/older", "reports/newer", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["added"], told["removed"]) == (["fresh"], ["gone"])


def test_the_page_goes_into_the_newer_runs_folder_with_both_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert call(["diff", "reports/older", "latest", "--lang", "zh"]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.name == "difference.html" and path.parent.resolve() == Path("reports/newer").resolve()
    page = path.read_text(encoding="utf-8")
    assert page.count("data:image/webp") == 4 and 'lang="zh-CN"' in page


def test_a_baseline_stands_on_either_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["baseline", "save", "reports/older", "--out", "base.zip"]) == 0
    assert call(["baseline", "save", "reports/newer", "--out", "base"]) == 0
    assert call(["diff", "base.zip", "base", "--format", "md", "--out", "out/comment.md"]) == 0
    assert "### Pages added" in Path("out/comment.md").read_text(encoding="utf-8")
    assert call(["diff", "base", "base.zip"]) == 0
    assert "1 page removed" in Path("difference.html").read_text(encoding="utf-8")


def test_one_run_stands_against_its_own_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["diff", "reports/newer", "--format", "md"]) == 2
    assert "holds no baseline to stand against it" in capsys.readouterr().err
    call(["gate", "reports/newer", "--baseline", "reports/older"])
    capsys.readouterr()
    assert call(["diff", "reports/newer", "--format", "md"]) == 0
    assert "1 page added, 1 page removed" in capsys.readouterr().out


def test_another_app_and_what_is_no_run_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    call(["audit", str(run(Path("reports"), "other", day=11, package="com.other"))])
    assert call(["diff", "reports/older", "reports/other"]) == 2
    assert "reports/older is of com.bank, reports/other of com.other" in capsys.readouterr().err
    assert call(["diff", "nowhere", "reports/newer"]) == 2
    assert call(["diff", "nothing.zip", "reports/newer"]) == 2
    run(Path("reports"), "unjudged", day=12)
    assert call(["diff", "reports/unjudged", "reports/newer"]) == 2
    assert "patrol audit" in capsys.readouterr().err
