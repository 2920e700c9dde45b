"""A crawl's result as the baseline of the next one, without a run folder."""

from __future__ import annotations

from patrol.compare.widgets import read
from patrol.crawl.explorer import explore
from patrol.crawl.limits import CrawlLimits
from patrol.journey.session import MemoryRecorder, Session
from patrol.model.artifacts import Crawl, Visit
from patrol.model.build import BUILD_SCHEMA, Build, BuildHead, PageLook
from patrol.model.graph import shows_page
from patrol.model.screen import Screen


class Keeper(MemoryRecorder):
    """Keeps the first look of each page."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, Screen] = {}

    def visit(self, visit: Visit, screen: Screen, picture: bytes | None) -> Visit:
        if shows_page(visit.state):
            self.first.setdefault(visit.page, screen)
        return super().visit(visit, screen, None)


def crawled(session: Session, base: Build | None = None, actions: int = 300) -> tuple[Crawl, Build]:
    """The crawl, and the build that it saw."""
    session.recorder, session.pictures = recorder, _ = Keeper(), False
    crawl = explore(session, CrawlLimits(actions, 60), base=base)
    looks = tuple(PageLook(page, widgets=tuple(read(screen).widgets)) for page, screen in recorder.first.items())
    return crawl, Build(BUILD_SCHEMA, BuildHead(session.package, "run-1", "2026-01-01T00:00:00Z"), crawl.graph, looks)
