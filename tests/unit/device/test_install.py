from pathlib import Path

import pytest

from patrol.device.adb.device import AdbDevice
from patrol.device.install import TARGET, install
from patrol.errors import AppError, ConfigError
from tests.unit.device.fake_adb import FakePhone


@pytest.fixture
def apk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(AdbDevice, "push", lambda self, data, path, mode=0: None)
    path = tmp_path / "app.apk"
    path.write_bytes(b"PK")
    return path


def test_installs_and_removes_the_copy(device: AdbDevice, phone: FakePhone, apk: Path) -> None:
    phone.answers[f"pm install -r -t {TARGET}"] = "Success\n"
    install(device, apk)
    assert phone.asked[-1].endswith(f"rm -f {TARGET}")


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("Failure [INSTALL_FAILED_VERSION_DOWNGRADE: Downgrade detected]", "The phone has a newer version"),
        ("Failure [INSTALL_FAILED_USER_RESTRICTED: Install canceled by user]", "Install via USB"),
        ("Failure [INSTALL_PARSE_FAILED_NO_CERTIFICATES]", "no valid APK"),
        ("", "no answer"),
    ],
)
def test_what_the_package_manager_refuses(
    device: AdbDevice, phone: FakePhone, apk: Path, said: str, advice: str
) -> None:
    phone.answers[f"pm install -r -t {TARGET}"] = said
    with pytest.raises(AppError) as problem:
        install(device, apk)
    assert advice in str(problem.value)


def test_a_file_that_is_not_there(device: AdbDevice) -> None:
    with pytest.raises(ConfigError, match=r"no\.apk cannot be read"):
        install(device, Path("no.apk"))
