"""The page for authors names everything that can be written."""

from __future__ import annotations

import re

import pytest
import yaml

from patrol.virtualphone.app.drawing.glyphs import GLYPHS
from patrol.virtualphone.app.icons import ICONS, PICTURES
from patrol.virtualphone.app.layout.build import MAKERS
from patrol.virtualphone.app.layout.page import MAKER_MODULES
from patrol.virtualphone.app.load import BUILD_KEYS
from patrol.virtualphone.app.read_effects import EFFECTS
from patrol.virtualphone.app.read_page import PAGE_KEYS
from patrol.virtualphone.app.read_widgets import COMMON, KINDS, STYLES
from patrol.virtualphone.app.reading import COLOURS
from patrol.virtualphone.app.scope import FUNCTIONS, SCOPED_FUNCTIONS
from patrol.virtualphone.backend.routes import _ROUTE
from tests.unit.virtualphone.app.minibank import DOCS, blocks

WORDS = set(re.findall(r"[A-Za-z_0-9]+", DOCS.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "names",
    [
        BUILD_KEYS,
        PAGE_KEYS,
        KINDS,
        COMMON,
        EFFECTS,
        STYLES,
        COLOURS,
        FUNCTIONS,
        SCOPED_FUNCTIONS,
        ICONS,
        PICTURES,
        _ROUTE,
    ],
)
def test_everything_that_can_be_written_is_documented(names: object) -> None:
    assert isinstance(names, dict | tuple | frozenset)
    assert not set(names) - WORDS


def test_attributes_and_options_are_documented() -> None:
    attributes = {key for kind in KINDS.values() for key in kind.keys}
    options = {key for _, keys in EFFECTS.values() for key in keys}
    assert not (attributes | options) - WORDS


def test_each_kind_has_a_maker_and_each_icon_a_drawing() -> None:
    assert MAKER_MODULES
    assert set(MAKERS) == set(KINDS)
    assert set(GLYPHS) == set(ICONS)


def test_every_example_is_yaml() -> None:
    for block in blocks():
        yaml.compose(block)
