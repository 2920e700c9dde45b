"""Start-up times: what each source says, when the first useful page was there, and whether the sources agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from patrol.derive.statistics import Spread, spread
from patrol.model.startup import LaunchScreen, StartKind, StartRole, StartUp, StartUps

SOURCES: dict[str, Callable[[StartUp], float | None]] = {
    "displayed": lambda launch: launch.displayed_ms,
    "am": lambda launch: launch.am_total_ms,
    "stable": lambda launch: launch.stable_ms,
}
"""In order of preference for time to initial display. Android's definition of TTID is what the `Displayed` log line
reports; `am start -W` TotalTime is the same span seen by the activity manager, but is known to stop at a trampoline
activity; the first stable screen is seen from the host and includes its own cost of looking."""

AGREEMENT = 0.25
"""Displayed and TotalTime of one launch measure the same span; further apart than this share, one of them is wrong."""


AGREEMENT_FLOOR_MS = 100.0
"""Differences below this are the noise of two clocks."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the sources of a launch may be apart, as a share: what policy.yaml says of each kind (the option
    disagree_percent of cold-start, warm-start and hot-start), else AGREEMENT."""

    by_kind: Mapping[StartKind, float] = field(default_factory=dict)

    def of(self, kind: StartKind) -> float:
        return self.by_kind.get(kind, AGREEMENT)


def agreement() -> Agreement:
    """Where nobody read a policy."""
    return Agreement()


def first_useful(launch: StartUp) -> LaunchScreen | None:
    """The first page that the user came for: one that app.yaml calls useful, else the first that neither gave way by
    itself, nor offers to be skipped, nor is called passing by app.yaml. None when none came while the launch was
    watched, or nobody watched."""
    shown = launch.screens
    declared = next((one for one in shown if one.role is StartRole.useful), None)
    return declared or next((one for one in shown if not passes(one)), None)


def passes(screen: LaunchScreen) -> bool:
    """Whether it is a splash, an advertisement or the like."""
    if screen.role is not StartRole.unsaid:
        return screen.role is StartRole.passing
    return screen.left or bool(screen.skip)


def useful_ms(launch: StartUp) -> float | None:
    """Time to the first useful page: from the launch command until it stood still. An upper bound, as coarse as a look
    takes."""
    page = first_useful(launch)
    if page is None:
        return None
    return page.after_ms if page.settled_ms is None else page.settled_ms


MEASURES: dict[str, Callable[[StartUp], float | None]] = {
    **SOURCES,
    "fully": lambda launch: launch.fully_drawn_ms,
    "useful": useful_ms,
}
"""Every figure of a launch, by the name that Starts.measures has it under."""

SOURCE_NAMES = {
    "displayed": "Displayed (logcat)",
    "am": "am start -W TotalTime",
    "stable": "first stable screen",
    "fully": "Fully drawn (logcat)",
    "useful": "first useful page",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the launches of one kind."""

    source: str
    """Key of SOURCE_NAMES."""
    values: tuple[tuple[int, float], ...]
    """(at_ms, milliseconds) of each launch that has it."""
    spread: Spread


