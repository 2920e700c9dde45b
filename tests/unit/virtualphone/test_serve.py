"""Serving phones: many in one process, each with its own port, and everything gone afterwards."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from pathlib import Path

import pytest

from patrol.errors import ConfigError, DeviceError
from patrol.virtualphone.serve import Order, make_of, running, serving
from tests.unit.virtualphone.system.small_app import write_small


def connects(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def test_twenty_phones_run_in_one_process(tmp_path: Path) -> None:
    build = write_small(tmp_path / "small")
    makes = ("9", "10", "12", "14", "15")
    with serving([Order(build, make_of(makes[n % 5]), seed=n) for n in range(20)]) as phones:
        ports = {phone.adb_port for phone in phones}
        assert len(ports) == 20 and all(connects(port) for port in ports)
        assert {phone.call(lambda p: p.property("ro.build.version.release")) for phone in phones} == set(makes)
    assert not any(connects(port) for port in ports)
    assert not any(thread.name == "virtual-phones" for thread in threading.enumerate())


def test_the_ready_line_says_what_a_client_needs(tmp_path: Path) -> None:
    with running(write_small(tmp_path / "small"), android="12") as phone:
        line = json.loads(json.dumps(phone.ready()))
        assert line == {
            "serial": f"127.0.0.1:{phone.adb_port}",
            "adb_port": phone.adb_port,
            "package": "com.example.small",
            "android": "12",
            "model": "Virtual Phone 12",
            "hosts": {},
        }
        assert phone.address == line["serial"]


def test_a_phone_without_an_app_is_a_phone_too() -> None:
    with running(None) as phone:
        assert phone.ready()["package"] == ""


def test_wrong_orders_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no virtual phone called '3'"):
        make_of("3")
    build = write_small(tmp_path / "new")
    build.write_text(build.read_text().replace("min: 23", "min: 30"))
    with pytest.raises(ConfigError, match="needs API level 30"), running(build, android="9"):
        pass
    with running(None) as phone, pytest.raises(DeviceError, match=f"port {phone.adb_port} "):
        with running(None, port=phone.adb_port):
            pass
    with pytest.raises(ConfigError, match="no fault called"), running(None, faults=("flying",)):
        pass


def test_an_app_installed_later_finds_its_servers_too(tmp_path: Path) -> None:
    from patrol.virtualphone.system.packagefile import pack

    build = write_small(tmp_path / "small")
    build.write_text(build.read_text() + "backend: backend.yaml\n")
    (build.parent / "backend.yaml").write_text("hosts: [api.small.example]\nroutes: []\n")
    apk = pack(build)
    with running(None) as phone:
        phone.call(lambda p: p.files.write("/data/local/tmp/a.apk", apk))
        assert phone.shell("pm install /data/local/tmp/a.apk") == "Success\n"
        assert list(phone.ready()["hosts"]) == ["api.small.example"]
