"""The whole result of a small recorded run: complete, and the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from patrol.audit.check import load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.policy import load_policy
from patrol.audit.result import inspect_result
from patrol.errors import RunFolderError
from patrol.model.artifacts import (
    AppInfo,
    Crawl,
    CrawlStep,
    Environment,
    GatherFailure,
    Interruption,
    Journeys,
    PhoneInfo,
    Screens,
    StopReason,
    Visit,
)
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.frames import FrameBatch, Frames
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, Provenance, State
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.record import from_json, to_json
from patrol.model.recorded import Recorded
from patrol.model.resources import Resources, ResourceSample
from patrol.model.result import InspectionResult, Manifest, Overall
from patrol.model.scenario import Declared, DeclaredPage, Recogniser
from patrol.model.startup import StartKind, StartUp, StartUps
from patrol.model.traffic import Body, Flow, Timing, Traffic

ROOT = Path(__file__).resolve().parents[3]
CHECKS = load_checks([ROOT / "compliance_checks"])
POLICY = load_policy([ROOT / "compliance_checks"], CHECKS, load_clauses([ROOT / "compliance_checks"]))
PHONE = PhoneInfo("emulator-5554", density_dpi=160, width=360, height=640)
ENVIRONMENT = Environment("run-1", "demo", "com.bank", "0.1", "3.11", PHONE, "2026-01-01T00:00:00Z")


def recorded() -> Recorded:
    both = (Provenance.declared, Provenance.crawled)
    graph = PageGraph(
        start="home!",
        pages=(
            Page("home", "首页", ".Main", provenance=both, visits=1),
            Page("pay", "转账", ".Pay", visits=2, picture="pictures/1"),
            Page("vault", "保险箱", ".Vault", provenance=(Provenance.manifest,), wall="sign-in"),
        ),
        states=(State("home!", "home"), State("pay!", "pay")),
        edges=(Edge("home!", "pay!", Action(ActionKind.tap)),),
    )
    steps = (CrawlStep(1, 1000, "home!", Action(ActionKind.tap), 1400, "pay!"),)
    flow = Flow("f1", 1200, "GET", "http", "stat.bank.example", 80, "/t?mobile=138", status=200, response=Body(900),
                timing=Timing(total=60.0))  # fmt: skip
    rows = tuple(
        (i * 16_666_667, i * 16_666_667 + (40 if i % 2 else 8) * 1_000_000, i * 16_666_667 + 16_666_667)
        for i in range(90)
    )
    return Recorded(
        ENVIRONMENT,
        Declared((
            DeclaredPage("home", "首页", recognise=Recogniser(activity=".Main")),
            DeclaredPage("lost", "老页面", recognise=Recogniser(activity=".Old")),
        )),
        AppInfo("com.bank", debuggable=False, allow_backup=False,
                activities=(".Main", ".Pay", ".Vault", ".Ghost", "com.bank.Shared"),
                exported=(".Main", "com.bank.Shared")),
        Screens((Visit(0, "home", "home!"), Visit(1400, "pay", "pay!"), Visit(5000, "home", "home!"))),
        Crawl(graph=graph, steps=steps, stop=StopReason.complete),
        Journeys((JourneyTrace("transfer", "转账", Outcome.passed, 5000, 9000, (
            StepTrace("1", "tap", "tap 转账", Outcome.passed, 5000, 9000, page="pay"),)),)),
        Traffic((flow,)),
        StartUps(tuple(StartUp(4900 + i, StartKind.cold, displayed_ms=600.0 + i, am_total_ms=605.0) for i in range(3))),
        Frames((FrameBatch(4000, "main", "gfxinfo framestats", rows, refresh_hz=60.0),), refresh_hz=60.0),
        Resources(tuple(ResourceSample(i * 1000, pss_kb=100_000 + i, cpu_percent=5.0) for i in range(9))),
        DeviceLog((LogLine(100, 1, 1, "I", "App", "hello"),)),
    )  # fmt: skip


def judge(artifacts: Recorded) -> InspectionResult:
    return inspect_result(artifacts, CHECKS, POLICY)


def test_the_same_recording_gives_the_same_bytes_and_survives_json() -> None:
    first, second = to_json(judge(recorded())), to_json(judge(recorded()))
    assert first == second
    assert to_json(from_json(first, InspectionResult)) == first


def test_bytes_do_not_depend_on_the_order_of_sets() -> None:
    script = f"""
