"""Wake locks, traffic by uid and sizes as a phone of the version prints them."""

from __future__ import annotations

import pytest

from patrol.device.parse import net_usage, storage, wake_locks
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


@pytest.mark.parametrize("android", ["9", "14"])
def test_a_held_wake_lock_is_listed(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        assert wake_locks.parse((await desk.sh("dumpsys power")).out) == ()
        desk.tap("hold")
        await desk.sh("sleep 0.1")
        (lock,) = wake_locks.parse((await desk.sh("dumpsys power")).out) or ()
        assert (lock.kind, lock.tag, lock.uid) == ("PARTIAL_WAKE_LOCK", "small:sync", 10130)
        assert (lock.held_ms or 0) >= 100

    on_phone(test, android)


@pytest.mark.parametrize("android", ["11", "14"])
def test_the_history_of_traffic_lags_until_it_is_polled(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        desk.phone.network.by_uid[10130] = [5000, 5, 700, 3]
        first = net_usage.parse_netstats((await desk.sh("dumpsys netstats detail")).out)
        assert first == ({10130: net_usage.Usage(5000, 700)} if android == "14" else {})
        await desk.sh("dumpsys netstats --poll")
        then = net_usage.parse_netstats((await desk.sh("dumpsys netstats detail")).out)
        assert then == {10130: net_usage.Usage(5000, 700)}

    on_phone(test, android)


def test_sizes_are_listed_by_package(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("hold")
        size = storage.diskstats((await desk.sh("dumpsys diskstats")).out, PACKAGE)
        assert size is not None and size.code > 0 and (size.data, size.cache) == (5, 5)

    on_phone(test, "14")
