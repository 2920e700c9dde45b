"""In what two builds differ: pages, ways and things that only one has, and pages that both have and that changed.

Nothing is said to be added or lost because one run did not look: `patrol.compare.evidence` asks for proof, and what
cannot be proved is told under `unsure`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from patrol.compare.changes import align, page_change
from patrol.compare.evidence import Said, Side, Witness
from patrol.compare.looks import action_name
from patrol.compare.pairing import pairs
from patrol.compare.unsure import Unsure, said
from patrol.compare.ways import Step, in_chinese, in_english, name_of_page, said_step
from patrol.derive.coverage import full_name
from patrol.model.build import Build, Thing, ThingKind
from patrol.model.difference import Difference, EdgeChange, PageChange, PageMove
from patrol.model.record import Text

BY_VISITS = (ThingKind.host, ThingKind.call)
"""What shows only when the page is visited that does it."""
SEVERAL = 2
"""Rows by which a page behind a list must have been opened, before what it always said counts as its own."""


def difference(then: Build, now: Build) -> Difference:
    """Everything in which `now` differs from `then`; pure; the time grows with the pages (10,000 in seconds)."""
    return _Comparison(then, now).whole()


class _Comparison:
    def __init__(self, then: Build, now: Build) -> None:
        self._then, self._now = Side(then), Side(now)
        self._same = pairs(then, now, (self._then.ways, self._now.ways))
        self._back = {new: old for old, new in self._same.items()}
        self._of_old = Witness(self._then, self._now, self._same)
        self._of_new = Witness(self._now, self._then, self._back)

    def whole(self) -> Difference:
        then, now = self._then.build, self._now.build
        changed = tuple(self._changes())
        removed, maybe_removed = self._only(self._then, self._same, self._of_old, _strangers(then, now))
        if removed and self._new_and_untried(changed):
            removed, maybe_removed = [], [*removed, *maybe_removed]
        added, maybe_added = self._only(self._now, self._back, self._of_new, _strangers(now, then))
        lost, maybe_lost = self._edges(self._then, self._same, self._of_old)
        come, maybe_come = self._edges(self._now, self._back, self._of_new)
        moved = tuple(self._moves(lost, come))
        aside = {(move.then, move.page) for move in moved}
        return Difference(
            then.head,
            now.head,
            same=tuple(self._same.items()),
            added=tuple(added),
            removed=tuple(removed),
            maybe_added=tuple(maybe_added),
            maybe_removed=tuple(maybe_removed),
            changed=changed,
            moved=moved,
            edges_added=tuple(_told(now, [w for w in come if w.target not in {page for _, page in aside}])),
            edges_lost=tuple(_told(then, [w for w in lost if w.target not in {page for page, _ in aside}])),
            things_added=_things(now, then, lambda thing: not _by_visits(thing) or thing.page not in maybe_added),
            things_removed=_things(then, now, lambda thing: not _by_visits(thing) or now.head.complete),
            not_compared=tuple(kind for kind in ThingKind if kind in then.unseen or kind in now.unseen),
            unsure=tuple(self._unsure(maybe_added, maybe_removed, len(maybe_come), len(maybe_lost))),
        )

    def _new_and_untried(self, changed: Sequence[PageChange]) -> bool:
        """Whether a page has something new that nobody touched: what has no way any more may be behind it."""
        for change in changed if not self._now.build.head.complete else ():
            there = self._now.looks[change.page]
            aligned = align(self._then.looks[change.then], there)
            for widget in (there.widgets[place] for place in aligned.added):
                opens = widget.does == "tap" and not widget.row and action_name(widget) in change.actions_added
                if opens and not self._now.tried(change.page, action_name(widget), f"{widget.does} {widget.id}"):
                    return True
        return False

    def _only(
        self, mine: Side, paired: Mapping[str, str], witness: Witness, strangers: frozenset[str]
    ) -> tuple[list[str], list[str]]:
        """(pages that the other build has not, pages of which nobody can say so). `strangers` are activities that the
        other build's manifest has not: their pages need no more proof."""
        alone = [key for key in mine.pages if key not in paired]
        package = mine.build.head.package
        proved = {key for key in alone if full_name(mine.pages[key].activity, package) in strangers}
        # A page whose ways all begin on pages that are missing themselves is missing with them: begin with all and
        # take out what does not hold, until all that is left holds. A wall shows under its condition alone.
        holds = {key for key in alone if mine.into.get(key) and not mine.pages[key].wall}
        while True:
            known = holds | proved
            fails = {key for key in holds - proved if not self._proved(mine.into[key], paired, witness, known)}
            if not fails:
                break
            holds -= fails
        return [key for key in alone if key in known], [key for key in alone if key not in known]

    def _proved(self, ways: Sequence[Step], paired: Mapping[str, str], witness: Witness, holds: set[str]) -> bool:
        told = [witness.of(way) if way.source in paired else None for way in ways]
        unpaired = [way for way, said in zip(ways, told, strict=True) if said is None]
        if any(way.source not in holds for way in unpaired):
            return False
        return all(said is Said.gone for said in told if said is not None)

    def _changes(self) -> Iterator[PageChange]:
        for old, new in self._same.items():
            before, after = self._then.looks.get(old), self._now.looks.get(new)
            change = page_change(before, after, content=self._is_content(old, new)) if before and after else None
            if change is not None:
                yield change

    def _is_content(self, old: str, new: str) -> bool:
        """Whether a page is behind a list, and one of the runs opened it by one row alone."""
        if old not in self._then.content and new not in self._now.content:
            return False
        return min(self._then.looks[old].arrivals, self._now.looks[new].arrivals) < SEVERAL

    def _edges(self, mine: Side, paired: Mapping[str, str], witness: Witness) -> tuple[list[Step], list[Step]]:
        """(ways between pages of both builds that the other has not, those of which nobody can say so); one for each
        two pages."""
        gone, unknown, told = list[Step](), list[Step](), set[tuple[str, str]]()
        for way in mine.ways:
            if (way.source, way.target) in told or way.source not in paired or way.target not in paired:
                continue
            ways = [w for w in mine.into[way.target] if w.source == way.source]
            said = [witness.of(each) for each in ways]
            told.add((way.source, way.target))
            if all(each is Said.gone for each in said):
                gone.append(way)
            elif Said.there not in said:
                unknown.append(way)
        return gone, unknown

    def _moves(self, lost: Sequence[Step], come: Sequence[Step]) -> Iterator[PageMove]:
        """Pages to which none of the older build's ways leads any more, and another one does."""
        fell, rose = _by_target(lost), _by_target(come)
        for old, new in self._same.items():
            before, after = self._then.into.get(old, ()), self._now.into.get(new, ())
            if not before or not after or new not in rose or old not in fell:
                continue
            if {way.source for way in before} == {way.source for way in fell[old]}:
                if {way.source for way in after} == {way.source for way in rose[new]}:
                    yield _moved(new, old, _ways(self._then, before), _ways(self._now, after))

    def _unsure(self, added: list[str], removed: list[str], come: int, lost: int) -> Iterator[Text]:
        then, now = self._then.build, self._now.build
        hidden = 0 if now.head.complete else len(_things(then, now, _by_visits))
        unseen = sum(thing.page in added for thing in _things(now, then, _by_visits))
        yield from said(Unsure(then, now, removed, lost, hidden), Unsure(now, then, added, come, unseen))


