"""`dumpsys gfxinfo`: frame statistics and, with `framestats`, the last 120 frames of each window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from patrol.virtualphone.contracts import Frame
from patrol.virtualphone.system.packages import tag_of
from patrol.virtualphone.system.processes import AppProcess

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

RING = 120
"""Frames that a window keeps (AOSP FrameInfoVisualizer / JankTracker)."""
_NEVER = 9223372036854775807

BUCKETS = (
    *range(5, 33),
    *range(34, 49, 2),
    *range(53, 134, 4),
    *range(150, 4951, 50),
)
"""Upper ends in ms of HISTOGRAM, as each capture since Android 7 prints them."""
GPU_BUCKETS = (*range(1, 26), 4950)

COLUMNS_9 = (
    "Flags,IntendedVsync,Vsync,OldestInputEvent,NewestInputEvent,HandleInputStart,AnimationStart,"
    "PerformTraversalsStart,DrawStart,SyncQueued,SyncStart,IssueDrawCommandsStart,SwapBuffers,FrameCompleted,"
    "DequeueBufferDuration,QueueBufferDuration,"
)
COLUMNS_11 = COLUMNS_9 + "GpuCompleted,"
COLUMNS_12 = (
    "Flags,FrameTimelineVsyncId,IntendedVsync,Vsync,InputEventId,HandleInputStart,AnimationStart,"
    "PerformTraversalsStart,DrawStart,FrameDeadline,FrameInterval,FrameStartTime,SyncQueued,SyncStart,"
    "IssueDrawCommandsStart,SwapBuffers,FrameCompleted,DequeueBufferDuration,QueueBufferDuration,GpuCompleted,"
    "SwapBuffersCompleted,DisplayPresentTime,CommandSubmissionCompleted,"
)


def columns(sdk: int) -> str:
    """The header line of PROFILEDATA."""
    return COLUMNS_12 if sdk >= 31 else COLUMNS_11 if sdk == 30 else COLUMNS_9


@runtime_checkable
class CountsFrames(Protocol):
    """An app that forgets its frames on request."""

    def reset_frames(self) -> None: ...


def dump(phone: VirtualPhone, args: list[str]) -> str:
    options = {arg for arg in args if arg in ("framestats", "reset", "--reset", "profile")}
    names = [arg for arg in args if arg not in options and not arg.startswith("-")]
    now = f"Uptime: {phone.uptime_ms():.0f} Realtime: {phone.uptime_ms():.0f}"
    head = f"Applications Graphics Acceleration Info:\n{now}\n"
    processes = [phone.running.by_name_or_pid(names[0])] if names else list(phone.running.apps())
    found = [process for process in processes if process is not None]
    if names and not found:
        return f"No process found for: {names[0]}\n"
    text = head + "".join(_process(phone, process, "framestats" in options) for process in found)
    if options & {"reset", "--reset"}:
        for process in found:
            if isinstance(process.app, CountsFrames):
                process.app.reset_frames()
            process.reset_frames_ms = phone.uptime_ms()
    return text


@runtime_checkable
class Totals(Protocol):
    """Exact counts, also of frames that are no longer kept."""

    frames: int
    janky: int
    histogram: dict[int, int]


@runtime_checkable
class KeepsWindows(Protocol):
    """An app with activities under the one on top: stopped, their windows and their statistics stay until they end."""

    def stopped_windows(self) -> tuple[str, ...]:
        """`package/activity` of each."""


@runtime_checkable
class TellsTotals(Protocol):
    """An app that counts all its frames."""

    def frame_totals(self) -> Totals: ...


def frames_of(process: AppProcess) -> list[Frame]:
    """Frames since the process began or was reset."""
    if isinstance(process.app, CountsFrames):
        return list(process.app.frames())
    since = process.reset_frames_ms * 1e6
    return [frame for frame in process.app.frames() if frame.intended_ns >= since]


def _process(phone: VirtualPhone, process: AppProcess, framestats: bool) -> str:
    frames = frames_of(process)
    sdk = phone.sdk
    since = int((process.reset_frames_ms or process.started_ms) * 1e6)
    windows = [w for w in process.app.windows() if w.kind in ("activity", "dialog", "popup")]
    hidden = process.app.stopped_windows() if isinstance(process.app, KeepsWindows) else ()
    titles = list(dict.fromkeys((*(w.title for w in windows), *hidden))) or sorted({f.window for f in frames})
    totals = process.app.frame_totals() if isinstance(process.app, TellsTotals) else None
    parts = [f"\n** Graphics info for pid {process.pid} [{process.package}] **\n\n"]
    parts.append(summary(frames, since, phone, totals))
    parts.append(_caches(sdk, process))
    parts.append("Profile data in ms:\n\n")
    for title in titles:
        own = [frame for frame in frames if frame.window == title]
        view = f"{title}/android.view.ViewRootImpl@{tag_of(process.pid, title)} (visibility=0)"
        parts.append(f"\t{view}\n" if sdk >= 30 else f"  {view}\n")
        if framestats:
            parts.append(f"Window: {title}\n{summary(own, since, phone)}\n\n\n")
            parts.append(profile_data(own[-RING:], phone))
    parts.append(_hierarchy(sdk, process, titles, sum(sum(1 for _ in w.root.walk()) for w in windows)))
    return "".join(parts)


def summary(frames: Sequence[Frame], since_ns: int, phone: VirtualPhone, totals: Totals | None = None) -> str:
    """`Stats since` to HISTOGRAM. Janky is, from Android 12 on, a frame past its deadline; before, one that took
    longer than a refresh. `totals` count frames that are no longer kept too."""
    period = phone.frame_ns / 1e6
    costs = dict(totals.histogram) if totals else _by_cost(frames)
    total = sum(costs.values())
    late = totals.janky if totals else sum(f.completed_ns > f.deadline_ns for f in frames)
    lines = [f"Stats since: {since_ns}ns", f"Total frames rendered: {total}", f"Janky frames: {_share(late, total)}"]
    if phone.sdk >= 31:
        lines.append(f"Janky frames (legacy): {_share(late, total)}")
    counts = histogram(costs)
    lines += [f"{part}th percentile: {percentile(counts, part)}ms" for part in (50, 90, 95, 99)]
    lines += [
        f"Number Missed Vsync: {sum(n for cost, n in costs.items() if cost > 2 * period)}",
        "Number High input latency: 0",
        f"Number Slow UI thread: {late}",
        "Number Slow bitmap uploads: 0",
        f"Number Slow issue draw commands: {sum(n for cost, n in costs.items() if cost > 3 * period)}",
        f"Number Frame deadline missed: {late}",
    ]
    if phone.sdk >= 31:
        lines.append(f"Number Frame deadline missed (legacy): {late}")
    lines.append("HISTOGRAM: " + " ".join(f"{end}ms={n}" for end, n in zip(BUCKETS, counts, strict=True)))
    if phone.sdk >= 30:
        lines += _gpu(total)
    return "\n".join(lines) + "\n"


def _by_cost(frames: Iterable[Frame]) -> dict[int, int]:
    """Whole milliseconds → how many frames."""
    costs: dict[int, int] = {}
    for frame in frames:
        cost = (frame.completed_ns - frame.intended_ns) // 1_000_000
        costs[cost] = costs.get(cost, 0) + 1
    return costs


def _gpu(total: int) -> Iterator[str]:
    """Drawing takes the processor of graphics 2 ms here."""
    at = 2 if total else 4950
    yield from (f"{part}th gpu percentile: {at}ms" for part in (50, 90, 95, 99))
    yield "GPU HISTOGRAM: " + " ".join(f"{end}ms={total if end == 2 else 0}" for end in GPU_BUCKETS)


def histogram(costs: Mapping[int, int]) -> list[int]:
    """Frames by bucket; the first takes all up to 5 ms, the last all beyond."""
    counts = [0] * len(BUCKETS)
    for cost, number in costs.items():
        counts[min(len(BUCKETS) - 1, bisect_left(BUCKETS, cost))] += number
    return counts


def percentile(counts: Sequence[int], part: int) -> int:
    """The bucket where so many per cent are reached; 4950 when nothing was drawn, as on a phone."""
    left = sum(counts) * (100 - part) / 100
    for at in reversed(range(len(BUCKETS))):
        left -= counts[at]
        if left < 0:
            return int(BUCKETS[at])
    return 4950


def _share(part: int, total: int) -> str:
    return f"{part} ({100 * part / total if total else 0:.2f}%)"


def profile_data(frames: Iterable[Frame], phone: VirtualPhone) -> str:
    """The rows between the two PROFILEDATA lines."""
    rows = (_row_12(frame) if phone.sdk >= 31 else _row_9(frame, gpu=phone.sdk == 30) for frame in frames)
    lines = [",".join(map(str, row)) + "," for row in rows]
    body = "".join(f"{line}\n" for line in lines)
    return f"---PROFILEDATA---\n{columns(phone.sdk)}\n{body}---PROFILEDATA---\n\n"


def _stages(frame: Frame) -> list[int]:
    """When each stage began, in shares of the frame's time as captures have them: the UI thread takes most of it."""
    cost = frame.completed_ns - frame.intended_ns
    shares = (0.04, 0.045, 0.05, 0.42, 0.62, 0.64, 0.66, 0.88)
    return [frame.intended_ns + int(cost * share) for share in shares]