import hashlib, importlib.util as util
from patrol.model.record import to_json
spec = util.spec_from_file_location("again", {__file__!r})
again = util.module_from_spec(spec)
spec.loader.exec_module(again)
print(hashlib.sha256(to_json(again.judge(again.recorded()))).hexdigest())
"""
    digests = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}, capture_output=True,
            text=True, check=True, timeout=60,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


def test_findings_pages_figures_and_coverage_are_filled() -> None:
    result = judge(recorded())
    assert result.overall is Overall.findings
    assert result.decided_by[0] == "cleartext-traffic" and "sensitive-parameter-in-url" in result.decided_by
    pages = {page.page: page for page in result.pages}
    assert (pages["home"].visits, pages["home"].shown_ms) == (2, 1400 + 4000)
    assert pages["pay"].frames == 90 and pages["pay"].janky_percent == 50.0
    assert pages["pay"].requests == 1 and (pages["pay"].findings, pages["home"].findings) == (4, 0)
    figures = {figure.id: figure for figure in result.figures}
    assert (figures["start.cold"].value, figures["start.cold"].samples) == (601.0, 3)
    assert figures["start.cold"].source == "Displayed (logcat)"
    assert figures["memory.peak"].unit == "MB" and figures["requests.count"].value == 1
    assert result.duration_ms == 9000 and result.crawl_actions == 1


def test_every_activity_is_in_exactly_one_class() -> None:
    coverage = judge(recorded()).coverage
    assert coverage.activities_reached == ("com.bank.Main", "com.bank.Pay")
    assert coverage.activities_blocked == (("com.bank.Vault", "sign-in"),)
    assert coverage.activities_dead == (), "while a wall stands, a way may lie behind it"
    assert coverage.activities_unreached == ("com.bank.Ghost", "com.bank.Shared")
    assert coverage.manifest is Manifest.entrances
    assert (coverage.declared_missing, coverage.undeclared) == (("lost",), ("pay",))


def test_an_app_whose_manifest_could_not_be_read_says_so_instead_of_zero() -> None:
    failure = GatherFailure("app", "app", "The package manager does not know com.bank.", "Install the app.")
    coverage = judge(Recorded(ENVIRONMENT, failure)).coverage
    assert coverage.manifest is Manifest.unread
    assert coverage.manifest_note == "app: The package manager does not know com.bank. Install the app."


def test_drift_is_in_the_result_with_its_reasons() -> None:
    told = {(one.kind.value, one.page): one.reason.value for one in judge(recorded()).drift}
    assert told == {("missing", "lost"): "blocked", ("undeclared", "pay"): "undeclared"}


def test_a_run_that_recorded_nothing_else_is_inconclusive_and_lists_why() -> None:
    failure = GatherFailure("traffic", "traffic", "mitmdump is not there.")
    result = judge(Recorded(ENVIRONMENT, failure, Interruption(900, "the phone was lost")))
    assert result.overall is Overall.inconclusive
    assert result.failures == (failure,) and result.interruptions[0].reason == "the phone was lost"
    assert {"interrupted", "nothing-seen", "missing:app"} <= set(result.decided_by)
    cleartext = next(check for check in result.checks if check.id == "cleartext-traffic")
    assert cleartext.message == "traffic: mitmdump is not there."
    assert result.duration_ms == 900


def test_a_run_without_an_environment_cannot_be_judged() -> None:
    with pytest.raises(RunFolderError, match="no environment was recorded"):
        judge(Recorded())
