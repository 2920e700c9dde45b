"""A phase in which nobody touches the phone: first on a page, then with the app in the background.

What an app does when it is left alone shows only then: CPU that never rests, wake locks, traffic. Readings of resources
are taken at both ends of each span, so that what is counted lies within it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.model.resources import Quiet, QuietSpan

CALM_MS = 1500
"""For so long all looks must show the same page before the app counts as at rest: splash pages are left by then."""
LOOK_MS = 250
MOST_MS = 12_000
"""An app that goes on moving for longer is left alone on what it shows then."""
LEAVING_MS = 2000
"""An app stops its page and saves its state when it is left; that is not what it does in the background."""
LEAVING_VIRTUAL_MS = 500
"""The virtual phone's apps do so at once."""
SLICE_MS = 250


@dataclass(frozen=True, slots=True)
class Hands:
    """What the phase needs of whoever runs the inspection."""

    page: Callable[[], str]
    """Looks at the settled screen, tells the visit, gives the page's key."""
    read: Callable[[], object]
    """Takes a whole reading of resources now."""
    stopped: Callable[[], bool]


class QuietGatherer:
    """Does nothing while the run goes on; its phase comes at the end."""

    name = "quiet"
    artifact_name = "quiet"

    def __init__(self) -> None:
        self._spans = 0
        self._note = ""

    def start(self, ctx: GatherContext) -> None: ...

    def stop(self, ctx: GatherContext) -> None: ...

    def artifact(self, ctx: GatherContext) -> Quiet:
        if not self._spans and not self._note and self.name not in ctx.recorded:
            raise GatherError("The app was not left alone.", advice="Run with `--idle 5` or more seconds.")
        return Quiet(note=self._note)

    def measure(self, ctx: GatherContext, hands: Hands, seconds: float) -> None:
        """Both spans, `seconds` each: the app started anew on its first page, then left by Home."""
        ctx.driver.stop(ctx.package)
        ctx.driver.launch(ctx.options.component or ctx.package)
        page = self._at_rest(ctx, hands)
        if not page:
            self._note = "the app showed no page that stays"
            return
        self._alone(ctx, hands, seconds, background=False, page=page)
        if hands.stopped():
            return
        ctx.driver.press("home")
        ctx.clock.sleep_ms(LEAVING_VIRTUAL_MS if ctx.driver.info().virtual else LEAVING_MS)
        if ctx.driver.processes(ctx.package):
            self._alone(ctx, hands, seconds, background=True)
        else:
            self._note = "the app's process ended when it was left"

    def _at_rest(self, ctx: GatherContext, hands: Hands) -> str:
        """The page that stays; "" when the app shows none."""
        last, since = "", 0
        deadline = ctx.clock.now_ms() + MOST_MS
        while ctx.clock.now_ms() < deadline:
            try:
                page = hands.page()
            except DeviceLost:
                raise
            except DeviceError as error:
                self._note = error.message
                return ""
            now = ctx.clock.now_ms()
            if page != last:
                last, since = page, now
            elif page and now - since >= CALM_MS:
                return page
            ctx.clock.sleep_ms(LOOK_MS)
        return last

    def _alone(self, ctx: GatherContext, hands: Hands, seconds: float, *, background: bool, page: str = "") -> None:
        hands.read()
        began = ctx.clock.now_ms()
        while ctx.clock.now_ms() - began < seconds * 1000 and not hands.stopped():
            ctx.clock.sleep_ms(SLICE_MS)
        ended = ctx.clock.now_ms()
        hands.read()
        ctx.sink.append("quiet", QuietSpan(began, ended, background, page))
        self._spans += 1
