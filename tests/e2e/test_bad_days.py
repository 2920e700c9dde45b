"""Things that go wrong while a run is on: what was recorded stays, the phone is put right, the exit code is honest."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from patrol.clock import RunClock
from patrol.model.result import InspectionResult, Overall
from patrol.model.verdict import Status
from tests.e2e.conftest import LIGHT, ROOT, SMALL, Ended, Lent, World, ended, eventually, result_of, run_of, steps

SCENARIOS = ROOT / "tests/data/scenarios"
CRASHING, TALKING = str(SCENARIOS / "crashing"), str(SCENARIOS / "talking")
PAGES = {"首页", "账户", "明细", "转账", "确认", "理财", "产品", "设置", "关于"}

pytestmark = pytest.mark.timeout(240)


@contextmanager
def during_a_crawl(world: World, phone: Lent, out: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A crawl of the small app that has done its first actions."""
    process = world.start("crawl", SMALL, "--phone", phone.address, "--out", str(out), *options)
    try:
        eventually(lambda: steps(out) >= 3, "three actions")
        yield process
    finally:
        process.kill()


def pages(result: InspectionResult) -> set[str]:
    return {page.name for page in result.graph.pages}


def judged(out: Path) -> InspectionResult:
    """The result of the only run, which has its report, too."""
    run = run_of(out)
    assert (run / "report.html").stat().st_size > 10_000
    return result_of(run)


def resumed(world: World, out: Path, phone: Lent) -> InspectionResult:
    """The result once the run was resumed and came to its end: in doubt at most because it was so short."""
    tried = world.patrol("resume", str(run_of(out)), "--phone", phone.address)
    assert tried.returncode in {0, 4}, tried.stderr
    result = judged(out)
    assert result.decided_by in {(), ("too-few-decided",)}
    return result


# --- the phone and what reaches it ------------------------------------------------------------------------------------


def test_a_phone_lost_in_the_middle_of_an_action(world: World, tmp_path: Path) -> None:
    with world.lent() as phone:
        before = world.settings(phone)
        with during_a_crawl(world, phone, tmp_path / "out", "--without", "frames") as run:
            assert world.settings(phone) != before  # the proxy
            phone.call(lambda p: p.faults.set("lost-after=2"))
            end = ended(run)
        assert end.returncode == 3
        assert f"phone {phone.address} is" in end.stderr  # gone, or offline: adb says now this, now that
        assert f"patrol resume {run_of(tmp_path / 'out')}" in end.stderr
        result = judged(tmp_path / "out")
        assert result.overall is Overall.inconclusive and "interrupted" in result.decided_by
        assert pages(result)
        phone.call(lambda p: p.faults.set("lost=off"))
        world.adb("connect", phone.address)
        assert pages(resumed(world, tmp_path / "out", phone)) == PAGES
        assert world.settings(phone) == before


def test_a_phone_lost_in_a_journey_is_not_a_finding(world: World, tmp_path: Path) -> None:
    with world.lent() as phone:
        phone.call(lambda p: p.faults.set("lost-after=30"))
        end = world.patrol("play", SMALL, *LIGHT, "--phone", phone.address, "--out", str(tmp_path / "out"))
        assert end.returncode == 3, end.stderr
        result = judged(tmp_path / "out")
        assert result.overall is Overall.inconclusive
        assert [check.id for check in result.checks if check.status is Status.fail] == []
        phone.call(lambda p: p.faults.set("lost=off"))
        world.adb("connect", phone.address)
        walked = resumed(world, tmp_path / "out", phone).journeys
        assert [journey.outcome.value for journey in walked] == ["passed"]


def test_the_adb_server_killed(world: World, tmp_path: Path) -> None:
    with world.lent() as phone:
        with during_a_crawl(world, phone, tmp_path / "out", *LIGHT) as run:
            world.adb("kill-server")
            end = ended(run)
        assert end.returncode == 0, end.stderr
        assert pages(judged(tmp_path / "out")) == PAGES


def test_uiautomator2s_server_killed_again_and_again(world: World, tmp_path: Path) -> None:
    with world.lent() as phone:
        with during_a_crawl(world, phone, tmp_path / "out", *LIGHT) as run:
            phone.call(lambda p: p.faults.set("server-death=9"))
            end = ended(run)
        assert end.returncode == 0, end.stderr
        assert pages(judged(tmp_path / "out")) == PAGES


