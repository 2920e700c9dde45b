"""Ties the gatherer of values to the run: what is typed, logged and shown, and when to look at the app's files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from patrol.gather import Gathering
from patrol.gather.session import AnyGatherer
from patrol.gather.values import ValuesGatherer
from patrol.model.screen import Node
from patrol.store.recorder import RunRecorder

Typed = Callable[[str, Node | None, str], None]


class Following:
    """Values as they come into the app; does nothing in a run without the gatherer."""

    def __init__(self, recorders: Sequence[AnyGatherer], recorder: RunRecorder, resolve: Callable[[str], str]) -> None:
        """Before the gatherers start."""
        self._gatherer = next((one for one in recorders if isinstance(one, ValuesGatherer)), None)
        if self._gatherer is not None:
            self._gatherer.resolve = resolve
            recorder.heard, recorder.seen = self._gatherer.heard, self._gatherer.seen

    def typed(self, page: str, node: Node | None, text: str) -> None:
        if self._gatherer is not None:
            self._gatherer.typed(page, node, text)

    def look(self, gathering: Gathering) -> None:
        """Look at what the app has stored by now: a phase or a journey has ended. Raises DeviceLost."""
        if self._gatherer is not None:
            gathering.measure(self._gatherer, self._gatherer.look_now)
