"""The detail of what a build has besides pages, for a reader."""

from __future__ import annotations

import pytest

from patrol.derive.thing_words import detail
from patrol.model.build import Thing, ThingKind
from patrol.model.record import Text


@pytest.mark.parametrize(
    ("kind", "kept", "told"),
    [
        (ThingKind.call, "installed_apps", Text("读取「应用列表」", "reads “Installed applications”")),
        (ThingKind.call, "what nobody knows", Text("what nobody knows", "what nobody knows")),
        (ThingKind.sdk, "package com.tendcloud", Text("包 com.tendcloud", "package com.tendcloud")),
        (ThingKind.host, "GET /v1/home", Text("GET /v1/home", "GET /v1/home")),
        (ThingKind.permission, "", None),
    ],
)
def test_a_detail_is_told_in_both_languages(kind: ThingKind, kept: str, told: Text | None) -> None:
    assert detail(Thing(kind, "x", Text("x", "x"), kept)) == told
