"""Each sensitive call with who made it, on which page, in which step and under which consent; and groups of calls.

For renderings and checks alike:

    calls: AttributedCalls                       # a derived fact: name it as a parameter
    calls.seen                                   # every call in order, as SeenCall
    calls.by_caller, by_category, by_page, by_phase   # CallGroup each, the largest first
    calls.unknown                                # groups of callers that no list names, obfuscated ones marked
    calls.collecting, calls.of("imei"), calls.matching(re.compile("startService"))
    calls.grouped(lambda seen: (seen.key, seen.category))   # any other view
    group.count, first_ms, last_ms, period_ms, most_within(60_000)
    seen.key                                     # "app", "SDK-jpush", "unknown com.datapulse", "system"
    name_of(seen.who)                            # Text for a reader

A million calls are attributed in seconds: calls of one place share their stack, so each distinct stack is read once;
page, step and phase change some hundred times in a run, so they are looked up in one sorted list of moments.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from statistics import median
from typing import TypeVar

from patrol.catalogue.apis import Api, catalogue
from patrol.catalogue.collecting import collects
from patrol.catalogue.sdks import known_sdks
from patrol.derive.callers import Caller, CallerKind, caller, family, retraced
from patrol.derive.consent import Consent
from patrol.derive.statistics import often
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import Environment
from patrol.model.calls import Calls, HookedCall
from patrol.model.consent import ConsentPhase
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Record, Text

K = TypeVar("K", bound=Hashable)


class Moment(Record, frozen=True):
    """What the run was doing when something happened."""

    page: str
    """Key of the page that was shown, or was opening: what happens between the touch that leads to a page and the first
    look at it is the new page's. "" when nobody had looked yet."""
    step: str
    """`crawl/128`, `journey/3`, or ""."""
    phase: ConsentPhase
    left: str = ""
    """Key of the page that was seen last, which the one that is opening replaces; else the same as `page`."""


class SeenCall(Record, frozen=True):
    """One call, and what is known of it."""

    call: HookedCall
    who: Caller
    when: Moment
    stack: tuple[str, ...]
    """Innermost first; shortened classes have their true names where a mapping file gives them."""
    api: Api | None
    """The most particular entry of the catalogue that it means; None for one that this patrol does not know."""
    at_ms: int
    key: str
    """`who.key`, worked out once for each stack."""
    category: str
    """Of the catalogue: `imei`, `location` …; "" for an unknown API."""
    collecting: bool
    """The app, an SDK or unknown code reads about a person or the phone; what the platform calls by itself is not the
    app's doing."""


@dataclass(frozen=True)
class CallGroup:
    """Calls that have something in common, in order of time; never empty."""

    calls: tuple[SeenCall, ...]

    @property
    def count(self) -> int:
        return len(self.calls)

    @property
    def often(self) -> str:
        """`once`, `3 times`."""
        return often(self.count)

    @property
    def first(self) -> SeenCall:
        return self.calls[0]

    @property
    def first_ms(self) -> int:
        return self.calls[0].at_ms

    @property
    def last_ms(self) -> int:
        return self.calls[-1].at_ms

    @cached_property
    def period_ms(self) -> float | None:
        """Median time from one call to the next; None for a single call."""
        times = [seen.at_ms for seen in self.calls]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        return median(gaps) if gaps else None

    def most_within(self, window_ms: int) -> tuple[SeenCall, ...]:
        """The largest run of calls that fits into `window_ms`."""
        best, start = (0, 0), 0
        for end, seen in enumerate(self.calls):
            while seen.at_ms - self.calls[start].at_ms >= window_ms:
                start += 1
            if end + 1 - start > best[1] - best[0]:
                best = (start, end + 1)
        return self.calls[best[0] : best[1]]


@dataclass(frozen=True)
class AttributedCalls:
    """All calls of a run, attributed. See the module for the views."""

    seen: tuple[SeenCall, ...]
    recorded: Calls
    """Processes, gaps and drops: what of the run was not seen."""
    package: str

    @cached_property
    def collecting(self) -> tuple[SeenCall, ...]:
        """Those that collect personal information."""
        return tuple(seen for seen in self.seen if seen.collecting)

    def of(self, *categories: str) -> tuple[SeenCall, ...]:
        """Those of these categories, in order of time."""
        return _in_order(group for group in self.by_category if group.first.category in categories)

    def matching(self, method: re.Pattern[str]) -> tuple[SeenCall, ...]:
        """Those of the app's, SDKs' and unknown code's calls whose `package.Class.method` the pattern is found in."""
        found = _in_order(group for name, group in self._by_method.items() if method.search(name))
        return tuple(seen for seen in found if seen.who.kind is not CallerKind.system)

    @cached_property
    def _by_method(self) -> dict[str, CallGroup]:
        return groups(self.seen, lambda seen: seen.call.call)

    @cached_property
    def by_caller(self) -> tuple[CallGroup, ...]:
        return _largest_first(groups(self.seen, lambda seen: seen.key))

    @cached_property
    def by_category(self) -> tuple[CallGroup, ...]:
        return _largest_first(groups(self.seen, lambda seen: seen.category))

    @cached_property
    def by_page(self) -> tuple[CallGroup, ...]:
        return _largest_first(groups(self.seen, lambda seen: seen.when.page))

    @cached_property
    def by_phase(self) -> tuple[CallGroup, ...]:
        return _largest_first(groups(self.seen, lambda seen: seen.when.phase))

    @property
    def unknown(self) -> tuple[CallGroup, ...]:
        """Callers that belong to no known SDK and not to the app; `first.who.obfuscated` tells those whose names were
        shortened."""
        return tuple(group for group in self.by_caller if group.first.who.kind is CallerKind.unknown)

    def grouped(self, key: Callable[[SeenCall], K]) -> dict[K, CallGroup]:
        return groups(self.seen, key)


