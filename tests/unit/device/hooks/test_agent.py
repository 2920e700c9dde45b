"""The agent that is shipped was made of the sources that are here."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from patrol.device.hooks import agent
from patrol.virtualphone.jvm import shipped

ROOT = Path(__file__).parents[4]
STALE = "older than its sources; run: make agent"


def test_the_bundle_is_as_new_as_its_sources() -> None:
    assert agent.PROOF.read_text("utf-8") == agent.proof(), f"agent.js is {STALE}"


def test_the_jvms_own_classes_are_as_new_as_their_sources() -> None:
    assert shipped.PROOF.read_text("utf-8") == shipped.proof(), f"virtualphone/jvm/host is {STALE}"


def test_the_digest_depends_on_names_and_contents(tmp_path: Path) -> None:
    one, two = tmp_path / "a.ts", tmp_path / "b.ts"
    one.write_text("x")
    first = agent.digest(tmp_path, [one])
    two.write_text("x")
    assert agent.digest(tmp_path, [two]) != first
    one.write_text("y")
    assert agent.digest(tmp_path, [one]) != first


@pytest.mark.skipif(not (agent.FOLDER / "node_modules").is_dir(), reason="needs `npm ci` in patrol/device/agent")
def test_the_sources_give_this_very_bundle() -> None:
    spec = importlib.util.spec_from_file_location("make_agent", ROOT / "tools" / "make_agent.py")
    assert spec is not None and spec.loader is not None
    make_agent = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_agent)
    assert make_agent.build(agent.FOLDER) == agent.source()


def test_the_licence_of_what_is_in_the_bundle_lies_beside_it() -> None:
    text = (agent.FOLDER / "frida-java-bridge.LICENSE.txt").read_text("utf-8")
    assert "WXWINDOWS LIBRARY LICENCE" in text and "LIBRARY GENERAL PUBLIC LICENSE" in text
