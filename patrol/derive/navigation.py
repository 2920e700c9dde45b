"""Where the app leads nowhere: pages without a way out, links that open nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.pages import Pages
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import Crawl, CrawlStep, Journeys
from patrol.model.devicelog import DeviceLog
from patrol.model.graph import ActionKind
from patrol.model.journey import Outcome

GONE = ("left the app", "crashed", "lost")
"""How the crawl's note of a step begins that ended outside the app."""

UNHANDLED = re.compile(r"No Activity found (?:to handle|for) (?:Intent )?\{.*?\bdat=(\S+)")
"""How ActivityNotFoundException words an intent that nothing handles; newer Androids cut its path to `/...`."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    page: str
    tried: tuple[CrawlStep, ...]


@dataclass(frozen=True, slots=True)
class DeadEnds:
    """Pages that no action led away from, Back included; `judged` pages had Back tried on them."""

    pages: tuple[DeadEnd, ...]
    judged: int


def dead_ends(crawl: Crawl, pages: Pages) -> DeadEnds:
    page_of = pages.graph.state_pages()
    tried: dict[str, list[CrawlStep]] = {}
    for step in crawl.steps:
        page = page_of.get(step.source)
        if page and step.ended_ms is not None:
            tried.setdefault(page, []).append(step)
    judged = {page: steps for page, steps in tried.items() if any(s.action.kind is ActionKind.back for s in steps)}
    found = (
        DeadEnd(page, tuple(steps))
        for page, steps in judged.items()
        if not any(_leads_away(step, page, page_of) for step in steps)
    )
    return DeadEnds(tuple(found), len(judged))


def _leads_away(step: CrawlStep, page: str, page_of: dict[str, str]) -> bool:
    """A crash, a lost phone and leaving the app are no dead end; opening another page by its link is no way out."""
    if step.action.kind in (ActionKind.launch, ActionKind.deep_link):
        return False
    return step.note.startswith(GONE) or bool(step.target and page_of.get(step.target) != page)


@dataclass(frozen=True, slots=True)
class LinkTry:
    """A deep link that was opened, by the crawl or by a journey."""

    url: str
    at_ms: int | None
    source: str
    """Page from which it was opened."""
    target: str
    """Page that was shown after; "" for none."""
    problem: str = ""
    """Why it counts as broken; "" when it worked."""


@dataclass(frozen=True, slots=True)
class Links:
    tries: tuple[LinkTry, ...]


def links(
    crawl: Crawl | None, journeys: Journeys | None, log: DeviceLog | None, pages: Pages, timeline: Timeline
) -> Links:
    return Links((*_crawled_links(crawl, pages), *_walked_links(journeys), *_logged_links(log, timeline)))


def _crawled_links(crawl: Crawl | None, pages: Pages) -> Iterator[LinkTry]:
    page_of = pages.graph.state_pages()
    for step in crawl.steps if crawl else ():
        if step.action.kind is not ActionKind.deep_link or step.ended_ms is None:
            continue
        target = page_of.get(step.target, "")
        vain = step.note.startswith((*GONE, "no effect")) or not target
        problem = (step.note or "no page was shown") if vain else ""
        yield LinkTry(step.action.value, step.at_ms, page_of.get(step.source, ""), target, problem)


def _walked_links(journeys: Journeys | None) -> Iterator[LinkTry]:
    for trace in journeys.traces if journeys else ():
        for step in trace.steps:
            if step.kind == "open link" and step.outcome in (Outcome.passed, Outcome.failed):
                problem = step.message if step.outcome is Outcome.failed else ""
                yield LinkTry(step.text.removeprefix("open link").strip(": "), step.started_ms, "", step.page, problem)


def _logged_links(log: DeviceLog | None, timeline: Timeline) -> Iterator[LinkTry]:
    """Links that the app itself opened in vain: a tap on a message, a banner, a button."""
    for line in log.lines if log else ():
        if "No Activity found" in line.message and (match := UNHANDLED.search(line.message)):
            url = match[1].rstrip("}").removesuffix("/...")
            yield LinkTry(url, line.at_ms, timeline.page(line.at_ms), "", "no activity opens it")
