"""What a shell reads of an installed app's APK: its manifest, as the package manager knows it."""

from __future__ import annotations

import base64

from patrol.apk.manifest import components
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_unzip_gives_out_the_manifest_of_an_installed_app(on_phone) -> None:
    async def test(desk: Desk) -> None:
        apk = (await desk.sh(f"pm path {PACKAGE}")).out.removeprefix("package:").strip()
        said = await desk.sh(f"unzip -p {apk} AndroidManifest.xml | base64")
        found = components(base64.b64decode(said.out))
        assert found is not None
        installed = desk.phone.packages.get(PACKAGE)
        assert installed is not None
        assert {(one.kind, one.name, one.exported) for one in found} == {
            (one.kind, one.name, one.exported) for one in installed.manifest.components
        }
        assert [one.name for one in found if one.launcher] == [f"{PACKAGE}.MainActivity"]
        assert "AndroidManifest.xml" in (await desk.sh(f"unzip -l {apk}")).out
        assert (await desk.sh(f"unzip -p {apk} classes9.dex")).code == 11
        assert "couldn't open" in (await desk.sh("echo x > /sdcard/x; unzip -p /sdcard/x")).err

    on_phone(test, "14")
