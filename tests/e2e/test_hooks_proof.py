"""Every hook proves itself, with real Frida in a real JVM and a local process."""

from __future__ import annotations

import json

import pytest

from patrol.catalogue.apis import catalogue
from patrol.cli.hooks import _told
from patrol.cli.hooks_page import ARGUMENTS, PROVED
from patrol.device.hooks.helper_folder import local_device
from patrol.virtualphone.jvm.selftest import Proof, prove


@pytest.fixture(scope="module")
def proof() -> Proof:
    return prove(local_device())


pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


def test_each_call_is_told_with_its_arguments_and_its_caller(proof: Proof) -> None:
    assert not proof.wrong, "\n".join(proof.wrong)


def test_as_many_are_proved_as_the_documentation_says(proof: Proof) -> None:
    found = {"methods": len(proof.methods), "calls": proof.calls}
    assert found == {name: PROVED[name] for name in found}
    assert PROVED["methods"] >= 500
    assert len(proof.natives) == PROVED["natives"] >= 25


def test_each_argument_of_the_catalogue_is_recognised(proof: Proof) -> None:
    wanted = {api.id for api in catalogue().entries if api.kind in ARGUMENTS}
    assert proof.entries == wanted and len(wanted) == PROVED["entries"]


def test_what_cannot_be_called_here_is_named_with_a_reason(proof: Proof) -> None:
    assert all(proof.uncalled.values())
    assert not set(proof.uncalled) & proof.methods
    assert json.loads(json.dumps(_told(proof)))["wrong"] == []
