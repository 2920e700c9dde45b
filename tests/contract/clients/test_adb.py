"""adb 29 and adb 36 with a phone each of Android 9 (no abb, no ls_v2) and 15."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import uiautomator2

from patrol.virtualphone.serve import Order, make_of, serving
from tests.contract.clients.conftest import MODEL, PACKAGE, Adb, Serve

KEYBOARD_APK = Path(uiautomator2.__file__).parent / "assets" / "app-uiautomator.apk"
KEYBOARD = "com.github.uiautomator"

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module", params=["9", "15"])
def phone(request: pytest.FixtureRequest, adb: Adb, serve: Serve) -> Iterator[str]:
    address = serve(request.param).address
    assert "connected to" in adb.text("connect", address)
    yield address
    adb.run("disconnect", address)


def on(adb: Adb, phone: str, *args: str) -> str:
    return adb.text("-s", phone, *args)


def test_devices_tells_product_and_model(adb: Adb, phone: str) -> None:
    (line,) = [line for line in adb.text("devices", "-l").splitlines() if line.startswith(phone)]
    assert " device product:" in line and " model:Virtual_Phone" in line


def test_shell_keeps_streams_and_exit_code_apart(adb: Adb, phone: str) -> None:
    done = adb.run("-s", phone, "shell", "echo out; echo err >&2; exit 7")
    assert (done.stdout, done.stderr, done.returncode) == (b"out\n", b"err\n", 7)
    assert adb.run("-s", phone, "shell", "no-such-command").returncode == 127


def test_shell_reads_stdin_to_its_end(adb: Adb, phone: str) -> None:
    data = os.urandom(300_000)
    done = adb.run("-s", phone, "shell", "md5sum", stdin=data)
    assert done.stdout.split()[0].decode() == hashlib.md5(data).hexdigest()
    done = adb.run("-s", phone, "shell", stdin=b"cd /sdcard\npwd\nexit 3\n")
    assert (done.stdout, done.returncode) == (b"/sdcard\n", 3)


def test_files_are_pushed_and_pulled(adb: Adb, phone: str, tmp_path: Path) -> None:
    source = tmp_path / "数据.bin"
    source.write_bytes(os.urandom(3_000_000))
    on(adb, phone, "push", str(source), "/sdcard/big.bin")
    on(adb, phone, "pull", "/sdcard/big.bin", str(tmp_path / "back"))
    assert (tmp_path / "back").read_bytes() == source.read_bytes()
    assert "2 files" not in on(adb, phone, "push", str(source), "/sdcard/Download/")
    assert "数据.bin" in on(adb, phone, "shell", "ls", "/sdcard/Download")


def test_folders_are_pushed_and_pulled(adb: Adb, phone: str, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "x").write_text("1")
    (tmp_path / "a" / "b" / "y").write_text("2")
    on(adb, phone, "shell", "rm -rf /data/local/tmp/a")
    on(adb, phone, "push", str(tmp_path / "a"), "/data/local/tmp/")
    on(adb, phone, "pull", "/data/local/tmp/a", str(tmp_path / "back"))
    assert (tmp_path / "back" / "b" / "y").read_text() == "2"


def test_what_may_not_be_written_is_refused(adb: Adb, phone: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("1")
    done = adb.run("-s", phone, "push", str(tmp_path / "x"), "/system/x")
    assert done.returncode == 1 and b"Read-only file system" in done.stdout + done.stderr
    assert adb.run("-s", phone, "pull", "/no/such/file", str(tmp_path)).returncode == 1


def test_apps_are_installed_listed_and_removed(adb: Adb, phone: str) -> None:
    assert "Success" in on(adb, phone, "install", "-r", str(KEYBOARD_APK))
    assert f"package:{KEYBOARD}" in on(adb, phone, "shell", "pm list packages -3").split()
    assert "Success" in on(adb, phone, "uninstall", KEYBOARD)
    assert KEYBOARD not in on(adb, phone, "shell", "pm list packages")
    assert "Success" in on(adb, phone, "install", "--no-streaming", str(KEYBOARD_APK))
    on(adb, phone, "uninstall", KEYBOARD)


def test_a_file_that_is_no_package_is_not_installed(adb: Adb, phone: str, tmp_path: Path) -> None:
    (tmp_path / "no.apk").write_text("nothing")
    done = adb.run("-s", phone, "install", str(tmp_path / "no.apk"))
    assert done.returncode == 1 and b"INSTALL_PARSE_FAILED_NOT_APK" in done.stdout + done.stderr
    assert adb.run("-s", phone, "uninstall", "com.none").returncode != 0


def test_logcat_prints_what_is_there_and_goes_on(adb: Adb, phone: str) -> None:
    on(adb, phone, "shell", "log -t Contract hello")
    assert "hello" in on(adb, phone, "logcat", "-d", "-s", "Contract")
    following = adb.popen("-s", phone, "logcat", "-v", "threadtime", "-s", "Contract:I")
    try:
        assert following.stdout
        on(adb, phone, "shell", "log -t Contract again")
        assert any(b"again" in following.stdout.readline() for _ in range(50))
    finally:
        following.kill()
        following.communicate()


def test_forward_and_reverse_come_and_go(adb: Adb, phone: str) -> None:
    port = on(adb, phone, "forward", "tcp:0", "tcp:9008").strip()
    assert f"{phone} tcp:{port} tcp:9008" in adb.text("forward", "--list")
    on(adb, phone, "forward", "--remove", f"tcp:{port}")
    on(adb, phone, "reverse", "tcp:8081", "tcp:9999")
    assert "tcp:8081 tcp:9999" in on(adb, phone, "reverse", "--list")
    assert int(on(adb, phone, "reverse", "tcp:0", "tcp:9999")) > 0
    on(adb, phone, "reverse", "--remove", "tcp:8081")
    assert "tcp:8081" not in on(adb, phone, "reverse", "--list")
    on(adb, phone, "reverse", "--remove-all")
    assert on(adb, phone, "reverse", "--list").strip() == ""


def test_exec_out_gives_the_picture_byte_for_byte(adb: Adb, phone: str) -> None:
    png = adb.run("-s", phone, "exec-out", "screencap -p").stdout
    assert png.startswith(b"\x89PNG\r\n\x1a\n") and png.endswith(b"IEND\xaeB`\x82")


def test_state_root_and_wait(adb: Adb, phone: str) -> None:
    assert on(adb, phone, "get-state").strip() == "device"
    on(adb, phone, "wait-for-device")
    assert "cannot run as root" in on(adb, phone, "root")
    assert adb.run("-s", phone, "tcpip", "5000").returncode == 1


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_twenty_phones_in_one_process(adb: Adb) -> None:
    with serving([Order(MODEL, make_of(android)) for android in ("9", "12", "14", "15") * 5]) as phones:
        for phone in phones:
            assert "connected to" in adb.text("connect", phone.address)
        listed = adb.text("devices")
        assert all(f"{phone.address}\tdevice" in listed for phone in phones)
        for phone in phones:
            assert "Status: ok" in on(adb, phone.address, "shell", f"am start -W -n {PACKAGE}/.MainActivity")
        for phone in phones:
            adb.run("disconnect", phone.address)


@pytest.mark.slow  # adb gives an offline phone ten seconds to greet
@pytest.mark.parametrize(("fault", "state"), [("unauthorized", "unauthorized"), ("offline", "offline")])
def test_a_phone_that_does_not_let_us_in(adb: Adb, fault: str, state: str) -> None:
    with serving([Order(None, make_of("14"), faults=(fault,))]) as (phone,):
        adb.run("connect", phone.address)
        assert f"{phone.address}\t{state}" in adb.text("devices")
        assert adb.run("-s", phone.address, "shell", "id").returncode != 0
        adb.run("disconnect", phone.address)


@pytest.mark.parametrize("fault", ["lost-after=0", "garbage=1", "drop=10"])
def test_a_phone_that_fails_in_the_middle_of_a_command(adb: Adb, fault: str) -> None:
    with serving([Order(None, make_of("14"), faults=(fault,))]) as (phone,):
        adb.text("connect", phone.address)
        done = adb.run("-s", phone.address, "shell", "for i in 1 2 3 4 5; do echo some more text; done")
        assert done.returncode != 0 or done.stdout.count(b"text") < 5
        adb.run("disconnect", phone.address)


def test_a_cable_that_is_pulled_while_it_works(adb: Adb) -> None:
    with serving([Order(None, make_of("14"))]) as (phone,):
        adb.text("connect", phone.address)
        following = adb.popen("-s", phone.address, "shell", "echo begun; sleep 60")
        assert following.stdout and following.stdout.readline() == b"begun\n"
        phone.faults.set("lost")
        following.communicate(timeout=20)  # It ends; adb 29 calls that success.
        assert adb.run("-s", phone.address, "shell", "id").returncode != 0
        adb.run("disconnect", phone.address)


def test_a_full_phone_takes_no_file(adb: Adb, tmp_path: Path) -> None:
    with serving([Order(None, make_of("14"), faults=("disk-full",))]) as (phone,):
        adb.text("connect", phone.address)
        (tmp_path / "x").write_bytes(bytes(100_000))
        done = adb.run("-s", phone.address, "push", str(tmp_path / "x"), "/sdcard/x")
        assert done.returncode == 1 and b"No space left on device" in done.stdout + done.stderr
        adb.run("disconnect", phone.address)
