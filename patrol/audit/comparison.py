"""This run beside an earlier one of the same app: the same numbers, then and now, and whether they differ by more than
either of them spreads. Whether that is a regression is not decided here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from patrol.model.artifacts import PhoneInfo
from patrol.model.performance import Change, Comparison, FrameCount, Measured, Snapshot
from patrol.model.record import Text
from patrol.model.result import InspectionResult

ENOUGH = 3
"""Fewer measurements than this have quartiles, but no spread worth the name."""

Named = tuple[str, Text, str, Measured, str]
"""(id, name, unit, number, page)"""


def snapshot(result: InspectionResult) -> Snapshot:
    """What a later run needs to be compared with this one."""
    environment, app = result.environment, result.app
    return Snapshot(
        run_id=environment.run_id,
        started_at=environment.started_at,
        package=environment.package,
        version=app.version_name if app else "",
        version_code=app.version_code if app else 0,
        phone=phone_kind(environment.phone),
        measures={id: number for id, _, _, number, _ in _numbers(result)},
        complete=not result.interruptions,
    )


def phone_kind(phone: PhoneInfo) -> str:
    """What two phones must share for their numbers to be laid side by side."""
    return phone.kind


def compare(result: InspectionResult, then: Snapshot) -> Comparison:
    """`result` beside the earlier run; numbers that only one of them has are left out, pages are named."""
    now = snapshot(result)
    changes = tuple(
        Change(id, name, unit, then.measures[id], number, page, beyond(then.measures[id], number))
        for id, name, unit, number, page in _numbers(result)
        if id in then.measures
    )
    pages_then, pages_now = _pages(then.measures), _pages(now.measures)
    return Comparison(
        run=msgspec.structs.replace(then, measures={}),
        same_build=(now.version, now.version_code) == (then.version, then.version_code),
        same_phone=now.phone == then.phone,
        changes=changes,
        only_then=tuple(page for page in pages_then if page not in pages_now),
        only_now=tuple(page for page in pages_now if page not in pages_then),
    )


def beyond(then: Measured, now: Measured) -> bool | None:
    """Whether the medians differ by more than the middle half of either run is wide; None when one of them was
    measured too seldom to have a spread."""
    if then.value is None or now.value is None:
        return None
    widths = [_width(then), _width(now)]
    if None in widths:
        return None
    return abs(now.value - then.value) > max(width for width in widths if width is not None)


def _width(number: Measured) -> float | None:
    if number.low is None or number.high is None or number.samples < ENOUGH:
        return None
    return number.high - number.low


def _numbers(result: InspectionResult) -> Iterator[Named]:
    """Everything worth comparing: the figures of the whole run, then page by page."""
    for figure in result.figures:
        if figure.value is not None:
            number = Measured(figure.value, figure.samples, figure.low, figure.high)
            yield f"figure:{figure.id}", figure.name, figure.unit, number, ""
    for one in result.performance.pages:
        for key, name, unit, number in (
            ("opening", Text("打开用时", "opening time"), "ms", one.opening),
            ("memory", Text("内存 PSS", "memory PSS"), "MB", one.memory_mb),
            *_of_frames(one.frames),
        ):
            if number.value is not None:
                yield f"page:{one.page}:{key}", name, unit, number, one.page


def _of_frames(frames: FrameCount | None) -> Iterator[tuple[str, Text, str, Measured]]:
    if frames is None:
        return
    yield "late", Text("超时帧", "late frames"), "%", Measured(frames.late_percent, frames.judged)
    yield "rate", Text("帧率", "frame rate"), "fps", Measured(frames.rate, frames.frames)


def _pages(measures: Mapping[str, Measured]) -> list[str]:
    """Keys of the pages that have a number, in order."""
    return list(dict.fromkeys(id.removeprefix("page:").rpartition(":")[0] for id in measures if id.startswith("page:")))
