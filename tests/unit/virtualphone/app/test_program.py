"""A model as something a virtual phone can install."""

from __future__ import annotations

from pathlib import Path

from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.program import ModelProgram
from patrol.virtualphone.contracts import App
from tests.unit.virtualphone.app.builders import app_of, home


def test_the_manifest_says_what_the_model_says(tmp_path: Path) -> None:
    pages = home("{text: x}") + "item: {activity: .Second, link: 'bank://item/{count}'}\n"
    extra = "flags: {debuggable: true, trusts_user_certificates: true}\ncomponents: [{kind: service, name: .Push}]"
    manifest = ModelProgram(app_of(tmp_path, pages, extra)).manifest
    assert manifest.launcher is not None and manifest.launcher.name == "com.example.app.Main"
    second = manifest.activity("com.example.app.Second")
    assert second is not None and second.exported and second.links == ("bank://item/{count}",)
    assert (manifest.debuggable, manifest.allow_backup, manifest.trusts_user_certificates) == (True, False, True)
    assert manifest.components[-1].name == "com.example.app.Push"


def test_what_the_app_stores_is_kept_where_the_phone_says(tmp_path: Path) -> None:
    program = ModelProgram(app_of(tmp_path, home("{text: x}", more="on_open: {set: {visits: '= visits + 1'}}")))
    host = InProcessDriver(program.model).host
    stored: dict[str, object] = {}
    for expected in (1, 2):
        app: App = program.start(host, expected, stored)
        app.launch("", "", True)
        app.end()
        assert stored["visits"] == expected
