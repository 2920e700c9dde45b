"""Files with mistakes and names that do not exist: where, what, the nearest valid name; no phone is touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, SMALL, World

pytestmark = pytest.mark.timeout(60)

RUN = ("run", "small", "--phone", "demo")
PAGES = "pages:\n  - id: home\n    name: 首页\n    recognise: {ids: [welcome]}\n"

FILES = {
    "an unknown key of app.yaml": (
        ("small/app.yaml", "limits:", "limit:"),
        RUN,
        "small/app.yaml:7:1: unknown key “limit”; did you mean “limits”?",
    ),
    "a value of the wrong kind in app.yaml": (
        ("small/app.yaml", "actions: 80", "actions: many"),
        RUN,
        "small/app.yaml:7:29: ",
    ),
    "an unknown key of pages.yaml": (
        ("small/pages.yaml", "", PAGES.replace("recognise", "recognize")),
        RUN,
        "small/pages.yaml:4:5: unknown key “recognize”; did you mean “recognise”?",
    ),
    "YAML that is none": (
        ("small/pages.yaml", "", "pages: ["),
        RUN,
        "small/pages.yaml:1:9: this is not valid YAML",
    ),
    "text that is no UTF-8": (("small/pages.yaml", "", "\udcff"), RUN, "small/pages.yaml: is not UTF-8 text (byte 0)"),
    "a value that neither journey nor environment gives": (
        ("small/journeys/statement.yaml", "tap: 明细", "tap: ${NOBODY_KNOWS}"),
        RUN,
        "small/journeys/statement.yaml:6:5: nothing says what ${NOBODY_KNOWS} is.",
    ),
    "an unknown step of a journey": (
        ("small/journeys/statement.yaml", "tap: 账户", "tapp: 账户"),
        ("play", "small"),
        "small/journeys/statement.yaml:5:5: unknown step “tapp”; did you mean “tap”?",
    ),
    "an unknown page in a journey": (
        ("small/journeys/statement.yaml", "steps:", "covers: [hone]\nsteps:"),
        ("play", "small"),
        "small/journeys/statement.yaml:3:10: unknown page “hone”",
    ),
    "an unknown key of devices.yaml": (
        ("devices.yaml", "default: demo", "defualt: demo"),
        ("phones",),
        "devices.yaml:10:1: unknown key “defualt”; did you mean “default”?",
    ),
    "an app model that is not there": (
        ("devices.yaml", "build-1.0", "build-9.9"),
        ("phones",),
        "there is no app model at",
    ),
    "an unknown check in the policy": (
        ("compliance_checks/policy.yaml", "", "checks:\n  cold-strt: {enabled: false}\n"),
        ("checks",),
        "compliance_checks/policy.yaml:2:3: unknown check “cold-strt”; did you mean “cold-start”?",
    ),
    "an unknown key of the policy, before the phone is touched": (
        ("compliance_checks/policy.yaml", "", "checks:\n  cold-start: {severty: low}\n"),
        RUN,
        "compliance_checks/policy.yaml:2:16: unknown key “severty”; did you mean “severity”?",
    ),
    "an unknown effect in an app model": (
        ("small/build.yaml", "{go: accounts}", "{goo: accounts}"),
        ("phone", "serve", "--app", "small"),
        "small/build.yaml:21:17: effect 'goo' is unknown; did you mean 'go'?",
    ),
    "an unknown page in an app model": (
        ("small/build.yaml", "{go: accounts}", "{go: acounts}"),
        RUN,
        "build.yaml:21:22: page 'acounts' is unknown; did you mean 'accounts'?",
    ),
}

NAMES = {
    ("play", "small", "statment"): "unknown journey “statment”; did you mean “statement”?",
    ("crawl", "small", "--phone", "dmo"): "unknown phone “dmo”; did you mean “demo”?",
    ("crawl", "small", "--without", "trafic"): "unknown gatherer “trafic”; did you mean “traffic”?",
    ("crawl", "scenarios/demo", "--build", "1.2"): "unknown build “1.2”; did you mean “1.1”?",
    ("crawl", "smal/l"): "There is no app folder 'smal/l'.",
    ("crawl", "small", "--action", "5"): "No such option '--action'. Did you mean '--actions'?",
    ("crawl",): "Missing argument 'APP'.",
    ("crawll", "small"): "No such command 'crawll'. Did you mean 'crawl'?",
    ("report", "runs/x", "--format", "htm"): "Did you mean 'html'?",
    ("graph", "runs/x", "--format", "dott"): "Did you mean 'dot'?",
    ("checks", "cold-strt"): "unknown check “cold-strt”; did you mean “cold-start”?",
    ("phone", "serve", "--app", "small", "--fault", "slw=50"): "Did you mean slow?",
    ("phone", "serve", "--app", "small", "--android", "99"): "There is no virtual phone called '99'.",
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the small app, and devices.yaml as it comes with patrol."""
    desk = tmp_path / "desk"
    shutil.copytree(SMALL, desk / "small")
    shutil.copy(ROOT / "devices.yaml", desk)
    return desk


@pytest.mark.parametrize("mistake", FILES)
def test_a_mistake_in_a_file(mistake: str, desk: Path, shared_world: World) -> None:
    (name, right, wrong), command, message = FILES[mistake]
    file = desk / name
    file.parent.mkdir(exist_ok=True)
    text = file.read_text("utf-8").replace(right, wrong, 1) if right else wrong
    file.write_text(text, encoding="utf-8", errors="surrogateescape")
    tried = shared_world.patrol(*command, cwd=desk)
    assert (tried.returncode, tried.stdout) == (2, ""), tried.stderr
    assert message in tried.stderr
    assert not list(desk.glob("reports/*"))


@pytest.mark.parametrize("command", NAMES, ids=" ".join)
def test_a_name_that_does_not_exist(command: tuple[str, ...], desk: Path, shared_world: World) -> None:
    tried = shared_world.patrol(*command, cwd=desk)
    assert (tried.returncode, tried.stdout) == (2, ""), tried.stderr
    assert NAMES[command] in tried.stderr
    assert not list(desk.glob("reports/*"))


@pytest.mark.parametrize("out", ["/proc/runs", "/dev/null/runs"])
def test_an_out_folder_that_cannot_be_written(out: str, desk: Path, shared_world: World) -> None:
    tried = shared_world.patrol(*RUN, "--out", out, cwd=desk)
    assert tried.returncode in {2, 3}
    assert out in tried.stderr and "Preparing" not in tried.stderr
