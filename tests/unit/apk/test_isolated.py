"""A scan in a process of its own ends within its limits, whatever the file does."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from patrol.apk.isolated import Job, Running, scan_files
from patrol.errors import ConfigError
from patrol.model.scan import Reading
from tests.unit.apk.made import PACKAGE, apk, kinds


def test_a_file_is_scanned_and_a_killed_process_is_told(tmp_path: Path) -> None:
    path = tmp_path / "app.apk"
    path.write_bytes(apk())
    found = scan_files(Job((str(path),)))
    assert (found.file, found.package, found.reading) == ("app.apk", PACKAGE, Reading.whole)
    running = Running(Job((str(path),)))
    running._process.kill()
    ended = running.result()
    assert ended.reading is Reading.nothing and kinds(ended) == {"crashed"} and ended.sha256


def test_ctrl_c_in_the_terminal_does_not_reach_the_scan(tmp_path: Path) -> None:
    path = tmp_path / "app.apk"
    path.write_bytes(apk())
    running = Running(Job((str(path),)))
    assert running._process.pid is not None
    os.kill(running._process.pid, signal.SIGINT)
    assert running.result().reading is Reading.whole
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ()), "it does reach the caller"


def test_a_file_that_cannot_be_read_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        scan_files(Job((str(tmp_path / "none.apk"),)))
    (tmp_path / "empty.apk").touch()
    with pytest.raises(ConfigError, match="is empty"):
        scan_files(Job((str(tmp_path / "empty.apk"),)))
