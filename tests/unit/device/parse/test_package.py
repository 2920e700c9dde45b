import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.package import app_info, launcher_activity
from patrol.model.artifacts import AppInfo
from tests.unit.device.parse.captured import all_of, captured

EXPENSES = "package/dumpsys_package_org.totschnig.myexpenses.debug.txt"


def info(name: str, package: str) -> AppInfo:
    found = app_info(captured(name), package)
    assert found is not None
    return found


def test_an_app_on_android_10() -> None:
    found = info(EXPENSES, "org.totschnig.myexpenses.debug")
    assert (found.version_name, found.version_code) == ("3.9.0", 763)
    assert (found.min_sdk, found.target_sdk, found.uid) == (21, 34, 10126)
    assert (found.debuggable, found.allow_backup, found.cleartext) == (True, True, None)
    assert (len(found.permissions), len(found.granted)) == (19, 13)
    assert found.first_installed == "2025-05-13 12:55:42"
    assert found.signature == "8ab9ecd9"
    assert "https://www.myexpenses.mobi/callback2.html" in found.deep_links
    assert not any(link.startswith(("content", "file")) for link in found.deep_links)
    assert launcher_activity(captured(EXPENSES), found.package) == (
        "org.totschnig.myexpenses.debug/org.totschnig.myexpenses.activity.SplashActivity"
    )


def test_an_app_on_android_4_4_where_all_permissions_are_granted() -> None:
    name, package = "package/a4.4_qemu_dumpsys_package_apidemos.txt", "io.appium.android.apis"
    found = info(name, package)
    assert (found.version_name, found.version_code, found.target_sdk, found.min_sdk) == ("5.0.0", 25, 33, 0)
    assert found.uid == 10031
    assert found.permissions == found.granted
    assert found.granted[0] == "android.permission.NFC"
    assert (found.debuggable, found.allow_backup) == (True, False)
    assert found.first_installed == "2026-11-21 21:11:13"
    assert f"{package}.view.List1" in found.activities
    assert launcher_activity(captured(name), package) == f"{package}/{package}.ApiDemos"


def test_a_dump_with_a_byte_order_mark_and_a_second_user() -> None:
    found = info("package/vivo_dumpsys_package_launchrecorder_bom.txt", "com.launchrecorder.app")
    assert (found.version_name, found.uid, found.installer) == ("1.0.0", 10428, "")
    assert found.activities == ("com.launchrecorder.app.MainActivity",)
    assert len(found.granted) == 1


def test_several_packages_in_one_dump() -> None:
    name = "package/samsung_dumpsys_package_multi.txt"
    first = info(name, "com.samsung.android.provider.filterprovider")
    second = info(name, "com.sec.android.app.DataCreate")
    assert (first.version_name, first.uid, first.permissions) == ("5.0.07", 1000, ())
    assert (second.version_name, second.version_code, second.allow_backup) == ("1.0", 1, True)
    assert "android.permission.READ_SMS" not in second.granted


def with_components(text: str, lines: str) -> str:
    """The dump as `--all-components` gives it: AOSP's Settings.dumpPackageLPr adds the names under their kinds."""
    return text.replace("    User 0:", f"{lines}    User 0:", 1)


def test_all_components_are_listed_where_the_package_manager_can() -> None:
    text, package = captured(EXPENSES), "org.totschnig.myexpenses.debug"
    before = info(EXPENSES, package)
    assert not before.activities_complete and before.activities == before.exported
    listed = f"""    activities:
      {package}/.Own
      {package}/org.totschnig.myexpenses.activity.SplashActivity
      {package}/com.onedrive.sdk.Sign$In
    services:
      {package}/.NotAnActivity
"""
    found = app_info(with_components(text, listed), package)
    assert found is not None and found.activities_complete
    assert found.activities == (
        f"{package}.Own", "org.totschnig.myexpenses.activity.SplashActivity", "com.onedrive.sdk.Sign$In",
    )  # fmt: skip
    assert found.exported == before.exported and found.permissions == before.permissions


def test_components_that_are_switched_off_are_known() -> None:
    text = captured(EXPENSES).replace("      gids=", "      disabledComponents:\n        com.x.Off\n      gids=", 1)
    found = app_info(text, "org.totschnig.myexpenses.debug")
    assert found is not None and found.disabled == ("com.x.Off",)


def test_a_package_that_is_not_installed() -> None:
    assert app_info("Unable to find package: com.nosuch\n", "com.nosuch") is None
    assert app_info("", "x") is None


@given(st.text())
def test_never_raises(text: str) -> None:
    app_info(text, "a")
    launcher_activity(text, "a")


@pytest.mark.parametrize("name", all_of("package"))
@given(st.integers(0, 70_000))
def test_a_torn_dump_is_no_error(name: str, end: int) -> None:
    text = captured(name)[:end]
    app_info(text, "com.launchrecorder.app")
    launcher_activity(text, "com.launchrecorder.app")
