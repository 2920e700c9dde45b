"""A build with a new page against the one before: found by itself, looked at in depth, its form tried with boundary
values; and a module that was announced and is not there."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from patrol.model.artifacts import Crawl
from patrol.model.depth import Newness, TrialOutcome, ValueClass
from patrol.model.journey import Outcome
from patrol.model.verdict import Status
from patrol.store.run_folder import RunFolder
from tests.e2e.conftest import LIGHT, SMALL, World, result_of, run_of

IMPORTANT = """\
pages:
  - {id: transfer, name: 转账, name_en: Transfer, recognise: {ids: [payee]}}
  - {id: confirm, name: 确认, name_en: Confirm, recognise: {ids: [confirm_text]}}
edges:
  - {from: transfer, to: confirm, importance: high}
"""

SHORT = (*LIGHT, "--without", "consent", "--without", "passwords", "--no-journeys", "--no-measure", "--compare", "none")


@pytest.mark.slow
def test_the_next_build_is_looked_at_where_it_is_new(shared_world: World, tmp_path: Path) -> None:
    with shared_world.lent(f"{SMALL}/build.yaml") as phone:
        end = shared_world.patrol("run", SMALL, *SHORT, "--phone", phone.address, "--out", str(tmp_path / "then"))
    assert end.returncode in (0, 1, 4), end.stderr
    then = run_of(tmp_path / "then")
    app = shutil.copytree(SMALL, tmp_path / "small")
    (app / "pages.yaml").write_text(IMPORTANT, encoding="utf-8")
    with shared_world.lent(f"{SMALL}/build-1.1.yaml") as phone:
        more = ("--baseline", str(then), "--actions", "90", "--phone", phone.address, "--out", str(tmp_path / "now"))
        end = shared_world.patrol("run", str(app), *SHORT, *more)
    assert end.returncode in (0, 1, 4), end.stderr
    run = run_of(tmp_path / "now")
    crawl = RunFolder.open(run).get(Crawl)
    assert isinstance(crawl, Crawl)
    names = {page.key: page.name for page in crawl.graph.pages}
    assert {names[each.page]: each.why for each in crawl.in_depth} == {
        "设置": Newness.changed,
        "订阅": Newness.new,
        "已提交": Newness.new,
    }
    came = {(trial.field, trial.value_class): trial for trial in crawl.field_trials}
    remark, copies = "备注（最多12个字）", "份数（1至20）"
    assert came[remark, ValueClass.too_long].outcome is TrialOutcome.crashed
    assert came[remark, ValueClass.longest].outcome is TrialOutcome.accepted
    assert came[remark, ValueClass.empty].said == "请填写完整"
    assert came[copies, ValueClass.negative].took == "1", "a number field takes no sign"
    assert {trial.outcome for trial in result_of(run).field_trials} >= {TrialOutcome.crashed, TrialOutcome.refused}
    assert 'id="forms"' in (run / "report.html").read_text(encoding="utf-8")
    failed = {
        (check.id, verdict.subject.rpartition("/")[2])
        for check in result_of(run).checks
        for verdict in check.verdicts
        if verdict.status is Status.fail and check.id in ("crash", "form-limits")
    }
    assert ("form-limits", copies) in failed and any(check == "crash" for check, _ in failed)
    _drafts_are_played(run, app, shared_world, tmp_path)


def _drafts_are_played(run: Path, app: Path, world: World, tmp_path: Path) -> None:
    """The gate cannot say who owns the new pages and the important way, for no journey was walked; its drafts load, and
    pass on the phone."""
    end = world.patrol("gate", str(run), "--drafts", str(app / "journeys"))
    assert end.returncode == 4, end.stderr
    drafts = [path.stem for path in sorted((app / "journeys").glob("*-*.yaml"))]
    assert len(drafts) == 3 and drafts[-1] == "transfer--confirm", end.stdout
    with world.lent(f"{SMALL}/build-1.1.yaml") as phone:
        end = world.patrol(
            "play", str(app), *drafts, *LIGHT, "--phone", phone.address, "--out", str(tmp_path / "played"), timeout=100
        )
    journeys = result_of(run_of(tmp_path / "played")).journeys
    assert [trace.outcome for trace in journeys] == [Outcome.passed] * 3, end.stdout
    assert ("transfer", "confirm") in pairwise(step.page for step in journeys[-1].steps if step.page)
