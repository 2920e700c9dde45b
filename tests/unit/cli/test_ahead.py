"""Pictures are packed while the phone restarts, and only then."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from patrol.cli.ahead import Ahead
from patrol.model.events import PhaseStarted
from patrol.report.pictures import Wanted
from patrol.store.run_folder import SCHEMA, RunFolder, RunHead


def folder_with_a_picture(path: Path) -> tuple[RunFolder, str]:
    out = io.BytesIO()
    Image.new("RGB", (360, 800)).save(out, "PNG")
    head = RunHead(schema=SCHEMA, run_id="small-1", app="small", started_at="2026-01-01T00:00:00Z", patrol="0.1.0")
    folder = RunFolder.begin(path, head, now_ms=0)
    return folder, folder.save_picture(out.getvalue())


def test_the_last_phase_packs_what_the_run_has_pictured(tmp_path: Path) -> None:
    folder, picture = folder_with_a_picture(tmp_path)
    ahead = Ahead()
    ahead.hear(PhaseStarted(at_ms=1, phase="self-start"), folder)
    assert ahead.thread is not None
    ahead.thread.join()
    packed = ahead.end()
    assert packed is not None and packed.get(Wanted(picture)) is not None
    folder.close()


def test_other_phases_leave_the_computer_to_the_phone(tmp_path: Path) -> None:
    folder, _ = folder_with_a_picture(tmp_path)
    ahead = Ahead()
    ahead.hear(PhaseStarted(at_ms=1, phase="crawl"), folder)
    assert ahead.end() is None
    folder.close()
