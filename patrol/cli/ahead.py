"""What a report needs in any case, made before there is a result: in a run's last phase nothing is measured any more,
the phone restarts, and this computer waits for it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from patrol.model.events import AnyEvent, PhaseStarted

if TYPE_CHECKING:
    from patrol.report.pictures import Packed
    from patrol.store.run_folder import RunFolder

PHASE = "self-start"


class Ahead:
    """The work ahead of one run. Whatever is not done when the phase ends, the report does itself."""

    def __init__(self) -> None:
        self._packed: Packed | None = None
        self.thread: threading.Thread | None = None

    def hear(self, event: AnyEvent, folder: RunFolder) -> None:
        """Begins with the phase."""
        if self.thread is None and isinstance(event, PhaseStarted) and event.phase == PHASE:
            from patrol.report.pictures import Packed

            self._packed = Packed()
            self.thread = threading.Thread(target=_work, args=(self._packed, folder), name="ahead", daemon=True)
            self.thread.start()

    def end(self) -> Packed | None:
        """What was made; returns as soon as the work in hand is done. None where nothing was begun."""
        if self._packed is not None and self.thread is not None:
            self._packed.stop()
            self.thread.join()
        return self._packed


def _work(packed: Packed, folder: RunFolder) -> None:
    from patrol.report import html

    html.warm()
    packed.pack(folder, folder.pictures())
