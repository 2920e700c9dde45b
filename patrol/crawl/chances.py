"""The chance that a tap opens something new, learned while the app is explored.

Two questions. *Does it open another page at all?* A Bayesian probit regression over the widget's traits: each trait
has a weight with a mean and a variance, so that one surprise moves what is not yet certain and little else; what class
and label tell of apps in general is where it starts from. (Method: Graepel et al., "Web-scale Bayesian click-through
rate prediction", ICML 2010.) *Is that page new?* Counted apart for three kinds of evidence: nothing is known of where
it leads, its label is the title of a page that is known, one like it led to a known page elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import IntEnum
from statistics import NormalDist

NOISE = 1.0
"""Variance of what the traits do not tell."""
DOUBT = 0.25
"""Variance of a trait's weight before anything was seen of it: a few cases in a row move it by a standard deviation."""
NORMAL = NormalDist()
SURE = 6.0
"""Beyond this many standard deviations a surprise is taken for a mishap: bounds what one case can do."""


class Leads(IntEnum):
    """What is known of where a widget leads."""

    unknown = 0
    titled = 1
    """Its label is the title of a page that was found."""
    elsewhere = 2
    """One like it was tried on another page."""


HARDLY = 0.15
"""What the traits say is hardly a way on: how often it is one all the same is counted, and is the least chance."""
SURPRISED_AT_FIRST = (1.0, 14.0)
"""(opened, did not) of those, as if so many had been seen."""
OWN_AFTER = 3.0
"""Surprises of one class weigh as much as those of all classes after so many cases: switches hardly ever open a page,
icons do."""
NEW_AT_FIRST = ((8.5, 1.5), (1.0, 3.0), (0.3, 4.0))
"""(new, known) as if so many had been seen, for each of Leads."""
_NEVER = (0.0, 0.0)


class Chances:
    """What was learned of one app."""

    def __init__(self) -> None:
        self._weights: dict[str, tuple[float, float]] = {}
        """Trait → (mean, variance)."""
        self._new = [list(counts) for counts in NEW_AT_FIRST]
        self._surprised = list(SURPRISED_AT_FIRST)
        self._surprised_by: dict[str, list[float]] = {}
        """Class → the same of its own."""
        self.version = 0
        """Grows with each thing learned."""

    def opens(self, prior: float, traits: Sequence[str]) -> float:
        """That it opens another page; `prior` is the chance of its class and label in any app. Never less than what
        looked as hopeless turned out to do: looks deceive, and a certainty that was not earned makes a crawl leave
        pages half tried and come back for the rest."""
        return max(self._told_by(prior, traits), self.least(traits))

    def least(self, traits: Sequence[str]) -> float:
        """How often something of that class opened a page that looked as if it would not."""
        opened, idle = self._surprised
        own, none = self._surprised_by.get(traits[0] if traits else "", _NEVER)
        return (OWN_AFTER * opened / (opened + idle) + own) / (OWN_AFTER + own + none)

    def _told_by(self, prior: float, traits: Sequence[str]) -> float:
        mean, variance = self._sum(prior, traits)
        return NORMAL.cdf(mean / math.sqrt(variance))

    def new(self, leads: Leads) -> float:
        """That a page which it opens is new."""
        fresh, known = self._new[leads]
        return fresh / (fresh + known)

    def learn(self, prior: float, traits: Sequence[str], opened: bool) -> None:
        """One was tried, and opened another page or did not."""
        if self._told_by(prior, traits) < HARDLY:
            self._surprised[0 if opened else 1] += 1
            self._surprised_by.setdefault(traits[0] if traits else "", [0.0, 0.0])[0 if opened else 1] += 1
        mean, variance = self._sum(prior, traits)
        spread = math.sqrt(variance)
        sign = 1.0 if opened else -1.0
        surprise = max(-SURE, min(SURE, sign * mean / spread))
        pull = NORMAL.pdf(surprise) / max(NORMAL.cdf(surprise), 1e-12)
        narrowing = pull * (pull + surprise)
        for trait in traits:
            old, doubt = self._weights.get(trait, (0.0, DOUBT))
            changed = old + sign * doubt / spread * pull
            self._weights[trait] = changed, doubt * (1 - doubt / variance * narrowing)
        self.version += 1

    def learn_new(self, leads: Leads, fresh: bool) -> None:
        """One opened a page that was new or known."""
        self._new[leads][0 if fresh else 1] += 1
        self.version += 1

    def told(self) -> Iterable[tuple[str, float]]:
        """(trait, weight): what speaks most for and most against opening a page."""
        return sorted(((trait, mean) for trait, (mean, _) in self._weights.items()), key=lambda each: -abs(each[1]))

    def _sum(self, prior: float, traits: Sequence[str]) -> tuple[float, float]:
        mean, variance = NORMAL.inv_cdf(min(0.98, max(0.02, prior))), NOISE
        for trait in traits:
            known = self._weights.get(trait)
            if known is None:
                variance += DOUBT
            else:
                mean += known[0]
                variance += known[1]
        return mean, variance