@dataclass(frozen=True, slots=True)
class Starts:
    """The launches of one kind."""

    kind: StartKind
    source: str
    """Key of SOURCE_NAMES: where `values` come from; "" when no source said anything."""
    values: tuple[tuple[int, float], ...] = ()
    """(at_ms, milliseconds) of each launch that this source measured: time to initial display."""
    spread: Spread | None = None
    all_sources: dict[str, Spread] = field(default_factory=dict)
    """What each of SOURCES says."""
    fully_drawn: Spread | None = None
    disagreements: tuple[StartUp, ...] = ()
    """Launches whose sources contradict each other by `agreement`; `disagreeing` asks with another limit."""
    failed: int = 0
    """Launches that no source measured."""
    measures: dict[str, Measure] = field(default_factory=dict)
    """Each figure that at least one launch has, by its key of MEASURES: Displayed, am, stable, fully, useful."""
    launches: tuple[StartUp, ...] = ()
    """Those whose state before was proved: what all figures here are made of."""
    unproved: tuple[StartUp, ...] = ()
    """Launches that count for nothing, since the app was not in the state that they should have started from."""
    agreement: float = AGREEMENT
    """Sources further apart than this share contradict each other."""

    def disagreeing(self, agreement: float | None = None) -> tuple[StartUp, ...]:
        """Launches whose sources differ by more than this share."""
        limit = self.agreement if agreement is None else agreement
        return tuple(launch for launch in self.launches if contradiction(launch, limit))

    def undecided(self, agreement: float | None = None) -> tuple[str, str]:
        """Why the figures say nothing, in Chinese and English: the sources of most launches contradict each other.
        ("", "") when they do not."""
        agreement = self.agreement if agreement is None else agreement
        odd = self.disagreeing(agreement)
        if not odd or len(odd) * 2 <= len(self.launches):
            return "", ""
        one, other = contradiction(odd[0], agreement) or ("", "")
        first, second = f"{SOURCE_NAMES[one]} {_told(odd[0], one)}", f"{SOURCE_NAMES[other]} {_told(odd[0], other)}"
        counts = f"{len(odd)}/{len(self.launches)}"
        return (
            f"{counts} 次启动的来源互相矛盾，例如 {first}、{second}",
            f"the sources of {len(odd)} of {len(self.launches)} launches contradict each other, e.g. {first} "
            f"and {second}",
        )

    def within(self, limit_ms: float) -> float | None:
        """Share of the launches whose first picture was there within `limit_ms` (秒开率 for 1000); None for none."""
        return sum(ms <= limit_ms for _, ms in self.values) / len(self.values) if self.values else None

    def passing(self) -> tuple[LaunchScreen, ...]:
        """The splash screens and advertisements that were seen, each once."""
        return tuple({_name(one): one for one in self._passing()}.values())

    def _passing(self) -> Iterator[LaunchScreen]:
        for launch in self.launches:
            yield from (one for one in launch.screens if passes(one))


def _name(screen: LaunchScreen) -> tuple[str, str]:
    return screen.page, screen.activity


def _told(launch: StartUp, source: str) -> str:
    value = MEASURES[source](launch)
    return "" if value is None else f"{value:.0f} ms"


@dataclass(frozen=True, slots=True)
class StartStatistics:
    by_kind: dict[StartKind, Starts]


def start_statistics(startups: StartUps, agreement: Agreement | None = None) -> StartStatistics:
    found = {}
    for kind in StartKind:
        launches = [launch for launch in startups.launches if launch.kind is kind]
        if launches:
            found[kind] = _statistics(kind, launches, (agreement or Agreement()).of(kind))
    return StartStatistics(found)


def proved(launch: StartUp) -> bool:
    """Whether the app was in the state that this launch should have started from."""
    return not launch.proof.startswith("not proved") if launch.proved is None else launch.proved


def _statistics(kind: StartKind, launches: list[StartUp], agreement: float) -> Starts:
    counted = [launch for launch in launches if proved(launch)]
    measures = {name: found for name, read in MEASURES.items() if (found := _measure(name, counted, read))}
    all_sources = {name: measures[name].spread for name in SOURCES if name in measures}
    source = max(all_sources, key=lambda name: all_sources[name].samples, default="")
    return Starts(
        kind=kind,
        source=source,
        values=measures[source].values if source else (),
        spread=all_sources.get(source),
        all_sources=all_sources,
        fully_drawn=measures["fully"].spread if "fully" in measures else None,
        disagreements=tuple(launch for launch in counted if contradiction(launch, agreement)),
        failed=sum(all(read(launch) is None for read in SOURCES.values()) for launch in counted),
        measures=measures,
        launches=tuple(counted),
        unproved=tuple(launch for launch in launches if not proved(launch)),
        agreement=agreement,
    )


def _measure(name: str, launches: list[StartUp], read: Callable[[StartUp], float | None]) -> Measure | None:
    values = tuple((launch.at_ms, value) for launch in launches if (value := read(launch)) is not None)
    found = spread([value for _, value in values])
    return Measure(name, values, found) if found else None


def contradiction(launch: StartUp, agreement: float = AGREEMENT) -> tuple[str, str] | None:
    """The two sources of a launch that cannot both be right: Displayed and TotalTime are the same span; nothing can be
    stable or fully drawn before the first picture. None when they agree; an unknown one contradicts nothing."""
    if disagree(launch.displayed_ms, launch.am_total_ms, agreement):
        return "displayed", "am"
    first = launch.displayed_ms
    for name in ("stable", "fully"):
        later = MEASURES[name](launch)
        if first is not None and later is not None and later < first and disagree(first, later, agreement):
            return "displayed", name
    return None


def disagree(one: float | None, other: float | None, agreement: float = AGREEMENT) -> bool:
    """Whether two figures for the same span contradict each other; an unknown one contradicts nothing."""
    if one is None or other is None:
        return False
    return abs(one - other) > max(AGREEMENT_FLOOR_MS, agreement * max(one, other))
