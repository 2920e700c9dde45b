"""The second half of a run, for every command that needs it: judge what was recorded, and write the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from patrol import settings
from patrol.audit.check import Check, load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.policy import Policy, load_policy
from patrol.audit.result import facts_for, inspect_result
from patrol.cli.drafting import write_drafts
from patrol.errors import RunFolderError
from patrol.model.recorded import Artifacts
from patrol.model.result import InspectionResult
from patrol.report import html, trace
from patrol.report.pictures import Packed
from patrol.store.run_folder import RunFolder

CHECKS = "compliance_checks"


@dataclass(frozen=True, slots=True)
class Rules:
    """The checks and the policy that apply here."""

    checks: tuple[Check, ...]
    policy: Policy


def rules(folders: Sequence[Path] = ()) -> Rules:
    """patrol's own checks and policy with those of `folders` (default: ./compliance_checks) over them. Raises
    ConfigError for a check or a policy that cannot be used."""
    own = settings.bundled(CHECKS)
    here = list(folders) or [Path(CHECKS)]
    all_folders = [own, *(folder for folder in here if folder.is_dir() and folder.resolve() != own.resolve())]
    checks = load_checks(all_folders)
    return Rules(checks, load_policy(all_folders, checks, load_clauses(all_folders)))


def judge(
    folder: RunFolder, lang: str, applied: Rules, pages: Path | None = None, *, packed: Packed | None = None
) -> InspectionResult:
    """The result, written to the run folder together with report.html and the trace. `pages` is a pages.yaml in place
    of the one that the run was made with; `packed` are pictures that were made small for the report before."""
    artifacts: Artifacts = folder
    if pages is not None:
        from patrol.derive.renaming import redeclared
        from patrol.journey.pages import load_pages
        from patrol.model.scenario import Declared

        artifacts = redeclared(folder, Declared(*load_pages(pages)))
    facts = facts_for(artifacts)
    result = inspect_result(artifacts, applied.checks, applied.policy, facts)
    folder.write_result(result)
    if result.gate is not None:
        write_drafts(folder, result, lang, facts)
    folder.write_rendering("trace.json.gz", trace.render(facts, lang))
    del facts  # a large run's are hundreds of megabytes, and the report needs as much
    folder.write_rendering("report.html", html.render(result, folder, lang, packed=packed))
    return result


def judged(path: Path) -> tuple[RunFolder, InspectionResult]:
    """A run and its last result. Raises RunFolderError when it was never judged."""
    folder = RunFolder.open(path)
    result = folder.result()
    if result is None:
        raise RunFolderError(f"{path} was not judged yet.", advice=f"Judge it: patrol audit {path}")
    return folder, result
