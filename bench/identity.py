"""How well pages are known again: page keys against the truth of recorded apps, and how fast.

    python -m bench identity               recordings kept in tests/data/recorded-pages, demo, generated apps, speed
    python -m bench.identity FOLDER...     recordings of one's own, one line an app and the totals

Looks are scored in the order in which they were recorded, as a crawl would have met them: nothing is sorted, nothing
is known beforehand. What pages turned out to be the same later counts, as it does in a report.
"""

from __future__ import annotations

import gc
import itertools
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figure import Figure
from bench.recordings import KEPT, Seen, app_folders, read
from patrol.crawl.identity import PageBook
from patrol.crawl.settle import same_look
from patrol.crawl.sighting import Came, Sighting
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen

NODES, SCREENS, ROUNDS, TRIES = 300, 200, 5, 4
HELD_OUT = 0
"""Seed of the generated apps: none of those that served to tune (docs/page-identity.md)."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one app; those of several can be added."""

    looks: int = 0
    both: int = 0
    """Pairs of looks of one page, in truth and by us."""
    ours: int = 0
    """Pairs that we take for one page."""
    true: int = 0
    pages: int = 0
    """True pages."""
    nodes: int = 0
    """Pages by us."""
    merged: int = 0
    """True pages that share the page most of their looks were given with another true page."""
    strayed: int = 0
    """Looks of other apps taken for a page of the app, and the other way round."""

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in Score.__slots__))

    @property
    def precision(self) -> float:
        return self.both / self.ours if self.ours else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.true if self.true else 1.0

    @property
    def nodes_per_page(self) -> float:
        return self.nodes / self.pages if self.pages else 1.0

    @property
    def wrongly_merged(self) -> float:
        return self.merged / self.pages if self.pages else 0.0

    def __str__(self) -> str:
        return (
            f"{self.looks:5} looks  precision {self.precision:.3f}  recall {self.recall:.3f}  "
            f"nodes a page {self.nodes_per_page:.2f} ({self.nodes}/{self.pages})  "
            f"wrongly merged {self.wrongly_merged:.1%}  strayed {self.strayed}"
        )


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    """Of (true page, page by us) of each look. `outside:…` and `system:…` are scored by whether we strayed only."""
    pairs = list(pairs)
    own = [(true, ours) for true, ours in pairs if not _foreign(true) and not _foreign(ours)]
    cells, true, ours = Counter(own), Counter(a for a, _ in own), Counter(b for _, b in own)
    usual: dict[str, str] = {}
    for (page, node), _ in cells.most_common():
        usual.setdefault(page, node)
    shared = Counter(usual.values())
    return Score(
        looks=len(own),
        both=_pairs(cells),
        ours=_pairs(ours),
        true=_pairs(true),
        pages=len(true),
        nodes=len(ours),
        merged=sum(shared[node] > 1 for node in usual.values()),
        strayed=sum(_foreign(a) != _foreign(b) for a, b in pairs if not a.startswith("system:")),
    )


def _foreign(page: str) -> bool:
    return page.startswith(("outside:", "system:"))


