"""Under which consent the app was at any moment of a run: the state machine that patrol drives, from what was recorded.

    consent.phase(at_ms)            # ConsentPhase, for every moment
    consent.agreed_ms(at_ms)        # when the user had agreed, in the installation that this moment belongs to
    consent.refused_permissions(at_ms)

Fresh installs begin anew: the crawl clears the app's data, so do journeys and trials. Between them the window comes up,
is agreed to or refused, consent is withdrawn; behind the launcher and left alone are told from use.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from patrol.derive.pages import OUTSIDE, Pages
from patrol.model.artifacts import Crawl, CrawlStep, Journeys, Screens
from patrol.model.consent import ConsentPhase, ConsentTrials, MomentKind
from patrol.model.graph import ActionKind
from patrol.model.journey import JourneyTrace
from patrol.model.recorded import Files
from patrol.model.resources import Quiet
from patrol.model.scenario import Consent as Words
from patrol.model.screen import Screen
from patrol.model.startup import StartUps

AGREE = frozenset({"同意", "同意并继续", "同意并使用", "我同意", "Agree", "Agree and continue", "I agree", "Accept"})
REFUSE = frozenset({"不同意", "拒绝", "暂不同意", "仅浏览", "不同意并退出", "Disagree", "Decline", "Refuse"})
POLICY = ("隐私", "个人信息", "rivacy", "personal information")
CLEARED = "after clearing the app's data"
"""How the crawl notes a launch after which nothing is agreed."""
BEFORE = frozenset({ConsentPhase.before_notice, ConsentPhase.asked, ConsentPhase.refused, ConsentPhase.unknown})


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """One phase of the run; it lasts to the next one's `from_ms`."""

    from_ms: int
    phase: ConsentPhase
    by: str
    """Who brought it about: `crawl/12`, `first_start`, `trial refuse`."""
    installation: int
    """Counts the times the app's data were cleared, from 1; 0 before the first."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The phases of a run in order."""

    spans: tuple[PhaseSpan, ...]
    moments: tuple[tuple[int, str, str], ...]
    """(at_ms, "given", "refused" or "withdrawn", who) in order."""
    permissions: tuple[tuple[int, str, bool], ...] = ()
    """(at_ms, permission, allowed) in order."""

    @property
    def first_given_ms(self) -> int | None:
        return next((at_ms for at_ms, what, _ in self.moments if what == "given"), None)

    def span(self, at_ms: int | None) -> PhaseSpan:
        """The span that the moment lies in."""
        found = 0 if at_ms is None else bisect_right(self.spans, at_ms, key=lambda span: span.from_ms)
        return self.spans[found - 1] if found else PhaseSpan(0, ConsentPhase.unknown, "", 0)

    def phase(self, at_ms: int | None) -> ConsentPhase:
        """The phase at that moment; unknown before anything is known."""
        return self.span(at_ms).phase

    def agreed_ms(self, at_ms: int) -> int | None:
        """When the user agreed last before that moment, in the same installation; None when he had not."""
        here = self.span(at_ms).installation
        given = (t for t, what, _ in reversed(self.moments) if what == "given" and t <= at_ms)
        return next((t for t in given if self.span(t).installation == here), None)

    def refused_permissions(self, at_ms: int) -> frozenset[str]:
        """Permissions that were refused and not allowed since, in the installation that the moment belongs to."""
        here, refused = self.span(at_ms).installation, set[str]()
        for asked_ms, permission, allowed in self.permissions:
            if asked_ms <= at_ms and self.span(asked_ms).installation == here:
                (refused.discard if allowed else refused.add)(permission)
        return frozenset(refused)

    @property
    def withdrawn_ms(self) -> int | None:
        return next((at_ms for at_ms, what, _ in self.moments if what == "withdrawn"), None)


@dataclass(frozen=True, slots=True, order=True)
class _Event:
    at_ms: int
    order: int
    """Of events at one moment: fresh before shown before answers."""
    what: str
    """fresh, shown, given, refused, withdrawn, tapped agree, tapped refuse, page, idle, background, front, permission,
    PH-…"""
    by: str = ""
    subject: str = ""
    allowed: bool = False