def groups(calls: Iterable[SeenCall], key: Callable[[SeenCall], K]) -> dict[K, CallGroup]:
    """Calls by `key`, in the order in which keys turn up."""
    found: dict[K, list[SeenCall]] = {}
    for seen in calls:
        found.setdefault(key(seen), []).append(seen)
    return {one: CallGroup(tuple(members)) for one, members in found.items()}


def attributed_calls(
    calls: Calls, environment: Environment, timeline: Timeline, consent: Consent, privacy: DeclaredPrivacy | None
) -> AttributedCalls:
    own = (environment.package, *(privacy.own if privacy else ()))
    mapping = privacy.mapping if privacy else {}
    sdks, known, moments = known_sdks(), _apis(), _Moments(timeline, consent)
    callers: dict[tuple[str, ...], tuple[Caller, tuple[str, ...], str]] = {}
    meanings: dict[tuple[str, ...], tuple[Api | None, str, bool]] = {}
    seen: list[SeenCall] = []
    for call in sorted(calls.calls, key=lambda call: call.at_ms):
        told = callers.get(call.stack)
        if told is None:
            stack = tuple(retraced(frame, mapping) for frame in call.stack)
            who = caller(stack, own, sdks)
            told = callers[call.stack] = who, stack, who.key
        who, stack, key = told
        meaning = meanings.get(call.apis)
        if meaning is None:
            api = next(filter(None, map(known.get, call.apis)), None)
            meaning = meanings[call.apis] = api, api.category if api else "", api is not None and collects(api)
        api, category, personal = meaning
        collecting = personal and who.kind is not CallerKind.system
        seen.append(SeenCall(call, who, moments.at(call.at_ms), stack, api, call.at_ms, key, category, collecting))
    return AttributedCalls(tuple(seen), calls, environment.package)


class _Moments:
    """Page, step and phase by time: from the nth start on, the nth moment; worked out when it is first asked for."""

    def __init__(self, timeline: Timeline, consent: Consent) -> None:
        self._timeline, self._consent = timeline, consent
        changes = (span.from_ms for span in consent.spans)
        self._starts = sorted({*timeline.shown_at, *timeline.acted_at, *timeline.step_at_ms, *changes})
        self._known: list[Moment | None] = [None] * (len(self._starts) + 1)

    def at(self, at_ms: int) -> Moment:
        index = bisect_right(self._starts, at_ms)
        moment = self._known[index]
        if moment is None:
            page, left, step = self._timeline.drawn_page(at_ms), self._timeline.page(at_ms), self._timeline.step(at_ms)
            moment = self._known[index] = Moment(page, step, self._consent.phase(at_ms), left)
        return moment


@cache
def _apis() -> dict[str, Api]:
    return {api.id: api for api in catalogue().entries}


def _in_order(found: Iterable[CallGroup]) -> tuple[SeenCall, ...]:
    return tuple(sorted((seen for group in found for seen in group.calls), key=lambda seen: seen.at_ms))


def _largest_first(found: dict[K, CallGroup]) -> tuple[CallGroup, ...]:
    return tuple(sorted(found.values(), key=lambda group: (-group.count, group.first_ms)))


def name_of(who: Caller) -> Text:
    """The caller, for a reader."""
    if who.sdk is not None:
        return who.sdk.name
    if who.kind is CallerKind.app:
        return Text("App 自身", "the app itself")
    if who.kind is CallerKind.system:
        return Text("系统（栈里没有App代码）", "the system (no code of the app on the stack)")
    if who.obfuscated:
        return Text(f"混淆的包 {who.package or '（无包名）'}", f"the obfuscated package {who.package or '(none)'}")
    maker = family(who.package)
    return Text(f"未知的包 {maker}", f"the unknown package {maker}")
