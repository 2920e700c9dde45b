"""Two small builds of one app and what they differ in: what renderings of a difference are tried on."""

from __future__ import annotations

import io
from functools import cache

from msgspec.structs import replace
from PIL import Image

from patrol.model.build import Build, BuildHead, PageLook, Thing, ThingKind
from patrol.model.difference import Aspect, Difference, EdgeChange, PageChange, PageMove
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.model.record import Text
from patrol.model.recorded import Recorded
from patrol.model.screen import Node, Rect, Screen
from patrol.report.diff_view import Side

from . import sample

PACKAGE = "com.harbourbank.mobile"
THEN = BuildHead(PACKAGE, "demo-20260101-120000", "2026-01-01T12:00:00Z", "1.0", 100, "Pixel 7, Android 14", "0.1.0")
NOW = BuildHead(PACKAGE, "demo-20260108-120000", "2026-01-08T12:00:00Z", "1.1", 110, "Pixel 7, Android 14", "0.1.0")

NAMES = {
    "home": ("首页", "Home"), "pay": ("转账", "Transfer"), "old": ("积分", "Points"), "me": ("我的", "Me"),
    "pension": ("个人养老金", "Pension"), "bill": ("账单", "Bill"),
}  # fmt: skip


def _graph(keys: tuple[str, ...], ways: tuple[tuple[str, str], ...]) -> PageGraph:
    pages = tuple(
        Page(key, NAMES[key][0], f"{PACKAGE}.ui.{key.title()}", NAMES[key][1], "首页", picture=f"pictures/{key}.png")
        for key in keys
    )
    edges = tuple(Edge(a, b, Action(ActionKind.tap, Locator(text=NAMES[b][0]))) for a, b in ways)
    return PageGraph("home", pages, tuple(State(key, key) for key in keys), edges)


def _looks(graph: PageGraph) -> tuple[PageLook, ...]:
    return tuple(
        PageLook(
            page.key,
            texts=(page.name, "可用余额"),
            actions=(f"tap {page.name}",),
            picture=page.picture,
            way=() if page.key == "home" else (f"首页: tap {page.name}",),
            owners=("transfer",) if page.key == "pay" else (),
        )
        for page in graph.pages
    )


def then() -> Build:
    graph = _graph(
        ("home", "pay", "old", "me", "bill"), (("home", "pay"), ("home", "old"), ("home", "me"), ("me", "bill"))
    )
    return Build(1, THEN, graph, _looks(graph))


def now() -> Build:
    graph = _graph(
        ("home", "pay", "me", "bill", "pension"),
        (("home", "pay"), ("home", "me"), ("pay", "bill"), ("home", "pension")),
    )
    return Build(1, NOW, graph, _looks(graph))


def difference() -> Difference:
    """One of everything."""
    return Difference(
        THEN,
        replace(NOW, complete=False, why_incomplete=Text("探索提前结束", "the crawl ended early")),
        same=(("home", "home"), ("pay", "pay"), ("me", "me"), ("bill", "bill")),
        added=("pension",),
        removed=("old",),
        changed=(
            PageChange(
                "home",
                "home",
                (Aspect.texts, Aspect.actions, Aspect.structure),
                texts_added=("新人礼",),
                texts_lost=("节日礼",),
                actions_added=("tap 个人养老金",),
                actions_lost=("tap 积分",),
                shape_added=("ImageView#banner",),
            ),
        ),
        moved=(PageMove("bill", "bill", ("我的 › 账单",), ("转账 › 账单",)),),
        edges_added=(EdgeChange("pay", "bill", "tap 账单", important=True),),
        edges_lost=(EdgeChange("me", "bill", "tap 账单"),),
        things_added=(
            Thing(ThingKind.permission, "android.permission.CAMERA", Text("相机", "Camera")),
            Thing(ThingKind.call, "SDK-x API-1", Text("某 SDK：应用列表", "Some SDK: installed apps"), page="pension"),
        ),
        things_removed=(Thing(ThingKind.host, "old.example", Text("old.example", "old.example"), "GET /points"),),
        not_compared=(ThingKind.sdk,),
        unsure=(Text("“设置”这次没有走到", "“Settings” was not come to this time"),),
    )


def nothing() -> Difference:
    same = tuple((page.key, page.key) for page in then().graph.pages)
    return Difference(THEN, replace(THEN, run_id="demo-20260102-120000"), same=same)


@cache
def _picture(number: int) -> bytes:
    """A PNG, different for each number; small, for many tests draw it."""
    out = io.BytesIO()
    Image.new("RGB", (270, 600), (20 + number * 9, 90, 168)).save(out, "PNG")
    return out.getvalue()


def screen(*texts: str) -> Screen:
    """A page that says this, a line under the other, each of them clickable."""
    lines = (
        Node("TextView", text=text, bounds=Rect(60, 300 + 200 * n, 900, 400 + 200 * n), clickable=True)
        for n, text in enumerate(texts)
    )
    return Screen(
        width=1080, height=2400, roots=(Node("FrameLayout", bounds=Rect(0, 0, 1080, 2400), children=(*lines,)),)
    )


def sides() -> tuple[Side, Side]:
    """Both with pictures; the newer one with the tree of its home page, as a run folder has it."""
    pictures = {f"pictures/{key}.png": _picture(number) for number, key in enumerate(NAMES)}
    old = Side(then(), Recorded(pictures=pictures))
    newer = {f"pictures/{key}.png": _picture(20 + number) for number, key in enumerate(NAMES)}
    tree = screen("首页", "新人礼", "个人养老金")
    name = Text("港湾银行", "Harbour Bank")
    return old, Side(now(), Recorded(pictures=newer, trees={"trees/home": tree}), name, {"home": "trees/home"})


def hostile(text: str = sample.HOSTILE) -> tuple[Difference, Side, Side]:
    """What an app could name and say, wherever a difference tells it."""
    told, (old, new) = difference(), sides()
    pages = tuple(replace(page, name=text, name_en=text, module=text, activity=text) for page in new.build.graph.pages)
    looks = tuple(replace(x, texts=(text,), actions=(text,), way=(text,), owners=(text,)) for x in new.build.looks)
    build = replace(new.build, graph=replace(new.build.graph, pages=pages), looks=looks)
    change = replace(told.changed[0], texts_added=(text,), actions_lost=(text,), shape_lost=(text,))
    thing = Thing(ThingKind.host, text, Text(text, text), text, "home")
    evil = replace(
        told,
        now=replace(told.now, version=text, phone=text, run_id=text, patrol=text),
        changed=(change,),
        moved=(PageMove("bill", "bill", (text,), (text,)),),
        edges_added=(EdgeChange("pay", "bill", text),),
        things_added=(thing,),
        unsure=(Text(text, text),),
    )
    side = Side(build, new.files, Text(text, text), new.trees)
    return evil, old, side
