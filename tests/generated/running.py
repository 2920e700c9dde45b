"""A generated app while it runs: the stack of pages, who is signed in, what was typed, what lies over the page."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from patrol.clock import SimulatedClock
from tests.generated import words
from tests.generated.app import SIGN_IN, Effect, GeneratedApp, PageTruth, WidgetTruth, fits
from tests.generated.drawing import Look, row_name
from tests.generated.hazards import ARTICLE, CAPTCHA, CONSENT, CRASH_DIALOG, REAL_NAME

LAUNCHER, BROWSER = "com.android.launcher3", "com.android.chrome"
LUCK = 0.1
"""Chance that a form takes what does not fit: a tenth, as in the pilot."""
LATE_MS = (700, 3000)
"""How late a page is when the phone has a bad moment."""
WRONG, WRONG_ENGLISH = "请检查填写的内容", "Please check what you typed"


@dataclass(slots=True)
class Shown:
    """One page on the stack, with what was done on it."""

    page: str
    texts: dict[str, str] = field(default_factory=dict)
    focus: str = ""
    error: str = ""
    first_row: int = 0
    turned: frozenset[str] = frozenset()
    loaded_ms: float = 0
    row: str = ""
    wanted: str = ""
    """Page that a wall gives way to."""


class Running:
    """The app's own doing; nothing here counts actions."""

    def __init__(self, app: GeneratedApp, chance: random.Random, clock: SimulatedClock) -> None:
        self.app, self._chance, self._clock = app, chance, clock
        self.alive = False
        self.elsewhere = LAUNCHER
        """What is in front when the app is not."""
        self.trap = ""
        """The trap whose making the present state is, as long as nobody has got out of it."""
        self.steps = 0
        self._stack: list[Shown] = []
        self._over = ""
        self._visits: dict[str, int] = {}
        self._due: tuple[float, Shown] | None = None
        self._look: Look | None = None
        self._article = 0
        self._asked: set[str] = set()
        self._noticed: set[str] = set()
        self._english = False
        self._verified = False
        self._consented = "consent" not in app.settings.walls
        self._signed_in = "sign-in" not in app.settings.walls

    # --- what is there ------------------------------------------------------------------------------------------------

    @property
    def top(self) -> str:
        """Id of the page or window in front; "" outside the app."""
        if self._over:
            return self._over
        return self._stack[-1].page if self._stack and not self.elsewhere else ""

    @property
    def page(self) -> str:
        """Id of the page in front, or of the one below a window."""
        return self._stack[-1].page if self._stack and not self.elsewhere else ""

    def look(self) -> Look:
        """How the page in front is to be drawn."""
        if self._look is None:
            self._look = self._looked()
        if self._look.loading and self._clock.now_ms() >= self._stack[-1].loaded_ms:
            self._look = self._looked()
        return self._look

    def _looked(self) -> Look:
        if self._over or not self._stack:
            return Look(self._english)
        now = self._stack[-1]
        return Look(
            english=self._english,
            texts=tuple(now.texts.items()),
            focus=now.focus,
            error=now.error,
            first_row=now.first_row,
            turned=now.turned,
            loading=self._clock.now_ms() < now.loaded_ms,
            row=now.row,
            title=article(self._article) if now.page == ARTICLE else "",
        )

    def serial(self) -> int:
        """Number of the text that changes."""
        return self.steps if self.app.settings.each_action else self._visits.get(self.page, 0)

    # --- what is done -------------------------------------------------------------------------------------------------

    def tap(self, widget: WidgetTruth, row: int) -> None:
        effect = widget.effect
        if effect is Effect.nothing:
            self._toggle(widget)
        elif effect is Effect.open:
            self._over = ""
            lies = widget.other and self._chance.random() < 0.5
            self._open(widget.other if lies else widget.target, row_name(self.page, row) if row >= 0 else "")
        elif effect in FORMS:
            self._submit(widget)
        elif effect is Effect.tab:
            self._enter([Shown(widget.target)])
        elif effect is Effect.back:
            self.back()
        elif effect is Effect.focus:
            self._stack[-1].focus = widget.target
        elif effect is Effect.menu:
            self._over = widget.target
        elif effect in ANSWERS:
            self._answer(effect)
        else:
            self._hazard(effect)
        self._look = None

    def type(self, text: str, clear: bool) -> bool:
        """Into the focused field; False when there is none."""
        if not self.top or self._over or not self._stack[-1].focus:
            return False
        now = self._stack[-1]
        now.texts[now.focus] = text if clear else now.texts.get(now.focus, "") + text
        now.error, self._look = "", None
        return True

    def scroll(self, rows: int, shown: int) -> None:
        now = self._stack[-1]
        last = max(0, self.app.pages[now.page].rows - shown)
        now.first_row = min(max(0, now.first_row + rows), last)
        self._look = None

    def back(self) -> None:
        self._due = None
        if self.elsewhere == BROWSER:
            self.elsewhere = ""
        elif self._over:
            self._close()
        elif self._stack and not self.elsewhere:
            self._enter(self._stack[:-1], again=True)
        self._look = None

    def home(self) -> None:
        self.elsewhere, self._over, self._look = LAUNCHER, "", None

    def launch(self, stop_first: bool) -> bool:
        """Bring it to the front; True when its process had to start."""
        cold = stop_first or not self.alive
        if stop_first:
            self.stop()
        self.elsewhere, self._look, self._due = "", None, None
        self._over = "" if self._over == CRASH_DIALOG else self._over
        if not self.alive:
            self._noticed.clear()
        self.alive = True
        if not self._stack:
            self._enter([Shown(self.app.start)])
        return cold

    def stop(self) -> None:
        self.alive, self._stack, self._over, self._due, self._look = False, [], "", None, None
        self.elsewhere = LAUNCHER

    def forget(self) -> None:
        """As Android clears an app's data: all it knew is gone, and its process with it."""
        self.stop()
        self._signed_in = "sign-in" not in self.app.settings.walls
        self._consented = "consent" not in self.app.settings.walls
        self._verified = self._english = False
        self._asked.clear()
        self.trap = ""

    def follow(self) -> None:
        """Let happen what was due."""
        if self._due is not None and self._clock.now_ms() >= self._due[0]:
            shown, self._due = self._due[1], None
            self._enter([*self._stack, shown])

    # --- pages --------------------------------------------------------------------------------------------------------

    def _open(self, target: str, row: str = "") -> None:
        """Go to a page, or to what stands before it."""
        page = self.app.pages[target]
        shown = Shown(target, row=row if self.app.settings.row_names else "")
        if page.private and not self._signed_in:
            shown = Shown(SIGN_IN, wanted=target)
        elif page.behind == "captcha":
            shown = Shown(CAPTCHA)
        elif page.behind == "real-name" and not self._verified:
            shown = Shown(REAL_NAME, wanted=target)
        flake = self.app.settings.flake
        if flake and self._chance.random() < flake:
            self._due = (self._clock.now_ms() + self._chance.randint(*LATE_MS), shown)
        else:
            self._enter([*self._stack, shown])

    def _enter(self, stack: list[Shown], again: bool = False) -> None:
        """The stack is another now. `again`: its top was there before and is as it was left."""
        self._stack, self._look, self._over = stack, None, ""
        if not stack:
            self.elsewhere = LAUNCHER
            return
        now = stack[-1]
        page = self.app.pages[now.page]
        self._visits[page.id] = self._visits.get(page.id, 0) + 1
        if page.late_ms and not again:
            now.loaded_ms = self._clock.now_ms() + page.late_ms
        if self.trap == "loop" and page.id != ARTICLE:
            self.trap = ""
        elif page.id == ARTICLE and not self.trap:
            self.trap = "loop"
        self._over = self._window(page)

    def _window(self, page: PageTruth) -> str:
        """What opens over the page by itself."""
        if not self._consented:
            return CONSENT
        if page.permission and page.permission not in self._asked:
            self._asked.add(page.permission)
            return page.permission
        if page.dialog and page.id not in self._noticed:
            self._noticed.add(page.id)
            return page.dialog
        return ""

    def _close(self) -> None:
        """Back, while a window is over the page."""
        over, self._over = self._over, ""
        if over == CONSENT:
            self._enter([])
        elif over == CRASH_DIALOG:
            self.elsewhere = LAUNCHER

    # --- widgets ------------------------------------------------------------------------------------------------------

    def _toggle(self, widget: WidgetTruth) -> None:
        if self.app.settings.toggles and self._stack:
            self._stack[-1].turned ^= {widget.resource}

    def _submit(self, widget: WidgetTruth) -> None:
        now = self._stack[-1]
        typed = [now.texts.get(kind, "") for kind in widget.fields]
        passes = all(fits(kind, text) for kind, text in zip(widget.fields, typed, strict=True))
        if not passes and widget.effect is Effect.submit and any(typed):
            passes = self._chance.random() < LUCK
        if not passes:
            now.error = WRONG_ENGLISH if self._english else WRONG
        elif widget.effect is Effect.submit:
            self._open(widget.target)
        else:
            self._passed(widget.effect, now)

    def _passed(self, effect: Effect, now: Shown) -> None:
        """Signed in, or known by name: on to where one wanted to go."""
        if effect is Effect.sign_in:
            self._signed_in = True
            if self.trap in ("logout", "clear"):
                self.trap = ""
        else:
            self._verified = True
        rest = self._stack[:-1]
        if now.wanted:
            self._stack = rest
            self._open(now.wanted)
        else:
            self._enter(rest or [Shown(self.app.start)], again=bool(rest))

    def _answer(self, effect: Effect) -> None:
        over, self._over = self._over, ""
        if over == CRASH_DIALOG:
            if effect is Effect.allow:
                self.launch(True)
            else:
                self.elsewhere = LAUNCHER
        elif effect is Effect.agree:
            self._consented = True
            self._over = self._window(self.app.pages[self.page])
        elif effect is Effect.refuse:
            self._enter([])

    def _hazard(self, effect: Effect) -> None:
        if effect in (Effect.crash, Effect.die):
            self.stop()
            self._over = CRASH_DIALOG if effect is Effect.crash else ""
        elif effect is Effect.leave:
            self.elsewhere = BROWSER
        elif effect is Effect.logout:
            self._signed_in, self.trap = False, "logout"
            self._enter([Shown(SIGN_IN)])
        elif effect is Effect.language:
            self._english = not self._english
            self.trap = "language" if self._english else ""
            self._enter([Shown(self.app.start)])
        elif effect is Effect.clear:
            self.forget()
            self._signed_in, self.trap = False, "clear"
            self.launch(False)
        elif effect is Effect.next:
            self._article += 1
            self._enter([*self._stack, Shown(ARTICLE)])


FORMS = {Effect.submit, Effect.sign_in, Effect.verify}
ANSWERS = {Effect.close, Effect.allow, Effect.deny, Effect.agree, Effect.refuse}


def article(number: int) -> str:
    """Title of an article; they do not end."""
    topic, thing, kind = words.ARTICLES, words.THINGS, words.KINDS
    return f"{topic[number % 10]}{thing[number * 7 % 32][0]}{kind[number // 10 % 10][0]}"
