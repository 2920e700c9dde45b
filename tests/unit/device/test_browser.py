"""Printing: which browser is taken, that a failure is told, and that the date in a PDF is the run's."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.device import browser
from patrol.errors import PatrolError


def program(folder: Path, text: str) -> Path:
    path = folder / "chromium"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_the_first_browser_that_is_there_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", ())
    with pytest.raises(PatrolError, match="No Chromium, Chrome or Edge was found"):
        browser.find_browser()
    there = program(tmp_path, "true")
    assert browser.find_browser() == there == browser.find_browser(str(there))


def test_a_browser_that_prints_nothing_is_told_with_its_last_line(tmp_path: Path) -> None:
    page = tmp_path / "evidence.html"
    page.write_text("<p>")
    with pytest.raises(PatrolError, match=r"did not print evidence\.html: no room"):
        browser.print_pdf(page, "2026-01-01T12:00:00Z", program(tmp_path, "echo first >&2; echo no room >&2"))
    with pytest.raises(PatrolError, match=r"did not print evidence\.html"):
        browser.print_pdf(page, "", tmp_path / "gone")


def test_the_printed_file_is_what_the_browser_wrote_with_the_runs_date(tmp_path: Path) -> None:
    page = tmp_path / "evidence.html"
    page.write_text("<p>")
    write = 'for a in "$@"; do case "$a" in --print-to-pdf=*) printf "%%s" "%s" > "${a#*=}";; esac; done'
    told = "%PDF /CreationDate (D:20261122084400+00'00')"
    made = browser.print_pdf(page, "2026-01-01T12:00:05Z", program(tmp_path, write % told))
    assert made == b"%PDF /CreationDate (D:20260101120005+00'00')"


def test_dates_keep_their_length() -> None:
    pdf = b"/CreationDate (D:20261122084400Z)\n/ModDate (D:20261122084400+00'00')"
    dated = browser.dated(pdf, "2026-01-01T12:00:05Z")
    assert len(dated) == len(pdf) and b"20261122" not in dated
    assert browser.dated(pdf, "nonsense") == pdf
