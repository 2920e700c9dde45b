"""The report in a real browser: nothing is fetched, it is accessible, legible without script, and prints whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    written = {
        "report": html.render(sample.result(), sample.files(), "en"),
        "zh": html.render(sample.result(), sample.files(), "zh"),
        "hostile": html.render(sample.hostile(), sample.files(6), "en"),
        "graph": html.graph_page(sample.graph(), sample.files(), "en", sample.result().pages, sample.journeys()),
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


@pytest.mark.parametrize("name", ["report", "hostile", "graph"])
def test_no_request_leaves_the_file_and_nothing_complains(view: Any, name: str) -> None:
    page = view(name)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_load_state("networkidle")
    assert [seen for seen in page.seen[1:] if not seen.startswith("data:image/webp")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report", "zh", "graph"])
def test_axe_finds_nothing_serious(view: Any, name: str, scheme: str) -> None:
    from axe_core_python import sync_playwright as axe

    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    page = view(name, color_scheme=scheme, bypass_csp=True)
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
    assert page.get_by_text("Place 0 fails").is_visible()
    assert page.locator("#graph-drawing .node").first.is_visible()
    assert not page.locator("#graph-search").is_visible()
    page.locator("#graph-drawing .node").first.click()
    assert page.locator("#page-p0").is_visible()


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


@pytest.mark.parametrize("name", ["report", "graph"])
def test_searching_marks_pages_of_the_graph_and_of_the_list(view: Any, name: str) -> None:
    page = view(name)
    page.fill("#graph-search", "page 23")
    assert page.locator("#graph-drawing .node.hit").count() == 1
    assert page.locator("#graph-found").inner_text() == "1"
    assert page.locator(".page-card:visible").count() == 1
    page.fill("#graph-search", "")
    assert page.locator("#graph-drawing .node.hit").count() == 0


def test_a_card_of_the_graph_opens_the_page(view: Any) -> None:
    page = view("report")
    page.locator('.node[data-page="p3"]').click()
    assert page.locator("#page-p3").is_visible()


def test_a_link_to_a_page_opens_it(view: Any) -> None:
    assert view("report", "#page-p4").locator("#page-p4").is_visible()


@pytest.mark.parametrize("name", ["report", "zh", "hostile", "graph"])
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
    assert page.evaluate("window.atPrint") == 0
    assert page.evaluate(still_folded) == before > 20
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 5


def test_print_without_script_has_what_is_folded(view: Any) -> None:
    page = view("report", java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.locator("#check-backup-allowed .why").bounding_box() is not None
