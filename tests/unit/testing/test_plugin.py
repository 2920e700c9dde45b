"""What can be seen without a phone; tests/e2e/test_pytest_plugin.py has the rest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import patrol.audit.listing
import patrol.audit.result
import patrol.cli.judging
import patrol.gather
import patrol.inspection
import patrol.journey.load
import patrol.testing.configure
import patrol.testing.items  # noqa: F401  (pytester forgets what is first imported inside it)

pytest_plugins = ["pytester"]

SMALL = Path(__file__).resolve().parents[2] / "data" / "scenarios" / "small"


@pytest.fixture
def app(pytester: pytest.Pytester) -> Path:
    """The small app with a second journey, beside a test of one's own."""
    folder = pytester.path / "scenarios" / "shop"
    (folder / "journeys").mkdir(parents=True)
    (folder / "app.yaml").write_text("package: com.example.small\nname: 小应用\n", "utf-8")
    (folder / "journeys" / "buy.yaml").write_text("name: 买\ntags: [smoke]\nsteps: [launch]\n", "utf-8")
    (folder / "journeys" / "pay.yaml").write_text("name: 付\nsteps:\n  - launch\n  - type: ${PIN_FOR_TEST}\n", "utf-8")
    pytester.makepyfile(test_own="def test_own(): pass\ndef test_with(phone): pass")
    return folder


def ran(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """pytest in this process; without hypothesis, which takes two seconds to load each time."""
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest", *arguments)


def collected(pytester: pytest.Pytester, *arguments: str) -> list[str]:
    result = ran(pytester, "--collect-only", "-q", *arguments)
    return [line for line in result.outlines if "::" in line]


def test_without_an_app_the_plug_in_is_inert_and_loads_nothing_of_patrol(pytester: pytest.Pytester, app: Path) -> None:
    assert collected(pytester) == ["test_own.py::test_own", "test_own.py::test_with"]
    code = "import sys, patrol.testing.plugin; print(sorted(m for m in sys.modules if m.startswith('patrol')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout
    assert loaded.strip() == "['patrol', 'patrol.testing', 'patrol.testing.plugin', 'patrol.testing.stash']"


def test_journeys_come_beside_the_tests_unless_files_are_named(pytester: pytest.Pytester, app: Path) -> None:
    own = ["test_own.py::test_own", "test_own.py::test_with"]
    journeys = ["scenarios/shop/journeys/buy.yaml::buy", "scenarios/shop/journeys/pay.yaml::pay"]
    assert sorted(collected(pytester, "--patrol-app=scenarios/shop")) == sorted(own + journeys)
    assert sorted(collected(pytester, "--patrol-app=scenarios/shop", ".")) == sorted(own + journeys)
    assert collected(pytester, "--patrol-app=scenarios/shop", "scenarios/shop/journeys/pay.yaml") == journeys[1:]
    assert collected(pytester, "--patrol-app=scenarios/shop", "-k", "smoke") == journeys[:1]
    assert sorted(collected(pytester, "--patrol-app=scenarios/shop", "--patrol-journeys=pay")) == [journeys[1], *own]
    assert collected(pytester, "--patrol-app=scenarios/shop", "--patrol-journeys=none") == own


def test_the_app_may_stand_in_pytest_s_configuration(
    pytester: pytest.Pytester, app: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeini("[pytest]\npatrol_app = scenarios/shop\n")
    assert len(collected(pytester)) == 4
    (pytester.path / "deeper").mkdir()
    monkeypatch.chdir(pytester.path / "deeper")
    assert len(collected(pytester, "..")) == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--patrol-app=scenarios/shp"], "There is no app folder 'scenarios/shp'"),
        (["--patrol-app=scenarios/shop", "--patrol-journeys=by"], "unknown journey “by”; did you mean “buy”?"),
        (["--patrol-app=scenarios/shop", "--patrol-build=9"], "unknown build “9”"),
        (["--patrol-app=scenarios/shop", "--patrol-without=trafic"], "did you mean “traffic”?"),
        (["--patrol-app=scenarios/shop", "-n2"], "2 xdist workers need a phone each, and --patrol-phone names none."),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_played(
    pytester: pytest.Pytester, app: Path, arguments: list[str], said: str
) -> None:
    (pytester.path / "devices.yaml").write_text("phones: {}\n", "utf-8")
    result = ran(pytester, *arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert f"ERROR: patrol: {said}" in result.stderr.str() or said in result.stderr.str()


def test_a_mistake_in_a_journey_is_told_with_its_place(pytester: pytest.Pytester, app: Path) -> None:
    (app / "journeys" / "buy.yaml").write_text("name: 买\nsteps:\n  - tpa: 买\n", "utf-8")
    result = ran(pytester, "--patrol-app=scenarios/shop")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "buy.yaml:3:5: unknown step “tpa”; did you mean “tap”?" in result.stderr.str()


def test_the_phone_fixture_without_an_app_says_what_is_missing(pytester: pytest.Pytester, app: Path) -> None:
    result = ran(pytester, "test_own.py")
    result.assert_outcomes(passed=1, errors=1)
    assert "the `phone` fixture needs an app: pytest --patrol-app" in result.stdout.str()


def test_a_journey_without_its_value_is_an_error_or_skipped(pytester: pytest.Pytester, app: Path) -> None:
    pay = "scenarios/shop/journeys/pay.yaml"
    result = ran(pytester, "--patrol-app=scenarios/shop", pay)
    result.assert_outcomes(errors=1)
    assert "pay: nothing says what ${PIN_FOR_TEST} is. Set it in the environment" in result.stdout.str()
    result = ran(pytester, "--patrol-app=scenarios/shop", "--patrol-skip-unset", "-rs", pay)
    result.assert_outcomes(skipped=1)
    assert "not played: pay: nothing says what ${PIN_FOR_TEST} is." in result.stdout.str()
