"""What is kept in pytest's stash for the session. Loads nothing of patrol."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from patrol.testing.rig import Rig

RIG: pytest.StashKey[Rig] = pytest.StashKey()
"""The run of this process; only there when an app is named."""
TOLD = pytest.StashKey[list[str]]()
"""Lines for the summary: of this process, or of all xdist workers."""
