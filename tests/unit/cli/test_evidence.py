"""`patrol evidence` as it is typed: packs, checks them, and says what is wrong."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from patrol.cli.main import call
from patrol.store.run_folder import RunFolder, RunHead
from tests.unit.report import sample


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A judged run with six pictures."""
    folder = RunFolder.create(tmp_path / "reports", RunHead(1, "demo-1", "demo", "2026-01-01T12:00:00Z", "0.1"))
    (folder.path / "pictures").mkdir()
    for number in range(6):
        (folder.path / f"pictures/{number}.png").write_bytes(sample.picture(number))
    folder.write_result(sample.result(6))
    folder.close()
    return folder.path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_a_run_is_packed_and_found_unchanged(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(["evidence", "keygen", "officer.pem"]) == 0
    assert stat.S_IMODE((tmp_path / "officer.pem").stat().st_mode) == 0o600
    assert call(["evidence", str(run), "--out", "pack.zip", "--key", "officer.pem"]) == 0
    assert call(["evidence", "verify", "pack.zip", "--key", "officer.pem.pub"]) == 0
    assert "the key that was asked for" in said(capsys)
    with zipfile.ZipFile("pack.zip") as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"evidence-demo-20260101-120000"}


def test_without_a_place_it_lies_in_the_run_folder(run: Path) -> None:
    assert call(["evidence", str(run)]) == 0
    assert call(["evidence", "verify", str(run / "evidence.zip")]) == 0


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("change", "changed: evidence.html"),
        ("remove", "removed: evidence.html"),
        ("add", "added: note.txt"),
    ],
)
def test_a_folder_that_was_changed_is_told(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: str, told: str
) -> None:
    pack = tmp_path / "pack"
    assert call(["evidence", str(run), "--out", str(pack)]) == 0
    page = pack / "evidence.html"
    if harm == "change":
        page.write_bytes(page.read_bytes() + b" ")
    elif harm == "remove":
        page.unlink()
    else:
        (pack / "note.txt").write_text("mine")
    assert call(["evidence", "verify", str(pack)]) == 1
    assert told in said(capsys)


def test_a_file_slipped_in_beside_the_zips_folder_counts_as_added(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "pack.zip"
    assert call(["evidence", str(run), "--out", str(pack)]) == 0
    with zipfile.ZipFile(pack, "a") as archive:
        archive.writestr("../outside.txt", b"?")
    assert call(["evidence", "verify", str(pack)]) == 1
    assert "added: ../outside.txt" in said(capsys)


def test_a_zip_that_holds_a_name_twice_is_refused(run: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.zip"
    assert call(["evidence", str(run), "--out", str(pack)]) == 0
    with zipfile.ZipFile(pack, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("evidence-demo-20260101-120000/evidence.html", b"another")
    assert call(["evidence", "verify", str(pack)]) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["evidence", "{run}", "--out", "{run}"], "is not an empty folder"),
        (["evidence", "{run}", "--key", "{run}/result.json"], "cannot be used to sign"),
        (["evidence", "{run}/pictures"], "is not a run folder"),
        (["evidence", "verify", "{run}"], "this is no evidence pack"),
        (["evidence", "verify", "{run}/result.json"], "cannot be read as a zip"),
        (["evidence", "keygen", "{run}/result.json"], "exists already"),
    ],
)
def test_wrong_usage_says_what_to_do(
    run: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert call([word.replace("{run}", str(run)) for word in words]) == 2
    assert told in said(capsys)


def test_without_a_browser_pdf_says_what_to_install(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["evidence", str(run), "--pdf", "--browser", "no-such-browser"]) == 3
    told = said(capsys)
    assert "no-such-browser is not there" in told and "--browser PATH" in told
    assert not (run / "evidence.zip").exists()
