"""What to do next: over the whole known map, the untried action with the best chance for the cost of getting there.

Not "finish this page first", not "nearest first": a pilot on generated apps found 1.5 to 2 times the pages in the first
hundred actions when chance over cost is ranked globally. What a way leads to is not one action but a visit: the price
of a state is the actions for each new page if the best one, two … of its candidates are tried, whichever is least.
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterator

from patrol.crawl.atlas import MOST_MISSING, Atlas, Spot
from patrol.crawl.candidates import Candidate
from patrol.crawl.declared import Hints
from patrol.crawl.news import News
from patrol.crawl.plan import Plan
from patrol.crawl.recall import Recall
from patrol.crawl.routes import FromLaunch, Ways
from patrol.crawl.worth import MOST_SCROLLS, NOTHING, Offer, Worth
from patrol.model.graph import ActionKind, PageGraph

__all__ = ["MOST_SCROLLS", "Plan", "Strategy"]

MOST_FAILURES = 3
STALE = 1.15
"""An offer is worked out anew when so many times as much was learned since; the one that is chosen, always."""
FRESH_ENOUGH = 6
REFRESHED = 6
"""Offers that are brought up to date with each choice."""
MOST_WEIGHED = 500
PROMISING = 0.12
"""Chance of something new from which an offer of a new or changed page goes before the tour: boxes and switches, what
leads back, and what the baseline knows of a changed page lie below it."""
NEAR = 4.0
"""Actions to a page that is visited at once when the tour has come near it by chance; a launch costs more."""
_Rank = tuple[float, float, str]
_NOTHING: _Rank = (float("inf"), 0.0, "")


class Strategy:
    """Chooses over an atlas; the same seed chooses alike."""

    def __init__(
        self, atlas: Atlas, rows: int, seed: int, hints: Hints | None = None, known: PageGraph | None = None
    ) -> None:
        self._atlas = atlas
        self._hints = hints or Hints()
        self._seen = 0
        self.recall = Recall(atlas, known, seed) if known is not None else None
        self.worth = Worth(atlas, rows, seed, self._hints, self.recall)
        self._offers: dict[str, tuple[tuple[int, int], int, Offer]] = {}
        """State → (versions of state and hints, how much was learned then, offer)."""
        self._launched = FromLaunch(atlas)
        self._heap: list[_Rank] = []
        """What a fresh launch leads to, the best first; some of it out of date."""
        self._turn: list[str] = []
        """States whose offers are still to be brought up to date in this turn."""
        self._cost = 0.0
        self._expected: set[str] = set()
        """States on the way that the tour took last."""
        self.news: News | None = None
        """What the baseline had not: gone after before anything else."""

    def next(self, state: str, among: Container[str] | None = None) -> Plan | None:
        """The best thing to do from `state`, in any state or only in those of `among`; None when nothing untried can be
        reached."""
        if among is None:
            return self.first(state) or self.rest(state)
        self._bring_up_to_date()
        self._refresh()
        return self._choose(self._atlas.ways(state), among)

    def rest(self, state: str) -> Plan | None:
        """The same without what goes before all weighing, which `first` has said to be at its end."""
        self._refresh()
        while True:
            near = self._choose(Ways(self._atlas, state, self._launched.cost), None)
            price, _, far = self._farthest()
            if near is None and not far:
                return None
            if near is not None and self._rank(self._atlas.spots[near.state], self._cost)[0] <= price:
                return near
            if (route := self._launched.route(far)) is not None:
                return Plan(tuple(route), far, self._offers[far][2].key)
            for key in sorted(self._launched.anew()):
                self._weigh(key)

    def first(self, state: str) -> Plan | None:
        """What goes before all weighing: after something that the baseline had not, then on the tour of what it knows;
        None when both are at their end, and in a crawl that knows nothing."""
        self._bring_up_to_date()
        if self.recall is None:
            return None
        return self._to_news(state) or self._on_tour(self.recall, state)

    def _bring_up_to_date(self) -> None:
        self._tell_hints()
        self._learn_from_before()
        for key in sorted(self._launched.update()):
            self._weigh(key)

    def _to_news(self, state: str) -> Plan | None:
        """What a page has that it had not, then the best of what new and changed pages offer, as long as it promises
        anything."""
        if self.news is None or not self.news.pages:
            return None
        if (plan := self._to_fresh(self.news, state)) is not None:
            return plan
        promising = {key for key in self.news.states() if self._promises(self._atlas.spots[key])}
        return self._choose(self._atlas.ways(state), promising) if promising else None

    def _to_fresh(self, news: News, state: str) -> Plan | None:
        """The nearest of what known pages had not in the baseline, whatever it promises: a new button that names a
        known page tells where that page has moved to."""
        there = [key for key in news.states() if key == state or self._atlas.spots[key].failures < MOST_FAILURES]
        fresh = {key: first for key in there if (first := next(self._fresh(news, key), ""))}
        ways = self._atlas.ways(state)
        for target, _ in ways.nearest() if fresh else ():
            if target in fresh:
                return Plan(tuple(ways.route(target)), target, fresh[target])
        return None

    def _fresh(self, news: News, state: str) -> Iterator[str]:
        spot = self._atlas.spots[state]
        for key in news.fresh(state.partition("!")[0]):
            candidate, tried = (spot.candidates or {}).get(key), spot.tried.get(key)
            done = tried is not None and (tried.tries or tried.crashes or tried.missing >= MOST_MISSING)
            if candidate is not None and not candidate.destructive and not done:
                yield key

    def _promises(self, spot: Spot) -> bool:
        return spot.failures < MOST_FAILURES and self._offer(spot).top >= PROMISING

    def _choose(self, ways: Ways, among: Container[str] | None) -> Plan | None:
        """The best of what the ways lead to."""
        near = {spot.key: (spot, cost) for spot, cost in self._reachable(ways, among)}
        while True:
            best = min((self._rank(*each) for each in near.values()), default=_NOTHING)
            if best[0] == float("inf"):
                return None
            spot, self._cost = near[best[2]]
            if not self._renewed(spot):
                return Plan(tuple(ways.route(spot.key)), spot.key, self._offers[spot.key][2].key)

    def _farthest(self) -> _Rank:
        """The best of what a fresh launch leads to, wherever the crawl stands now."""
        while self._heap:
            price, _, key = self._heap[0]
            rank = self._via_launch(key)
            if rank[0] == price and not self._renewed(self._atlas.spots[key]):
                return rank
            heapq.heappop(self._heap)
            if (rank := self._via_launch(key))[0] < float("inf"):
                heapq.heappush(self._heap, rank)
        return _NOTHING

    def _via_launch(self, key: str) -> _Rank:
        spot, cost = self._atlas.spots.get(key), self._launched.cost.get(key)
        if spot is None or cost is None or spot.failures >= MOST_FAILURES or spot.key != key:
            return _NOTHING
        return self._rank(spot, self._atlas.restart_cost + cost)

    def _weigh(self, key: str) -> None:
        """Something about a state is different: it has another place among what a launch leads to."""
        rank = self._via_launch(key)
        if rank[0] < float("inf"):
            heapq.heappush(self._heap, rank)
        if len(self._heap) > MOST_WEIGHED + 4 * len(self._offers):
            self._heap = sorted({self._via_launch(each) for each in self._offers} - {_NOTHING})

    def _refresh(self) -> None:
        """A few offers after another are brought up to date, for what was learned may have made them better."""
        for _ in range(min(REFRESHED, len(self._offers))):
            if not self._turn:
                self._turn = [key for key, (_, _, offer) in self._offers.items() if offer is not NOTHING]
            if self._turn and (spot := self._atlas.spots.get(self._turn.pop())) is not None and self._renewed(spot):
                self._weigh(spot.key)

    def _on_tour(self, recall: Recall, state: str) -> Plan | None:
        """To the next page of the known graph; None when all that can be reached were visited."""
        if state not in self._expected and (plan := self._while_here(recall, state)):
            return plan
        while (stop := recall.stop(state)) is not None:
            ways = self._atlas.ways(state)
            if any(target == stop for target, _ in ways.nearest()):
                return self._planned(ways, stop)
            recall.failed(stop)
        return None

    def _while_here(self, recall: Recall, state: str) -> Plan | None:
        """The nearest page to be visited, where the tour came to something else than it wanted: nobody knows how to
        come here again."""
        waiting = recall.waiting
        if not waiting:
            return None
        ways = self._atlas.ways(state)
        for target, cost in ways.nearest():
            if cost > NEAR:
                return None
            if target in waiting:
                return self._planned(ways, target)
        return None

    def _planned(self, ways: Ways, stop: str) -> Plan:
        route = tuple(ways.route(stop))
        self._expected = {hop.target for hop in route}
        return Plan(route, stop, "")

    @property
    def left_out(self) -> str:
        """What a crawl that is complete has left out all the same; "" for nothing."""
        return self.recall.told if self.recall is not None else ""

    def doubts_memory(self, *, wholly: bool = True) -> bool:
        """Nothing is left to do: whether there is again, because the earlier run is not believed any more; unless
        `wholly`, only of what leads to pages that are missed."""
        return self.recall is not None and self.recall.doubted(wholly=wholly)

    def repeats(self, plan: Plan) -> None:
        """The plan is about to be done: what the last build knows already is done again a limited number of times."""
        if self.recall is not None and self.recall.repeated(self._atlas.spot(plan.state), plan.key):
            for state in self._atlas.spots:
                self._atlas.changed(state)

    def learn(self, candidate: Candidate, source: str, target: str, fresh: bool) -> None:
        """A candidate of `source` was tried and `target` seen; `fresh`: nobody had seen that state before."""
        chances = self.worth.chances
        if candidate.action.kind is ActionKind.scroll:
            more = self._atlas.spot(source).scrolled < MOST_SCROLLS
            chances.learn(candidate.chance, candidate.traits, more)
            return
        opened = target.split("!tab:")[0] != source.split("!tab:")[0] and not target.startswith("outside:")
        page, there = source.partition("!")[0], target.partition("!")[0]
        if candidate.button and candidate.cost > 1 and page != there and not there.startswith("outside:"):
            self._atlas.sent(page, there)
        leads = self.worth.leads(candidate)
        chances.learn(candidate.chance, candidate.traits, opened)
        if opened and candidate.row is None:
            chances.learn_new(leads, fresh)
        self._atlas.score(candidate, source, target, fresh)

    def _learn_from_before(self) -> None:
        """What an earlier part of the run tried teaches as soon as it is seen what it was: the journal tells a widget's
        name, the look its traits."""
        for state in sorted(self._atlas.unlearned):
            spot = self._atlas.spot(state)
            if spot.candidates is None:
                continue
            self._atlas.unlearned.discard(state)
            for key, tried in list(spot.tried.items()):
                if tried.targets and (candidate := spot.candidates.get(key)) is not None:
                    self.learn(candidate, spot.key, max(tried.targets, key=tried.targets.__getitem__), tried.fresh)

    def _reachable(self, ways: Ways, among: Container[str] | None) -> Iterator[tuple[Spot, float]]:
        for target, cost in ways.nearest():
            spot = self._atlas.spots.get(target)
            if spot is None or spot.failures >= MOST_FAILURES or (among is not None and target not in among):
                continue
            yield spot, cost

    def _rank(self, spot: Spot, cost: float) -> _Rank:
        """(actions for each new page, tie, state), the way of that cost included."""
        offer = self._offer(spot)
        return (offer.price(cost), offer.tie, spot.key) if offer.visits else _NOTHING

    def _tell_hints(self) -> None:
        if len(self._atlas.entered) != self._seen:
            self._seen = len(self._atlas.entered)
            for key in self._atlas.reachable():
                self._hints.saw(key.partition("!")[0])

    def _offer(self, spot: Spot) -> Offer:
        """What a state offers, as it was worked out last unless something about it or much in general has changed."""
        versions, learned, offer = self._offers.get(spot.key, ((-1, -1), 0, NOTHING))
        stale = self.worth.chances.version > learned * STALE + FRESH_ENOUGH and offer is not NOTHING
        if stale or versions != (spot.version, self._hints.version):
            return self._renew(spot)
        return offer

    def _renew(self, spot: Spot) -> Offer:
        offer = self.worth.offer(spot)
        self._offers[spot.key] = (spot.version, self._hints.version), self.worth.chances.version, offer
        return offer

    def _renewed(self, spot: Spot) -> bool:
        """Whether the offer was not up to date and is another one now."""
        _, learned, offer = self._offers[spot.key]
        return learned != self.worth.chances.version and self._renew(spot) != offer
