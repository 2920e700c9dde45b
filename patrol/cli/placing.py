"""Where the files of a run and of its app are now, for reports that point to their lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from patrol import settings
from patrol.errors import ConfigError, Place
from patrol.yamlplaces import Document, load_file

if TYPE_CHECKING:
    from patrol.model.result import InspectionResult
    from patrol.report.places import Places
    from patrol.store.run_folder import RunFolder

CHECKS = "compliance_checks"


def places_of(result: InspectionResult, folder: RunFolder, checks: Iterable[Path] = ()) -> Places:
    """What of the app's files can be found from here. `checks` are the folders with the team's own policy (default:
    ./compliance_checks). A file that cannot be read is left out: a report must not fail for it."""
    from patrol.report.places import Places

    top = _top(Path.cwd())
    app = Path(result.environment.app)
    run = _relative(folder.path, top)
    rules, gate = _policy(list(checks) or [Path(CHECKS)], top)
    return Places(
        run=run,
        attached=str(folder.path.resolve()) if settings.read().absolute_attachments else run,
        journeys={file.stem: _relative(file, top) for file in sorted(app.glob("journeys/*.yaml"))},
        pages=_pages(app / "pages.yaml", top),
        checks=rules,
        gate=gate,
        app=Place(_relative(app / "app.yaml", top), 1) if (app / "app.yaml").is_file() else None,
    )


def _top(here: Path) -> Path:
    """Of the checkout that `here` is in, else `here`: forges name files from there."""
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def _relative(path: Path, top: Path) -> str:
    whole = Path(os.path.abspath(path))
    return (whole.relative_to(top) if whole.is_relative_to(top) else whole).as_posix()


def _load(file: Path) -> Document | None:
    try:
        return load_file(file) if file.is_file() else None
    except ConfigError:
        return None


def _pages(file: Path, top: Path) -> dict[str, Place]:
    document = _load(file)
    data = document.data if document else None
    entries = data.get("pages") if isinstance(data, dict) else None
    if document is None or not isinstance(entries, list):
        return {}
    named = ((number, entry.get("id")) for number, entry in enumerate(entries) if isinstance(entry, dict))
    shown = _relative(file, top)
    return {id: Place(shown, document.place(("pages", n)).line) for n, id in named if isinstance(id, str)}


def _policy(folders: list[Path], top: Path) -> tuple[dict[str, Place], Place | None]:
    """(the rule of each check, `gate:`); the last folder wins, as for the policy itself."""
    rules: dict[str, Place] = {}
    gate = None
    for file in (folder / "policy.yaml" for folder in folders):
        document = _load(file)
        if document is None or not isinstance(document.data, dict):
            continue
        shown = _relative(file, top)
        rules.update({name: Place(shown, document.place(path, of_key=True).line) for name, path in _rules(document)})
        if "gate" in document.data:
            gate = Place(shown, document.place(("gate",), of_key=True).line)
    return rules, gate


def _rules(document: Document) -> Iterator[tuple[str, tuple[str, str]]]:
    checks = document.data.get("checks")
    for name in checks if isinstance(checks, dict) else ():
        yield name, ("checks", name)
