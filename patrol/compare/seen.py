"""The pages that a build is known to have: those that its run came to."""

from __future__ import annotations

from patrol.model.build import Build
from patrol.model.graph import Page


def seen_pages(build: Build) -> tuple[Page, ...]:
    """In the graph's order; what is only declared or remembered is not among them."""
    looked = {look.page for look in build.looks if look.widgets}
    return tuple(p for p in build.graph.pages if p.visits or p.first_seen_ms is not None or p.key in looked)


def rows_of(build: Build) -> dict[str, frozenset[str]]:
    """Page → what the rows of its lists say and are called."""
    return {look.page: frozenset(look.rows) for look in build.looks if look.rows}
