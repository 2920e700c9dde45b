"""What is seen after a launch, from the host: which pages come one after the other while nobody touches anything, and
when each stands still. A splash or an advertisement is a page that gives way by itself; to know it, somebody has to
wait once. What was seen to stay in one launch is known in the next, and what was seen to go is waited out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from patrol.clock import Clock
from patrol.device.driver import Driver
from patrol.errors import DeviceError, DeviceLost
from patrol.model.recognise import Look, by_demand, recognised
from patrol.model.scenario import Scenario
from patrol.model.screen import Rect, Screen
from patrol.model.startup import LaunchScreen, StartRole

STABLE_WITHIN_MS = 10_000
"""A launch that shows no two equal screens by then has none."""

STAYS_MS = 3_000
"""A page that nobody has seen before and that stands for so long counts as one that stays: splash screens are shorter,
and an advertisement says that it can be skipped."""

WATCH_MS = 15_000
"""Nothing is waited for longer than this after the launch: advertisements take up to 5 s, and some apps show two."""

WAITING_LOOK_MS = 50
"""Between two looks at a page that stands: looking costs the phone work while the app is still starting."""

SAME_PAGE = 0.5
"""Share of the marks (ids and texts) of the smaller of two looks that the other must have to be of one page, within one
activity; a page that still loads has at least its frame."""

_SKIP = re.compile(
    r"^(?:点击|点此)?跳过(?:广告)?(?:\s*[|:：]?\s*\d{0,2}\s*[sS秒]?)?$|^\d{1,2}\s*[sS秒]?\s*\|?\s*跳过(?:广告)?$"
    r"|^skip(?: ad| intro)?(?:\s*[|:]?\s*\d{0,2}\s*s?)?$|^\d{1,2}\s*s?\s*\|?\s*skip(?: ad)?$|^关闭广告$|^close ad$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Watched:
    """What a launch showed; `looks` and `looking_ms` are what seeing it cost."""

    stable_ms: float | None = None
    screens: tuple[LaunchScreen, ...] = ()
    looks: int = 0
    looking_ms: float = 0


@dataclass(slots=True)
class _Seen:
    """A page on its way: its first look, and what all its looks have shown."""

    screen: LaunchScreen
    marks: frozenset[str]
    since_ms: int


@dataclass
class LaunchWatch:
    """The eyes for the launches of one run. Feed it no touches: whoever watches must leave the phone alone."""

    driver: Driver
    clock: Clock
    package: str
    scenario: Scenario | None = None
    patient: bool = True
    """False: look only until a screen stands still; nobody waits to see whether it stays, so no page is named."""
    staying: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    """(activity, marks) of pages that stood to the end."""

    def __post_init__(self) -> None:
        self._declared = by_demand(self.scenario.pages) if self.scenario else ()

    def watch(self, began_ms: int) -> Watched:
        """Look until a page stands that stays, nothing of the app is there any more, or the time is up."""
        return _Watching(self, began_ms).run()

    def role(self, page: str) -> StartRole:
        """What app.yaml says of this declared page."""
        start = self.scenario.start if self.scenario else None
        if start and page and page in start.useful:
            return StartRole.useful
        return StartRole.passing if start and page and page in start.passing else StartRole.unsaid

    def page_of(self, screen: Screen) -> str:
        """Id of the declared page that it is."""
        return recognised(self._declared, Look(screen)) if self._declared else ""

    def known(self, activity: str, marks: frozenset[str]) -> bool:
        return any(name == activity and alike(marks, known) for name, known in self.staying)


class _Watching:
    """One launch."""

    def __init__(self, watch: LaunchWatch, began_ms: int) -> None:
        self._watch = watch
        self._began = began_ms
        self._stable: float | None = None
        self._pages: list[_Seen] = []
        self._looks = 0
        self._looking_ms = 0

    def run(self) -> Watched:
        clock = self._watch.clock
        previous: object = None
        previous_ms = own_ms = 0
        while clock.now_ms() - self._began < WATCH_MS:
            looked_ms = clock.now_ms()
            screen = self._look()
            if screen is None:
                break
            shape = _shape(screen) if screen.package == self._watch.package and not screen.empty else None
            if shape is not None:
                self._take(screen, looked_ms)
                if shape == previous:
                    self._settled(previous_ms)
                    if self._done(looked_ms):
                        break
                    clock.sleep_ms(WAITING_LOOK_MS)
                own_ms = looked_ms
            previous, previous_ms = shape, looked_ms
            if self._gone(looked_ms, own_ms):
                break
        self._remember()
        screens = tuple(page.screen for page in self._pages) if self._watch.patient else ()
        return Watched(self._stable, screens, self._looks, float(self._looking_ms))

    def _gone(self, now_ms: int, own_ms: int) -> bool:
        """Whether nothing is to be expected any more: no screen stood still in time, or another app is in front."""
        if self._stable is None:
            return now_ms - self._began > STABLE_WITHIN_MS
        return now_ms - own_ms > STAYS_MS

    def _look(self) -> Screen | None:
        began = self._watch.clock.now_ms()
        try:
            return self._watch.driver.screen()
        except DeviceLost:
            raise
        except DeviceError:
            return None
        finally:
            self._looks += 1
            self._looking_ms += self._watch.clock.now_ms() - began

    def _take(self, screen: Screen, looked_ms: int) -> None:
        """Note the page that is shown: the one before, or another."""
        marks = _marks(screen)
        now = self._pages[-1] if self._pages else None
        if now and now.screen.activity == screen.activity and alike(marks, now.marks):
            now.marks |= marks
            return
        if now:
            now.screen = msgspec.structs.replace(now.screen, left=True)
        page = self._watch.page_of(screen)
        seen = LaunchScreen(
            after_ms=looked_ms - self._began,
            activity=screen.activity,
            page=page,
            role=self._watch.role(page),
            skip=_skip(screen),
            known=self._watch.known(screen.activity, marks),
        )
        self._pages.append(_Seen(seen, marks, looked_ms))

    def _settled(self, since_ms: int) -> None:
        after = float(since_ms - self._began)
        if self._stable is None:
            self._stable = after
        page = self._pages[-1]
        if page.screen.settled_ms is None:
            page.screen = msgspec.structs.replace(page.screen, settled_ms=after)

    def _done(self, now_ms: int) -> bool:
        """Whether the page that stands now is the one to wait for."""
        page = self._pages[-1]
        if not self._watch.patient:
            return True
        if page.screen.role is StartRole.passing or page.screen.skip:
            return False
        return page.screen.known or page.screen.role is StartRole.useful or now_ms - page.since_ms >= STAYS_MS

    def _remember(self) -> None:
        page = self._pages[-1] if self._pages else None
        if page and not page.screen.known and not page.screen.skip and page.screen.settled_ms is not None:
            self._watch.staying.append((page.screen.activity, page.marks))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two looks within one activity are of one page; two that hold nothing by which they could be told apart
    are."""
    if not one or not other:
        return one == other
    return len(one & other) >= SAME_PAGE * min(len(one), len(other))


def _marks(screen: Screen) -> frozenset[str]:
    return frozenset(
        mark for node in screen.nodes() for mark in (node.resource_id, node.text or node.description) if mark
    )


def _skip(screen: Screen) -> str:
    texts: Iterable[str] = (text.strip() for node in screen.nodes() for text in (node.text, node.description))
    return next((text for text in texts if text and len(text) < 20 and _SKIP.match(text)), "")


def _shape(screen: Screen) -> tuple[str, list[tuple[str, str, Rect]]]:
    """Without texts, which may go on changing on a page that is ready."""
    return screen.activity, [(node.class_name, node.resource_id, node.bounds) for node in screen.nodes()]
