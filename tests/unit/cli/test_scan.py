"""`patrol scan`: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from patrol.apk import isolated
from patrol.cli.main import call
from tests.unit.apk.made import apk, entries, zipped


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scanning in this process: the one of its own is tested where it is made."""
    monkeypatch.setattr(isolated, "scan_files", isolated.scan_here)


def test_findings_end_with_1_and_every_format_is_written(
    here: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "app.apk"
    path.write_bytes(apk())
    assert call(["scan", str(path), "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert "Keys are written into the package" in told and "com.bank.app 1.0" in told
    for format_ in ("json", "sarif", "md", "html"):
        out = tmp_path / f"scan.{format_}"
        assert call(["scan", str(path), "--format", format_, "--out", str(out), "--lang", "zh"]) == 1
        assert "LTAI5tQ7mZx2VbN9kRd4WcYe" not in out.read_text("utf-8"), "a secret is never written out"
    assert json.loads((tmp_path / "scan.json").read_text())["scan"]["package"] == "com.bank.app"
    assert "安装包里有硬编码的密钥" in (tmp_path / "scan.md").read_text("utf-8")


def test_what_cannot_be_read_ends_with_4_and_a_wrong_call_with_2(
    here: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "app.apk"
    path.write_bytes(b"no package at all")
    assert call(["scan", str(path), "--lang", "en"]) == 4
    assert "not-an-archive" in capsys.readouterr().out
    packed = zipped({k: v for k, v in entries().items() if k != "classes.dex"} | {"lib/arm64-v8a/libjiagu.so": b"x"})
    path.write_bytes(packed)
    assert call(["scan", str(path)]) in (1, 4), "unsigned, and what is packed is never a pass"
    assert call(["scan", str(tmp_path / "none.apk")]) == 2
    assert call(["scan", str(path), "--format", "sariff"]) == 2
