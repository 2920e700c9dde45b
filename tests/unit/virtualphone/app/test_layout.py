"""What every layout must hold, and what a few pages look like as trees."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.model.screen import Node, Rect
from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.layout.type import shortened, text_width, wrap
from tests.unit.virtualphone.app.builders import app_of, driver_of, home, tap, texts
from tests.unit.virtualphone.app.layout_models import WIDGETS


def inside(inner: Rect, outer: Rect) -> bool:
    return (
        outer.left <= inner.left <= inner.right <= outer.right
        and outer.top <= inner.top <= inner.bottom <= outer.bottom
    )


def overlap(one: Rect, other: Rect) -> bool:
    return max(one.left, other.left) < min(one.right, other.right) and max(one.top, other.top) < min(
        one.bottom, other.bottom
    )


def nodes_of(widgets: list[dict[str, Any]], scrolls: int, size: tuple[int, int]) -> Iterator[Node]:
    """All nodes of a page with these widgets, at the top and after some swipes."""
    with tempfile.TemporaryDirectory() as folder:
        page = yaml.safe_dump({"home": {"activity": ".Main", "content": widgets}}, allow_unicode=True)
        driver = InProcessDriver(app_of(Path(folder), page), size=size, density_dpi=size[0] * 420 // 1080)
    driver.launch("com.example.app")
    for _ in range(scrolls + 1):
        yield from driver.screen().nodes()
        driver.swipe(size[0] // 2, size[1] * 3 // 4, size[0] // 2, size[1] // 4)


@settings(max_examples=60, deadline=None)
@given(WIDGETS, st.integers(0, 2), st.sampled_from([(1080, 2400), (720, 1280), (1440, 3200)]))
def test_children_are_inside_their_parents_and_siblings_do_not_overlap(
    widgets: list[dict[str, Any]], scrolls: int, size: tuple[int, int]
) -> None:
    screen = Rect(0, 0, *size)
    for node in nodes_of(widgets, scrolls, size):
        assert inside(node.bounds, screen)
        assert node.bounds.width > 0 and node.bounds.height > 0
        for index, child in enumerate(node.children):
            assert inside(child.bounds, node.bounds), (node.class_name, child)
            assert child.index == index
        for one, other in zip(node.children, node.children[1:], strict=False):
            if "Frame" not in node.class_name:
                assert not overlap(one.bounds, other.bounds), (node.class_name, one, other)


def test_only_what_can_be_seen_is_in_the_tree_and_swipes_bring_the_rest(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home(*[f"{{text: line {n}, height: 100}}" for n in range(40)]))
    assert "line 0" in texts(driver) and "line 39" not in texts(driver)
    assert any(node.scrollable for node in driver.screen().nodes())
    for _ in range(12):
        driver.swipe(540, 1800, 540, 600, 1000)
    assert "line 39" in texts(driver) and "line 0" not in texts(driver)
    for _ in range(12):
        driver.swipe(540, 600, 540, 1800, 1000)
    assert "line 0" in texts(driver)


def test_an_endless_list_loads_more_rows_and_keeps_few_nodes(tmp_path: Path) -> None:
    row = "{list: endless, from: rows, row: [{text: '{item.name} {n}', height: 80}], more_ms: 100}"
    driver = driver_of(tmp_path, home(row))
    assert texts(driver)[:3] == ["one 1", "two 2", "three 3"]
    for _ in range(30):
        driver.swipe(540, 2000, 540, 400, 200)
        driver.clock.sleep_ms(200)
    last = int(texts(driver)[-1].split()[1])
    assert last > 100
    assert sum(1 for _ in driver.screen().nodes()) < 60


def test_a_list_with_no_rows_says_so(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{list: = len(items), row: [{text: x}], empty: Nothing yet}"))
    assert texts(driver) == ["Nothing yet"]


def test_classes_and_ids_are_as_in_a_real_dump(tmp_path: Path) -> None:
    driver = driver_of(
        tmp_path,
        home("{button: b, id: go, on_tap: back}", "{field: hint, id: f}", "{web: [{heading: h}, {web_link: l}]}"),
    )
    nodes = {node.text or node.hint: node for node in driver.screen().nodes() if node.text or node.hint}
    assert (nodes["b"].class_name, nodes["b"].resource_id) == ("android.widget.Button", "com.example.app:id/go")
    assert nodes["hint"].class_name == "android.widget.EditText"
    assert (nodes["h"].class_name, nodes["h"].resource_id) == ("android.view.View", "")
    assert any(node.class_name == "android.webkit.WebView" for node in driver.screen().nodes())


def test_a_weak_page_gives_out_no_ids(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: b, id: go}", more="weak: true\ntitle: T"))
    own = [node.resource_id for node in driver.screen().nodes() if node.resource_id.startswith("com.example")]
    assert own == []


def test_touch_targets_are_48_dp_unless_planted(tmp_path: Path) -> None:
    widgets = (
        "{button: usual, on_tap: back}",
        "{text: line, on_tap: back}",
        "{icon: bell, description: small, on_tap: back, touch_dp: 24}",
    )
    driver = driver_of(tmp_path, home(*widgets))
    heights = {node.text or node.description: node.bounds.height for node in driver.screen().nodes()}
    assert min(heights["usual"], heights["line"]) >= 126
    assert heights["small"] == 63


def test_lines_may_stand_closer_and_the_tree_may_name_widgets_in_another_order(tmp_path: Path) -> None:
    words = "一二三四五六七八九十" * 6
    widgets = (f"{{text: {words}, id: loose}}", f"{{text: {words}, id: tight, line_height: 1.0, reading_order: -1}}")
    texts = [node for node in driver_of(tmp_path, home(*widgets)).screen().nodes() if node.text == words]
    assert [node.resource_id.rpartition("/")[2] for node in texts] == ["tight", "loose"]
    tight, loose = texts
    assert tight.bounds.top > loose.bounds.top
    assert tight.bounds.height == pytest.approx(loose.bounds.height / 1.4, abs=4)


def test_elder_mode_enlarges_type_and_targets(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{text: words}", "{button: do, on_tap: {set: {elder: true}}}"))
    before = {node.text: node.bounds.height for node in driver.screen().nodes()}
    tap(driver, "do")
    after = {node.text: node.bounds.height for node in driver.screen().nodes()}
    assert after["words"] > before["words"] * 1.25
    assert after["do"] > before["do"] * 1.25


def test_the_language_changes_texts_on_the_spot(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{text: {zh: 首页, en: Home}}", "{button: do, on_tap: {set: {language: en}}}"))
    assert "首页" in texts(driver)
    tap(driver, "do")
    assert "Home" in texts(driver)


def test_banners_and_clocks_change_by_themselves(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{banner: [first, second], every_ms: 1000}", "{text: 't{tick}'}"))
    seen = set()
    for _ in range(6):
        seen.update(texts(driver))
        driver.clock.sleep_ms(500)
    assert {"first", "second"} < seen
    assert len(seen) >= 5


def test_what_covers_nothing_is_hidden_by_conditions(tmp_path: Path) -> None:
    driver = driver_of(
        tmp_path, home("{text: hidden, when: on}", "{button: do, enabled_when: on, on_tap: {go: other}}")
    )
    assert texts(driver) == ["do"]
    tap(driver, "do")
    assert driver.page == "home"
    assert not next(node for node in driver.screen().nodes() if node.text == "do").enabled


@given(st.text(max_size=120), st.integers(10, 60), st.integers(30, 1500))
def test_wrapped_lines_keep_all_letters_and_fit(text: str, size: int, width: int) -> None:
    lines = wrap(text, size, False, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert len(line) <= 1 or text_width(line, size, False) <= max(width, size)


@given(st.text(max_size=60), st.integers(10, 60), st.integers(0, 900))
def test_shortened_texts_fit(text: str, size: int, width: int) -> None:
    line = shortened(text, size, False, width)
    assert len(line) <= 2 or text_width(line, size, False) <= width
