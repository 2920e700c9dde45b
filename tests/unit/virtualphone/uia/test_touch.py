from __future__ import annotations

import asyncio

from patrol.virtualphone.uia.touch import Finger, swipe, tap
from tests.unit.virtualphone.double import TinyPhone


def test_a_tap_outside_the_screen_is_refused() -> None:
    async def story() -> None:
        phone = TinyPhone()
        assert await tap(phone, 10, 20) and not await tap(phone, 1080, 20) and not await tap(phone, -1, 0)
        assert phone.events == [("tap", 10, 20)]

    asyncio.run(story())


def test_a_swipe_goes_through_all_its_points() -> None:
    async def story() -> None:
        phone = TinyPhone()
        await swipe(phone, [(0, 0), (10, 10), (20, 0)], steps=1)
        assert phone.events == [("swipe", 0, 0, 10, 10), ("swipe", 10, 10, 20, 0)]

    asyncio.run(story())


def test_a_finger_taps_or_swipes_by_its_way() -> None:
    async def story() -> None:
        phone = TinyPhone()
        finger = Finger(phone)
        assert not finger.event(1, 0, 0)
        for action, x, y in ((0, 5, 5), (2, 9, 9), (1, 6, 6), (0, 5, 5), (2, 300, 5), (1, 500, 5)):
            assert finger.event(action, x, y)
        assert phone.events == [("tap", 5, 5), ("swipe", 5, 5, 500, 5)]

    asyncio.run(story())
