"""The phone in memory behaves as a phone with the generated app on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from patrol.errors import AppError, DeviceError
from patrol.model.screen import Node
from tests.generated import Effect, GeneratedApp, GeneratedDriver, Kind, Way, generate
from tests.generated.app import SIGN_IN, WidgetTruth
from tests.generated.hazards import ARTICLE, CAPTCHA, CONSENT, CRASH_DIALOG, REAL_NAME
from tests.generated.words import FIELDS


def started(app: GeneratedApp) -> GeneratedDriver:
    driver = app.driver(1)
    driver.launch(app.package)
    return driver


def node_of(driver: GeneratedDriver, resource: str) -> Node:
    return next(node for node in driver.screen().nodes() if node.resource_id.endswith(f"/{resource}"))


def tap(driver: GeneratedDriver, resource: str) -> None:
    driver.tap(*node_of(driver, resource).bounds.centre)


def fill(driver: GeneratedDriver, widget: WidgetTruth, text: str | None = None) -> None:
    for kind in widget.fields:
        field = next(
            w for w in driver.app.pages[driver.running.top].widgets if w.kind is Kind.field and w.target == kind
        )
        tap(driver, field.resource)
        driver.type_text(FIELDS[kind][2] if text is None else text)


def go(driver: GeneratedDriver, page: str) -> None:
    """Walk to a page by the shortest ways from the start."""
    ways: dict[str, Way] = {}
    todo = [driver.app.start]
    for source in todo:
        for way in driver.app.edges():
            if way.source == source and way.target not in ways and way.target != driver.app.start and not way.lies:
                ways[way.target] = way
                todo.append(way.target)
    path: list[Way] = []
    at = page
    while at != driver.app.start:
        path.append(ways[at])
        at = ways[at].source
    for way in reversed(path):
        take(driver, way)


def take(driver: GeneratedDriver, way: Way) -> None:
    if way.gated:
        fill(driver, next(w for w in driver.app.pages[way.source].widgets if w.resource == way.widget))
    tap(driver, way.widget)


def page_with(app: GeneratedApp, effect: Effect) -> tuple[str, str]:
    """(page, resource) of a widget that does that."""
    return next((id, w.resource) for id in app.own for w in app.pages[id].widgets if w.effect is effect)


def test_a_launch_shows_the_first_hub_and_tabs_change_hubs() -> None:
    driver = started(generate("A", 60, 1000))
    assert driver.page == "p0"
    tap(driver, "tab_3")
    assert driver.page == "p3"
    assert driver.visited == {"p0": 1, "p3": 2}


def test_back_goes_down_the_stack_and_out_of_the_app() -> None:
    driver = started(generate("A", 60, 1000))
    way = next(way for way in driver.app.edges() if way.source == "p0" and not way.widget.startswith("tab_"))
    take(driver, way)
    assert driver.page == way.target
    driver.press("back")
    assert driver.page == "p0"
    driver.press("back")
    assert driver.page == "" and driver.screen().package == "com.android.launcher3"
    assert driver.processes(driver.app.package)


def test_leaving_the_app_costs_two_actions_in_all() -> None:
    driver = started(generate("A", 60, 1000))
    driver.press("back")
    driver.launch(driver.app.package)
    assert driver.page == "p0" and driver.actions == 3


def test_the_arrow_in_the_toolbar_does_what_back_does() -> None:
    driver = started(generate("A", 60, 1000))
    take(driver, next(way for way in driver.app.edges() if way.source == "p0" and not way.widget.startswith("tab_")))
    tap(driver, "iv_back")
    assert driver.page == "p0"


def test_a_restart_begins_at_the_first_hub_and_costs_one_action() -> None:
    driver = started(generate("A", 60, 1000))
    tap(driver, "tab_4")
    driver.launch(driver.app.package, stop_first=True)
    assert driver.page == "p0" and driver.actions == 3


def test_every_way_leads_where_the_truth_says() -> None:
    app = generate("C", 60, 1000)
    for way in app.edges():
        driver = started(app)
        go(driver, way.source)
        before = driver.actions
        take(driver, way)
        assert driver.page == way.target, way
        assert driver.actions - before == way.cost


def test_an_idle_widget_changes_nothing() -> None:
    app = generate("A", 60, 1000)
    driver = started(app)
    before = driver.screen()
    for widget in app.pages["p0"].widgets:
        if widget.effect is Effect.nothing:
            tap(driver, widget.resource)
    assert driver.screen() is before


def test_switches_turn_where_the_settings_say_so() -> None:
    app = generate("A", 60, 1000, toggles=True)
    id, resource = next((p, w.resource) for p in app.own for w in app.pages[p].widgets if w.kind is Kind.switch)
    driver = started(app)
    go(driver, id)
    tap(driver, resource)
    assert node_of(driver, resource).checked
    tap(driver, resource)
    assert not node_of(driver, resource).checked


def gate(app: GeneratedApp) -> tuple[str, WidgetTruth]:
    return next((id, w) for id in app.own for w in app.pages[id].widgets if w.effect is Effect.submit)


def test_a_gate_lets_fitting_data_pass_always_and_other_text_one_time_in_ten() -> None:
    app = generate("C", 60, 1000)
    id, button = gate(app)
    passed = 0
    driver = started(app)
    go(driver, id)
    fill(driver, button, "HelloWorld")
    for _ in range(300):
        tap(driver, button.resource)
        if driver.page == button.target:
            passed += 1
            driver.press("back")
    assert 12 <= passed <= 50
    fill(driver, button)
    for _ in range(20):
        tap(driver, button.resource)
        assert driver.page == button.target
        driver.press("back")


def test_a_gate_stays_shut_when_nothing_was_typed_and_says_so() -> None:
    app = generate("C", 60, 1000)
    id, button = gate(app)
    driver = started(app)
    go(driver, id)
    for _ in range(60):
        tap(driver, button.resource)
    assert driver.page == id
    assert any(node.text == "请检查填写的内容" for node in driver.screen().nodes())


def test_who_signs_out_must_sign_in_again_for_private_pages() -> None:
    app = generate("C", 60, 1000)
    id, resource = page_with(app, Effect.logout)
    driver = started(app)
    go(driver, id)
    tap(driver, resource)
    assert driver.page == SIGN_IN and SIGN_IN not in driver.visited
    driver.launch(app.package, stop_first=True)
    way = next(way for way in app.edges() if app.pages[way.source].hub >= 0 and app.pages[way.target].private)
    tap(driver, f"tab_{app.pages[way.source].hub}")
    tap(driver, way.widget)
    assert driver.page == SIGN_IN
    fill(driver, app.pages[SIGN_IN].widgets[-1])
    tap(driver, "btn_sign_in")
    assert driver.page == way.target


def test_a_wrong_password_signs_nobody_in() -> None:
    app = generate("A", 60, 1000, walls=("sign-in",))
    way = next(way for way in app.edges() if app.pages[way.source].hub >= 0 and app.pages[way.target].private)
    driver = started(app)
    tap(driver, f"tab_{app.pages[way.source].hub}")
    tap(driver, way.widget)
    fill(driver, app.pages[SIGN_IN].widgets[-1], "wrong")
    tap(driver, "btn_sign_in")
    assert driver.page == SIGN_IN


def test_another_language_stays_until_it_is_changed_back() -> None:
    app = generate("A", 60, 1000, traps=("language",))
    id, resource = page_with(app, Effect.language)
    driver = started(app)
    go(driver, id)
    tap(driver, resource)
    driver.launch(app.package, stop_first=True)
    assert node_of(driver, "tv_title").text == "Home"
    go(driver, id)
    tap(driver, resource)
    assert node_of(driver, "tv_title").text == "首页"


def test_the_loop_of_articles_never_ends_and_back_leads_out() -> None:
    app = generate("A", 60, 1000, traps=("loop",))
    id = next(id for id in app.own if any(w.target == ARTICLE for w in app.pages[id].widgets))
    driver = started(app)
    go(driver, id)
    tap(driver, "item_loop")
    titles = set()
    for _ in range(30):
        tap(driver, "item_related_1")
        titles.add(node_of(driver, "tv_title").text)
    assert len(titles) > 20 and driver.page == ARTICLE
    for _ in range(31):
        driver.press("back")
    assert driver.page == id


def test_cleared_data_signs_out_and_asks_for_consent_again() -> None:
    app = generate("A", 60, 1000, traps=("clear",), walls=("consent",))
    driver = started(app)
    tap(driver, "btn_agree")
    id, resource = page_with(app, Effect.clear)
    go(driver, id)
    tap(driver, resource)
    assert driver.running.top == CONSENT


def test_who_does_not_consent_is_put_out() -> None:
    driver = started(generate("A", 60, 1000, walls=("consent",)))
    assert driver.screen().window == "dialog"
    tap(driver, "btn_refuse")
    assert driver.page == ""
    driver.launch(driver.app.package)
    tap(driver, "btn_agree")
    assert driver.page == "p0" and driver.screen().window == ""


def test_a_captcha_is_not_passed_and_a_real_name_is() -> None:
    app = generate("A", 60, 1000, walls=("captcha", "real-name"))
    for behind, wall in (("captcha", CAPTCHA), ("real-name", REAL_NAME)):
        way = next(way for way in app.edges() if app.pages[way.target].behind == behind and way.source in app.goal)
        driver = started(app)
        go(driver, way.source)
        take(driver, way)
        assert driver.page == wall
        if wall == REAL_NAME:
            fill(driver, app.pages[wall].widgets[-1])
            tap(driver, "btn_verify")
            assert driver.page == way.target


def test_a_crash_shows_its_dialog_over_the_launcher_and_ends_the_process() -> None:
    app = generate("A", 60, 1000, crashes=2)
    for effect in (Effect.crash, Effect.die):
        id, resource = page_with(app, effect)
        driver = started(app)
        go(driver, id)
        tap(driver, resource)
        assert not driver.processes(app.package) and driver.page == ""
        shown = driver.screen()
        assert (shown.window == f"Application Error: {app.package}") == (effect is Effect.crash)
        if effect is Effect.crash:
            assert driver.running.top == CRASH_DIALOG
            tap(driver, "aerr_restart")
        else:
            driver.launch(app.package)
        assert driver.page == "p0"


def test_a_browser_opens_and_back_returns_to_the_page() -> None:
    app = generate("A", 60, 1000, leaving=1)
    id, resource = page_with(app, Effect.leave)
    driver = started(app)
    go(driver, id)
    tap(driver, resource)
    assert driver.screen().package == "com.android.chrome" and driver.page == ""
    driver.press("back")
    assert driver.page == id


def test_a_lying_widget_leads_to_two_places() -> None:
    app = generate("A", 60, 1000, lying=1)
    way = next(way for way in app.edges() if way.lies)
    reached = set()
    for seed in range(20):
        driver = app.driver(seed)
        driver.launch(app.package)
        go(driver, way.source)
        tap(driver, way.widget)
        reached.add(driver.page)
    assert len(reached) == 2


def test_a_late_page_shows_a_wheel_before_its_content() -> None:
    app = generate("A", 60, 1000, late=1.0)
    driver = started(app)
    assert any(node.class_name.endswith("ProgressBar") for node in driver.screen().nodes())
    driver.clock.sleep_ms(2000)
    assert not any(node.class_name.endswith("ProgressBar") for node in driver.screen().nodes())


def test_text_changes_at_each_visit_or_at_each_action() -> None:
    for each_action in (False, True):
        app = generate("B", 60, 1000, volatile=1.0, each_action=each_action)
        driver = started(app)
        first = node_of(driver, "tv_note").text
        driver.tap(2, 2)
        assert (node_of(driver, "tv_note").text != first) == each_action
        tap(driver, "tab_1")
        tap(driver, "tab_0")
        assert node_of(driver, "tv_note").text != first


def test_an_endless_list_scrolls_and_counts_what_is_done_to_it() -> None:
    app = generate("A", 60, 1000, endless=True)
    id = next(id for id in app.own if app.pages[id].rows)
    driver = started(app)
    go(driver, id)
    box = node_of(driver, "rv_list")
    assert box.scrollable
    first = [node.text for node in box.walk() if node.text]
    x, y = box.bounds.centre
    driver.swipe(x, y, x, y - 400)
    assert [node.text for node in node_of(driver, "rv_list").walk() if node.text] != first
    tap(driver, "item_row")
    assert driver.page == app.pages[id].row_target
    assert driver.rows_touched == driver.list_tries == {id: 2}


def test_a_row_that_is_tapped_again_on_the_way_to_something_is_no_try_of_its_list() -> None:
    app = generate("A", 60, 1000, endless=True)
    id = next(id for id in app.own if app.pages[id].rows)
    driver = started(app)
    go(driver, id)
    for tries, acts in ((1, True), (1, True), (2, False), (3, False)):
        tap(driver, "item_row")
        if acts:
            driver.tap(2, 2)
        driver.press("back")
        assert driver.list_tries == {id: tries}
    assert driver.rows_touched == {id: 4}


def test_windows_lie_over_their_page() -> None:
    app = generate("A", 60, 1000, overlays=1.0, permissions=0.0)
    driver = started(app)
    assert driver.screen().window == "dialog" and driver.page == "p0"
    tap(driver, "btn_dialog_close")
    assert driver.screen().window == "" and driver.page == "p0"
    asking = started(generate("A", 60, 1000, permissions=1.0))
    assert asking.screen().package == "com.android.permissioncontroller"
    tap(asking, "permission_deny_button")
    assert asking.screen().package == asking.app.package


def test_a_menu_holds_some_of_the_ways() -> None:
    app = generate("A", 60, 1000, menus=1.0)
    way = next(way for way in app.edges() if way.widget.startswith("menu_"))
    driver = started(app)
    go_through = [w for w in app.edges() if w.source == way.source and not w.widget.startswith("menu_")]
    assert way.cost == 2 and len(go_through) >= 1
    if app.pages[way.source].hub < 0:
        pytest.skip("the first menu of this app is not on a hub")
    tap(driver, f"tab_{app.pages[way.source].hub}")
    tap(driver, "action_overflow")
    assert driver.screen().window == "menu"
    tap(driver, way.widget)
    assert driver.page == way.target


def test_pages_without_ids_are_bare_views() -> None:
    driver = started(generate("A", 60, 1000, no_ids=1.0))
    nodes = list(driver.screen().nodes())[1:]
    assert not any(node.resource_id for node in nodes)
    assert {node.class_name for node in nodes} == {"android.view.View"}


def test_flake_loses_taps_and_delays_pages() -> None:
    app = generate("A", 60, 1000)
    app = replace(app, settings=replace(app.settings, flake=0.3))
    lost = late = 0
    for seed in range(60):
        driver = app.driver(seed)
        driver.launch(app.package)
        take(driver, next(way for way in app.edges() if way.source == "p0" and not way.widget.startswith("tab_")))
        at_once = driver.page != "p0"
        driver.clock.sleep_ms(3000)
        late += not at_once and driver.page != "p0"
        lost += driver.page == "p0"
    assert 5 <= lost <= 35 and 5 <= late <= 30


def test_tarpits_are_counted_after_a_first_look() -> None:
    app = generate("A", 60, 1000, traps=("loop",))
    id = next(id for id in app.own if any(w.target == ARTICLE for w in app.pages[id].widgets))
    driver = started(app)
    go(driver, id)
    tap(driver, "item_loop")
    for _ in range(10):
        tap(driver, "item_related_0")
    assert driver.tarpit == 0
    tap(driver, "item_related_0")
    assert driver.tarpit == 1
    for _ in range(12):
        driver.press("back")
    assert driver.page == id and driver.tarpit == 13
    tap(driver, "item_loop")
    driver.press("back")
    assert driver.tarpit == 14


def test_what_only_a_phone_has_is_refused() -> None:
    driver = started(generate("A", 60, 1000))
    with pytest.raises(DeviceError):
        driver.shell("ls")
    with pytest.raises(DeviceError):
        driver.type_text("nowhere")
    with pytest.raises(AppError):
        driver.launch("com.example.other")
