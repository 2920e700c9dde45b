"""A thread that samples or reads while the run goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

from patrol.errors import PatrolError


class Worker:
    """Runs `body(worker)` beside the run until `stop()`; the body looks at `stopping` or waits with `pause()`."""

    def __init__(self, name: str, body: Callable[[Worker], None]) -> None:
        self._body = body
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"gather {name}", daemon=True)
        self._error = _Carrier()

    def start(self) -> None:
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether the body has not ended yet; after `stop()`, that it hangs."""
        return self._thread.is_alive()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def pause(self, duration_ms: float) -> bool:
        """Wait; False at once when the worker shall stop."""
        return not self._stop.wait(max(0.0, duration_ms) / 1000)

    def ask_to_stop(self) -> None:
        """Without waiting: for a body that waits for something else than `pause`."""
        self._stop.set()

    def stop(self, *, timeout_s: float = 1.0) -> None:
        """Ask the body to end. One that hangs in a call to the phone is left behind; it can no longer record."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    @property
    def trouble(self) -> PatrolError | None:
        """What ended the body early, when that was the phone. A defect of the body itself is raised here instead."""
        error = self._error.carried
        if error is None or isinstance(error, PatrolError):
            return error
        raise error

    def _run(self) -> None:
        with self._error:
            self._body(self)


class _Carrier:
    """Carries an exception out of a thread to where the gatherer is asked for its artifact; nothing is swallowed."""

    def __init__(self) -> None:
        self.carried: BaseException | None = None

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.carried = error
        return True