def consent(
    journeys: Journeys | None,
    crawl: Crawl | None,
    screens: Screens | None = None,
    quiet: Quiet | None = None,
    trials: ConsentTrials | None = None,
    pages: Pages | None = None,
    files: Files | None = None,
    startups: StartUps | None = None,
) -> Consent:
    """The machine run over everything that was seen and done."""
    windows, said = _windows(screens, trials, pages, files), _answers(trials)
    events: list[_Event] = []
    told = any(event.by == "crawl" for event in trials.events) if trials else False
    events.extend(_crawl_events(crawl, windows, pages, said, told=told))
    for trace in journeys.traces if journeys else ():
        events.extend(_journey_events(trace, said))
    events.extend(_trial_events(trials))
    for visit in screens.visits if screens else ():
        events.append(_Event(visit.at_ms, 1, "shown" if visit.page in windows else "page", subject=visit.page))
    for span in quiet.spans if quiet else ():
        events.append(_Event(span.started_ms, 2, "background" if span.background else "idle", "quiet"))
        if not span.background:
            events.append(_Event(span.ended_ms, 0, "front"))
    # From a launch on the app is in front, though nobody has looked yet.
    events.extend(_Event(launch.at_ms, 0, "front") for launch in (startups.launches if startups else ()))
    return _Machine().run(sorted(events))


class _Machine:
    """Folds events into spans."""

    def __init__(self) -> None:
        self._base = ConsentPhase.unknown
        self._place = ConsentPhase.foreground
        self._page = ""
        self._refused_on: str | None = None
        self._installation = 0
        self._spans: list[PhaseSpan] = []
        self._moments: list[tuple[int, str, str]] = []
        self._permissions: list[tuple[int, str, bool]] = []

    def run(self, events: Iterable[_Event]) -> Consent:
        for event in events:
            self._take(event)
            self._tell(event)
        return Consent(tuple(self._spans), tuple(self._moments), tuple(self._permissions))

    def _take(self, event: _Event) -> None:
        what = event.what
        if what == "fresh":
            self._installation += 1
            self._base, self._refused_on = ConsentPhase.before_notice, None
            self._place = ConsentPhase.foreground
        elif what in ("shown", "page"):
            self._shown(event)
        elif what in ("idle", "background"):
            self._place = ConsentPhase[what]
        elif what == "front":
            self._place = ConsentPhase.foreground
        elif what == "permission":
            self._permissions.append((event.at_ms, event.subject, event.allowed))
            self._refused_on = None if event.allowed else self._page
        else:
            self._answer(event)

    def _shown(self, event: _Event) -> None:
        self._page = event.subject
        if event.what == "shown" and self._base in BEFORE:
            self._base = ConsentPhase.asked
        if self._refused_on not in (None, event.subject):
            self._refused_on = None
        away = event.subject.startswith(OUTSIDE)
        self._place = ConsentPhase.background if away else ConsentPhase.foreground

    def _answer(self, event: _Event) -> None:
        what = event.what
        if what.startswith("tapped "):
            if self._base not in BEFORE:
                return
            what = what.removeprefix("tapped ")
        known = {
            "given": ConsentPhase.foreground,
            "refused": ConsentPhase.refused,
            "withdrawn": ConsentPhase.withdrawn,
        }
        self._base = known[what]
        if (event.at_ms, what) not in [(at_ms, told) for at_ms, told, _ in self._moments[-2:]]:
            self._moments.append((event.at_ms, what, event.by))

    def _tell(self, event: _Event) -> None:
        phase = self._base
        if phase.agreed and self._place is not ConsentPhase.foreground:
            phase = self._place
        elif phase.agreed and self._refused_on is not None:
            phase = ConsentPhase.permission_refused
        last = self._spans[-1] if self._spans else None
        if last is not None and last.phase is phase and last.installation == self._installation:
            return
        if last is not None and last.from_ms == event.at_ms:
            self._spans.pop()
        self._spans.append(PhaseSpan(event.at_ms, phase, event.by, self._installation))


_Answers = Mapping[str, str]
"""What a button of the window says → given or refused."""


def _answers(trials: ConsentTrials | None) -> _Answers:
    """The usual words, those of app.yaml, and those of the windows that trials met: a window may take “知道了” for
    consent."""
    found = {**dict.fromkeys(AGREE, "given"), **dict.fromkeys(REFUSE, "refused")}
    if trials is not None:
        found |= {**dict.fromkeys(trials.agree, "given"), **dict.fromkeys(trials.refuse, "refused")}
        roles = {"agree": "given", "refuse": "refused"}
        buttons = (one for moment in trials.moments if moment.kind is MomentKind.window for one in moment.buttons)
        found |= {one.text: roles[one.role] for one in buttons if one.role in roles}
    return found


