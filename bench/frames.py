"""Frames as patrol measures them over adb beside the frames that the app drew, on the virtual phone, where the truth is
known: how many, how many late, frozen, jerky by PerfDog's rule, and the rate while something moved. At 60, 90 and 120
Hz, with a change of the rate in the middle of a movement, and on a surface that gfxinfo does not see."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figure import Figure
from bench.phone import adb_server
from patrol.clock import RunClock
from patrol.derive.frames import FramesByPage, frames_by_page
from patrol.derive.timeline import timeline
from patrol.device.adb.device import AdbDevice
from patrol.device.driver import Driver, Phone
from patrol.device.shell_driver import ShellDriver
from patrol.gather.base import GatherContext, MemorySink
from patrol.gather.frames import FramesGatherer
from patrol.model.artifacts import Environment, PhoneInfo
from patrol.model.frames import Frames
from patrol.model.streams import assemble
from patrol.virtualphone.contracts import Frame
from patrol.virtualphone.phone import VirtualPhone
from patrol.virtualphone.serve import ServedPhone, running
from patrol.virtualphone.system.dumps.surfaceflinger import DrawsSurfaces

PACKAGE = "com.example.moving"
RATES = (60, 90, 120)
MOVE_MS = 3000
SLOW_MS = 1_800
"""What the slow frames after a movement take together, and a little more."""
WITHIN = 0.02
"""Share of the truth that a figure may be off."""

APP = f"""
package: {PACKAGE}
name: Moving
version: {{name: "1", code: 1}}
sdk: {{min: 23, target: 34}}
activities: {{.MainActivity: {{launcher: true}}, .ListActivity: {{}}, .GameActivity: {{}}}}
start: {{cold_ms: 200, warm_ms: 100, hot_ms: 50, spread: 0}}
open: smooth
pages:
  smooth: {{activity: .MainActivity, title: Smooth, link: "moving://smooth", frame_ms: 5, on_open: {{animate: MOVE}}}}
  list:
    activity: .ListActivity
    title: List
    link: "moving://list"
    frame_ms: 6
    jank: 0.2
    slow_frame_ms: 30
    on_open: [{{animate: MOVE}}, {{slow_frames: 1, ms: 100}}, {{slow_frames: 1, ms: 300}}, {{slow_frames: 2, ms: 5}},
              {{slow_frames: 1, ms: 900}}]
  game:
    activity: .GameActivity
    title: Game
    link: "moving://game"
    surface: true
    frame_ms: 7
    jank: 0.1
    on_open: [{{animate: MOVE}}, {{slow_frames: 2, ms: 110}}]
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What there was to measure."""

    frames: int
    late: int
    frozen: int
    janks: int
    big_janks: int
    rate: float

    def off(self, truth: Counts) -> dict[str, float]:
        """Figure → how far it is from the truth, as a share of it."""
        names = ("frames", "late", "frozen", "janks", "big_janks", "rate")
        pairs = {name: (getattr(self, name), getattr(truth, name)) for name in names}
        return {name: abs(mine - true) / true if true else float(mine != true) for name, (mine, true) in pairs.items()}


@dataclass(frozen=True, slots=True)
class Run:
    """One measured run: what patrol recorded and made of it, and what the app drew."""

    recorded: Frames
    measured: FramesByPage
    toolkit: tuple[Frame, ...]
    surface: tuple[Frame, ...]

    @property
    def mine(self) -> Counts:
        total = self.measured.total
        return Counts(
            total.frames, total.late, len(total.frozen), total.janks, total.big_janks, round(total.rate or 0, 3)
        )

    @property
    def truth(self) -> Counts:
        return true_counts(self.toolkit, self.surface)


def true_counts(toolkit: Sequence[Frame], surface: Sequence[Frame]) -> Counts:
    """By the definitions of docs/gatherers.md, from the frames themselves: no dump, no ring, no clock in between."""
    stood, surface_stood = _stood(toolkit, 66), _stood(surface, 1000, first=False)
    order = sorted([*stood, *surface_stood])
    janky = [ms for i, (_, ms) in enumerate(order) if i >= 3 and ms > 84 and ms > 2 * _mean(order[i - 3 : i])]
    times = [ms for _, ms in order]
    took = [f.completed_ns - f.intended_ns for f in toolkit] + [_shown(f) - f.intended_ns for f in surface]
    return Counts(
        frames=len(toolkit) + len(surface),
        late=sum(f.completed_ns > f.deadline_ns for f in toolkit),
        frozen=sum(ns > 700e6 for ns in took),
        janks=len(janky),
        big_janks=sum(ms > 125 for ms in janky),
        rate=round(1000 * len(times) / sum(times), 3) if times else 0,
    )


def _stood(frames: Sequence[Frame], rest_ms: float, *, first: bool = True) -> list[tuple[int, float]]:
    """(when it was shown, how long the picture before it stood)"""
    found, last = [], 0
    for frame in frames:
        shown = _shown(frame)
        rested = not last or (frame.intended_ns if first else shown) - last > rest_ms * 1e6
        if first or not rested:
            found.append((shown, (shown - (frame.intended_ns if rested else last)) / 1e6))
        last = shown
    return found


def _shown(frame: Frame) -> int:
    return -(-frame.completed_ns // frame.period_ns) * frame.period_ns


def _mean(before: Sequence[tuple[int, float]]) -> float:
    return sum(ms for _, ms in before) / len(before)


def measure() -> Iterator[Figure]:
    """The largest error of any count at each rate, before Android 12 too, of a run in which the rate changes, and on a
    surface."""
    with moving() as (served, driver):
        for hz in RATES:
            run = measured(served, driver, (hz,), ("list",))
            yield _figure(f"Frames at {hz} Hz: largest error", run)
            rate = measured(served, driver, (hz,), ("smooth",)).mine.rate
            yield Figure(f"Frame rate measured where {hz} a second are drawn", (rate,), "Hz", hz * 0.98, hz * 1.02)
        yield _figure("Frames while 60 becomes 120 and 90 Hz: largest error", measured(served, driver, (60, 120, 90)))
        yield _figure("Frames of a surface at 120 Hz: largest error", measured(served, driver, (120,), ("game",)))
        run = closing(served, driver)
        known = run.measured.total.frames + run.measured.lost
        note = f"{run.measured.total.frames} read, {run.measured.lost} counted as lost, {len(run.toolkit)} drawn"
        off = (100 * abs(known - len(run.toolkit)) / len(run.toolkit),)
        yield Figure("Frames of windows that close, read or counted as lost: error", off, "%", at_most=2, note=note)
    with moving("11") as (served, driver):
        yield _figure("Frames on Android 11 at 90 Hz: largest error", measured(served, driver, (90,)))


def _figure(name: str, run: Run) -> Figure:
    off = run.mine.off(run.truth)
    note = (
        f"measured {run.mine}\n      true     {run.truth}\n      "
        f"{run.recorded.note}; lost {run.measured.lost}; FrameTimeline knew {run.measured.total.on_timeline}"
    )
    return Figure(name, (100 * max(off.values()),), "%", at_most=100 * WITHIN, note=note)


@contextlib.contextmanager
def moving(android: str = "14", move_ms: int = MOVE_MS) -> Iterator[tuple[ServedPhone, Driver]]:
    """A phone with an app that moves, and the driver that needs nothing on it."""
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "moving.yaml"
        app.write_text(APP.replace("MOVE", str(move_ms)), encoding="utf-8")
        with adb_server() as server, running(app, android=android) as phone:
            server.attach(phone.address)
            server.wait_ready(phone.address, 20_000)
            clock = RunClock()
            yield phone, ShellDriver(AdbDevice(server, phone.address), clock)


def measured(
    served: ServedPhone, driver: Driver, rates: Sequence[int], pages: Sequence[str] = ("list",), move_ms: int = MOVE_MS
) -> Run:
    """Opens each page, which moves when it opens; the refresh rate is the first of `rates`, the others follow while
    the last page moves."""

    def use() -> None:
        for page in pages:
            _open(driver, page)
            for hz in rates[1:] if page == pages[-1] else ():
                driver.clock.sleep_ms(move_ms / len(rates))
                _set_rate(driver, hz)
            driver.clock.sleep_ms(move_ms + SLOW_MS)
        driver.clock.sleep_ms(1_200)

    return _recorded(served, driver, rates[0], move_ms, use)


def closing(served: ServedPhone, driver: Driver, times: int = 3, move_ms: int = MOVE_MS) -> Run:
    """Opens a page and leaves it while it moves: its window is gone, with what nobody has read of it."""

    def use() -> None:
        for _ in range(times):
            _open(driver, "list")
            driver.clock.sleep_ms(move_ms / 2)
            driver.press("back")
            driver.clock.sleep_ms(move_ms / 3)
        driver.clock.sleep_ms(5_000)  # a loss is told one reading after it was first seen

    return _recorded(served, driver, 60, move_ms, use)


def _recorded(served: ServedPhone, driver: Driver, hz: int, move_ms: int, use: Callable[[], None]) -> Run:
    _set_rate(driver, hz)
    driver.stop(PACKAGE)
    driver.launch(PACKAGE)
    clock = driver.clock
    clock.sleep_ms(move_ms + 500)  # what moves at the start belongs to no run
    sink = MemorySink()
    environment = Environment("bench", "app", PACKAGE, "0", "3", PhoneInfo("virtual"), "")
    ctx = GatherContext(Phone(driver), PACKAGE, clock, sink, environment)
    before = served.call(lambda phone: {frame.vsync_id for frame in _drawn(phone)[0]})
    gatherer = FramesGatherer()
    gatherer.start(ctx)
    use()
    gatherer.stop(ctx)
    frames = assemble("frames", gatherer.artifact(ctx), sink.streams)
    assert isinstance(frames, Frames)
    toolkit, surface = served.call(_drawn)
    toolkit = tuple(frame for frame in toolkit if frame.vsync_id not in before)
    return Run(frames, frames_by_page(frames, timeline(None, None, None)), toolkit, surface)


def _open(driver: Driver, page: str) -> None:
    driver.shell(f"am start -a android.intent.action.VIEW -d moving://{page}")


def _set_rate(driver: Driver, hz: int) -> None:
    driver.shell(f"settings put system peak_refresh_rate {hz}.0")


def _drawn(phone: VirtualPhone) -> tuple[tuple[Frame, ...], tuple[Frame, ...]]:
    """The app's frames so far: those of the toolkit, and those of its surfaces."""
    process = phone.running.of_package(PACKAGE)
    assert process is not None
    surface = process.app.surface_frames() if isinstance(process.app, DrawsSurfaces) else ()
    return tuple(process.app.frames()), surface
