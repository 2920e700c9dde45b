"""No adb, no phone, too many, the wrong one: what a person at the desk gets to read."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import LIGHT, SMALL, World, ended, eventually, run_of, steps

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder whose devices.yaml names no phone."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "devices.yaml").write_text("phones: {}\n")
    return tmp_path / "desk"


def test_no_adb(desk: Path, world: World) -> None:
    hidden = desk / "python" / "adbutils"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("")
    world.more = {"PATH": str(desk), "PYTHONPATH": str(hidden.parent)}
    for command in (["phones"], ["run", SMALL, "--out", "runs"]):
        tried = world.patrol(*command, cwd=desk)
        assert tried.returncode == 3
        assert "there is no adb on this computer" in tried.stderr and "apt install adb" in tried.stderr
    assert not list(desk.glob("runs/*"))


def test_no_phone(desk: Path, world: World) -> None:
    tried = world.patrol("run", SMALL, cwd=desk)
    assert tried.returncode == 3
    assert "no phone is attached" in tried.stderr and "USB debugging" in tried.stderr
    listed = world.patrol("phones", cwd=desk)
    assert listed.returncode == 0 and "No phone is attached" in listed.stderr
    named = world.patrol("run", SMALL, "--phone", "R58M123ABC", cwd=desk)
    assert named.returncode == 3
    assert "no phone R58M123ABC is attached" in named.stderr and "Nothing is attached" in named.stderr


def test_two_phones_and_none_named(desk: Path, world: World) -> None:
    with world.lent() as one, world.lent() as other:
        tried = world.patrol("run", SMALL, cwd=desk)
        assert tried.returncode == 3
        assert "2 phones are attached and none is named" in tried.stderr
        assert "--phone" in tried.stderr and one.address in tried.stderr and other.address in tried.stderr


@pytest.mark.parametrize(
    ("fault", "message", "advice"),
    [
        ("unauthorized", "does not trust this computer", "Allow USB debugging"),
        ("offline", "is offline", "Unplug"),
    ],
)
def test_a_phone_that_does_not_answer(fault: str, message: str, advice: str, desk: Path, world: World) -> None:
    with world.lent(f"{SMALL}/build.yaml", fault) as phone:
        for command in (["crawl", SMALL, "--out", "runs"], ["doctor"]):
            tried = world.patrol(*command, "--phone", phone.address, cwd=desk)
            assert tried.returncode == 3, tried.stderr
            assert phone.address in tried.stderr and message in tried.stderr and advice in tried.stderr
        listed = world.patrol("phones", cwd=desk)
        assert listed.returncode == 0 and fault in listed.stdout
    assert not list(desk.glob("runs/*"))


def test_a_phone_that_another_run_has(desk: Path, world: World) -> None:
    with world.lent() as phone:
        first = world.start("crawl", SMALL, "--out", "runs", *LIGHT, "--phone", phone.address, cwd=desk)
        eventually(lambda: steps(desk / "runs"), "the first action")
        first.send_signal(signal.SIGSTOP)  # a small app is crawled before three commands have started
        try:
            second = world.patrol("crawl", SMALL, "--out", "others", *LIGHT, "--phone", phone.address, cwd=desk)
            phones = world.patrol("phones", cwd=desk)
            busy = world.patrol("audit", str(run_of(desk / "runs")), cwd=desk)
        finally:
            first.send_signal(signal.SIGCONT)
        assert ended(first).returncode == 0
        assert second.returncode == 3
        assert f"in use by another run of patrol (process {first.pid})" in second.stderr
        assert f"in use by process {first.pid}" in phones.stdout
        assert busy.returncode == 2 and f"is being written by process {first.pid}" in busy.stderr


def test_a_port_that_is_taken(world: World) -> None:
    with world.lent() as phone:
        tried = world.patrol("phone", "serve", "--app", f"{SMALL}/build.yaml", "--port", str(phone.adb_port))
        assert tried.returncode == 3
        assert f"port {phone.adb_port} of 127.0.0.1 cannot be had" in tried.stderr and "--port" in tried.stderr
