"""An app's requests on a virtual phone, and the phone's proxy setting whatever happens to patrol."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, World

pytestmark = pytest.mark.timeout(180)

RECORD = """
import sys, threading
from patrol.clock import RunClock, wait_until
from patrol.device.proxy.source import traffic_maker
from patrol.model.record import to_json
from patrol.phones import find_devices, lease
from patrol.settings import read
settings = read()
with lease(sys.argv[1], devices=find_devices(), settings=settings, traffic=traffic_maker(settings)) as leased:
    print("restored", *leased.restored, flush=True)
    traffic, driver = leased.phone.traffic, leased.phone.driver
    print("how", traffic.start(driver), flush=True)
    driver.launch("com.harbourbank.mobile")
    agree = lambda: next((node for node in driver.screen().nodes() if node.text == "同意并继续"), None)
    driver.tap(*wait_until(agree, clock=RunClock(), timeout_ms=20_000).bounds.centre)
    flows = traffic.flows()
    print("flow", to_json(next(flows)[1]).decode(), flush=True)
    if sys.argv[2] == "wait":
        threading.Event().wait()
    traffic.stop()
print("stopped", flush=True)
"""


@contextmanager
def recording(world: World, serial: str, then: str) -> Iterator[subprocess.Popen[str]]:
    """RECORD, running; ended by force after a minute, so that reading from it always ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", RECORD, serial, then], cwd=ROOT, env=world.environ, text=True, stdout=subprocess.PIPE
    )
    timer = threading.Timer(60, process.kill)
    timer.start()
    try:
        yield process
    finally:
        timer.cancel()
        process.kill()
        process.communicate()


def until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout
    return next((line.removeprefix(word).strip() for line in process.stdout if line.startswith(word)), "")


def proxy_of(world: World, serial: str) -> str:
    return world.adb("-s", serial, "shell", "settings get global http_proxy").stdout.strip()


def test_requests_are_recorded_and_the_setting_is_put_back_also_after_kill_9(tmp_path: Path, world: World) -> None:
    with world.phone("scenarios/demo/model/build-1.0.yaml", "--android", "14-rooted") as phone:
        with recording(world, phone.serial, "wait") as killed:
            flow = json.loads(until(killed, "flow"))
            assert (flow["scheme"], flow["status"], flow["tls"]) == ("https", 200, "TLSv1.3")
            assert flow["host"].endswith(".example")
            assert flow["timing"]["total"] > 0
            assert proxy_of(world, phone.serial).startswith("127.0.0.1:")
        assert proxy_of(world, phone.serial).startswith("127.0.0.1:")
        world.adb("-s", phone.serial, "shell", "pm clear com.harbourbank.mobile")
        with recording(world, phone.serial, "stop") as again:
            assert "global http_proxy" in until(again, "restored")
            assert until(again, "how") == "adb-reverse"
            assert until(again, "flow")
            assert again.wait(60) == 0
        assert proxy_of(world, phone.serial) == "null"
        assert not world.adb("-s", phone.serial, "reverse", "--list").stdout.strip()
