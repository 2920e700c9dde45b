"""What `patrol phone serve` tells of itself."""

from __future__ import annotations

from click.testing import CliRunner

from patrol.cli.phone import serve
from patrol.virtualphone.system.spec import PRESETS


def test_the_help_names_every_make_of_phone() -> None:
    said = CliRunner().invoke(serve, ["--help"]).output
    named = {str(version) for version in range(9, 16)} if "9 to 15" in said else set()
    assert named | {make for make in ("14-rooted", "small") if make in said} == set(PRESETS)
