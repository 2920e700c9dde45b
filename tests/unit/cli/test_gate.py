"""`patrol gate`, `patrol baseline save` and `patrol draft` on small runs: answers, exit codes, bad days."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml

from patrol.audit.check import load_checks
from patrol.cli import judging
from patrol.cli.main import call
from patrol.journey.load import parse_journey
from patrol.model.gate import Gate, GateRule
from patrol.model.scenario import DeclaredPage, Scenario
from patrol.model.verdict import Status
from patrol.settings import bundled
from patrol.store.baselines import Baseline, load, save
from patrol.store.run_folder import RunFolder
from tests.unit.cli.runs import POLICY, journey, run

CHECKS = load_checks([bundled("compliance_checks")])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    # Loaded once; how a report looks is tried elsewhere.
    monkeypatch.setattr(judging, "load_checks", lambda folders: CHECKS)
    monkeypatch.setattr(judging.html, "render", lambda *given, **more: "")
    monkeypatch.setattr(judging.trace, "render", lambda *given: b"")
    policy("")
    return tmp_path


def policy(more: str) -> None:
    Path("compliance_checks").mkdir(exist_ok=True)
    Path("compliance_checks/policy.yaml").write_text(POLICY + more, encoding="utf-8")


def answer(path: Path) -> Gate:
    result = RunFolder.open(path).result()
    assert result is not None and result.gate is not None
    return result.gate


def older(name: str = "older", *pages: str, **more: object) -> Path:
    path = run(Path("reports"), name, *(pages or ("a",)), **{"day": 5, **more})  # type: ignore[arg-type]
    assert call(["audit", str(path)]) in (0, 1)
    return path


def gate(path: Path, baseline: Path | str, *more: str) -> int:
    return call(["gate", str(path), "--baseline", str(baseline), *more])


def test_a_new_page_fails_the_build_until_a_journey_owns_it(capsys: pytest.CaptureFixture[str]) -> None:
    older()
    assert call(["baseline", "save", "reports/older", "--out", "base.zip"]) == 0
    now = run(Path("reports"), "now", "a", "b", version="1.1")
    assert gate(now, "base.zip", "--drafts", "drafts") == 1
    (found,) = [item for item in answer(now).items if item.rule is GateRule.unowned_page]
    assert (found.subject, found.status, found.way) == ("b", Status.fail, ("home: tap to b",))
    assert RunFolder.open(now).picture(found.picture)
    text = Path("drafts/b.yaml").read_text(encoding="utf-8")
    assert text == (now / found.draft).read_text(encoding="utf-8")
    pages = (DeclaredPage("b", "b"),)
    assert parse_journey(text, "b.yaml", Scenario("com.bank", pages=pages)).covers == ("b",)
    owned = run(Path("reports"), "owned", "a", "b", day=11, version="1.1", journeys=[journey("b", "b")])
    assert gate(owned, "base.zip") == 0
    assert "The build passes" in capsys.readouterr().out


def test_judging_again_gives_the_same_answer_without_the_baseline_at_hand() -> None:
    base = older()
    now = run(Path("reports"), "now", "a", "b")
    assert gate(now, base) == 1
    first = (now / "result.json").read_bytes()
    base.rename("elsewhere")
    assert call(["audit", str(now)]) == 1
    assert (now / "result.json").read_bytes() == first
    assert call(["gate", str(now)]) == 1


def test_a_draft_that_stands_there_already_is_left_alone() -> None:
    base, now = older(), run(Path("reports"), "now", "a", "b")
    Path("drafts").mkdir()
    Path("drafts/b.yaml").write_text("mine")
    assert gate(now, base, "--drafts", "drafts") == 1
    assert Path("drafts/b.yaml").read_text() == "mine"


def test_a_waiver_lets_a_page_pass_until_its_day_by_the_day_of_the_run() -> None:
    base = older()
    words = "{gate: unowned-page, subject: b, role: QA lead, until: 2026-01-10, reason: comes later}"
    policy(f"waivers:\n  - {words}\n")
    assert gate(run(Path("reports"), "in-time", "a", "b", day=10), base) == 0
    late = run(Path("reports"), "late", "a", "b", day=11)
    assert gate(late, base) == 1
    result = RunFolder.open(late).result()
    assert result is not None
    (use,) = result.waivers
    assert (use.covers, use.ended) == (1, True)


def test_grace_goes_on_counting_when_the_baseline_moves() -> None:
    policy("gate: {grace: {days: 3}}\n")
    older()
    first = run(Path("reports"), "first", "a", "b", day=10, version="1.1")
    assert gate(first, "reports/older") == 0
    assert call(["baseline", "save", str(first), "--out", "moved"]) == 0
    assert gate(run(Path("reports"), "second", "a", "b", day=13, version="1.2"), "moved") == 0
    third = run(Path("reports"), "third", "a", "b", day=14, version="1.3")
    assert gate(third, "moved") == 1
    assert "new in 1.1" in answer(third).items[0].message.en
    assert call(["baseline", "save", str(first), "--out", "taken", "--accept"]) == 0
    assert gate(third, "taken") == 0


# --- bad days ---------------------------------------------------------------------------------------------------------


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("baseline", ["nowhere", "nowhere.zip"])
def test_a_missing_baseline_is_a_mistake(baseline: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(run(Path("reports"), "now", "a"), baseline) == 2
    assert f"There is no baseline at {baseline}." in told(capsys)


def test_a_cut_zip_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    Path("cut.zip").write_bytes(b"PK\x03\x04 and then the disk was full")
    assert gate(run(Path("reports"), "now", "a"), "cut.zip") == 2
    assert "The baseline cut.zip is damaged" in told(capsys)


def test_a_baseline_of_another_app_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    other = older("other", package="com.other")
    assert gate(run(Path("reports"), "now", "a"), other) == 2
    assert "is a baseline of com.other, not of com.bank" in told(capsys)


def test_a_run_is_not_its_own_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    now = older("now")
    assert gate(now, now) == 2
    assert "is the run itself" in told(capsys)


def test_a_run_that_was_never_judged_is_no_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    raw = run(Path("reports"), "raw", "a", day=5)
    assert gate(run(Path("reports"), "now", "a"), raw) == 2
    assert "patrol audit" in told(capsys)


def test_no_baseline_at_all_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["gate", str(run(Path("reports"), "now", "a"))]) == 2
    assert "was made without a baseline" in told(capsys)


def test_latest_is_the_newest_earlier_whole_run_of_the_app() -> None:
    older("first", "a", day=3)
    older("right", "a", "b", day=5)
    older("other-app", day=6, package="com.other")
    older("other-command", day=6, command="play")
    run(Path("reports"), "never-judged", "a", day=7)
    run(Path("reports"), "cut-short", "a", day=8, finished=False)
    older("later", "a", "b", "c", day=20)
    now = run(Path("reports"), "now", "a", "b")
    assert gate(now, "latest") == 0
    assert answer(now).base.run_id == "right"


def test_latest_with_nothing_there_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(run(Path("reports"), "now", "a"), "latest") == 2
    assert "There is no earlier run of com.bank in reports" in told(capsys)


def test_a_run_that_was_cut_short_is_inconclusive_and_never_passes() -> None:
    base = older()
    short = run(Path("reports"), "short", "a", finished=False)
    assert gate(short, base) == 4
    assert "was killed" in answer(short).summary.en


def test_what_a_run_that_was_cut_short_did_see_may_fail_the_build() -> None:
    base = older()
    assert gate(run(Path("reports"), "short", "a", "b", finished=False), base) == 1


def test_a_baseline_whose_run_did_not_explore_decides_nothing() -> None:
    base = older("blind", crawled=False)
    now = run(Path("reports"), "now", "a")
    assert gate(now, base) == 4
    assert "baseline's run did not explore" in answer(now).summary.en


def test_a_baseline_made_by_other_rules_or_another_patrol_is_remarked_on() -> None:
    base = older()
    assert call(["baseline", "save", str(base), "--out", "base"]) == 0
    kept = load(Path("base"))
    head = msgspec.structs.replace(kept.build.head, policy="other", patrol="0.0")
    save(Path("base"), Baseline(msgspec.structs.replace(kept.build, head=head), kept.pictures))
    now = run(Path("reports"), "now", "a")
    assert gate(now, "base") == 0
    remarks = " ".join(one.en for one in answer(now).remarks)
    assert "judged by another policy" in remarks and "made by patrol 0.0" in remarks


def test_saving_says_what_the_baseline_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["baseline", "save", str(older("blind", crawled=False)), "--out", "base"]) == 0
    assert "does not know all pages: the run did not explore" in told(capsys)


# --- patrol draft -----------------------------------------------------------------------------------------------------


def test_a_draft_covers_its_page_and_expects_what_was_there(capsys: pytest.CaptureFixture[str]) -> None:
    older("older", "a")
    capsys.readouterr()
    assert call(["draft", "reports/older", "a"]) == 0
    written = yaml.safe_load(capsys.readouterr().out)
    assert written["covers"] == ["a"]
    assert written["steps"] == [{"launch": "cold"}, {"tap": "to a"}, {"expect": {"page": "a"}}, {"expect": "This is a"}]


@pytest.mark.parametrize("named", [["home", "a"], ["home > a"]])
def test_a_draft_of_a_way_is_asked_for_by_its_pages_or_as_the_gate_names_it(
    named: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    older("older", "a")
    capsys.readouterr()
    assert call(["draft", "reports/older", *named]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["name_en"] == "From home to a"
    assert call(["draft", "reports/older", "a", "home"]) == 2
    assert "no action that leads from 'a' straight to 'home'" in told(capsys)


def test_an_unknown_page_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    older("older", "transfer")
    assert call(["draft", "reports/older", "transfr"]) == 2
    assert "did you mean “transfer”?" in told(capsys)
