"""Starting, leaving, coming back, ending; deep links; what is measured of an app."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.load import load_app
from tests.unit.virtualphone.app.builders import app_of, driver_of, home, tap, texts
from tests.unit.virtualphone.app.minibank import write_minibank

PACKAGE = "com.example.app"


def test_launches_are_cold_warm_hot_and_on_top_already(tmp_path: Path) -> None:
    driver = InProcessDriver(app_of(tmp_path, home("{text: x}"), extra=""))
    assert (driver.launch(PACKAGE).state, driver.launch(PACKAGE).state) == ("COLD", "UNKNOWN (0)")
    driver.press("home")
    hot = driver.launch(PACKAGE)
    assert (hot.state, hot.total_ms) == ("HOT", 100)
    driver.press("back")
    assert driver.launch(PACKAGE).state == "WARM"
    assert driver.launch(PACKAGE, stop_first=True).total_ms == 500


def test_start_times_vary_as_the_model_says_and_repeat_with_the_seed(tmp_path: Path) -> None:
    model = app_of(tmp_path, home("{text: x}"))
    object.__setattr__(model.start, "spread", 0.1)
    times = []
    for _ in range(2):
        driver = InProcessDriver(model, seed=7)
        times.append([driver.launch(PACKAGE, stop_first=True).total_ms or 0 for _ in range(20)])
    assert times[0] == times[1]
    assert len(set(times[0])) > 10
    assert all(350 <= ms <= 650 for ms in times[0])


def test_until_it_is_displayed_the_starting_window_is_shown(tmp_path: Path) -> None:
    driver = InProcessDriver(app_of(tmp_path, home("{text: x}")))
    host = driver.host
    host.app = host.installed.start(host, 1)
    host.app.launch("", "", True)
    host.front = True
    assert host.app.windows()[0].title.startswith("Splash Screen")
    host.time.sleep_ms(500)
    assert texts(driver) == ["x"]


def test_what_happens_at_start_and_on_the_way_to_the_background(tmp_path: Path) -> None:
    extra = "on_start: {toast: start}\non_background: {toast: background}\non_foreground: {toast: foreground}"
    driver = driver_of(tmp_path, home("{text: x}", more="on_resume: {toast: resume}\non_open: {toast: open}"), extra)
    driver.press("home")
    driver.launch(PACKAGE)
    assert list(driver.host.seen.toasts) == ["start", "open", "background", "foreground", "resume"]


def test_timers_run_where_they_belong(tmp_path: Path) -> None:
    extra = """
    timers:
      - {every_ms: 1000, do: {log: front}}
      - {every_ms: 1000, do: {log: behind}, while: background}
    """
    driver = driver_of(tmp_path, home("{text: x}", more="timers: [{every_ms: 500, do: {log: page}}]"), extra)
    driver.host.seen.log.clear()
    driver.clock.sleep_ms(3000)
    front = [line[3] for line in driver.host.seen.log]
    driver.host.seen.log.clear()
    driver.press("home")
    driver.clock.sleep_ms(3000)
    behind = [line[3] for line in driver.host.seen.log]
    assert (set(front), front.count("page")) == ({"front", "page"}, 6)
    assert set(behind) == {"behind"}


def test_deep_links_open_their_page_and_set_its_variables(tmp_path: Path) -> None:
    pages = (
        home("{text: x}") + "item: {activity: .Second, link: 'bank://item/{count}', content: [{text: 'no {count}'}]}\n"
    )
    driver = driver_of(tmp_path, pages)
    assert driver.open_link("bank://item/42?from=sms").activity == f"{PACKAGE}/{PACKAGE}.Second"
    assert (driver.page, texts(driver)) == ("item", ["no 42"])
    driver.press("back")
    assert driver.page == "home"
    assert driver.open_link("bank://nowhere").status == "error"


def test_an_activity_is_started_by_name_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{text: x}"))
    driver.launch(f"{PACKAGE}/.Second")
    assert driver.page == "other"
    assert "does not exist" in driver.launch(f"{PACKAGE}/.Third").raw


def test_a_page_loads_for_as_long_as_it_says_first_and_later(tmp_path: Path) -> None:
    pages = home("{button: do, on_tap: {go: slow}}") + (
        "slow: {activity: .Main, load_ms: {first: 800, again: 200}, content: [{text: there}],"
        " on_loaded: {toast: loaded}}\n"
    )
    driver = driver_of(tmp_path, pages)
    for expected in (800, 200):
        tap(driver, "do")
        begun = driver.clock.now_ms() - 60
        while "there" not in texts(driver):
            driver.clock.sleep_ms(10)
        assert abs(driver.clock.now_ms() - begun - expected) <= 10
        driver.press("back")
    assert list(driver.host.seen.toasts) == ["loaded", "loaded"]


@pytest.mark.parametrize(("refresh", "jank"), [(60, 0.0), (90, 0.1), (120, 0.25)])
def test_the_truth_of_frames_is_known(tmp_path: Path, refresh: float, jank: float) -> None:
    lines = [f"{{text: line {n}, height: 100}}" for n in range(60)]
    model = app_of(tmp_path, home(*lines, more=f"jank: {jank}\nframe_ms: 4"))
    driver = InProcessDriver(model, refresh_hz=refresh)
    driver.launch(PACKAGE)
    driver.clock.sleep_ms(1000)
    app = driver.host.app
    assert app is not None
    app.reset_frames()
    for _ in range(8):
        driver.swipe(540, 1800, 540, 900, 800)
        driver.clock.sleep_ms(600)
    totals = app.frame_totals()
    assert totals.frames > 100
    assert abs(totals.janky / totals.frames - jank) < 0.01
    frames = app.frames()
    assert all(one.intended_ns < other.intended_ns for one, other in itertools.pairwise(frames))
    period = 1e9 / refresh
    assert all(abs(frame.deadline_ns - frame.intended_ns - period) < 2 for frame in frames)


def test_an_idle_page_draws_nothing(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{text: x}"))
    driver.clock.sleep_ms(2000)
    assert driver.host.app is not None
    before = driver.host.app.frame_totals().frames
    driver.clock.sleep_ms(5000)
    assert driver.host.app.frame_totals().frames == before


def test_pages_cost_memory_and_leaks_stay(tmp_path: Path) -> None:
    pages = home("{button: do, on_tap: {go: big}}") + "big: {activity: .Main, memory_kb: 9000, leak_kb: 700}\n"
    driver = driver_of(tmp_path, pages)
    app = driver.host.app
    assert app is not None
    before = app.memory_kb()
    tap(driver, "do")
    assert app.memory_kb()["java"] == before["java"] + 9000
    driver.press("back")
    assert app.memory_kb()["java"] == before["java"] + 700
    assert before["total"] == sum(value for name, value in before.items() if name != "total")


def test_secrets_are_made_of_the_seed_or_given(tmp_path: Path) -> None:
    model = app_of(tmp_path, home("{text: x}"), "secrets: {pin: {digits: 6}}")
    made = InProcessDriver(model, seed=1).host.installed.secrets["pin"]
    assert len(made) == 6 and made.isdigit()
    assert InProcessDriver(model, seed=1).host.installed.secrets["pin"] == made
    assert InProcessDriver(model, seed=2).host.installed.secrets["pin"] != made
    assert InProcessDriver(model, secrets={"pin": "123456"}).host.installed.secrets["pin"] == "123456"


def test_nothing_runs_on_after_the_process_has_ended(tmp_path: Path) -> None:
    driver = driver_of(
        tmp_path,
        home("{button: do, on_tap: [{wait: 1000}, {toast: late}]}"),
        "timers: [{every_ms: 500, do: {toast: t}}]",
    )
    tap(driver, "do")
    driver.stop(PACKAGE)
    driver.host.seen.toasts.clear()
    driver.clock.sleep_ms(5000)
    assert not driver.host.seen.toasts
    assert driver.host.time.waiting == 0 or not driver.host.seen.toasts


def test_the_example_of_the_docs_can_be_used(tmp_path: Path) -> None:
    driver = InProcessDriver(load_app(write_minibank(tmp_path / "app")), secrets={"login_password": "135790"})
    package = "com.example.minibank"
    driver.launch(package)
    tap(driver, "同意并继续")
    assert driver.host.seen.calls[0][0] == "android.telephony.TelephonyManager.getDeviceId"
    driver.clock.sleep_ms(500)
    tap(driver, "转账")
    for hint, text in (("收款人手机号", "13800008000"), ("金额", "12.50")):
        tap(driver, hint)
        driver.type_text(text)
    driver.press("back")
    tap(driver, "支付密码")
    for digit in "135790":
        tap(driver, digit)
    tap(driver, "完成")
    tap(driver, "确认转账")
    driver.clock.sleep_ms(100)
    assert list(driver.host.seen.toasts) == ["网络不给力"]
    assert driver.host.seen.requests[0].url == "https://api.minibank.example/v1/transfer"


def test_thousands_of_actions_leave_nothing_behind(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: do, on_tap: {go: other}}", "{banner: [a, b]}"))
    for _ in range(1500):
        tap(driver, "do")
        driver.press("back")
    assert driver.host.time.waiting < 20
    assert len(driver.host.app.frames()) <= 1200 if driver.host.app else False
