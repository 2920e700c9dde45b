"""A generated app as a model of the virtual phone leads where the app in memory leads."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from patrol.device.driver import Driver
from patrol.model.screen import Node
from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.load import load_app
from tests.generated import Kind, generate
from tests.generated.model_export import export
from tests.generated.words import FIELDS

HUBS = {"首页", "理财", "贷款", "生活", "我的"}
OPENED_MS = 3000


def touchable(driver: Driver) -> dict[str, Node]:
    """What can be touched on the screen, by the last part of its id; tabs by their label; of a list the first row."""
    found: dict[str, Node] = {}
    for node in driver.screen().nodes():
        tab = node.class_name.endswith("FrameLayout") and node.label in HUBS and len(node.children) < 4
        name = node.label if tab else node.resource_id.rpartition("/")[2]
        if node.clickable and name and not name.startswith(("iv_back", "back")):
            found.setdefault(name, node)
    return found


@pytest.mark.parametrize(("variant", "seed"), [("A", 1000), ("B", 1001), ("C", 1002)])
def test_both_phones_agree_over_a_random_walk(variant: str, seed: int, tmp_path: Path) -> None:
    app = generate(variant, 60, seed, traps=(), volatile=0.0)
    fast = app.driver(1)
    phone = InProcessDriver(load_app(export(app, tmp_path)))
    draw, reached = random.Random(seed), set()
    both: tuple[Driver, Driver] = fast, phone  # type: ignore[assignment]
    for driver in both:
        driver.launch(app.package)
        driver.clock.sleep_ms(OPENED_MS)
    for _ in range(250):
        here, there = (touchable(driver) for driver in both)
        kinds = {w.resource: w.target for w in app.pages[fast.page].widgets if w.kind is Kind.field}
        common = sorted(here.keys() & there.keys())
        choice = draw.choice([*common, "back", "restart"])
        for driver, nodes in zip(both, (here, there), strict=True):
            if choice == "back":
                driver.press("back")
            elif choice == "restart":
                driver.launch(app.package, stop_first=True)
            else:
                driver.tap(*nodes[choice].bounds.centre)
                if choice in kinds:
                    driver.type_text(FIELDS[kinds[choice]][2])
            driver.clock.sleep_ms(OPENED_MS)
        assert fast.page == phone.page, f"after {choice}"
        if not fast.page:
            for driver in both:
                driver.launch(app.package)
                driver.clock.sleep_ms(OPENED_MS)
        reached.add(fast.page)
    assert len(reached) > 10


def test_what_a_model_does_not_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sign_in"):
        export(generate("C", 60, 1000), tmp_path)