@pytest.mark.parametrize("fault", ["broken-tree", "endless-tree"])
def test_a_ui_tree_that_is_malformed_or_without_end(fault: str, world: World, tmp_path: Path) -> None:
    """For a while; afterwards the crawl goes on."""
    out = tmp_path / "out"
    with world.lent() as phone:
        with during_a_crawl(world, phone, out, *LIGHT) as run:
            phone.call(lambda p: p.faults.set(fault))
            begun = steps(out)
            eventually(lambda: steps(out) > begun + 1 or run.poll() is not None, "another action", 120)
            phone.call(lambda p: p.faults.set(f"{fault}=off"))
            end = ended(run)
        assert end.returncode in {0, 4}, end.stderr
        assert pages(judged(out)) >= {"首页"}


# --- the app ----------------------------------------------------------------------------------------------------------


def test_a_package_that_is_not_installed(shared_world: World, small_phone: Lent, tmp_path: Path) -> None:
    end = shared_world.patrol(
        "run", "com.example.absent", *LIGHT, "--phone", small_phone.address, "--out", str(tmp_path)
    )
    assert end.returncode == 3
    assert f"com.example.absent is not installed on {small_phone.address}" in end.stderr
    assert "adb install" in end.stderr
    assert judged(tmp_path).overall is Overall.inconclusive


def test_an_app_that_crashes_at_each_launch(world: World, tmp_path: Path) -> None:
    with world.lent(f"{CRASHING}/build.yaml") as phone:
        end = world.patrol("crawl", CRASHING, *LIGHT, "--phone", phone.address, "--out", str(tmp_path / "out"))
    assert end.returncode == 1, end.stderr
    result = judged(tmp_path / "out")
    assert result.overall is Overall.findings and "crash" in result.decided_by
    assert result.crawl_stop == "crash_loop"
    assert "IllegalStateException" in end.stdout


# --- the proxy --------------------------------------------------------------------------------------------------------


def proxies(of: int) -> list[int]:
    """Process ids of the mitmdump that `of` has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if parent == of and b"mitmdump" in command:
            found.append(int(status.parent.name))
    return found


@contextmanager
def talking(world: World, out: Path) -> Iterator[tuple[subprocess.Popen[str], Lent]]:
    """A long journey of an app that sends a request twice a second, after the first requests were recorded."""
    with world.lent(f"{TALKING}/build.yaml", android="14-rooted") as phone:
        run = world.start("play", TALKING, "--without", "frames", "--phone", phone.address, "--out", str(out))
        try:
            eventually(lambda: list(out.glob("*/flows.jsonl")), "a request")
            yield run, phone
        finally:
            run.kill()


def requests(out: Path) -> int:
    return (run_of(out) / "flows.jsonl").read_bytes().count(b"\n")


def stop(run: subprocess.Popen[str], number: int = signal.SIGINT) -> Ended:
    run.send_signal(number)
    return ended(run)


def test_mitmdump_killed_once_is_started_again(world: World, tmp_path: Path) -> None:
    with talking(world, tmp_path / "out") as (run, phone):
        (proxy,) = proxies(run.pid)
        os.kill(proxy, signal.SIGKILL)
        eventually(lambda: proxies(run.pid) not in ([], [proxy]), "another mitmdump")
        seen = requests(tmp_path / "out")
        eventually(lambda: requests(tmp_path / "out") > seen, "another request")
        end = stop(run)
        assert "was started again; requests in between were not seen" in end.stderr
        assert world.settings(phone)[::3] == ("null", "")


def test_mitmdump_killed_twice_is_given_up_and_the_phone_is_online_again(world: World, tmp_path: Path) -> None:
    with talking(world, tmp_path / "out") as (run, phone):
        (first,) = proxies(run.pid)
        os.kill(first, signal.SIGKILL)
        eventually(lambda: proxies(run.pid) not in ([], [first]), "another mitmdump")
        seen = requests(tmp_path / "out")
        eventually(lambda: requests(tmp_path / "out") > seen, "another request")
        os.kill(proxies(run.pid)[0], signal.SIGKILL)
        eventually(lambda: world.settings(phone)[::3] == ("null", ""), "the proxy setting put back")
        assert run.poll() is None
        end = stop(run)
    assert end.returncode == 4
    assert "mitmdump ended twice" in end.stderr
    assert "traffic-ended-early" in judged(tmp_path / "out").decided_by


HIDE = """
import sys

class Without:
    def __init__(self, finder):
        self._finder = finder
    def __getattr__(self, name):
        return getattr(self._finder, name)
    def find_spec(self, name, *more):
        return None if name.partition(".")[0] == "mitmproxy" else self._finder.find_spec(name, *more)
    def find_distributions(self, context, *more):
        found = getattr(self._finder, "find_distributions", lambda *more: ())
        return () if context.name == "mitmproxy" else found(context, *more)

