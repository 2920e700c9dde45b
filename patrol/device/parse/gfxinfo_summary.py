"""The summary of `dumpsys gfxinfo`: counts since the statistics began, percentiles, histogram. Android 6 to 16.

It says how many frames were slow, never which; and `Janky frames` counts a frame that only waited for its input too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOTAL = re.compile(r"^\s{0,40}Total frames rendered: (\d{1,18})", re.M)
_JANKY = re.compile(r"^\s{0,40}Janky frames( \(legacy\))?: (\d{1,18})", re.M)
_COUNT = re.compile(r"^\s{0,40}Number ([A-Z][\w ]{2,40}?)( \(legacy\))?: (\d{1,18})$", re.M)
_PERCENTILE = re.compile(r"^\s{0,40}(50|90|95|99)th( gpu)? percentile: (\d{1,9})ms", re.M)
_HISTOGRAM = re.compile(r"^\s{0,40}(GPU )?HISTOGRAM: ((?:\d{1,9}ms=\d{1,18} ?)+)", re.M)
_BUCKET = re.compile(r"(\d{1,9})ms=(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Summary:
    """The first process or window of the dump; None and empty are unknown."""

    total: int | None = None
    janky: int | None = None
    janky_legacy: int | None = None
    """By the rule before Android 12, where both are printed."""
    percentiles_ms: dict[int, int] = field(default_factory=dict)
    """Empty without frames: the phone then prints the last bucket, 4950 ms."""
    gpu_percentiles_ms: dict[int, int] = field(default_factory=dict)
    causes: dict[str, int] = field(default_factory=dict)
    """`Missed Vsync`, `High input latency`, `Frame deadline missed` … A frame may have several."""
    histogram_ms: dict[int, int] = field(default_factory=dict)
    """Upper edge of a bucket → frames. The buckets widen, and the last is 4950 ms and more."""
    gpu_histogram_ms: dict[int, int] = field(default_factory=dict)


def parse(text: str) -> Summary:
    total = _TOTAL.search(text)
    if total is None:
        return Summary()
    following = _TOTAL.search(text, total.end())
    body = text[total.start() : following.start() if following else len(text)]
    janky = {bool(legacy): int(count) for legacy, count in reversed(_JANKY.findall(body))}
    percentiles: dict[bool, dict[int, int]] = {False: {}, True: {}}
    for share, gpu, value in _PERCENTILE.findall(body):
        percentiles[bool(gpu)].setdefault(int(share), int(value))
    causes: dict[str, int] = {}
    for name, legacy, count in _COUNT.findall(body):
        if not legacy:
            causes.setdefault(name, int(count))
    frames = int(total[1])
    return Summary(
        frames,
        janky.get(False),
        janky.get(True),
        percentiles[False] if frames else {},
        percentiles[True] if frames else {},
        causes,
        _histogram(body, gpu=False),
        _histogram(body, gpu=True),
    )


def _histogram(body: str, *, gpu: bool) -> dict[int, int]:
    found = next((buckets for mark, buckets in _HISTOGRAM.findall(body) if bool(mark) == gpu), "")
    return {int(edge): int(count) for edge, count in _BUCKET.findall(found)}
