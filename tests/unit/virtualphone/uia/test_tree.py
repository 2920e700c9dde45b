from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.model.screen import Node, Rect
from patrol.virtualphone.uia.tree import EMPTY, broken, endless, escape, stock_dump, u2_dump
from tests.unit.virtualphone.double import list_page

CAPTURES = Path(__file__).parents[3] / "data" / "captures" / "ui"
SCREEN = (1080, 2400)


def read(path: Path) -> Node:
    """A captured dump as nodes."""

    def one(element: ElementTree.Element) -> Node:
        flag = {name: element.get(name) == "true" for name in element.keys()}
        bounds = [int(n) for n in re.findall(r"-?\d+", element.get("bounds", ""))]
        return Node(
            class_name=element.get("class", ""),
            resource_id=element.get("resource-id", ""),
            text=element.get("text", ""),
            description=element.get("content-desc", ""),
            package=element.get("package", ""),
            bounds=Rect(*bounds),
            index=int(element.get("index", "0")),
            checkable=flag["checkable"],
            checked=flag["checked"],
            clickable=flag["clickable"],
            enabled=flag["enabled"],
            focusable=flag["focusable"],
            focused=flag["focused"],
            scrollable=flag["scrollable"],
            long_clickable=flag["long-clickable"],
            password=flag["password"],
            selected=flag["selected"],
            children=tuple(one(child) for child in element),
        )

    return one(ElementTree.fromstring(path.read_bytes())[0])


def unnumbered(xml: str) -> str:
    """Without index: captures leave out invisible siblings, which the rebuilt tree has never known."""
    return re.sub(r' index="\d+"', "", xml)


@pytest.mark.parametrize("name", ["deskclock", "contacts"])
def test_u2_dumps_equal_what_u2_jar_wrote_on_a_real_phone(name: str) -> None:
    path = CAPTURES / f"a4.4_qemu_{name}_u2jar.xml"
    ours = u2_dump(read(path), rotation=0, size=(800, 600), sdk=19)
    assert unnumbered(ours) == unnumbered(path.read_bytes().decode())


@pytest.mark.parametrize("name", ["a4.4_qemu_deskclock_stock.xml", "vivo_wecom_ui_step9_group_chat.xml"])
def test_stock_dumps_equal_what_uiautomator_wrote_on_a_real_phone(name: str) -> None:
    path = CAPTURES / name
    ours = stock_dump(read(path), rotation=0, size=(800, 1608))
    assert unnumbered(ours) == unnumbered(path.read_text(encoding="utf-8"))


@given(st.text(max_size=60))
def test_any_text_is_well_formed_and_comes_back(text: str) -> None:
    xml = u2_dump(Node(class_name="a.View", text=text, description=text), rotation=0, size=SCREEN, sdk=34)
    back = ElementTree.fromstring(xml.encode())[0].get("text", "")
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", ".", text)
    assert back == kept


def test_escapes_are_androids() -> None:
    assert escape("a<b>&\"'\n🔥\x01") == "a&lt;b&gt;&amp;&quot;'&#10;&#128293;."


def test_newer_phones_tell_more() -> None:
    def first(sdk: int) -> str:
        return u2_dump(list_page(), rotation=0, size=SCREEN, sdk=sdk).split("\r\n")[2]

    assert first(23).endswith('bounds="[0,0][1080,2400]">')
    assert first(34).endswith('drawing-order="1" hint="" display-id="0">')


def test_invisible_nodes_are_left_out_and_bounds_cut_at_the_screen() -> None:
    root = Node(bounds=Rect(0, 0, 10, 10), children=(Node(visible=False), Node(bounds=Rect(-5, 2000, 2000, 9000))))
    xml = stock_dump(root, rotation=1, size=SCREEN)
    assert '<hierarchy rotation="1">' in xml and xml.count("<node") == 2
    assert 'index="1"' in xml and 'bounds="[0,2000][1080,2400]"' in xml


def test_what_can_be_tapped_and_has_no_words_is_marked() -> None:
    silent = Node(clickable=True, children=(Node(),))
    assert '<node NAF="true" index="0"' in stock_dump(silent, rotation=0, size=SCREEN)
    told = Node(clickable=True, children=(Node(children=(Node(description="x"),)),))
    listed = Node(clickable=True, class_name="android.widget.ListView")
    for root in (told, listed, Node()):
        assert "NAF" not in u2_dump(root, rotation=0, size=SCREEN, sdk=34)


def test_depth_is_cut_and_compressed_dumps_skip_plain_containers() -> None:
    root = list_page()
    assert u2_dump(root, rotation=0, size=SCREEN, sdk=34, max_depth=2).count("<node") == 4
    full = u2_dump(root, rotation=0, size=SCREEN, sdk=34)
    wrapped = Node(children=(Node(class_name="a.Wrap", children=(Node(text="x"), Node(text="y"))),))
    assert "a.Wrap" not in u2_dump(wrapped, rotation=0, size=SCREEN, sdk=34, compressed=True)
    assert full.count("<node") == 19 and full.endswith("</hierarchy>")


def test_a_tree_deeper_than_pythons_stack_is_written() -> None:
    root = Node(class_name="a.Leaf")
    for _ in range(5000):
        root = Node(children=(root,))
    assert stock_dump(root, rotation=0, size=SCREEN).count("</node>") == 5000


def test_no_window_is_an_empty_hierarchy() -> None:
    assert EMPTY in u2_dump(None, rotation=0, size=SCREEN, sdk=34)
    assert EMPTY in stock_dump(None, rotation=0, size=SCREEN)


def test_planted_trees_are_endless_or_broken() -> None:
    assert endless().count("<node ") == 50_000
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(broken(u2_dump(list_page(), rotation=0, size=SCREEN, sdk=34)))
