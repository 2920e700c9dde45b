"""The report in a real browser: nothing is fetched, it is accessible, legible without script, and prints whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from patrol.model.graph import WallStatus
from patrol.model.result import Drift, DriftKind, DriftReason, InspectionResult
from patrol.model.screen import Node, Rect, Screen
from patrol.report import html
from tests.unit.report import sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium"),
]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


def told() -> InspectionResult:
    """The sample with what its pages say, walls that were passed and differences to the declaration."""
    whole = sample.result()
    facts = tuple(msgspec.structs.replace(f, trees=("t/7",) if f.page == "p7" else ()) for f in whole.pages)
    pages = tuple(
        msgspec.structs.replace(p, wall="captcha", wall_status=WallStatus.passed) if p.key == "p6" else p
        for p in whole.graph.pages
    )
    drift = (
        Drift(DriftKind.missing, DriftReason.absent, "p-declared"),
        Drift(DriftKind.elsewhere, DriftReason.led_elsewhere, "p1", "p4", "tap x", seen=("p6",)),
    )
    graph = msgspec.structs.replace(whole.graph, pages=pages)
    return msgspec.structs.replace(whole, pages=facts, graph=graph, drift=drift)


def trees() -> dict[str, Screen]:
    said = Node("android.widget.TextView", text="手续费减免 Fee waived", bounds=Rect(0, 0, 400, 60))
    return {"t/7": Screen(width=1080, height=2400, roots=(said,))}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    written = {
        "report": html.render(sample.result(), sample.files(), "en"),
        "zh": html.render(sample.result(), sample.files(), "zh"),
        "hostile": html.render(sample.hostile(), sample.files(6), "en"),
        "graph": html.graph_page(told(), sample.files(trees=trees()), "en"),
        "large": html.graph_page(sample.result(700), sample.files(8), "en"),
    }
    for name, text in written.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in written}


@pytest.fixture
def view(browser: Any, files: dict[str, Path]) -> Iterator[Any]:
    """view(name, **options of the context) → the page opened; `seen` of it holds requests and complaints."""
    contexts = []

    def opened(name: str, fragment: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.seen = []
        page.on("request", lambda request: page.seen.append(request.url))
        page.on("console", lambda message: page.seen.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: page.seen.append(f"error: {error}"))
        page.goto(files[name].as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", ["report", "hostile", "graph", "large"])
def test_no_request_leaves_the_file_and_nothing_complains(view: Any, name: str) -> None:
    page = view(name)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_load_state("networkidle")
    drawn(page)
    assert [seen for seen in page.seen[1:] if not seen.startswith("data:image/")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report", "zh", "graph", "large"])
def test_axe_finds_nothing_serious(view: Any, name: str, scheme: str) -> None:
    from axe_core_python import sync_playwright as axe

    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    page = view(name, color_scheme=scheme, bypass_csp=True)
    drawn(page)
    page.fill("#graph-search", "page 2")
    page.press("#graph-search", "Enter")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(script)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {violation['nodes'][0]['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert told == []


def test_without_script_all_is_legible_and_the_graph_is_drawn(view: Any) -> None:
    page = view("report", java_script_enabled=False)
    assert page.get_by_text("One severe finding: cleartext traffic.").is_visible()
    assert page.locator("#check-cleartext-traffic").get_by_text("Place 0 fails").is_visible()
    assert page.locator(".still-map").is_visible()
    assert not page.locator("#graph-app").is_visible()
    page.locator(".sheet .node").first.click()
    assert page.locator("#page-p0 .page-body").is_visible()


def test_the_language_is_switched_by_pointer_without_script(view: Any) -> None:
    page = view("report", java_script_enabled=False)
    assert not page.get_by_text("需要处理").first.is_visible()
    page.get_by_text("中文", exact=True).click()
    assert page.get_by_role("heading", name="需要处理").is_visible()
    assert not page.get_by_role("heading", name="What needs attention").is_visible()


def test_the_language_is_switched_by_keyboard(view: Any) -> None:
    page = view("report")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    assert page.get_by_role("heading", name="需要处理").is_visible()


def drawn(page: Any) -> None:
    page.wait_for_selector("#graph-app[data-drawn]", state="attached")
    page.wait_for_function("document.getElementById('graph-app').dataset.texts !== undefined", polling=100)


def texts_of(page: Any, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


@pytest.mark.parametrize("name", ["report", "graph"])
def test_searching_lists_pages_and_narrows_the_list_below(view: Any, name: str) -> None:
    page = view(name, bypass_csp=True)
    drawn(page)
    page.fill("#graph-search", "page 23")
    page.wait_for_selector("#graph-hits li")
    assert page.locator("#graph-hits li").count() == 1
    assert page.locator("#graph-found").inner_text() == "1 page"
    assert page.locator(".page-card:visible").count() == 1
    page.fill("#graph-search", "")
    page.wait_for_selector("#graph-hits", state="hidden")
    assert page.locator(".page-card:visible").count() == 25


@pytest.mark.parametrize("said", ["手续费", "fee WAIVED", "Fee 减免"])
def test_pages_are_found_by_what_they_say_in_any_language(view: Any, said: str) -> None:
    page = view("graph", bypass_csp=True)
    drawn(page)
    page.fill("#graph-search", said)
    page.wait_for_selector("#graph-hits li")
    assert texts_of(page, "#graph-hits li button")[0].startswith("Page 7")
    assert page.locator("#graph-hits mark").count() == 1
    page.press("#graph-search", "Enter")
    assert page.locator("#graph-panel h3").inner_text() == "Page 7"


@pytest.mark.parametrize("name", ["graph", "large"])
def test_the_panel_of_a_page_leads_on_to_its_neighbours(view: Any, name: str) -> None:
    page = view(name, bypass_csp=True)
    drawn(page)
    page.fill("#graph-search", "page 7")
    page.wait_for_selector("#graph-hits li")
    page.press("#graph-search", "Enter")
    panel = page.locator("#graph-panel")
    assert panel.get_by_text("patrol graph reports/demo-20260101-120000 --to p7", exact=True).is_visible()
    panel.locator(".ways a").first.click()
    assert panel.locator("h3").inner_text() == "Page 2"
    panel.get_by_text("Focus").click()
    assert page.get_by_text("Only “Page 2” and its neighbours").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".graph-mode").is_visible()
    page.keyboard.press("Escape")
    assert not panel.is_visible()


def test_walls_findings_and_drift_are_counted_and_shown(view: Any) -> None:
    page = view("graph", bypass_csp=True)
    drawn(page)
    assert texts_of(page, "[data-show]") == ["Findings 2", "Walls 2", "Drift 2", "All ways"]
    page.locator('[data-show="walls"]').click()
    assert page.locator('[data-show="walls"]').get_attribute("aria-pressed") == "true"


def test_the_drawing_is_moved_by_keys_and_buttons(view: Any) -> None:
    page = view("graph", bypass_csp=True)
    drawn(page)
    page.focus("#graph-stage")
    for key in ("+", "ArrowRight", "ArrowDown", "-", "0"):
        page.keyboard.press(key)
    page.locator('[data-zoom="whole"]').click()
    assert page.locator("#graph-stage").bounding_box()["height"] > 600
    page.keyboard.press("Escape")
    assert page.locator('[data-zoom="whole"]').get_attribute("aria-pressed") == "false"


def test_the_wheel_scrolls_a_report_until_its_drawing_was_clicked(view: Any) -> None:
    page = view("report", bypass_csp=True)
    drawn(page)
    page.locator("#graph-stage").scroll_into_view_if_needed()
    box = page.locator("#graph-stage").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 100)
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    page.wait_for_function(f"scrollY > {before}", polling=50)


def test_a_row_of_a_large_graph_opens_its_panel(view: Any) -> None:
    page = view("large", bypass_csp=True)
    drawn(page)
    page.locator("#page-p500 a").click()
    assert page.locator("#graph-panel h3").inner_text() == "Page 500"
    assert page.locator("#graph-panel .ways").first.is_visible()


def test_a_link_to_a_page_opens_it(view: Any) -> None:
    assert view("report", "#page-p4").locator("#page-p4").is_visible()


@pytest.mark.parametrize("name", ["report", "zh", "hostile", "graph", "large"])
def test_a_phone_needs_no_sideways_scrolling(view: Any, name: str) -> None:
    page = view(name, viewport={"width": 390, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_print_unfolds_all_and_folds_it_again(view: Any) -> None:
    page = view("report")
    still_folded = "document.querySelectorAll('details:not([open])').length"
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.atPrint = {still_folded}; }})")
    before = page.evaluate(still_folded)
    pdf = page.pdf(format="A4")
    page.emulate_media(media="print")
    assert page.locator(".still-map").is_visible() and not page.locator("#graph-app").is_visible()
    assert page.evaluate("window.atPrint") == 0
    assert page.evaluate(still_folded) == before > 20
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 5


def test_print_without_script_has_what_is_folded(view: Any) -> None:
    page = view("report", java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.locator("#check-backup-allowed .why").bounding_box() is not None
