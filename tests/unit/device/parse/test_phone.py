import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse import phone
from tests.unit.device.parse.captured import all_of, captured


def test_properties() -> None:
    found = phone.properties(captured("getprop/a4.4_qemu_getprop.txt"))
    assert found["ro.build.version.sdk"] == "19"
    assert found["ro.build.version.release"] == "4.4.2"
    assert found["ro.product.cpu.abi"] == "x86"
    assert found["ro.product.model"] == "Standard PC (i440FX + PIIX, 1996)"
    assert found["ro.product.brand"] == "Android-x86"
    aosp = phone.properties(captured("getprop/aosp_incident_system_properties.txt"))
    assert aosp["ro.wifi.channels"] == ""
    assert aosp["ro.boot.boottime"].startswith("1BLL:85,1BLE:898")


def test_a_property_over_several_lines() -> None:
    assert phone.properties("[a]: [one\ntwo]\n[b]: [x]\n") == {"a": "one\ntwo", "b": "x"}


def test_screen() -> None:
    text = captured("misc/a4.4_qemu_wm_size_density.txt")
    assert phone.screen_size(text) == (800, 600)
    assert phone.screen_density(text) == 160
    assert phone.screen_size("Physical size: 1080x2400\nOverride size: 720x1600\n") == (720, 1600)
    assert phone.screen_density("Physical density: 420\nOverride density: 320\n") == 320
    assert phone.screen_size("error") is None


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        (captured("misc/a4.4_qemu_dumpsys_display.txt"), 83.42701),
        ("mBaseDisplayInfo=DisplayInfo{… renderFrameRate 120.00001, mode 1", 120.00001),
        (
            "mActiveModeId=2\n {id=1, width=1080, height=2400, fps=60.0}, {id=2, width=1080, height=2400, fps=90.0}",
            90.0,
        ),
        ("nothing", None),
        ("0 fps", None),
    ],
)
def test_refresh_rate(text: str, rate: float | None) -> None:
    assert phone.refresh_rate(text) == rate


def test_packages() -> None:
    assert len(phone.packages(captured("pm-list/xiaomi_pad6_pm_list_packages_3.txt"))) == 55
    with_paths = phone.packages(captured("pm-list/a4.4_qemu_packages_f.txt"))
    assert len(with_paths) == 47
    assert with_paths["io.appium.android.apis"].startswith("/data/app/")
    assert phone.packages("package:/data/app/~~a==/x-b==/base.apk=com.x\n") == {
        "com.x": "/data/app/~~a==/x-b==/base.apk"
    }
    assert set(phone.packages(captured("pm-list/a4.4_qemu_packages_3.txt"))) == {
        "io.appium.android.apis",
        "io.github.ylimit.benchapp",
        "io.github.ylimit.droidbotapp",
    }


def test_package_paths() -> None:
    paths = phone.package_paths(captured("pm-list/a11_pm_path_split_apks.txt"))
    assert [path.rpartition("/")[2] for path in paths] == ["base.apk", "split_config.arm64_v8a.apk"]
    assert phone.package_paths(captured("pm-list/a4.4_qemu_path_of_app.txt")) == (
        "/data/app/io.appium.android.apis-1.apk",
    )


@pytest.mark.parametrize(
    ("name", "pid", "process"),
    [
        ("ps/a4.4_qemu_ps.txt", 10792, "io.appium.android.apis"),
        ("ps/androidqf_ps.txt", 1, "init"),
        ("ps/samsung_ps.txt", 1, "init"),
        ("ps/aosp_incident_ps.txt", 499, "EventThread"),
    ],
)
def test_processes_in_every_layout(name: str, pid: int, process: str) -> None:
    assert phone.processes(captured(name))[pid] == process


def test_processes_of_a_package() -> None:
    running = {1: "com.a", 2: "com.a:push", 3: "com.ab", 4: "init"}
    assert phone.of_package(running, "com.a") == {1: "com.a", 2: "com.a:push"}


@given(st.text())
def test_never_raises(text: str) -> None:
    for parse in (phone.properties, phone.screen_size, phone.screen_density, phone.refresh_rate, phone.packages):
        parse(text)
    phone.package_paths(text)
    phone.processes(text)


@given(st.sampled_from(all_of("ps")), st.integers(0, 5_000))
def test_a_torn_list_of_processes(name: str, end: int) -> None:
    phone.processes(captured(name)[:end])
