"""Uses the phone for a trial: starts the app afresh, touches, looks, and tells each moment at once."""

from __future__ import annotations

from collections.abc import Callable

from patrol.consent.window import ConsentWindow, window_on
from patrol.crawl.settle import Pace
from patrol.crawl.sight import Sight
from patrol.crawl.walls import permission_asked
from patrol.journey.arguments import Element
from patrol.journey.find import find, texts_on, visible
from patrol.journey.session import Session
from patrol.journey.steps.touch import choice_on, stroke
from patrol.model.consent import ConsentEvent, ConsentPhase, Moment, MomentKind
from patrol.model.locator import Locator
from patrol.model.screen import Node, Rect

LAUNCH = Pace(limit=15_000, loading=8_000)
START_MS = 2500
"""A start page that stays for this long stays: splash screens last one to two seconds."""
POLL_MS = 150
MOST_TEXTS = 60
LONGEST = 120
"""Letters kept of one text of a screen; policies are kept whole in the tree."""
MOST_SCROLLS = 4
SLICE_MS = 250
MOST_PERMISSIONS = 8
"""Windows of the system in a row that are answered; more are a loop."""


class Hand:
    """One trial's way with the phone."""

    def __init__(self, session: Session, trial: str) -> None:
        self._session = session
        self._driver = session.driver
        self.trial = trial

    # --- the app ------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> Sight:
        """What was settled last."""
        now = self._session.eyes.now
        return now if now is not None else self._session.eyes.settle()

    def quit(self) -> bool:
        """Whether the app is not in front any more, and nothing of the system lies over it."""
        return self.now.outside and self.now.overlay != "permission"

    @property
    def running(self) -> bool:
        return bool(self._driver.processes(self._session.package))

    def fresh(self) -> None:
        """As after installing: the app's data and the permissions that it was given are gone."""
        self._session.clear_data(f"trial {self.trial}")
        self.tell(MomentKind.fresh, look=False)

    def launch(self) -> Sight:
        """Started anew, up to the first page that stays, the window or a question of the system."""
        self.tell(MomentKind.launched, look=False)  # before: what the app does then, it does in front
        self._driver.launch(self._session.component, stop_first=True)
        self._session.eyes.settle(pace=LAUNCH)
        return self.come_up()

    def come_up(self) -> Sight:
        """Wait for a page that is no splash, a window or a question of the system."""
        eyes, clock = self._session.eyes, self._session.clock
        sight, deadline = self.now, clock.now_ms() + START_MS
        while not self._begun(sight) and clock.now_ms() < deadline and not self._session.stopped():
            clock.sleep_ms(POLL_MS)
            if eyes.look().state != sight.state:
                sight = eyes.settle(pace=LAUNCH)
                deadline = clock.now_ms() + START_MS
        return sight

    def _begun(self, sight: Sight) -> bool:
        return sight.overlay == "permission" or self.window() is not None or len(_touchables(sight)) > START_WIDGETS

    def window(self) -> ConsentWindow | None:
        """The consent window, if it is what is shown; what asks in the app's name only."""
        if self.now.outside or self.now.overlay == "permission":
            return None
        return window_on(self.now.screen, self._session.scenario.consent)

    def tap(self, node: Node) -> Sight:
        before = self.now
        self.tell(MomentKind.touched, subject=node.label.strip()[:LONGEST], look=False)
        self._driver.tap(*node.bounds.centre)
        pace = Pace(answered=True) if node.checkable else Pace(patience=1500, more=True)
        return self._session.eyes.settle(before, pace=pace)

    def press(self, key: str) -> Sight:
        before = self.now
        self._driver.press(key)
        return self._session.eyes.settle(before)

    def leave(self) -> None:
        """Behind the launcher."""
        self._driver.press("home")
        self.phase(ConsentPhase.background)

    def reach(self, wanted: Callable[[], Node | None]) -> Node | None:
        """What `wanted` finds on this page, scrolled to where needed; one more scroll where it is cut off."""
        for _ in range(MOST_SCROLLS):
            if (node := wanted()) is not None:
                return node
            before, area = self.now, self._scrolling()
            if area is None:
                break
            self._driver.swipe(*stroke(area, "up"))
            if self._session.eyes.settle(before, scrolled=True).screen.roots == before.screen.roots:
                break
        return wanted()

    def _scrolling(self) -> Rect | None:
        areas = [node.bounds for node in self.now.screen.nodes() if node.scrollable and node.visible]
        return max(areas, key=lambda box: box.width * box.height, default=None)

    def find(self, locator: Locator) -> Node | None:
        return find(self.now.screen, Element(locator))

    def wait(self, ms: int, kind: MomentKind) -> None:
        """Left alone for that long; `kind` is idle or background."""
        clock = self._session.clock
        began = clock.now_ms()
        while clock.now_ms() - began < ms and not self._session.stopped():
            clock.sleep_ms(SLICE_MS)
        self.tell(kind, at_ms=began, until_ms=clock.now_ms(), look=False)

    # --- permissions --------------------------------------------------------------------------------------------------

    def permissions(self, answer: str, *, note: str, wanted: str = "") -> list[str]:
        """Answer the system's windows that stand or follow by themselves; the names that were asked, in order. `note`:
        what came before; `answer`: allow or deny; `wanted`: the function that was touched, "" at a start."""
        asked: list[str] = []
        for together in range(MOST_PERMISSIONS):
            sight = self.now
            if sight.overlay != "permission":
                break
            name = permission_asked(sight.screen) or "unknown"
            asked.append(name)
            self.tell(MomentKind.permission, subject=name, together=together, note=note, value=wanted)
            button = choice_on(lambda element, seen=sight: find(seen.screen, element), answer)
            if button is None:
                break
            self._driver.tap(*button.bounds.centre)
            kind = MomentKind.permission_allowed if answer == "allow" else MomentKind.permission_refused
            self.tell(kind, subject=name, look=False)
            self._session.eyes.settle(sight)
            if not wanted:
                self.come_up()
        return asked

    # --- telling ------------------------------------------------------------------------------------------------------

    def phase(self, phase: ConsentPhase, at_ms: int | None = None) -> None:
        """From now on, or from `at_ms` on, the app is in this phase."""
        page = self._session.eyes.now.page if self._session.eyes.now is not None else ""
        by = f"trial {self.trial}"
        moment_ms = self.now_ms() if at_ms is None else at_ms
        self._session.recorder.consent(ConsentEvent(moment_ms, phase, by, page))

    def now_ms(self) -> int:
        return self._session.clock.now_ms()

    def tell(
        self,
        kind: MomentKind,
        *,
        subject: str = "",
        value: str = "",
        note: str = "",
        at_ms: int | None = None,
        until_ms: int | None = None,
        together: int = 0,
        window: ConsentWindow | None = None,
        look: bool = True,
    ) -> None:
        """Write down a moment; with a `look`, what the screen shows then, and a picture of it."""
        session, moment_ms = self._session, self._session.clock.now_ms()
        picture, tree, page = "", "", ""
        texts: tuple[str, ...] = ()
        if look:
            sight = self.now
            page, texts = sight.page, said(sight)
            picture, tree = session.recorder.evidence(sight.screen, session.eyes.picture())
        session.recorder.trial(
            Moment(
                at_ms=moment_ms if at_ms is None else at_ms,
                kind=kind,
                trial=self.trial,
                page=page,
                picture=picture,
                tree=tree,
                until_ms=until_ms,
                subject=subject,
                value=value,
                texts=texts,
                buttons=window.buttons if window else (),
                together=together,
                note=note,
            )
        )


START_WIDGETS = 4
"""A page with more to touch than this is no splash: it stays."""


def _touchables(sight: Sight) -> list[Node]:
    return [seen.node for seen in visible(sight.screen) if seen.node.clickable]


def said(sight: Sight) -> tuple[str, ...]:
    """What the screen says, from the top, shortened."""
    full: dict[str, None] = {}
    for seen in visible(sight.screen):
        if text := (seen.node.text or seen.node.description).strip():
            full.setdefault(text[:LONGEST])
    return tuple(full)[:MOST_TEXTS] or tuple(texts_on(sight.screen))
