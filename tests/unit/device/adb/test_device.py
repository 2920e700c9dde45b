"""A phone behind a scripted adb server: what is asked of it, and its bad days."""

import socket
import struct
import threading

import pytest

from patrol.device.adb.device import AdbDevice
from patrol.device.adb.server import AdbServer
from patrol.device.driver import ShellResult
from patrol.errors import DeviceError, DeviceLost
from tests.unit.device.fake_adb import FakeAdbServer, FakePhone, fail, read_exactly


def test_shell_gives_output_and_exit_code(device: AdbDevice, phone: FakePhone) -> None:
    phone.answers["echo hi"] = "hi\r\n"
    assert device.shell("echo hi") == ShellResult("hi\n", 0)
    assert device.shell("nosuch").exit_code == 127
    assert phone.asked[0] == "shell,v2,raw:echo hi"


def test_exit_codes_on_phones_without_shell_v2(device: AdbDevice, phone: FakePhone) -> None:
    phone.features = "cmd"
    phone.answers["echo hi"] = "hi\n"
    assert device.shell("echo hi") == ShellResult("hi\n", 0)
    assert device.shell("nosuch").exit_code == 127
    assert phone.asked[0].startswith("shell:echo hi\necho ")


def test_bytes_come_through_unchanged(device: AdbDevice, phone: FakePhone) -> None:
    phone.answers["screencap -p"] = "\x89PNG\r\n"
    assert device.exec_out("screencap -p") == "\x89PNG\r\n".encode()


def test_android_4_has_no_exec_and_mangles_line_ends(device: AdbDevice, phone: FakePhone) -> None:
    phone.answers |= {"getprop ro.build.version.sdk": "19\r\n", "screencap -p": "PNG\r\n"}
    assert device.exec_out("screencap -p") == b"PNG\n"
    assert phone.asked[-1] == "shell:screencap -p"


def test_lines_of_a_stream(device: AdbDevice, phone: FakePhone) -> None:
    phone.answers["logcat"] = "one\r\ntwo\nthree"
    with device.stream("logcat") as pieces:
        assert b"\n".join(pieces).split(b"\n") == [b"one", b"two", b"three"]