def _crawl_events(
    crawl: Crawl | None, windows: frozenset[str], pages: Pages | None, said: _Answers, *, told: bool
) -> Iterator[_Event]:
    """The crawl begins with cleared data; it answers the window by its words, and permissions by notes. `told`: it
    said itself when it cleared them again."""
    steps = crawl.steps if crawl else ()
    on = pages.graph.state_pages() if pages else {}
    if steps:
        yield _Event(0, 0, "fresh", "crawl")
    for step in steps:
        by = f"crawl/{step.index}"
        if step.action.kind in (ActionKind.launch, ActionKind.back, ActionKind.deep_link):
            yield _Event(step.at_ms, 0, "front", by)
        if step.action.kind is ActionKind.launch and step.note.startswith(CLEARED) and not told:
            yield _Event(step.at_ms, 0, "fresh", by)
        elif step.note.startswith("permission "):
            name, _, answer = step.note.removeprefix("permission ").rpartition(" ")
            yield _Event(step.at_ms, 3, "permission", by, name, allowed=answer == "allowed")
        elif what := _tapped(step, said):
            page = on.get(step.source, step.source.partition("!")[0])
            if not windows or page in windows:
                yield _Event(step.at_ms, 3, what, "crawl")


def _tapped(step: CrawlStep, said: _Answers) -> str:
    if step.note.startswith("consent "):
        return step.note.removeprefix("consent ").split(" ")[0]
    if step.action.kind is not ActionKind.tap or step.action.locator is None:
        return ""
    what = said.get(step.action.locator.text.strip())
    return f"tapped {what}" if what else ""


def _journey_events(trace: JourneyTrace, said: _Answers) -> Iterator[_Event]:
    """Marks of a journey; without them, taps on what the window's buttons say."""
    for at_ms, what in trace.consent:
        yield _Event(at_ms, 3, what, trace.journey)
    for step in trace.steps:
        if step.kind in ("launch", "open link", "back"):
            yield _Event(step.started_ms, 0, "front", trace.journey)
        if step.kind == "tap" and step.touched_ms is not None:
            if answer := said.get(step.text.removeprefix("tap ").strip("“” ")):
                yield _Event(step.touched_ms, 3, f"tapped {answer}", trace.journey)


WHAT = {
    ConsentPhase.before_notice: "fresh",
    ConsentPhase.asked: "shown",
    ConsentPhase.refused: "refused",
    ConsentPhase.foreground: "given",
    ConsentPhase.idle: "idle",
    ConsentPhase.background: "background",
    ConsentPhase.withdrawn: "withdrawn",
}
ORDER = {"fresh": 0, "shown": 1, "idle": 2, "background": 2}


def _trial_events(trials: ConsentTrials | None) -> Iterator[_Event]:
    """What trials, and journeys while they were played, said themselves."""
    for event in trials.events if trials else ():
        if what := WHAT.get(event.phase):
            yield _Event(event.at_ms, ORDER.get(what, 3), what, event.by, event.page)
    for moment in trials.moments if trials else ():
        if moment.kind is MomentKind.idle and moment.until_ms is not None:
            yield _Event(moment.until_ms, 0, "front")
        if moment.kind is MomentKind.launched:
            yield _Event(moment.at_ms, 0, "front")
        if moment.kind in (MomentKind.permission_refused, MomentKind.permission_allowed):
            allowed = moment.kind is MomentKind.permission_allowed
            yield _Event(moment.at_ms, 3, "permission", f"trial {moment.trial}", moment.subject, allowed)


def _windows(
    screens: Screens | None, trials: ConsentTrials | None, pages: Pages | None, files: Files | None
) -> frozenset[str]:
    """Pages that are the consent window: where the crawl passed it, where a trial saw it; failing both, those whose
    tree says so."""
    found = {page.key for page in pages.graph.pages if page.wall == "consent"} if pages else set()
    found |= {m.page for m in trials.moments if m.kind is MomentKind.window and m.page} if trials else set()
    if not found and screens and files:
        seen: set[str] = set()
        for visit in screens.visits:
            if visit.tree and visit.tree not in seen:
                seen.add(visit.tree)
                tree = files.tree(visit.tree)
                if tree is not None and asks_consent(tree):
                    found.add(visit.page)
    return frozenset(found)


def asks_consent(screen: Screen, words: Words | None = None) -> bool:
    """Whether a screen asks for consent: it can be agreed to and refused, and speaks of privacy."""
    agree = AGREE | frozenset(words.agree if words else ())
    refuse = REFUSE | frozenset(words.refuse if words else ())
    said = [node.label.strip() for node in screen.nodes() if node.visible and node.label]
    return (
        any(text in agree for text in said)
        and any(text in refuse for text in said)
        and any(word in text for text in said for word in POLICY)
    )
