"""uiautomator2's server: started as its own client does, and again when it was killed."""

import pytest

from patrol.clock import RunClock, wait_until
from patrol.device.adb.device import AdbDevice
from patrol.device.uiautomator import COMMAND, JAR, ElementGone, RpcError, UiAutomatorServer
from patrol.errors import DeviceError
from tests.unit.device.fake_adb import FakePhone
from tests.unit.device.fake_u2 import FakeU2


@pytest.fixture
def u2(phone: FakePhone) -> FakeU2:
    return FakeU2(phone)


@pytest.fixture
def server(device: AdbDevice) -> UiAutomatorServer:
    return UiAutomatorServer(device, RunClock())


def test_starts_the_server(server: UiAutomatorServer, u2: FakeU2, phone: FakePhone) -> None:
    server.start()
    assert f"shell:{COMMAND}" in phone.asked
    assert "sync:" not in phone.asked
    server.stop()
    # The fake's thread learns of the closed stream a moment later.
    assert wait_until(lambda: not u2.running, clock=RunClock(), timeout_ms=5000, poll_ms=5)


def test_a_server_that_runs_is_used(server: UiAutomatorServer, u2: FakeU2) -> None:
    u2.running = True
    server.start()
    server.stop()
    assert u2.starts == 0
    assert u2.running


def test_the_jar_is_pushed_when_the_phone_has_another(
    server: UiAutomatorServer, u2: FakeU2, phone: FakePhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    pushed: list[str] = []
    phone.answers[f"toybox md5sum {JAR}"] = "toybox: md5sum not found\n"
    phone.answers[f"md5 {JAR}"] = "0" * 32
    monkeypatch.setattr(AdbDevice, "push", lambda self, data, path, mode: pushed.append(path))
    server.start()
    assert pushed == [JAR]
    server.stop()


def test_many_calls_share_one_connection(server: UiAutomatorServer, u2: FakeU2) -> None:
    server.start()
    for _ in range(10):
        server.call("click", 1, 2)
    assert u2.connections == 1
    assert u2.calls[0] == ("click", [1, 2])
    server.stop()


def test_a_server_that_keeps_no_connections(server: UiAutomatorServer, u2: FakeU2) -> None:
    u2.keep_alive = False
    server.start()
    assert [server.call("exist", {}) for _ in range(3)] == [True] * 3
    server.stop()


def test_a_killed_server_is_started_again_and_the_call_repeated(server: UiAutomatorServer, u2: FakeU2) -> None:
    server.start()
    u2.die_in.add("deviceInfo")
    u2.answers["deviceInfo"] = {"sdkInt": 34}
    assert server.call("deviceInfo") == {"sdkInt": 34}
    assert (u2.starts, server.restarts) == (2, 1)
    assert server.lost_ms >= 0
    server.stop()


def test_a_server_that_dies_of_the_call(server: UiAutomatorServer, u2: FakeU2) -> None:
    server.start()

    u2.answers["dumpWindowHierarchy"] = RuntimeError("UiAutomation not connected")
    with pytest.raises(DeviceError, match="died twice during dumpWindowHierarchy"):
        server.call("dumpWindowHierarchy")
    server.stop()


def test_errors_of_a_call(server: UiAutomatorServer, u2: FakeU2) -> None:
    server.start()
    u2.answers["objInfo"] = RuntimeError("androidx.test.uiautomator.UiObjectNotFoundException: x")
    u2.answers["other"] = RuntimeError("java.lang.StackOverflowError")
    with pytest.raises(ElementGone):
        server.call("objInfo", {})
    with pytest.raises(RpcError, match=r"other failed on the phone: java\.lang\.StackOverflowError"):
        server.call("other")
    assert server.restarts == 0
    server.stop()


@pytest.mark.parametrize(
    ("says", "message"),
    [
        (
            b"java.lang.IllegalStateException: UiAutomationService already registered!",
            "Another tool uses UI automation",
        ),
        (b"could not find class 'com.wetest.uia2.Main'\nAborted\n", "could not find class"),
    ],
)
def test_a_server_that_cannot_start(server: UiAutomatorServer, u2: FakeU2, says: bytes, message: str) -> None:
    u2.says = says
    with pytest.raises(DeviceError) as problem:
        server.start()
    assert message in str(problem.value)