def test_a_stream_ends_when_it_is_left(device: AdbDevice, phone: FakePhone) -> None:
    ended = threading.Event()

    def endless(sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY" + b"line\n" * 3)
        sock.recv(1)
        ended.set()

    phone.services["shell:logcat"] = endless
    with device.stream("logcat") as pieces:
        assert next(pieces).startswith(b"line")
    assert ended.wait(5)


def test_a_command_that_does_not_end(device: AdbDevice, phone: FakePhone) -> None:
    def hang(sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY")
        read_exactly(sock, 100)

    phone.services["shell,v2,raw:sleep"] = hang
    with pytest.raises(DeviceError, match=r"`sleep 99` did not end within 0.1 s on phone PHONE1"):
        device.shell("sleep 99", timeout_s=0.1)


def test_a_command_that_does_not_end_because_the_phone_went(
    device: AdbDevice, phone: FakePhone, fake: FakeAdbServer
) -> None:
    def hang(sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY")
        fake.phones.clear()
        read_exactly(sock, 100)

    phone.services["shell,v2,raw:sleep"] = hang
    with pytest.raises(DeviceLost, match="phone PHONE1 is gone: `sleep 99` did not end"):
        device.shell("sleep 99", timeout_s=0.1)


def test_a_phone_that_goes_while_a_service_is_opened(device: AdbDevice, phone: FakePhone, fake: FakeAdbServer) -> None:
    def refuse(sock: socket.socket, _: str) -> None:
        fake.phones.clear()
        fail(sock, "closed")

    phone.services["shell,v2,raw:id"] = refuse
    with pytest.raises(DeviceLost):
        device.shell("id")


@pytest.mark.parametrize("state", ["unauthorized", "offline"])
def test_a_phone_that_was_never_reached_is_not_lost(device: AdbDevice, phone: FakePhone, state: str) -> None:
    phone.state = state
    with pytest.raises(DeviceError) as problem:
        device.shell("id")
    assert not isinstance(problem.value, DeviceLost)


def test_a_phone_lost_between_actions(device: AdbDevice, phone: FakePhone, fake: FakeAdbServer) -> None:
    device.shell("id")
    del fake.phones[phone.serial]
    with pytest.raises(DeviceLost, match="phone PHONE1 is gone: unplugged, rebooted or disconnected"):
        device.shell("id")


def test_a_phone_lost_mid_action(device: AdbDevice, phone: FakePhone, fake: FakeAdbServer) -> None:
    def break_off(sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY" + struct.pack("<BI", 1, 100) + b"half")
        fake.phones.clear()

    phone.services["shell,v2,raw:input"] = break_off
    with pytest.raises(DeviceLost):
        device.shell("input tap 1 1")


def test_a_stream_that_breaks_twice_is_a_lost_phone(device: AdbDevice, phone: FakePhone) -> None:
    phone.services["shell,v2,raw:input"] = lambda sock, _: sock.sendall(b"OKAY")
    with pytest.raises(DeviceLost, match="broke off `input tap 1 1` twice"):
        device.shell("input tap 1 1")


class RestartableServer(AdbServer):
    """Starting it brings the fake server back, as starting adb would."""

    def __init__(self, fake: FakeAdbServer) -> None:
        super().__init__(fake.port)
        self.fake = fake
        self.starts = 0

    def start(self) -> None:
        self.starts += 1
        self.fake.start()


def test_a_killed_adb_server_is_started_again(fake: FakeAdbServer, phone: FakePhone) -> None:
    server = RestartableServer(fake)
    device = AdbDevice(server, phone.serial)
    phone.answers["id"] = "uid=2000"
    device.shell("id")
    fake.kill()
    assert device.shell("id").output == "uid=2000"
    assert server.starts == 1


def test_a_killed_adb_server_in_the_middle_of_a_command(fake: FakeAdbServer, phone: FakePhone) -> None:
    server = RestartableServer(fake)
    device = AdbDevice(server, phone.serial)

    def kill_once(sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY")
        del phone.services["shell,v2,raw:id"]
        fake.kill()

    phone.answers["id"] = "uid=2000"
    phone.services["shell,v2,raw:id"] = kill_once
    assert device.shell("id").output == "uid=2000"


def test_a_phone_on_the_network_is_connected_again(fake: FakeAdbServer) -> None:
    address = "127.0.0.1:4000"
    phone = fake.phones[address] = FakePhone(address)
    device = AdbDevice(AdbServer(fake.port), address)
    device.shell("id")
    phone.state = "offline"

    class Revived(list[str]):
        def append(self, item: str) -> None:
            phone.state = "device"
            super().append(item)

    fake.connected = Revived()
    device.shell("id")
    assert fake.connected == [address]


def test_push_and_pull(device: AdbDevice, phone: FakePhone) -> None:
    files: dict[str, bytes] = {}

    def sync(sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY")
        kind, size = struct.unpack("<4sI", read_exactly(sock, 8))
        path = read_exactly(sock, size).decode()
        if kind == b"RECV":
            data = files.get(path)
            if data is None:
                reason = b"No such file or directory"
                sock.sendall(struct.pack("<4sI", b"FAIL", len(reason)) + reason)
                return
            sock.sendall(struct.pack("<4sI", b"DATA", len(data)) + data + struct.pack("<4sI", b"DONE", 0))
            return
        data = b""
        while True:
            kind, size = struct.unpack("<4sI", read_exactly(sock, 8))
            if kind == b"DONE":
                break
            data += read_exactly(sock, size)
        files[path.split(",")[0]] = data
        if path.startswith("/system"):
            sock.sendall(struct.pack("<4sI", b"FAIL", 9) + b"read-only")
        else:
            sock.sendall(struct.pack("<4sI", b"OKAY", 0))

    phone.services["sync:"] = sync
    content = bytes(range(256)) * 1000
    device.push(content, "/data/local/tmp/a", mode=0o755)
    assert device.pull("/data/local/tmp/a") == content
    with pytest.raises(DeviceError, match=r"pull of /nosuch failed on phone PHONE1: No such file or directory"):
        device.pull("/nosuch")
    with pytest.raises(DeviceError, match="push to /system/x failed on phone PHONE1: read-only"):
        device.push(b"x", "/system/x")


def test_reverse(device: AdbDevice, phone: FakePhone) -> None:
    phone.services["reverse:forward:tcp:0"] = lambda sock, _: sock.sendall(b"OKAY" + b"OKAY" + b"000538000")
    phone.services["reverse:forward:tcp:7"] = lambda sock, _: sock.sendall(b"OKAY" + b"OKAY")
    listing = b"(reverse) tcp:38000 tcp:8080\n"
    phone.services["reverse:list-forward"] = lambda sock, _: sock.sendall(b"OKAY" + b"%04x" % len(listing) + listing)
    assert device.reverse(0, 8080) == 38000
    assert device.reverse(7, 8080) == 7
    assert device.reverses() == {38000: "tcp:8080"}


def test_reverse_before_android_5_says_what_else_to_do(device: AdbDevice, phone: FakePhone) -> None:
    phone.answers["getprop ro.build.version.sdk"] = "19"
    with pytest.raises(DeviceError, match=r"level 19 has no `adb reverse`.*10\.0\.2\.2 from an emulator"):
        device.reverse(0, 1)


def test_a_service_that_the_phone_refuses(device: AdbDevice, phone: FakePhone) -> None:
    with pytest.raises(DeviceError, match="phone PHONE1 refused push to /x: closed"):
        device.push(b"", "/x")


def test_a_service_refused_by_a_phone_that_is_going_away(
    device: AdbDevice, phone: FakePhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert device.features
    there = iter([True, True])  # the adb server notices a moment later
    monkeypatch.setattr(device.server, "wait_ready", lambda serial, wait_ms: next(there, False))
    with pytest.raises(DeviceLost, match="phone PHONE1 broke off push to /x twice"):
        device.push(b"", "/x")