sys.meta_path[:] = [Without(finder) for finder in sys.meta_path]
"""


def test_mitmproxy_missing(world: World, tmp_path: Path) -> None:
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "sitecustomize.py").write_text(HIDE)
    world.more = {"PYTHONPATH": os.pathsep.join(filter(None, [str(tmp_path / "python"), os.environ.get("PYTHONPATH")]))}
    with world.lent() as phone:
        before = world.settings(phone)
        options = ("--actions", "3", "--phone", phone.address, "--out", str(tmp_path / "out"))
        end = world.patrol("crawl", SMALL, *options)
        assert world.settings(phone) == before
    assert end.returncode in {0, 4}, end.stderr
    checks = {check.id: check for check in judged(tmp_path / "out").checks}
    assert checks["cleartext-traffic"].status is Status.inconclusive
    assert "mitmproxy is not installed" in checks["cleartext-traffic"].message


# --- this computer ----------------------------------------------------------------------------------------------------


def test_a_full_disk(world: World, tmp_path: Path) -> None:
    """No file may grow over 32 KiB, which fails as a full disk does."""

    def no_space() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (32768, 32768))

    with world.lent() as phone:
        before = world.settings(phone)
        out = tmp_path / "out"
        end = world.patrol("crawl", SMALL, *LIGHT, "--phone", phone.address, "--out", str(out), before=no_space)
        assert end.returncode == 3
        assert "The disk is full: " in end.stderr and "patrol resume" in end.stderr
        assert world.settings(phone) == before
        audit = world.patrol("audit", str(run_of(out)))
        assert audit.returncode == 4, audit.stderr
        assert judged(out).overall is Overall.inconclusive
        assert pages(resumed(world, out, phone)) == PAGES


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a file system")
def test_a_file_system_without_space(world: World, tmp_path: Path) -> None:
    out = tmp_path / "tiny"
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(out)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with world.lent() as phone:
            before = world.settings(phone)
            end = world.patrol("crawl", SMALL, "--phone", phone.address, "--out", str(out))
            assert end.returncode == 3
            assert "The disk is full: " in end.stderr
            assert world.settings(phone) == before
            subprocess.run(["mount", "-o", "remount,size=64m", str(out)], check=True)
            assert pages(resumed(world, out, phone)) == PAGES
    finally:
        subprocess.run(["umount", "-l", str(out)], check=False)


@pytest.mark.slow
def test_a_log_of_100_megabytes(world: World, tmp_path: Path) -> None:
    """64 MiB of it are kept, the rest is counted to the line."""
    line, lines = "x" * 1000, 104_000
    with world.lent(f"{TALKING}/build.yaml") as phone:
        out = tmp_path / "out"
        run = world.start("play", TALKING, *LIGHT, "--phone", phone.address, "--out", str(out))
        eventually(lambda: list(out.glob("*/journeys.json")), "the journey's begin")
        eventually(lambda: phone.call(lambda p: p.running.apps()), "the app")
        pid = phone.call(lambda p: p.running.apps()[0].pid)
        for number in range(0, lines, 1000):
            phone.call(
                lambda p, begin=number: [
                    p.log.write("I", "Flood", f"{begin + n:08} {line}", pid=pid) for n in range(1000)
                ]
            )
            eventually(lambda sent=number: logged(out) + 20_000 > min(sent, 60_000), "the log to be read")
        (server,) = processes(f"tcp:{world.port}")
        eventually(lambda: read_in_a_second(server) < 500_000, "the end of the flood", 120)
        RunClock().sleep_ms(3000)  # what is still in sockets
        end = stop(run)
        peak_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert end.returncode == 4, end.stderr
    assert peak_kb < 1_000_000
    log = (run_of(out) / "log.json").read_text()
    kept = sum(b'"Flood"' in line for line in (run_of(out) / "log.jsonl").read_bytes().splitlines())
    assert f'"dropped":{lines - kept}' in log
    assert "log-dropped" in judged(out).decided_by


def processes(part: str) -> list[int]:
    """Ids of the processes with `part` in their command line."""
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if part.encode() in command.read_bytes():
                found.append(int(command.parent.name))
    return found


def read_in_a_second(pid: int) -> int:
    """Bytes that the process reads in the next second."""

    def read() -> int:
        return int(Path(f"/proc/{pid}/io").read_text().split()[1])

    before = read()
    RunClock().sleep_ms(1000)
    return read() - before


def logged(out: Path) -> int:
    """Lines of the log kept so far, from the size of the file."""
    return sum(path.stat().st_size // 1100 for path in out.glob("*/log.jsonl"))
