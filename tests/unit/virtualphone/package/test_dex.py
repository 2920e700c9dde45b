"""The code that is written opens in readers that others wrote, and holds what was meant."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from patrol.virtualphone.package.dex import dex
from tests.unit.apk.made import apk, classes

ANDROGUARD = """
import sys
from loguru import logger
logger.remove()
from androguard.core.analysis.analysis import Analysis
from androguard.core.dex import DEX
analysis = Analysis(DEX(open(sys.argv[1], "rb").read()))
analysis.create_xref()
for method in analysis.get_methods():
    for caller, inside, _ in method.get_xref_from():
        print(caller.name, inside.name, method.class_name, method.name)
"""


def test_dexllm_finds_nothing_wrong(tmp_path: Path) -> None:
    import dexllm

    path = tmp_path / "app.apk"
    path.write_bytes(apk())
    (report,) = dexllm.verify(str(path))
    assert report["valid"] and not report["reason"] and not report["art_deviations"]
    kit = dexllm.DexKit(str(path))
    assert "LTAI5tQ7mZx2VbN9kRd4WcYe" in kit.list_value_strings()
    sites = kit.find_call_sites_to("Landroid/telephony/TelephonyManager;->getDeviceId()Ljava/lang/String;")
    assert [site.caller_descriptor for site in sites] == ["Lcom/bank/app/Device;->read()V"]


def test_androguard_sees_the_same_calls(tmp_path: Path) -> None:
    path = tmp_path / "classes.dex"
    path.write_bytes(dex(classes()))
    # In a process of its own: it warns while it is imported, and takes a second.
    said = subprocess.run(
        [sys.executable, "-c", ANDROGUARD, str(path)], capture_output=True, text=True, timeout=120, env=dict(os.environ)
    )
    assert said.returncode == 0, said.stderr
    assert "Lcom/bank/app/Device; read Landroid/telephony/TelephonyManager; getDeviceId" in said.stdout
    assert "Lcom/umeng/analytics/Agent; init Landroid/provider/Settings$Secure; getString" in said.stdout


def test_apk_info_reads_the_package_and_both_signatures(tmp_path: Path) -> None:
    import apk_info

    path = tmp_path / "app.apk"
    path.write_bytes(apk())
    read = apk_info.APK(str(path))
    assert read.get_package_name() == "com.bank.app"
    assert [type(one).__name__ for one in read.get_signatures()] == ["V1", "V2"] or len(read.get_signatures()) == 2


def test_the_same_classes_give_the_same_bytes() -> None:
    assert dex(classes()) == dex(list(reversed(classes())))
