"""What each effect does, seen as a user or as the phone sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.contracts import HttpAnswer, HttpRequest
from tests.unit.virtualphone.app.builders import driver_of, home, tap, texts


def with_effect(folder: Path, effect: str, more: str = "", extra: str = "") -> InProcessDriver:
    """An app with a button `do` that has this effect, after it was tapped."""
    driver = driver_of(folder, home(f"{{button: do, on_tap: {effect}}}", more=more), extra)
    tap(driver, "do")
    return driver


def test_go_opens_a_page_and_back_leaves_it(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "{go: other}")
    assert driver.page == "other"
    assert driver.screen().activity == "com.example.app.Second"
    driver.press("back")
    assert driver.page == "home"


@pytest.mark.parametrize(
    ("how", "stack"),
    [("push", ("home", "other")), ("replace", ("other",)), ("clear", ("other",)), ("top", ("home", "other"))],
)
def test_go_treats_the_stack_as_told(tmp_path: Path, how: str, stack: tuple[str, ...]) -> None:
    driver = with_effect(tmp_path, f"{{go: other, how: {how}}}")
    assert driver.host.app is not None
    assert driver.host.app.page_stack == stack


def test_go_sets_variables_on_the_way(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, '{go: other, with: {name: Ada, count: "= count + 2"}}')
    assert driver.host.app is not None
    assert (driver.host.app.values["name"], driver.host.app.values["count"]) == ("Ada", 2)


def test_back_past_the_first_page_leaves_the_app_and_keeps_the_process(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "back")
    assert driver.page == ""
    assert driver.screen().package == "com.android.launcher3"
    assert driver.processes("com.example.app")
    assert driver.launch("com.example.app").state == "WARM"


def test_open_shows_a_dialog_over_the_page_and_back_closes_it(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "{open: sure}", more="dialogs: {sure: {title: Sure?, content: [{text: really}]}}")
    assert texts(driver) == ["Sure?", "really"]
    assert driver.screen().activity == "com.example.app.Main"
    driver.press("back")
    assert texts(driver) == ["do"]


def test_a_tap_beside_a_dialog_closes_it_only_when_it_may(tmp_path: Path) -> None:
    more = "dialogs: {sure: {title: Sure?, content: [{text: really}], cancelable: false}}"
    driver = with_effect(tmp_path, "{open: sure}", more=more)
    driver.tap(540, 200)
    driver.press("back")
    assert "Sure?" in texts(driver)


def test_set_toggle_and_append_change_variables(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, '[{set: {name: "n{1 + 1}"}}, {toggle: on}, {append: {items: x}}]')
    assert driver.host.app is not None
    values = driver.host.app.values
    assert (values["name"], values["on"], values["items"]) == ("n2", True, ["x"])


def test_stored_values_outlive_the_process_until_data_is_cleared(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home('{button: do, on_tap: {set: {visits: "= visits + 1"}}}', '{text: "v{visits}"}'))
    tap(driver, "do")
    driver.stop("com.example.app")
    driver.launch("com.example.app")
    assert "v1" in texts(driver)
    driver.clear_data("com.example.app")
    driver.launch("com.example.app")
    assert "v0" in texts(driver)


def test_if_takes_one_branch(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "{if: count > 0, then: {toast: yes}, else: {toast: 'no'}}")
    assert list(driver.host.seen.toasts) == ["no"]


def test_check_says_the_first_broken_rule_and_stops(tmp_path: Path) -> None:
    rules = "[{check: [{that: name != '', say: name?}, {that: count > 0, say: count?}]}, {go: other}]"
    driver = with_effect(tmp_path, rules)
    assert list(driver.host.seen.toasts) == ["name?"]
    assert driver.page == "home"


def test_check_can_say_it_under_the_field(tmp_path: Path) -> None:
    widgets = (
        "{field: Name, id: name_field, var: name}",
        "{button: do, on_tap: [{check: {that: name != '', say: Name is missing, at: name_field}}, {go: other}]}",
    )
    driver = driver_of(tmp_path, home(*widgets))
    tap(driver, "do")
    assert "Name is missing" in texts(driver)
    tap(driver, "Name")
    driver.type_text("Ada")
    assert "Name is missing" not in texts(driver)


def test_do_runs_shared_effects_and_a_circle_of_them_ends(tmp_path: Path) -> None:
    extra = "effects: {loop: [{set: {count: '= count + 1'}}, {do: loop}]}"
    driver = with_effect(tmp_path, "{do: loop}", extra=extra)
    assert driver.host.app is not None
    assert 1 < driver.host.app.values["count"] < 50
    assert any("without end" in line[3] for line in driver.host.seen.log)


def test_stop_leaves_the_rest_out(tmp_path: Path) -> None:
    assert with_effect(tmp_path, "[stop, {go: other}]").page == "home"


def test_wait_lets_the_rest_follow_later(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "[{wait: 1000}, {go: other}]")
    assert driver.page == "home"
    driver.clock.sleep_ms(1000)
    assert driver.page == "other"


def test_what_waits_is_dropped_when_the_page_is_left(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "[{wait: 1000}, {toast: late}, {go: other}]")
    driver.press("back")
    driver.clock.sleep_ms(2000)
    assert not driver.host.seen.toasts


def test_ask_shows_the_permission_window_and_takes_the_branch(tmp_path: Path) -> None:
    effect = "{ask: android.permission.CAMERA, granted: {toast: yes}, denied: {toast: 'no'}}"
    driver = with_effect(tmp_path, effect)
    assert driver.screen().package == "com.android.permissioncontroller"
    tap(driver, "不允许")
    tap(driver, "do")
    tap(driver, "允许")
    tap(driver, "do")
    assert list(driver.host.seen.toasts) == ["no", "yes", "yes"]


def asking(folder: Path, answer: HttpAnswer, options: str = "") -> InProcessDriver:
    effect = f"{{request: 'POST https://api.example/{{count}}', ok: {{toast: ok}}, failed: {{toast: failed}}{options}}}"
    driver = driver_of(folder, home(f"{{button: do, on_tap: {effect}}}"))

    def reply(_: HttpRequest) -> tuple[HttpAnswer, float]:
        return answer, 300

    driver.host._answer = reply
    tap(driver, "do")
    driver.clock.sleep_ms(1000)
    return driver


def test_request_sends_what_the_model_says_and_stores_what_comes_back(tmp_path: Path) -> None:
    body = json.dumps({"data": {"rows": [{"id": "A7"}]}}).encode()
    options = ", json: {n: '= count + 1', t: 'x{count}'}, headers: {X-Id: 'h{count}'}, store: {found: data.rows.0.id}"
    driver = asking(tmp_path, HttpAnswer(200, {}, body), options)
    request = driver.host.seen.requests[0]
    assert (request.method, request.url, request.headers["X-Id"]) == ("POST", "https://api.example/0", "h0")
    assert json.loads(request.body) == {"n": 1, "t": "x0"}
    assert driver.host.app is not None
    assert (driver.host.app.values["found"], driver.host.app.values["status"]) == ("A7", 200)
    assert list(driver.host.seen.toasts) == ["ok"]


@pytest.mark.parametrize("answer", [HttpAnswer(500), HttpAnswer(error="java.net.UnknownHostException")])
def test_a_request_that_fails_takes_its_branch_and_leaves_a_log_line(tmp_path: Path, answer: HttpAnswer) -> None:
    driver = asking(tmp_path, answer)
    assert list(driver.host.seen.toasts) == ["failed"]
    assert any(level == "W" and tag == "Http" for _, level, tag, _ in driver.host.seen.log)


def test_privacy_reports_api_arguments_and_chain(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "{privacy: a.B.c, arguments: [x], through: [p.Q.r, s.T.u], times: 2}")
    assert list(driver.host.seen.calls) == [("a.B.c", ("x",), ("p.Q.r", "s.T.u"))] * 2


def test_a_crash_ends_the_process(tmp_path: Path) -> None:
    driver = with_effect(
        tmp_path, "[{crash: java.lang.IllegalStateException, message: 'n{count}', at: [a.B.c]}, {go: other}]"
    )
    assert list(driver.host.seen.crashes) == [("java.lang.IllegalStateException", "n0", ("a.B.c",))]
    assert not driver.processes("com.example.app")


def test_a_blocked_main_thread_answers_taps_after_it_and_says_so_in_the_log(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: do, on_tap: {block: 2000}}", "{button: then, on_tap: {go: other}}"))
    tap(driver, "do")
    tap(driver, "then")
    assert driver.page == "home"
    driver.clock.sleep_ms(2000)
    assert driver.page == "other"
    assert any("Skipped 120 frames!" in line[3] for line in driver.host.seen.log)
    assert not driver.host.seen.stalls


def test_five_seconds_without_an_answer_are_an_anr(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: do, on_tap: {block: 9000}}"))
    tap(driver, "do")
    tap(driver, "do")
    driver.clock.sleep_ms(6000)
    assert len(driver.host.seen.stalls) == 1


def test_a_blocked_main_thread_keeps_one_core_busy_and_no_more(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: do, on_tap: {block: 4000}}"))
    app = driver.host.app
    assert app is not None
    before = sum(app.cpu_ticks())
    tap(driver, "do")
    driver.clock.sleep_ms(2000)
    assert 180 <= sum(app.cpu_ticks()) - before <= 225
    driver.clock.sleep_ms(4000)
    assert 380 <= sum(app.cpu_ticks()) - before <= 440


def test_the_rest_of_the_phone_is_reached(tmp_path: Path) -> None:
    effects = (
        "[{toast: t}, {log: said, level: E, tag: T}, {notify: title, text: body, link: 'x://y'}, {copy: clip},"
        " {write: files/a, data: d}, {link: 'tel:95500'}, {not_responding: 6000}]"
    )
    seen = with_effect(tmp_path, effects).host.seen
    assert list(seen.toasts) == ["t"]
    assert seen.log[0][1:] == ("E", "T", "said")
    assert list(seen.notifications) == [("title", "body", "x://y")]
    assert (seen.clipboard, seen.files, list(seen.left_for)) == ("clip", {"files/a": b"d"}, ["tel:95500"])
    assert seen.stalls[0][1] == 6000


def test_memory_and_processor_follow_the_effects(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: do, on_tap: [{use_memory: 5000}, {use_cpu: 3000}]}"))
    app = driver.host.app
    assert app is not None
    memory, ticks = app.memory_kb()["java"], sum(app.cpu_ticks())
    tap(driver, "do")
    assert app.memory_kb()["java"] == memory + 5000
    assert sum(app.cpu_ticks()) - ticks >= 300


def test_slow_frames_are_drawn_and_counted(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "{slow_frames: 7, ms: 90}")
    driver.clock.sleep_ms(3000)
    assert driver.host.app is not None
    assert driver.host.app.frame_totals().histogram[90] == 7


def test_reload_shows_the_skeleton_and_new_random_texts(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: do, on_tap: {reload: 500}}", '{text: "{random(12)}"}'))
    before = texts(driver)
    assert texts(driver) == before
    tap(driver, "do")
    assert texts(driver) == []
    driver.clock.sleep_ms(600)
    assert texts(driver)[0] == "do"
    assert texts(driver) != before


def test_finish_leaves_the_app(tmp_path: Path) -> None:
    assert with_effect(tmp_path, "finish").page == ""


def test_scroll_to_brings_a_widget_up(tmp_path: Path) -> None:
    fill = ["{space: 900}", "{text: deep, id: deep}", "{space: 2000}"]
    driver = driver_of(tmp_path, home("{button: do, on_tap: {scroll_to: deep}}", *fill))
    assert "deep" not in texts(driver)
    tap(driver, "do")
    assert "deep" in texts(driver)


def test_an_effect_is_left_out_when_its_condition_does_not_hold(tmp_path: Path) -> None:
    driver = with_effect(tmp_path, "[{go: other, when: count > 0}, {toast: stayed}]")
    assert (driver.page, list(driver.host.seen.toasts)) == ("home", ["stayed"])
