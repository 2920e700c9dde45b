"""Where findings stand in the files that a team keeps."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from patrol import settings
from patrol.cli.placing import places_of
from patrol.errors import Place
from patrol.model.result import InspectionResult
from patrol.store.run_folder import RunFolder, RunHead
from tests.unit.report import sample

PAGES = "pages:\n  - id: home\n    name: 首页\n  - id: p1\n    name: 转账\n"
POLICY = "checks:\n  jank:\n    enabled: true\n  crash:\n    severity: high\ngate:\n  fail_on: [regression]\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with an app and a policy; commands are called in a folder inside."""
    for name in ("JENKINS_URL", "TF_BUILD"):
        monkeypatch.delenv(name, raising=False)
    inside = tmp_path / "mobile"
    for file, text in {
        "app/app.yaml": "package: com.example\n",
        "app/pages.yaml": PAGES,
        "app/journeys/transfer.yaml": "name: 转账\n",
        "compliance_checks/policy.yaml": POLICY,
    }.items():
        (inside / file).parent.mkdir(parents=True, exist_ok=True)
        (inside / file).write_text(text, "utf-8")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(inside)
    return inside


def run(project: Path) -> tuple[InspectionResult, RunFolder]:
    result = sample.result(2)
    environment = msgspec.structs.replace(result.environment, app="app")
    head = RunHead(1, "demo-1", "app", "2026-01-01T00:00:00Z", "0.1.0")
    return msgspec.structs.replace(result, environment=environment), RunFolder.create(project / "reports", head)


def test_files_are_named_from_the_top_of_the_checkout_with_their_lines(project: Path) -> None:
    places = places_of(*run(project))
    assert places.run == places.attached == "mobile/reports/demo-1"
    assert places.journeys == {"transfer": "mobile/app/journeys/transfer.yaml"}
    assert places.pages == {"home": Place("mobile/app/pages.yaml", 2), "p1": Place("mobile/app/pages.yaml", 4)}
    policy = "mobile/compliance_checks/policy.yaml"
    assert places.checks == {"jank": Place(policy, 2), "crash": Place(policy, 4)}
    assert places.gate == Place(policy, 6)
    assert places.app == Place("mobile/app/app.yaml", 1)


def test_jenkins_gets_whole_paths_of_attachments(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JENKINS_URL", "https://ci.example/")
    assert settings.read().absolute_attachments
    result, folder = run(project)
    assert places_of(result, folder).attachment("pictures/1.png") == str(folder.path / "pictures/1.png")


def test_a_run_far_from_its_app_has_places_all_the_same(project: Path) -> None:
    result, folder = run(project)
    for file in ("app/pages.yaml", "compliance_checks/policy.yaml"):
        (project / file).write_text("pages: [\n", "utf-8")  # broken since
    away = msgspec.structs.replace(result, environment=msgspec.structs.replace(result.environment, app="com.example"))
    places = places_of(away, folder)
    assert (places.pages, places.checks, places.journeys, places.app, places.gate) == ({}, {}, {}, None, None)
