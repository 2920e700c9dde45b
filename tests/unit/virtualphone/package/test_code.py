"""A scan of the demo app's package finds the calls that its model makes, and so do the hooks in its processes."""

from __future__ import annotations

from pathlib import Path

from patrol.catalogue.declared import declared_as
from patrol.model.scan import Reach
from patrol.virtualphone.app.load import load_app
from patrol.virtualphone.app.model import AppModel, Effect
from patrol.virtualphone.app.program import ModelProgram
from patrol.virtualphone.package.code import _found, _of_page
from tests.unit.apk.made import scanned

DEMO = Path(__file__).resolve().parents[4] / "scenarios/demo/model/build-1.1.yaml"


def effects(model: AppModel) -> list[Effect]:
    whole = (model.on_start, model.on_background, model.on_foreground, model.timers, model.effects, model.dialogs)
    found = [*_found(whole), *(one for page in model.pages.values() for one in _of_page(page))]
    return [one for one in found if one.kind == "privacy" and one.options.get("through")]


def test_each_call_of_the_model_is_a_reachable_call_site_of_its_package() -> None:
    from patrol.apk.targets import targets

    model = load_app(DEMO)
    found = scanned(ModelProgram(model).package_file)
    there = {(one.caller, one.call) for one in found.calls if one.reach is Reach.yes}
    wanted = set()
    for effect in effects(model):
        owner, _, method = effect.main.rpartition(".")
        if targets().method(declared_as(owner), method.replace("$init", "<init>")):
            wanted.add((effect.options["through"][-1], f"{declared_as(owner)}.{method.replace('$init', '<init>')}"))
    assert len(wanted) >= 10
    assert wanted <= there, sorted(wanted - there)


def test_the_package_of_a_model_is_always_the_same() -> None:
    model = load_app(DEMO)
    assert ModelProgram(model).package_file == ModelProgram(model).package_file
