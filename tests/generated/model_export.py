"""A generated app as a model of the virtual phone (docs/app-model.md): the same pages and ways, drawn as that phone
draws, reached over adb or in-process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.generated.app import PACKAGE, Effect, GeneratedApp, Kind, PageTruth, WidgetTruth
from tests.generated.words import FIELDS

WORDS = {Kind.entry: "entry", Kind.button: "button", Kind.text: "link", Kind.switch: "switch", Kind.check: "checkbox"}


def export(app: GeneratedApp, folder: Path) -> Path:
    """Write the build file into `folder`; its path. Pages, ways, lists, tabs and form gates are exported (a gate takes
    what fits, never anything else); ValueError for what the model file would not hold."""
    odd = [page.id for page in app.pages.values() if not page.own]
    if odd or any(widget.other for page in app.pages.values() for widget in page.widgets):
        raise ValueError(f"only plain pages are exported, not {', '.join(odd) or 'widgets that lie'}")
    kinds = {widget.target for page in app.pages.values() for widget in page.widgets if widget.kind is Kind.field}
    tabs = [{"text": app.pages[hub].title, "icon": "home", "go": hub} for hub in app.hubs]
    activities: dict[str, Any] = {
        _short(page.activity): {"launcher": True} if page.id == app.start else {}
        for page in reversed(app.pages.values())
    }
    model = {
        "package": PACKAGE,
        "name": "生成银行",
        "version": {"name": "1.0", "code": 1},
        "sdk": {"min": 23, "target": 34},
        "activities": activities,
        "start": {"cold_ms": 400, "warm_ms": 200, "hot_ms": 100},
        "variables": dict.fromkeys(sorted(kinds), ""),
        "navigation": {"tabs": tabs},
        "open": app.start,
        "pages": {id: _page(app.pages[id]) for id in app.own},
    }
    path = folder / f"{app.variant.lower()}-{app.seed}.yaml"
    path.write_text(yaml.safe_dump(model, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _short(activity: str) -> str:
    return activity.removeprefix(PACKAGE)


def _page(page: PageTruth) -> dict[str, Any]:
    content = [_widget(widget) for widget in page.widgets]
    if page.row_target:
        row = {"card": [{"text": "产品{n}号"}], "id": "item_row", "on_tap": {"go": page.row_target}}
        content.append({"list": page.rows, "id": "rv_list", "row": [row]})
    made: dict[str, Any] = {"activity": _short(page.activity), "title": page.title, "content": content}
    fields = [widget.target for widget in page.widgets if widget.kind is Kind.field]
    if fields:
        made["on_open"] = {"set": dict.fromkeys(fields, "")}
    if page.hub >= 0:
        made["navigation"] = "tabs"
    return made


def _widget(widget: WidgetTruth) -> dict[str, Any]:
    made: dict[str, Any]
    if widget.kind is Kind.field:
        made = {"field": widget.label, "var": widget.target, "keyboard": "none"}
    elif widget.kind is Kind.icon:
        made = {"icon": "star", "description": widget.label or "none"}
    else:
        made = {WORDS[widget.kind]: widget.label}
    made["id"] = widget.resource
    if widget.effect is Effect.open:
        made["on_tap"] = {"go": widget.target}
    elif widget.effect is Effect.submit:
        checks = [
            {"that": f"matches({kind}, {FIELDS[kind][3]!r})", "say": "请检查填写的内容"} for kind in widget.fields
        ]
        made["on_tap"] = [{"check": checks}, {"go": widget.target}]
    elif widget.kind in (Kind.entry, Kind.button, Kind.text, Kind.icon):
        made["on_tap"] = {"log": widget.label or widget.resource}
    return made
