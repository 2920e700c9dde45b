"""Journeys written for pages that nobody owns: in the run's folder, and where the user wants them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from patrol.cli.apps import app_of
from patrol.errors import ConfigError
from patrol.yamlplaces import unknown

if TYPE_CHECKING:
    from patrol.compare.drafts import Material
    from patrol.derive.facts import Facts
    from patrol.model.result import InspectionResult
    from patrol.store.run_folder import RunFolder


def material(folder: RunFolder, result: InspectionResult, lang: str, facts: Facts | None = None) -> Material:
    """What the run knows of its pages, with the data and the sign-in of the app's folder where that is here."""
    from patrol.compare.build import build_of
    from patrol.compare.drafts import Material
    from patrol.model.artifacts import Crawl

    crawl = folder.get(Crawl)
    scenario, way_in = app_of(folder.head.app)
    steps = crawl.steps if isinstance(crawl, Crawl) else ()
    data = scenario.data if scenario else {}
    return Material(result.graph, build_of(result, folder, facts), steps, data, way_in, lang)


def way_of(result: InspectionResult, named: str, target: str) -> tuple[str, str] | None:
    """The keys of a way's two pages, named one by one or as the gate names a way (`home > transfer`); None for a single
    page. Raises ConfigError with the nearest page."""
    from patrol.model.gate import LEADS_TO

    if not target and LEADS_TO in named and named not in _pages(result):
        named, _, target = named.partition(LEADS_TO)
    return (page_key(result, named.strip()), page_key(result, target.strip())) if target else None


def page_key(result: InspectionResult, named: str) -> str:
    """The key of a page by its id, key or name. Raises ConfigError with the nearest one."""
    names = _pages(result)
    if named not in names:
        told = unknown("page", named, [page.name for page in result.graph.pages])
        raise ConfigError(told, advice="The run found no such page.")
    return names[named]


def _pages(result: InspectionResult) -> dict[str, str]:
    """What a page may be called → its key."""
    return {alias: page.key for page in result.graph.pages for alias in (page.name_en, page.name, page.key) if alias}


def write_drafts(folder: RunFolder, result: InspectionResult, lang: str, facts: Facts | None = None) -> None:
    """Those that the gate's items name, into the run's folder."""
    from patrol.compare.drafts import draft, draft_of_way

    wanted = [item for item in result.gate.items if item.draft] if result.gate else []
    if not wanted:
        return
    made_of = material(folder, result, lang, facts)
    for item in wanted:
        ends = item.ends
        text = draft_of_way(ends[0], ends[1], made_of) if len(ends) == 2 else draft(item.page, made_of)
        if text is not None:
            folder.write_rendering(item.draft, text)


def copied(folder: RunFolder, result: InspectionResult, out: Path) -> Iterable[Path]:
    """The drafts of the gate's items as files of `out`; what stands there already is left alone. Raises ConfigError."""
    for item in result.gate.items if result.gate else ():
        path = out / Path(item.draft).name
        source = folder.path / item.draft
        if not item.draft or not source.is_file() or path.exists():
            continue
        try:
            out.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read_bytes())
        except OSError as error:
            raise ConfigError(
                f"{path} could not be written: {error.strerror}.", advice="Name another folder after --drafts."
            ) from error
        yield path
