"""The random baseline: events by chance, of which half hit a widget, as a monkey's do on an ordinary page."""

from __future__ import annotations

import random

from bench.crawling.sight import BACK, SETTLE_MS, see, send
from tests.generated import GeneratedDriver

HIT = 0.5
NOWHERE = (2, 2)
"""A point in the status bar: an event that hits nothing."""


def run_random(driver: GeneratedDriver, seed: int, actions: int) -> str:
    """`actions` events; Back counts as one of the widgets; who leaves the app is brought back by a launch."""
    draw, package = random.Random(seed), driver.app.package
    driver.launch(package)
    while driver.actions < actions:
        seen = see(driver.screen(), package, texts=False)
        if not seen.inside:
            driver.launch(package)
        elif draw.random() < HIT:
            event = draw.choice([*seen.events, BACK])
            send(driver, event, seen.events.get(event), "".join(draw.choices("abcdefg123456", k=8)))
        else:
            driver.tap(*NOWHERE)
        driver.clock.sleep_ms(SETTLE_MS)
    return "actions"
