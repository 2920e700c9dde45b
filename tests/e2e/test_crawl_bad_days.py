"""A crawl over adb on a phone that goes and comes back, dies in parts, is slow, or never stands still."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from patrol.model.artifacts import StopReason
from tests.e2e.conftest import LIGHT, SMALL, World, ended, eventually, result_of, run_of
from tests.e2e.test_bad_days import PAGES, during_a_crawl, pages

pytestmark = pytest.mark.timeout(240)


def test_a_phone_that_comes_back_is_crawled_on(world: World, tmp_path: Path) -> None:
    world.more = {"PATROL_WAIT_FOR_PHONE": "60"}
    with world.lent() as phone:

        def back() -> None:
            phone.call(lambda p: p.faults.set("lost=off"))
            world.adb("connect", phone.address)

        with during_a_crawl(world, phone, tmp_path, *LIGHT) as run:
            phone.call(lambda p: p.faults.set("lost-after=2"))
            timer = threading.Timer(6, back)
            timer.start()
            end = ended(run)
            timer.join()
        assert end.returncode in (0, 1, 4), end.stderr
        result = result_of(run_of(tmp_path))
        assert pages(result) == PAGES
        assert result.crawl_stop is StopReason.complete
        assert "the phone was gone for" in result.crawl_stop_note


def test_a_phone_that_reboots_is_waited_for_and_crawled_on(world: World, tmp_path: Path) -> None:
    world.more = {"PATROL_WAIT_FOR_PHONE": "60"}
    boot_id = "cat /proc/sys/kernel/random/boot_id"
    with world.lent() as phone:
        before = world.adb("-s", phone.address, "shell", boot_id).stdout
        phone.call(lambda p: setattr(p.power, "away_ms", 1500))
        with during_a_crawl(world, phone, tmp_path, *LIGHT) as run:
            phone.call(lambda p: p.faults.set("slow=100"))  # not to be done before adb has started
            world.adb("-s", phone.address, "reboot")
            phone.call(lambda p: p.faults.set("slow=off"))
            eventually(lambda: phone.call(lambda p: p.power.boots == 2), "the phone to have booted")
            assert phone.call(lambda p: p.uptime_ms()) < 60_000
            world.adb("connect", phone.address)  # over a cable the adb server finds it by itself
            end = ended(run)
        assert end.returncode in (0, 1, 4), end.stderr
        assert world.adb("-s", phone.address, "shell", boot_id).stdout not in ("", before)
        result = result_of(run_of(tmp_path))
        assert pages(result) == PAGES
        assert result.crawl_stop is StopReason.complete
        assert "the phone was gone for" in result.crawl_stop_note


def test_slow_dumps_cost_time_and_no_pages(world: World, tmp_path: Path) -> None:
    with world.lent() as phone:
        phone.call(lambda p: p.faults.set("slow=40"))
        end = world.patrol("crawl", *_small(phone.address, tmp_path), timeout=200)
        assert end.returncode in (0, 1, 4), end.stderr
        assert pages(result_of(run_of(tmp_path))) == PAGES


def _small(address: str, out: Path) -> tuple[str, ...]:
    return (SMALL, "--phone", address, "--out", str(out), *LIGHT)
