"""The difference of two builds as Markdown, short enough for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from patrol.derive.thing_words import detail
from patrol.model.build import Build, PageLook, Thing, ThingKind
from patrol.model.difference import Difference, EdgeChange, PageChange
from patrol.model.record import Text
from patrol.report import diff_words, md
from patrol.report.both import Mark
from patrol.report.md import Part

PLUS = md.text("+")
SHOWN = 4
"""Changed texts and actions of a page that its row names; the others are counted."""


def render(told: Difference, then: Build, now: Build, lang: str = "en", most: int = md.GITHUB_COMMENT) -> str:
    """Markdown text of at most `most` characters."""
    return _Told(told, then, now, lang).text(most)


class _Told:
    def __init__(self, told: Difference, then: Build, now: Build, lang: str) -> None:
        self._told, self._lang = told, lang
        self._then, self._now = _names(then, lang), _names(now, lang)
        self._looks = {look.page: look for look in now.looks}

    def text(self, most: int) -> str:
        then, now = diff_words.sides(self._told)
        title = self._say(Text("构建差异", "Difference of two builds"))
        begin = f"## {title}: {md.text(then.of(self._lang))} → {md.text(now.of(self._lang))}\n\n"
        begin += f"**{md.text(self._say(diff_words.summary(self._told)))}**\n"
        return md.within(begin, self._parts(), self._end(), most, self._lang)

    def _parts(self) -> Iterator[Part]:
        yield Part(self._say(Text("没有比较的", "Not compared")), [f"- {one}" for one in self._doubts()])
        yield from self._pages()
        yield self._ways()
        yield from self._things()

    def _pages(self) -> Iterator[Part]:
        page, key = self._heads(Text("页面", "Page"), Text("标识", "Key"))
        way, what, own, before, after = self._heads(
            Text("怎么走到", "The way there"),
            Text("什么变了", "What changed"),
            Text("覆盖它的流程", "Journeys that own it"),
            Text("以前从", "Reached from, then"),
            Text("现在从", "Reached from, now"),
        )
        told = self._told
        added = [[self._new(k), md.code(k), self._way(self._looks.get(k)), self._owners(k)] for k in told.added]
        yield md.table(self._title(Mark.added), (page, key, way, own), added)
        gone = [[md.text(self._then.get(k, k)), md.code(k)] for k in told.removed]
        yield md.table(self._title(Mark.removed), (page, key), gone)
        changed = [[self._new(c.page), md.code(c.page), "<br>".join(self._change(c))] for c in told.changed]
        yield md.table(self._title(Mark.changed), (page, key, what), changed)
        moved = [
            [self._new(m.page), self._lines(m.ways_then, m.ways_then_en), self._lines(m.ways_now, m.ways_now_en)]
            for m in told.moved
        ]
        yield md.table(self._title(Mark.moved), (page, before, after), moved)

    def _change(self, change: PageChange) -> Iterator[str]:
        """A line an aspect: what went, what came."""
        for aspect, lost, added in (
            ("texts", change.texts_lost, change.texts_added),
            ("actions", self._acts(change.actions_lost), self._acts(change.actions_added)),
            ("structure", change.shape_lost, change.shape_added),
        ):
            if not (lost or added):
                continue
            name = next(text for key, text in diff_words.ASPECT.items() if key.value == aspect)
            if aspect == "structure":
                yield f"{self._say(name)}: −{len(lost)} +{len(added)}"
                continue
            parts = [f"− {md.text(one, 80)}" for one in lost[:SHOWN]] + [
                f"{PLUS} {md.text(one, 80)}" for one in added[:SHOWN]
            ]
            more = max(0, len(lost) - SHOWN) + max(0, len(added) - SHOWN)
            yield f"{self._say(name)}: {'; '.join(parts)}{f' … +{more}' if more else ''}"

    def _acts(self, actions: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._say(diff_words.action(one)) for one in actions)

    def _ways(self) -> Part:
        heads = self._heads(Text("", ""), Text("从", "From"), Text("操作", "Action"), Text("到", "To"))
        rows = [self._edge(Mark.added, edge, self._now) for edge in self._told.edges_added]
        rows += [self._edge(Mark.removed, edge, self._then) for edge in self._told.edges_lost]
        return md.table(self._say(Text("页面之间的路", "Ways between pages")), heads, rows)

    def _edge(self, mark: Mark, edge: EdgeChange, names: Mapping[str, str]) -> list[str]:
        source, target = (md.text(names.get(key, key)) for key in (edge.source, edge.target))
        important = f" **{self._say(Text('重要', 'important'))}**" if edge.important else ""
        return [self._sign(mark), source, md.text(self._say(diff_words.action(edge.action))) + important, target]

    def _things(self) -> Iterator[Part]:
        told = [(Mark.added, one) for one in self._told.things_added]
        told += [(Mark.removed, one) for one in self._told.things_removed]
        heads = self._heads(Text("", ""), Text("名称", "Name"), Text("标识", "Id"), Text("说明", "Detail"))
        for kind in ThingKind:
            rows = [
                [self._sign(mark), md.text(self._say(one.name)), md.code(one.id), self._detail(one)]
                for mark, one in told
                if one.kind is kind
            ]
            yield md.table(self._say(diff_words.KIND[kind]), heads, rows)

    def _detail(self, thing: Thing) -> str:
        told = detail(thing)
        return md.text(self._say(told)) if told else ""

    def _doubts(self) -> Iterator[str]:
        for head in (self._told.then, self._told.now):
            why = head.why_incomplete
            if why is not None and not any(why.en in one.en for one in self._told.unsure):
                yield f"{md.text(diff_words.build(head))}: {md.text(self._say(why))}"
        yield from (md.text(self._say(one)) for one in self._told.unsure)
        if self._told.not_compared:
            yield md.text(self._say(diff_words.not_compared(self._told.not_compared)))

    def _end(self) -> str:
        told = self._told
        return (
            f"<sub>patrol {md.text(told.now.patrol)} · {md.code(told.then.run_id)} → {md.code(told.now.run_id)}</sub>\n"
        )

    def _title(self, mark: Mark) -> str:
        of = {
            Mark.added: Text("新增的页面", "Pages added"),
            Mark.removed: Text("消失的页面", "Pages removed"),
            Mark.changed: Text("有变化的页面", "Pages changed"),
            Mark.moved: Text("换了入口的页面", "Pages moved"),
        }
        return self._say(of[mark])

    def _sign(self, mark: Mark) -> str:
        return f"{md.text(diff_words.SIGN[mark])} {self._say(diff_words.MARK[mark])}"

    def _owners(self, key: str) -> str:
        look = self._looks.get(key)
        return ", ".join(md.code(name) for name in look.owners) if look and look.owners else "–"

    def _way(self, look: PageLook | None) -> str:
        return (
            " → ".join(md.text(self._say(step), 60) for step in diff_words.way(look.way, look.way_en)[:8])
            if look and look.way
            else "–"
        )

    def _lines(self, ways: tuple[str, ...], english: tuple[str, ...]) -> str:
        return "<br>".join(md.text(self._say(way), 120) for way in diff_words.way(ways, english)[:SHOWN]) or "–"

    def _new(self, key: str) -> str:
        return md.text(self._now.get(key, key))

    def _heads(self, *texts: Text) -> tuple[str, ...]:
        return tuple(self._say(text) for text in texts)

    def _say(self, text: Text) -> str:
        return text.of(self._lang)


def _names(build: Build, lang: str) -> dict[str, str]:
    return {page.key: page.name_of(lang) or page.key for page in build.graph.pages}
