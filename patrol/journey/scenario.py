"""Reads a scenario folder: app.yaml and pages.yaml → Scenario. Mistakes are ScenarioErrors with their place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from patrol.errors import Place, ScenarioError
from patrol.journey import arguments as read
from patrol.journey import pages as declared
from patrol.journey.arguments import Wrong
from patrol.journey.passwords import password_plan
from patrol.journey.privacy import privacy_plan
from patrol.journey.values import references
from patrol.model.locator import Locator
from patrol.model.scenario import LAUNCHES, Consent, Limits, Reboot, Scenario, SelfStartPlan, StartPlan
from patrol.yamlplaces import Section, load_file, unknown

MOST_LAUNCHES = 100
MOST_WATCHED_S = 3600
POLICIES = ("allow", "deny", "ask")
KEYS = (
    "package name name_en activity demo apk model builds deny last consent permissions way_in data rows hosts "
    "pinned_hosts countries bad_hosts limits start privacy passwords self_start"
).split()


def load_scenario(folder: Path) -> Scenario:
    """The scenario in `folder`. Raises ScenarioError: no app.yaml, or a mistake in it or in pages.yaml."""
    file = folder / "app.yaml"
    if not file.is_file():
        raise ScenarioError(
            f"{folder} has no app.yaml.", place=None, advice="`patrol init` writes a folder to start from."
        )
    root = load_file(file, error=ScenarioError).section().only(*KEYS)
    pages, edges, modules = declared.load_pages(folder / declared.FILE)
    package = root.text("package")
    limits = root.section("limits").only("actions", "minutes", "quiet")
    return Scenario(
        package=package,
        name=root.text("name"),
        name_en=root.text("name_en", ""),
        activity=_full_class(package, root.text("activity", "")),
        folder=str(folder),
        apk=_file(root, "apk", folder),
        demo=root.flag("demo", False),
        model=_file(root, "model", folder),
        builds={name: str(folder / root.section("builds").text(name)) for name in root.section("builds").data},
        deny=_locators(root, "deny"),
        last=_locators(root, "last"),
        consent=_consent(root.section("consent")),
        permissions=_permissions(root.section("permissions")),
        way_in=root.text("way_in", ""),
        data=_data(root),
        rows=root.integer("rows", 1),
        hosts=root.texts("hosts"),
        pinned_hosts=root.texts("pinned_hosts"),
        countries={host: root.section("countries").text(host) for host in root.section("countries").data},
        bad_hosts=root.texts("bad_hosts"),
        limits=Limits(
            actions=limits.integer("actions", 400),
            minutes=limits.number("minutes", 10.0),
            quiet=limits.number("quiet", 5.0),
        ),
        start=_start(root.section("start"), tuple(page.id for page in pages)),
        self_start=_self_start(root.section("self_start")),
        passwords=password_plan(root.section("passwords"), tuple(page.id for page in pages)),
        privacy=privacy_plan(root.section("privacy"), folder, tuple(page.id for page in pages)),
        pages=pages,
        edges=edges,
        modules=modules,
    )


def _start(section: Section, pages: Sequence[str]) -> StartPlan:
    """How start-up is measured; page ids must be of pages.yaml."""
    section.only("launches", "useful", "passing")
    launches = section.integer("launches", LAUNCHES)
    if not 1 <= launches <= MOST_LAUNCHES:
        raise section.error(f"launches: {launches} is not between 1 and {MOST_LAUNCHES}.", "launches")
    found = {key: section.texts(key) for key in ("useful", "passing")}
    for key, names in found.items():
        for name in names:
            if name not in pages:
                raise section.error(unknown("page", name, pages), key)
    return StartPlan(launches, found["useful"], found["passing"])


def _self_start(section: Section) -> SelfStartPlan:
    section.only("seconds", "reboot")
    seconds = section.number("seconds", SelfStartPlan().seconds)
    if not 0 <= seconds <= MOST_WATCHED_S:
        raise section.error(f"seconds: {seconds:g} is not between 0 and {MOST_WATCHED_S}.", "seconds")
    return SelfStartPlan(seconds, Reboot(section.choice("reboot", tuple(Reboot), Reboot.auto)))


def _consent(section: Section) -> Consent:
    section.only("agree", "refuse", "policy", "withdraw")
    usual = Consent()
    return Consent(
        agree=section.texts("agree") or usual.agree,
        refuse=section.texts("refuse") or usual.refuse,
        policy=section.choice("policy", ("agree", "refuse"), "agree"),
        withdraw=section.texts("withdraw"),
    )


def _permissions(section: Section) -> dict[str, str]:
    return {name: section.choice(name, POLICIES) for name in section.data}


def _data(root: Section) -> dict[str, str]:
    section, demo = root.section("data"), root.flag("demo", False)
    found = {name: section.text(name) for name in section.data}
    for name, value in found.items():
        if not demo and any(reference.default is not None for reference in references(value)):
            raise section.error("a default in `${NAME:-…}` may stand only in an app marked `demo: true`", name)
    return found


def _locators(root: Section, key: str) -> tuple[Locator, ...]:
    found = []
    for index, value in enumerate(root.items(key)):
        try:
            found.append(read.locator(value))
        except Wrong as wrong:
            raise root.document.error(wrong.message, (*root.path, key, index, *wrong.path)) from None
    return tuple(found)


def _file(root: Section, key: str, folder: Path) -> str:
    name = root.text(key, "")
    if not name:
        return ""
    if not (folder / name).exists():
        place = root.document.place((*root.path, key))
        raise ScenarioError(f"there is no {folder / name}.", place=Place(place.file, place.line, place.column))
    return str(folder / name)


def _full_class(package: str, activity: str) -> str:
    return f"{package}{activity}" if activity.startswith(".") else activity
