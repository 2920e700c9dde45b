import subprocess
import sys
from pathlib import Path

import pytest

from patrol.device.lease import holder_of, leased
from patrol.errors import DeviceError

HOLDS = """
import sys
from pathlib import Path
from patrol.device.lease import leased
with leased(Path(sys.argv[1]), "127.0.0.1:4000"):
    print("leased", flush=True)
    sys.stdin.read()
"""


def test_two_runs_do_not_share_a_phone(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout and other.stdout.readline() == "leased\n"
        assert holder_of(tmp_path, "127.0.0.1:4000") == other.pid
        with (
            pytest.raises(DeviceError, match=rf"in use by another run of patrol \(process {other.pid}\)"),
            leased(tmp_path, "127.0.0.1:4000"),
        ):
            pass
        other.kill()
        other.wait(20)
    with leased(tmp_path, "127.0.0.1:4000"), leased(tmp_path, "another"):
        pass
    assert holder_of(tmp_path, "127.0.0.1:4000") is None
