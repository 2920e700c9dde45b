"""Which page of one build is which page of the other."""

from __future__ import annotations

from patrol.model.build import Build


def pairs(then: Build, now: Build) -> dict[str, str]:
    """Key then → key now of every page that both builds have."""
    keys = {page.key for page in now.graph.pages}
    return {page.key: page.key for page in then.graph.pages if page.key in keys}
