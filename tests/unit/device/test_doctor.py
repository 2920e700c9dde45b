"""What doctor says of a phone, in both languages."""

from collections.abc import Iterator

import pytest

from patrol.clock import RunClock
from patrol.device.adb.device import AdbDevice
from patrol.device.doctor import PROBE, Diagnosis, Health, examine
from tests.unit.device.fake_adb import FakePhone
from tests.unit.device.fake_u2 import FakeU2
from tests.unit.device.parse.captured import captured

TREE = '<hierarchy rotation="0"><node text="a"/></hierarchy>'


@pytest.fixture
def u2(phone: FakePhone) -> Iterator[FakeU2]:
    phone.answers |= {
        "getprop": "[ro.build.version.sdk]: [34]\n[ro.product.cpu.abi]: [arm64-v8a]\n",
        "screencap -p": "\x89PNG\r\n\x1a\n",
        "input keyevent 0": "",
        "dumpsys window displays": captured("window/xiaomi_pad6_activity_containers_excerpt.txt"),
        f"settings put global {PROBE} 1": "",
        f"settings get global {PROBE}": "1\n",
        "dumpsys gfxinfo com.termux framestats": "---PROFILEDATA---\n",
        "ls /data/local/tmp": "",
        "ps -A || ps": captured("ps/samsung_ps.txt"),
    }
    phone.services["exec:screencap"] = lambda sock, _: sock.sendall(b"OKAY" + b"\x89PNG\r\n\x1a\n" + bytes(5000))
    phone.services["reverse:forward"] = lambda sock, _: sock.sendall(b"OKAY" + b"OKAY" + b"000538000")
    phone.services["reverse:kill"] = lambda sock, _: sock.sendall(b"OKAY" + b"OKAY")
    u2 = FakeU2(phone)
    u2.answers["dumpWindowHierarchy"] = TREE
    yield u2


def diagnoses(device: AdbDevice) -> dict[str, Diagnosis]:
    found = examine(device, RunClock())
    for diagnosis in found:
        assert diagnosis.name.zh and diagnosis.name.en and diagnosis.detail.zh and diagnosis.detail.en
        assert diagnosis.next_step is not None or diagnosis.health is not Health.fails
    return {diagnosis.capability: diagnosis for diagnosis in found}


def health(device: AdbDevice) -> dict[str, str]:
    return {name: diagnosis.health.value for name, diagnosis in diagnoses(device).items()}


def test_a_phone_that_is_not_rooted(device: AdbDevice, u2: FakeU2) -> None:
    assert health(device) == {
        "screen": "works",
        "input": "works",
        "proxy": "works",
        "certificate": "limited",
        "hooks": "fails",
        "frames": "works",
    }


def test_a_phone_that_refuses_touches(device: AdbDevice, u2: FakeU2, phone: FakePhone) -> None:
    phone.answers["input keyevent 0"] = "SecurityException: requires INJECT_EVENTS permission"
    found = diagnoses(device)["input"]
    assert found.health is Health.fails
    assert found.next_step and "安全设置" in found.next_step.zh


def test_the_shell_driver_is_a_limit(device: AdbDevice, u2: FakeU2, phone: FakePhone) -> None:
    u2.says = b"Aborted\n"
    found = diagnoses(device)
    assert found["screen"].health is Health.limited
    assert found["input"].health is Health.limited
    assert found["screen"].next_step


def test_settings_that_cannot_be_changed(device: AdbDevice, u2: FakeU2, phone: FakePhone) -> None:
    phone.answers[f"settings get global {PROBE}"] = "null\n"
    assert diagnoses(device)["proxy"].health is Health.fails


@pytest.mark.parametrize(
    ("files", "version", "running", "expected", "says"),
    [
        ("", "", False, "fails", "There is no frida-server on the phone"),
        ("frida-server\n", "1.2.3\n", False, "fails", "both must be the same"),
        ("frida-server\n", "{client}\n", False, "fails", "does not run"),
        ("frida-server\n", "{client}\n", True, "works", "runs"),
    ],
)
def test_hooks_on_a_rooted_phone(
    device: AdbDevice, u2: FakeU2, phone: FakePhone, files: str, version: str, running: bool, expected: str, says: str
) -> None:
    import importlib.metadata

    phone.answers |= {
        "id": "uid=0(root)\n",
        "ls /data/local/tmp": files,
        "/data/local/tmp/frida-server --version": version.format(client=importlib.metadata.version("frida")),
        "ps -A || ps": "USER PID PPID VSZ RSS WCHAN ADDR S NAME\n"
        + ("root 9 1 1 1 0 0 S frida-server\n" if running else ""),
    }
    found = diagnoses(device)
    assert found["hooks"].health.value == expected
    assert says in found["hooks"].detail.en
    assert found["certificate"].health is Health.works


def test_a_screen_that_is_off(device: AdbDevice, u2: FakeU2) -> None:
    u2.answers["dumpWindowHierarchy"] = '<hierarchy rotation="0" />'
    assert diagnoses(device)["screen"].health is Health.limited
