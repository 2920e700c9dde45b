"""Installing and removing: model apps packed as APKs, real APKs, and what is no APK."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from patrol.virtualphone.system.packagefile import pack
from tests.unit.virtualphone.system.desk import PACKAGE, Desk
from tests.unit.virtualphone.system.small_app import write_small


def test_a_packed_model_is_really_installed(on_phone, tmp_path: Path) -> None:
    apk = pack(write_small(tmp_path / "other"))

    async def test(desk: Desk) -> None:
        assert (await desk.sh(f"pm uninstall {PACKAGE}")).out == "Success\n"
        assert not desk.phone.packages.get(PACKAGE)
        said = await desk.sh(f"cmd package install -r -S {len(apk)}", stdin=apk)
        assert (said.out, said.code) == ("Success\n", 0)
        await desk.start()

    on_phone(test)


def test_from_a_file_and_in_a_session(on_phone, tmp_path: Path) -> None:
    apk = pack(write_small(tmp_path / "other"))

    async def test(desk: Desk) -> None:
        desk.phone.files.write("/data/local/tmp/a.apk", apk)
        assert (await desk.sh("pm install -r -t /data/local/tmp/a.apk")).out == "Success\n"
        created = (await desk.sh(f"pm install-create -r -S {len(apk)}")).out
        number = created.split("[")[1].split("]")[0]
        said = await desk.sh(f"pm install-write -S {len(apk)} {number} base.apk -", stdin=apk)
        assert said.out == f"Success: streamed {len(apk)} bytes\n"
        assert (await desk.sh(f"pm install-commit {number}")).out == "Success\n"
        said = await desk.sh("pm install /data/local/tmp/nothing.apk")
        assert said.code == 255 and "Unable to open file" in said.err

    on_phone(test)


def test_what_is_no_apk_is_refused(on_phone) -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "no manifest")

    async def test(desk: Desk) -> None:
        said = await desk.sh("cmd package install -S 4", stdin=b"junk")
        assert said.out.startswith("Failure [INSTALL_PARSE_FAILED_NOT_APK") and said.code == 1
        said = await desk.sh(f"cmd package install -S {len(empty.getvalue())}", stdin=empty.getvalue())
        assert said.out.startswith("Failure [INSTALL_PARSE_FAILED_UNEXPECTED_EXCEPTION")
        assert (await desk.sh("pm uninstall com.nobody")).out == "Failure [DELETE_FAILED_INTERNAL_ERROR]\n"
        assert (await desk.sh("pm uninstall com.android.settings")).code == 1

    on_phone(test)


def test_an_older_build_is_no_update(on_phone, tmp_path: Path) -> None:
    build = write_small(tmp_path / "older")
    build.write_text(build.read_text().replace("code: 12", "code: 11"))
    apk = pack(build)

    async def test(desk: Desk) -> None:
        said = await desk.sh(f"cmd package install -r -S {len(apk)}", stdin=apk)
        assert "INSTALL_FAILED_VERSION_DOWNGRADE" in said.out
        assert (await desk.sh(f"cmd package install -r -d -S {len(apk)}", stdin=apk)).out == "Success\n"

    on_phone(test)


def test_a_full_disk_and_a_broken_model_say_so(on_phone, tmp_path: Path) -> None:
    build = write_small(tmp_path / "broken")
    build.write_text(build.read_text().replace("open:", "opne:"))
    apk = pack(build)

    async def test(desk: Desk) -> None:
        said = await desk.sh(f"cmd package install -S {len(apk)}", stdin=apk)
        assert said.out.startswith("Failure [INSTALL_PARSE_FAILED_MANIFEST_MALFORMED")
        desk.phone.faults.set("disk-full")
        said = await desk.sh(f"cmd package install -S {len(apk)}", stdin=apk)
        assert said.out.startswith("Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE")

    on_phone(test)


def test_a_real_apk_is_listed_and_opens_an_empty_window(on_phone) -> None:
    real = io.BytesIO()
    with zipfile.ZipFile(real, "w") as archive:
        archive.writestr("AndroidManifest.xml", b"\x03\x00\x08\x00io.appium.settings\x00")
        archive.writestr("classes.dex", b"dex\n035")

    async def test(desk: Desk) -> None:
        said = await desk.sh(f"cmd package install -g -S {len(real.getvalue())}", stdin=real.getvalue())
        assert said.out == "Success\n"
        assert "package:io.appium.settings\n" in (await desk.sh("pm list packages -3")).out
        assert "Status: ok" in (await desk.sh("am start-activity -W -n io.appium.settings/.Settings")).out
        assert desk.texts() == ["Appium Settings"]
        assert "isForeground=true" in (await desk.sh("dumpsys activity services io.appium.settings")).out

    on_phone(test)
