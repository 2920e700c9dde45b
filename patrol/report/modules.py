"""Which module a page is shown in: the declared one, else what the app itself tells of its parts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from patrol.model.graph import Page, PageGraph

COLOURS, SHAPES = 8, 6
"""Modules are told apart by both; 48 modules look different."""


def with_modules(graph: PageGraph) -> tuple[PageGraph, bool]:
    """(the graph in which every page has a module as far as one can be told, whether any was worked out). A page that
    nobody put into one belongs to its activity's Java package, else to its item of the bottom navigation."""
    prefix = _common_package([page.activity for page in graph.pages])
    pages = tuple(page if page.module else _placed(page, prefix) for page in graph.pages)
    guessed = any(new.module != old.module for new, old in zip(pages, graph.pages, strict=True))
    return (msgspec.structs.replace(graph, pages=pages) if guessed else graph), guessed


def _placed(page: Page, prefix: int) -> Page:
    package = _package(page.activity)[0 if page.activity.startswith(".") else prefix :]
    tab = page.title.partition("\n")[2]
    module = package[0] if package else tab
    return msgspec.structs.replace(page, module=module) if module else page


def _package(activity: str) -> list[str]:
    return activity.rpartition(".")[0].strip(".").split(".") if "." in activity.strip(".") else []


def _common_package(activities: Sequence[str]) -> int:
    """How many parts the packages of all activities share, short names (`.main.Home`) aside."""
    full = (activity for activity in activities if not activity.startswith("."))
    packages = [package for activity in full if (package := _package(activity))]
    least, most = min(packages, default=[]), max(packages, default=[])
    return next((n for n, (a, b) in enumerate(zip(least, most, strict=False)) if a != b), min(len(least), len(most)))


def looks(modules: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Module → (colour, shape), by the order in which modules first appear."""
    return {module: (n % COLOURS, (n - n // COLOURS) % SHAPES) for n, module in enumerate(modules)}
