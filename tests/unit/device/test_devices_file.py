from pathlib import Path

import pytest

from patrol.device.devices_file import load_devices
from patrol.errors import ConfigError
from patrol.settings import bundled


def write(folder: Path, text: str) -> Path:
    (folder / "devices.yaml").write_text(text, encoding="utf-8")
    (folder / "app.yaml").touch()
    return folder / "devices.yaml"


def test_names_labels_and_ways(tmp_path: Path) -> None:
    devices = load_devices(
        write(
            tmp_path,
            """
default: demo
phones:
  demo: {virtual: {app: app.yaml, android: 12, faults: [slow=50]}}
  desk: {serial: "0123", driver: shell, labels: [old, small]}
  shelf: {address: "192.168.1.20:5555"}
""",
        )
    )
    demo = devices.phones["demo"].virtual
    assert demo and (demo.app, demo.android, demo.faults) == (tmp_path / "app.yaml", "12", ("slow=50",))
    assert devices.named("0123") is devices.phones["desk"]
    assert devices.named("192.168.1.20:5555") is devices.phones["shelf"]
    assert devices.labelled("old") == (devices.phones["desk"],)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("phone: {}", r"devices.yaml:1:1: unknown key “phone”; did you mean “phones”\?"),
        ("phones:\n  a: {serail: x}", r":2:7: unknown key “serail”; did you mean “serial”\?"),
        ("phones:\n  a: {labels: [x]}", r":2:3: phone “a” needs exactly one of serial, address, virtual; it has none"),
        ("phones:\n  a: {serial: x, address: 'b:1'}", "it has serial and address"),
        ("phones:\n  a: {serial: x, driver: appium}", "unknown `driver` “appium”; known: auto, uiautomator2, shell"),
        ("phones:\n  a: {address: desk}", "must be host:port"),
        ("phones:\n  a: {virtual: {app: nosuch.yaml}}", r":2:22: there is no app model at .*nosuch.yaml"),
        ("phones:\n  a: {virtual: {aap: app.yaml}}", "unknown key “aap”; did you mean “app”"),
        ("phones:\n  a: {serial: x}\n  b: {serial: x}", r":3:3: phones “a” and “b” are the same one: x"),
        ("default: dmo\nphones:\n  demo: {serial: x}", r":1:10: unknown phone “dmo”; did you mean “demo”\?"),
        ("phones: [a]", r"`phones` must be a mapping"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_devices(write(tmp_path, text))


def test_the_file_that_comes_with_patrol() -> None:
    devices = load_devices(bundled("devices.yaml"))
    assert devices.phones[devices.default].virtual
