"""kill -9 at any moment: the run can be judged, never passes, and can be resumed; the phone is put right."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from patrol.crawl.candidates import leaves
from patrol.model.result import InspectionResult, Overall
from tests.e2e.conftest import SMALL, World, result_of, run_of

MODEL = f"{SMALL}/build.yaml"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def shape(result: InspectionResult) -> tuple[frozenset[str], frozenset[tuple[str, str, str]]]:
    """Pages, and the ways between them. Not the pages' own Back buttons: once two were tried, the crawl knows what they
    do and leaves the others alone, and which two come first depends on where the kill made it begin anew."""
    states = result.graph.state_pages()
    taps = ((e, e.action.locator) for e in result.graph.edges if e.action.kind == "tap")
    ways = {(states[e.source], states[e.target], str(e.action)) for e, at in taps if at is not None and not leaves(at)}
    return frozenset(p.name for p in result.graph.pages), frozenset(ways)


@pytest.fixture(scope="module")
def whole(shared_world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[InspectionResult, float]:
    """An undisturbed run, and how many seconds it took."""
    out = tmp_path_factory.mktemp("whole")
    with shared_world.phone(MODEL) as phone:
        begun = time.monotonic()
        ended = shared_world.patrol("crawl", SMALL, "--phone", phone.serial, "--out", str(out), timeout=200)
        assert ended.returncode in {0, 1, 4}, ended.stderr
        return result_of(run_of(out)), time.monotonic() - begun


def test_the_small_app_is_found_whole(whole: tuple[InspectionResult, float]) -> None:
    pages, _ = shape(whole[0])
    assert pages == {"首页", "账户", "明细", "转账", "确认", "理财", "产品", "设置", "关于"}
    assert whole[0].crawl_stop == "complete"


def trials(config: pytest.Config) -> list[float]:
    """Shares of the run's length at which it is killed, from a fixed seed."""
    count = 50 if config.getoption("--soak") else 5
    dice = random.Random(20260101)
    return [dice.uniform(0.05, 0.95) for _ in range(count)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "share" in metafunc.fixturenames:
        metafunc.parametrize("share", trials(metafunc.config), ids=lambda share: f"{share:.0%}")


def test_a_killed_run_is_judged_and_resumed(
    share: float, whole: tuple[InspectionResult, float], shared_world: World, tmp_path: Path
) -> None:
    undisturbed, length_s = whole
    world, out = shared_world, tmp_path / "out"
    with world.phone(MODEL) as phone:
        proxy = world.adb("-s", phone.serial, "shell", "settings get global http_proxy").stdout
        process = world.start("crawl", SMALL, "--phone", phone.serial, "--out", str(out))
        time.sleep(length_s * share)
        process.kill()
        process.communicate(timeout=20)
        if not list(out.glob("*/run.json")):
            return  # killed before the run had begun: there is nothing to judge, and nothing was changed
        run = run_of(out)
        finished = (run / "finished").exists()
        if not finished:
            judged = world.patrol("audit", str(run))
            assert judged.returncode in ({1, 2, 4}), judged.stderr
            if judged.returncode != 2:
                assert result_of(run).overall is not Overall.passed
            resumed = world.patrol("resume", str(run), "--phone", phone.serial, timeout=200)
            assert resumed.returncode in {0, 1, 4}, resumed.stderr
            assert shape(result_of(run)) == shape(undisturbed)
        assert world.adb("-s", phone.serial, "shell", "settings get global http_proxy").stdout == proxy