def _by_visits(thing: Thing) -> bool:
    return thing.kind in BY_VISITS


def _strangers(mine: Build, theirs: Build) -> frozenset[str]:
    """Activities that the other build has not, where its manifest lists activities at all."""
    known = {thing.id for thing in theirs.things if thing.kind is ThingKind.activity}
    if not known or ThingKind.activity in theirs.unseen:
        return frozenset()
    return frozenset(thing.id for thing in mine.things if thing.kind is ThingKind.activity) - known


def _by_target(ways: Sequence[Step]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for way in ways:
        found.setdefault(way.target, []).append(way)
    return found


def _ways(side: Side, ways: Sequence[Step]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(said_step(name_of_page(side.pages[way.source]), way.action, " › ") for way in ways))


def _moved(page: str, then: str, before: Sequence[Text], after: Sequence[Text]) -> PageMove:
    english = in_english(before), in_english(after)
    return PageMove(page, then, in_chinese(before), in_chinese(after), *english)


def _told(build: Build, ways: Sequence[Step]) -> Iterator[EdgeChange]:
    important = set(build.important)
    for way in ways:
        yield EdgeChange(way.source, way.target, way.says, (way.source, way.target) in important)


def _things(mine: Build, theirs: Build, would_show: Callable[[Thing], bool]) -> tuple[Thing, ...]:
    """What only one build has, of kinds that the other's run could see, as far as that `would_show` it."""
    known = {(thing.kind, thing.id) for thing in theirs.things}
    blind = set(theirs.unseen)
    alone = (thing for thing in mine.things if (thing.kind, thing.id) not in known and thing.kind not in blind)
    return tuple(filter(would_show, alone))
