"""Makes an app by chance: first the tree of pages, then ways and widgets, then what lies in wait."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from tests.generated import words
from tests.generated.app import MAIN, PACKAGE, GeneratedApp, PageTruth, WidgetTruth
from tests.generated.hazards import plant
from tests.generated.looks import Looks
from tests.generated.settings import VARIANTS, Settings

MOST_CHILDREN = 9
SAME_TITLE = 0.06
"""Pages that have the title of another page."""
SAME_LAYOUT = 0.15
"""Pages that share an activity and numbered ids with others."""
PRIVATE = 0.7
"""Ways out of a hub that want a signed-in user."""


@dataclass
class Draft:
    """A page while it is made."""

    id: str
    title: str
    english: str
    depth: int = 0
    hub: int = -1
    parent: str = ""
    children: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    row_target: str = ""
    gated: str = ""
    layout: int = -1
    private: bool = False


def generate(variant: str, pages: int = 60, seed: int = 0, **switches: object) -> GeneratedApp:
    """The app of this variant (A, B, C), size and seed: the same arguments give the same app. `switches` are fields of
    Settings that shall differ from the variant's."""
    settings = replace(VARIANTS[variant], pages=pages, **switches)  # type: ignore[arg-type]
    draw = random.Random(f"{variant}/{pages}/{seed}")
    drafts = _tree(draw, settings)
    _link(draw, settings, drafts)
    _lists(draw, settings, drafts)
    _gates(draw, settings, drafts)
    made = {draft.id: _page(draw, settings, drafts, draft) for draft in drafts.values()}
    hubs = tuple(draft.id for draft in drafts.values() if draft.hub >= 0)
    plant(draw, settings, made)
    return GeneratedApp(variant, seed, settings, made, "p0", PACKAGE, hubs)


# --- pages and ways ---------------------------------------------------------------------------------------------------


def _tree(draw: random.Random, settings: Settings) -> dict[str, Draft]:
    names = [(f"{a}{b}", f"{c} {d}") for a, c in words.THINGS for b, d in words.KINDS]
    draw.shuffle(names)
    drafts = {f"p{i}": Draft(f"p{i}", *words.HUBS[i], hub=i) for i in range(settings.hubs)}
    for number in range(settings.hubs, settings.pages):
        open_ = [d for d in drafts.values() if d.depth < settings.depth and len(d.children) < MOST_CHILDREN]
        parent = draw.choice(open_)
        title = names[number % len(names)]
        others = [d for d in drafts.values() if d.hub < 0]
        if others and draw.random() < SAME_TITLE:
            twin = draw.choice(others)
            title = twin.title, twin.english
        draft = Draft(f"p{number}", *title, depth=parent.depth + 1, parent=parent.id)
        draft.layout = draw.randrange(3) if draw.random() < SAME_LAYOUT else -1
        draft.private = draw.random() < PRIVATE if parent.hub >= 0 else parent.private
        parent.children.append(draft.id)
        drafts[draft.id] = draft
    return drafts


def _link(draw: random.Random, settings: Settings, drafts: dict[str, Draft]) -> None:
    inner = [draft.id for draft in drafts.values() if draft.hub < 0]
    wanted = round(settings.cross * settings.pages)
    while wanted:
        source, target = draw.choice(list(drafts.values())), draw.choice(inner)
        taken = {source.id, source.parent, *source.children, *source.links}
        if target not in taken and len(source.links) < 3:
            source.links.append(target)
            wanted -= 1


def _lists(draw: random.Random, settings: Settings, drafts: dict[str, Draft]) -> None:
    """A list takes the place of the way to one child; where there is none, it leads to a page that is known."""
    wanted = round(settings.lists * settings.pages) or int(settings.endless)
    with_children = [draft for draft in drafts.values() if draft.children]
    leaves = [draft for draft in drafts.values() if not draft.children]
    draw.shuffle(with_children)
    draw.shuffle(leaves)
    for draft in [*with_children, *leaves][:wanted]:
        if draft.children:
            draft.row_target = draw.choice(draft.children)
        else:
            known = [d.row_target for d in drafts.values() if d.row_target and d.row_target != draft.id]
            draft.row_target = draw.choice([target for target in known if target != draft.parent] or known)


def _gates(draw: random.Random, settings: Settings, drafts: dict[str, Draft]) -> None:
    edges = [(d, t) for d in drafts.values() for t in (*d.children, *d.links) if t != d.row_target]
    draw.shuffle(edges)
    wanted = round(settings.gates * (len(edges) + sum(bool(d.row_target) for d in drafts.values())))
    for draft, target in edges:
        if wanted and not draft.gated and draft.hub < 0:
            draft.gated = target
            wanted -= 1


# --- widgets ----------------------------------------------------------------------------------------------------------


def _page(draw: random.Random, settings: Settings, drafts: dict[str, Draft], draft: Draft) -> PageTruth:
    looks = Looks(draw, f"item_{draft.layout}" if draft.layout >= 0 else "")
    widgets: list[WidgetTruth] = []
    for target in (*draft.children, *draft.links):
        if target not in (draft.row_target, draft.gated):
            widgets.append(looks.opener(drafts[target].title, drafts[target].english, target))
    widgets += [looks.idle() for _ in range(draw.randint(*settings.idle))]
    draw.shuffle(widgets)
    if draft.gated:
        kinds = tuple(draw.sample(words.GATE_FIELDS, draw.choice((1, 1, 2))))
        widgets += [looks.field(kind) for kind in kinds]
        widgets.append(looks.submit(draft.gated, kinds))
    rows = draw.randint(*settings.rows) if draft.row_target else 0
    volatile = draw.choice(words.VOLATILE) if draw.random() < settings.volatile else ""
    return PageTruth(
        draft.id,
        draft.title,
        draft.english,
        _activity(draw, draft),
        tuple(widgets),
        draft.hub,
        draft.depth,
        1_000_000 if settings.endless and draft.row_target else rows,
        draft.row_target,
        volatile,
        late_ms=draw.randint(500, 2000) if draw.random() < settings.late else 0,
        bare=draw.random() < settings.no_ids,
        private=draft.private,
        grid=draw.random() < (0.9 if draft.hub >= 0 else 0.3),
    )


def _activity(draw: random.Random, draft: Draft) -> str:
    """Hubs are fragments of the main activity; half of the pages have an activity of their own, others share one."""
    if draft.hub >= 0:
        return MAIN
    if draft.layout >= 0:
        return f"{PACKAGE}.Template{draft.layout}Activity"
    if draw.random() < 0.5:
        return f"{PACKAGE}.{draft.english.title().replace(' ', '').replace('-', '')}Activity"
    return f"{PACKAGE}.ContainerActivity"