def _row_9(frame: Frame, *, gpu: bool) -> list[int]:
    handle, animation, traversals, draw, queued, sync, issue, swap = _stages(frame)
    row = [0, frame.intended_ns, frame.intended_ns, _NEVER, 0, handle, animation, traversals, draw, queued, sync, issue]
    row += [swap, frame.completed_ns, 214_000, 386_000]
    return [*row, frame.completed_ns] if gpu else row


def _row_12(frame: Frame) -> list[int]:
    """The start stands under FrameInterval and the interval under FrameStartTime, and nothing under DisplayPresentTime,
    as on the phones of Android 13 and 15 that were captured."""
    handle, animation, traversals, draw, queued, sync, issue, swap = _stages(frame)
    period = frame.period_ns
    row = [0, frame.vsync_id, frame.intended_ns, frame.intended_ns, 0, handle, animation, traversals, draw]
    row += [frame.deadline_ns, handle - 20_000, period, queued, sync, issue, swap, frame.completed_ns, 214_000, 386_000]
    return [*row, frame.completed_ns, frame.completed_ns - 40_000, 0, swap]


def _caches(sdk: int, process: AppProcess) -> str:
    graphics = process.app.memory_kb().get("graphics", 0)
    texture = graphics * 1024 // 4
    total = f"Total GPU memory usage:\n  {texture} bytes, {texture / 1048576:.2f} MB (2.15 KB is purgeable)\n"
    if sdk < 30:
        head = "Font Cache (CPU):\n  Size: 17.95 kB\n  Glyph Count: 10\nCPU Caches:\nGPU Caches:\n  Image:\n"
        middle = f"    Texture: {texture / 1024:.2f} KB (6 entries)\n{total}\n\nPipeline=Skia (OpenGL)\n\n"
        return head + middle + "Layout Cache Info:\n  Usage: 14/5000 entries\n  Hit ratio: 147/162 (0.907407)\n"
    head = "\nPipeline=Skia (OpenGL)\nMemory policy:\n  Max surface area: 2592000\n"
    head += (
        "  Max resource usage: 373.25MB (x144)\nContexts: 1 (stopped = 0)\nCPU Caches:\n"
        "  Glyph Cache: 50.52 KB (1 entry)\n"
    )
    return f"{head}GPU Caches:\n  Image:\n    Texture: {texture / 1024:.2f} KB (6 entries)\n{total}\n"


def _hierarchy(sdk: int, process: AppProcess, titles: Sequence[str], views: int) -> str:
    drawn = views * 2.16
    what = "render nodes" if sdk >= 29 else "display lists"
    lines = ["View hierarchy:\n"]
    for title in titles:
        lines.append(f"  {title}/android.view.ViewRootImpl@{tag_of(process.pid, title)}")
        lines.append(f"  {views} views, {drawn:.2f} kB of {what}\n")
    if sdk >= 29:
        lines += ["", f"Total ViewRootImpl   : {len(titles)}", f"Total attached Views : {views}"]
        lines.append(f"Total RenderNode     : {drawn:.2f} kB (used) / {drawn * 3:.2f} kB (capacity)\n")
    else:
        lines += ["", f"Total ViewRootImpl: {len(titles)}", f"Total Views:        {views}"]
        lines.append(f"Total DisplayList:  {drawn:.2f} kB\n")
    return "\n".join(lines) + "\n"