def _pairs(counts: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def keys(package: str, looks: Sequence[Seen]) -> list[tuple[str, str]]:
    """(true page, page by us) of each look."""
    return [(seen.page, page) for seen, (page, _) in zip(looks, met(package, looks), strict=True)]


def met(package: str, looks: Sequence[Seen]) -> list[tuple[str, str]]:
    """(page, state) by us of each look, met in this order; the way to each is told as a crawl would."""
    book, found = PageBook(Scenario(package)), []
    given: dict[str, str] = {}
    last: tuple[Screen, Sighting] | None = None
    for seen in looks:
        below = given.get(seen.below, "") if seen.below else last[1].page if last else ""
        for before, after in itertools.pairwise((*seen.on_the_way, seen.screen)):
            if last is not None and before.roots != last[0].roots and before.roots and same_look(before, after):
                book.changed(book.identify(after, below).page, before, after)
        came = _came(seen, last)
        sighting, _ = book.learn(seen.screen, below, same_page=seen.action.startswith("scroll"), came=came)
        last = seen.screen, sighting
        given[seen.page] = sighting.page
        found.append((sighting.page, sighting.state))
    return [(book.kept(page), book.kept(state)) for page, state in found]


def _came(seen: Seen, last: tuple[Screen, Sighting] | None) -> Came:
    if last is None or seen.action.startswith("launch"):
        return Came(action="launch")
    if not seen.action or seen.action.startswith(("back", "scroll", "key")):
        return Came()
    return Came(last[1].state, seen.action, last[0])


def measure() -> Iterator[Figure]:
    """The four scores of the kept recordings, of the demo without its declared pages and of generated apps; speed."""
    from bench.identity_crawled import APPS, COVERED, VARIANTS, demo, generated

    yield from figures("recorded apps", [score(keys(*read(folder))) for folder in app_folders([KEPT])])
    yield from figures("the demo, nothing declared", [score(demo())])
    scores = {name: score(generated(name, HELD_OUT)) for name in APPS}
    yield from figures("generated apps A, B, C", [scores[name] for name in VARIANTS])
    others = [name for name in APPS if name not in (*VARIANTS, COVERED)]
    yield from figures("generated apps of other kinds", [scores[name] for name in others])
    covered, name = scores[COVERED], f"page identity, {COVERED}"
    yield Figure(f"{name}: precision of same-page pairs", (covered.precision,), "", at_least=0.95, note=str(covered))
    yield Figure(f"{name}: recall of same-page pairs", (covered.recall,), "", at_least=0.95)
    yield speed("with ids", _screen)
    yield speed("without ids", _weak_screen)


def figures(name: str, scores: Sequence[Score]) -> Iterator[Figure]:
    """The four scores over all apps together."""
    total = sum(scores, Score())
    note = f"{total.looks} looks of {total.pages} pages in {len(scores)} crawls; strayed {total.strayed}"
    name = f"page identity, {name}"
    yield Figure(f"{name}: precision of same-page pairs", (total.precision,), "", at_least=0.95, note=note)
    yield Figure(f"{name}: recall of same-page pairs", (total.recall,), "", at_least=0.95)
    yield Figure(f"{name}: nodes a true page", (total.nodes_per_page,), "", at_most=1.2)
    yield Figure(f"{name}: wrongly merged pages", (100 * total.wrongly_merged,), "%", at_most=2)


def speed(name: str, draw: Callable[[int], Screen]) -> Figure:
    """Screens of 300 nodes a second on one core, each a tree that was never seen, learned one after the other."""
    rates = []
    for turn in range(ROUNDS):
        rates.append(max(_rate(draw, TRIES * turn + i) for i in range(TRIES)))
    note = f"each the best of {TRIES} turns of {SCREENS} screens, in processor time: whoever else works only slows it"
    title = f"screens of {NODES} nodes identified a second, {name}"
    return Figure(title, tuple(rates), "a second", at_least=2000, note=note)


def _rate(draw: Callable[[int], Screen], turn: int) -> float:
    screens = [draw(turn * SCREENS + i) for i in range(SCREENS)]
    book, page = PageBook(Scenario("app")), ""
    gc.collect()
    gc.freeze()  # a crawl holds 64 trees, not all of these: searching them for garbage is no part of the work
    begun = time.process_time()
    for screen in screens:
        page = book.learn(screen, page)[0].page
    spent = time.process_time() - begun
    gc.unfreeze()
    return SCREENS / spent


def _screen(number: int) -> Screen:
    """One of twenty pages, with texts of its own: a toolbar, cards, a list of rows, bottom navigation."""
    page = number % 20
    cards = tuple(_card(number, page, i) for i in range(40))
    rows = tuple(_card(number, 0, 40 + i) for i in range(NODES // 4 - 43))
    listed = Node("androidx.recyclerview.widget.RecyclerView", "app:id/list", scrollable=True, children=rows)
    title = Node("android.widget.TextView", "app:id/title", f"第{page % 10}页", bounds=Rect(100, 60, 400, 120))
    bar = tuple(Node("android.widget.TextView", text=n, clickable=True) for n in ("首页", "理财", "我的"))
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 1080, 2400), children=(title, *cards, listed, *bar))
    return Screen(package="app", activity=f"app.Activity{page}", width=1080, height=2400, roots=(root,))


def _card(number: int, page: int, i: int) -> Node:
    top = 150 + 50 * i
    said = tuple(
        Node(
            "android.widget.TextView",
            f"app:id/{name}{page}_{i % 12}",
            f"{name} {number} {i}",
            bounds=Rect(360 * place, top, 360 * place + 350, top + 40),
        )
        for place, name in enumerate(("name", "price", "note"))
    )
    bounds = Rect(0, top, 1080, top + 45)
    return Node("android.widget.LinearLayout", clickable=True, bounds=bounds, children=said)


def _weak_screen(number: int) -> Screen:
    """One of twenty pages of one activity as Compose dumps them: views without ids, texts in their leaves."""
    page = number % 20
    root = Node(
        "androidx.compose.ui.platform.ComposeView", bounds=Rect(0, 0, 1080, 2400), children=_views(page, number)
    )
    return Screen(package="app", activity="app.Main", width=1080, height=2400, roots=(root,))


def _views(page: int, number: int) -> tuple[Node, ...]:
    title = Node("android.widget.TextView", text=f"Page {chr(65 + page)}", bounds=Rect(100, 60, 400, 120))
    things = []
    for i in range((NODES - 2) // 3):
        bounds = Rect(0, 200 + 22 * i, 1080, 220 + 22 * i)
        said = f"entry {chr(65 + page)}{chr(97 + i % 26)}" if i % 3 else f"amount {number}.{i}"
        texts = tuple(Node("android.widget.TextView", text=said + end, bounds=bounds) for end in ("", " more"))
        things.append(Node("android.view.View", clickable=i % 2 == 0, bounds=bounds, children=texts))
    return (title, *things)


def main(folders: list[str]) -> int:
    """Score the recordings below the given folders; exit code 1 when the totals fall short, 2 when there are none."""
    total = Score()
    apps = app_folders([Path(folder) for folder in folders])
    if not apps:
        print("No states.jsonl below the given folders: see docs/page-identity.md for the layout of a recording.")
        return 2
    for folder in apps:
        scored = score(keys(*read(folder)))
        total += scored
        print(f"{folder.name:20} {scored}", flush=True)
    print(f"{'all':20} {total}")
    good = total.precision >= 0.95 and total.recall >= 0.95
    return 0 if good and total.nodes_per_page <= 1.2 and total.wrongly_merged <= 0.02 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
