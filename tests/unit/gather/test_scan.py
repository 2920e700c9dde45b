"""The phone's package is fetched and scanned beside the run."""

from __future__ import annotations

import pytest

from patrol.device.parse.phone import package_paths
from patrol.errors import GatherError
from patrol.gather.scan import ScanGatherer


def test_the_base_comes_first() -> None:
    said = "package:/data/app/x/split_config.zh.apk\npackage:/data/app/x/base.apk\n"
    assert sorted(package_paths(said), key=lambda path: not path.endswith("/base.apk"))[0].endswith("base.apk")


def test_a_scan_that_never_began_is_told() -> None:
    with pytest.raises(GatherError, match="not read in time"):
        ScanGatherer().artifact(None)  # type: ignore[arg-type]
