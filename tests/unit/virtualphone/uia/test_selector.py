from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uiautomator2 import Selector as ClientSelector

from patrol.model.screen import Node
from patrol.virtualphone.uia.selector import BadSelector, parse
from tests.unit.virtualphone.double import PACKAGE, list_page

ROOT = list_page()


def found(selector: ClientSelector) -> list[Node]:
    return list(parse(dict(selector)).find_all(ROOT))


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"text": "Row 1"}, 1),
        ({"textContains": "row"}, 5),
        ({"textMatches": "Row [12]"}, 2),
        ({"textStartsWith": "acc"}, 1),
        ({"className": "android.widget.CheckBox"}, 5),
        ({"classNameMatches": r".*\.(CheckBox|ListView)"}, 6),
        ({"description": "pick 3"}, 1),
        ({"descriptionContains": "ick"}, 5),
        ({"descriptionMatches": "pick [0-9]"}, 5),
        ({"descriptionStartsWith": "pick"}, 5),
        ({"checkable": True}, 5),
        ({"checked": True}, 1),
        ({"clickable": True}, 11),
        ({"longClickable": True}, 1),
        ({"scrollable": True}, 1),
        ({"enabled": False}, 0),
        ({"focusable": True}, 0),
        ({"focused": True}, 0),
        ({"selected": True}, 0),
        ({"packageName": PACKAGE}, 19),
        ({"packageNameMatches": "com\\..*"}, 19),
        ({"resourceId": f"{PACKAGE}:id/title"}, 5),
        ({"resourceIdMatches": ".*id/(head|field)"}, 2),
        ({"className": "android.widget.LinearLayout", "index": 2}, 1),
        ({"text": "hidden"}, 0),
        ({}, 19),
    ],
)
def test_every_field_of_the_mask(fields: dict[str, Any], count: int) -> None:
    assert len(found(ClientSelector(**fields))) == count


def test_instance_counts_from_zero() -> None:
    node = parse(dict(ClientSelector(className="android.widget.CheckBox", instance=3))).find(ROOT)
    assert node and node.description == "pick 3"
    assert parse(dict(ClientSelector(text="Row 1", instance=1))).find(ROOT) is None


def test_children_are_looked_for_below_every_fit() -> None:
    rows = ClientSelector(className="android.widget.LinearLayout")
    assert [n.description for n in found(rows.child(checked=True))] == ["pick 1"]
    third = ClientSelector(className="android.widget.LinearLayout", instance=2).child(checkable=True)
    node = parse(dict(third)).find(ROOT)
    assert node and node.description == "pick 2"


def test_the_instance_of_a_child_counts_over_all_parents() -> None:
    selector = ClientSelector(className="android.widget.LinearLayout").child(checkable=True)
    selector.update_instance(4)
    node = parse(dict(selector)).find(ROOT)
    assert node and node.description == "pick 4"


def test_siblings_are_looked_for_below_the_parent() -> None:
    assert [n.description for n in found(ClientSelector(text="Row 2").sibling(checkable=True))] == ["pick 2"]
    chain = ClientSelector(text="Row 2").sibling(checkable=True).sibling(className="android.widget.TextView")
    assert [n.text for n in found(chain)] == ["Row 2"]


def test_a_selector_prints_itself_as_uiselector_does() -> None:
    selector = ClientSelector(text="a", checked=True).child(className="b", instance=2)
    assert str(parse(dict(selector))) == "UiSelector[TEXT=a, CHECKED=true, CHILD=UiSelector[CLASS=b, INSTANCE=2]]"


@pytest.mark.parametrize("raw", [{"mask": 4, "textMatches": "("}, {"mask": "x"}, {"mask": 0x800, "checked": "yes"}])
def test_what_cannot_be_read_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(BadSelector):
        parse(raw)


@given(st.integers(0, 2**25 - 1))
def test_any_mask_finds_nodes_or_is_refused(mask: int) -> None:
    try:
        list(parse({"mask": mask, "text": "a", "checked": True, "index": 1}).find_all(ROOT))
    except BadSelector:
        pass
