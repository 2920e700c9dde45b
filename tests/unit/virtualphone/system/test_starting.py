"""What the phone starts by itself: after a boot, after `am kill`; and what it leaves alone."""

from __future__ import annotations

import dataclasses

import pytest

from patrol.virtualphone.system import starting
from patrol.virtualphone.system.manifest import Component, Installed, Manifest
from patrol.virtualphone.system.plainapp import PlainProgram
from patrol.virtualphone.system.starting import BOOT_COMPLETED, JOB, MAY_HEAR_OF_BOOT
from tests.unit.virtualphone.system.desk import PACKAGE, Desk

BOOT = Component("receiver", "cn.jpush.android.service.AlarmReceiver", actions=(BOOT_COMPLETED,))
STARTED = f"{PACKAGE}/u0a130 for broadcast {{{PACKAGE}/{BOOT.name}}}"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "SETTLED_MS", 10)
    monkeypatch.setattr(starting, "TOLD_MS", 10)


def declare(desk: Desk, *components: Component, permissions: tuple[str, ...] = (MAY_HEAR_OF_BOOT,)) -> None:
    installed = desk.phone.packages.get(PACKAGE)
    assert installed
    told = (*installed.manifest.activities, *components)
    installed.manifest = dataclasses.replace(installed.manifest, components=told, permissions=permissions)


async def rebooted(desk: Desk) -> str:
    """The phone restarted; what the log says since then."""
    desk.phone.power.away_ms = 10
    desk.phone.power.reboot()
    await desk.sh("sleep 0.25")
    return (await desk.sh("logcat -d -b events,system")).out


def test_a_receiver_of_the_boot_is_started_when_the_app_was_used_before(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        declare(desk, BOOT)
        log = await rebooted(desk)
        assert "Posting BOOT_COMPLETED user #0" in log and "Finished processing BOOT_COMPLETED for u0" in log
        pid = desk.process.pid
        assert f"I ActivityManager: Start proc {pid}:{STARTED}" in log
        assert f"I am_proc_start: [0,{pid},10130,{PACKAGE},broadcast,{{{PACKAGE}/{BOOT.name}}}]" in log
        assert desk.phone.activities.task_of(PACKAGE) is None
        # The app runs already: its first page is a warm start.
        assert "LaunchState: WARM" in (await desk.sh(f"am start -W -n {PACKAGE}/.MainActivity")).out

    on_phone(test)


def test_nothing_is_started_that_was_force_stopped_or_may_not_hear_of_the_boot(on_phone) -> None:
    async def test(desk: Desk) -> None:
        declare(desk, BOOT)
        assert "Start proc" not in await rebooted(desk)  # never launched
        await desk.start()
        await desk.sh(f"am force-stop {PACKAGE}")
        assert "Start proc" not in await rebooted(desk)
        await desk.start()
        declare(desk, BOOT, permissions=())
        assert "Start proc" not in await rebooted(desk)

    on_phone(test)


def test_a_process_killed_behind_is_started_again_for_its_service(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        job = Component("service", "androidx.work.SystemJobService", permission=JOB, again_ms=30)
        declare(desk, job, Component("service", ".Keep", again_ms=5000))
        first = desk.process.pid
        await desk.sh(f"am kill {PACKAGE}")
        assert desk.process.pid == first  # in front
        desk.phone.activities.home()
        await desk.sh(f"am kill {PACKAGE}")
        assert desk.phone.running.of_package(PACKAGE) is None
        await desk.sh("sleep 0.1")
        log = (await desk.sh("logcat -d -b events,system")).out
        assert f"I am_kill : [0,{first},{PACKAGE},700,kill background]" in log
        assert f"Killing {first}:{PACKAGE}/u0a130 (adj 700): kill background" in log
        assert f"Start proc {desk.process.pid}:{PACKAGE}/u0a130 for service {{{PACKAGE}/{job.name}}}" in log
        assert "Scheduling restart of crashed service com.example.small/.Keep in 5000ms for start-requested" in log
        assert "restart of crashed service com.example.small/androidx" not in log

    on_phone(test)


def test_only_the_system_may_tell_of_a_boot(on_phone) -> None:
    async def test(desk: Desk) -> None:
        said = await desk.sh(f"am broadcast -a {BOOT_COMPLETED}")
        assert said.code == 255 and "Permission Denial: not allowed to send broadcast" in said.err

    on_phone(test)


def test_older_phones_name_components_without_braces(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        log = (await desk.sh("logcat -d -b events")).out
        assert f"[0,{desk.process.pid},10130,{PACKAGE},activity,{PACKAGE}/{PACKAGE}.MainActivity]" in log

    on_phone(test, "9")


def neighbour(desk: Desk, component: Component) -> Installed:
    """Another app of the phone, with a service."""
    manifest = Manifest("com.shop", "商城", components=(component,))
    return desk.phone.install(PlainProgram(desk.phone.spec, manifest, size_bytes=1))


def test_a_service_of_a_neighbour_is_started_from_the_front_alone(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        service = Component("service", "com.shop.Push", exported=True)
        other = neighbour(desk, service)
        caller = desk.phone.packages.get(PACKAGE)
        waking = desk.phone.activities.waking
        assert caller and other.stopped
        desk.phone.activities.home()
        waking.start_service(caller, desk.process.pid, "com.shop/com.shop.Push")
        waking.start_service(caller, desk.process.pid, "com.shop/com.shop.Other")
        log = (await desk.sh("logcat -d -b system")).out
        refused = f"from pid={desk.process.pid} uid={caller.uid} pkg={PACKAGE} startFg?=false"
        intent = "service Intent { cmp=com.shop/.Push } to com.shop/.Push"
        assert f"W ActivityManager: Background start not allowed: {intent} {refused}" in log
        assert "Unable to start service Intent { cmp=com.shop/.Other } U=0: not found" in log
        assert desk.phone.running.of_package("com.shop") is None
        await desk.start()
        waking.start_service(caller, desk.process.pid, "com.shop/com.shop.Push")
        assert desk.phone.running.of_package("com.shop") is not None and not other.stopped

    on_phone(test)
