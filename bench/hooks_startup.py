"""Start-up of the demo app on the virtual phone with all hooks on, over start-up without, as `am start -W` tells it;
and what preparing a process with hooks takes this computer, which the phone does not wait for."""

from __future__ import annotations

import queue
import re
import statistics
import time
from collections.abc import Iterator

from bench.figure import Figure, ratios
from bench.phone import virtual_phone
from patrol.clock import RunClock
from patrol.device.choose import open_driver
from patrol.device.driver import Driver
from patrol.device.hooks.process import HookedApp
from patrol.device.hooks.source import FridaHooks
from patrol.device.hooks.table import OPTIONS, table

APP = "com.harbourbank.mobile"
ROUNDS, LAUNCHES = 5, 7
TOTAL = re.compile(r"TotalTime: (\d+)")


def measure() -> Iterator[Figure]:
    plain, hooked = [], []
    with virtual_phone(android="14-rooted") as device:
        driver = open_driver(device, RunClock(), "shell")
        for _ in range(ROUNDS):
            plain.append(cold_ms(driver))
            hooks = FridaHooks(device)
            hooks.start(driver, APP)
            hooked.append(cold_ms(driver))
            hooks.stop()
        driver.close()
    note = f"cold starts, median of {LAUNCHES} a round: {statistics.median(hooked):.0f} ms with, "
    note += f"{statistics.median(plain):.0f} ms without; the phone goes on while a process is prepared"
    yield Figure("start-up with all hooks over start-up without", ratios(hooked, plain), at_most=1.10, note=note)
    yield Figure("a new process until its hooks stand", tuple(prepared_s() for _ in range(3)), unit="s")


def cold_ms(driver: Driver) -> float:
    """Median TotalTime of some cold starts."""
    component = driver.shell(f"cmd package resolve-activity --brief {APP}").output.split()[-1]
    times = []
    for _ in range(LAUNCHES):
        said = driver.shell(f"am start -S -W -n {component}").output
        found = TOTAL.search(said)
        assert found, said
        times.append(float(found[1]))
    return statistics.median(times)


def prepared_s() -> float:
    """From the order to start a Java to the word that all hooks stand in it."""
    from patrol.device.hooks.helper_folder import local_device
    from patrol.virtualphone.jvm.process import Classes, Jvm, java_17, phone_methods

    classes, wanted, inbox = Classes(phone_methods()), table(), queue.SimpleQueue[object]()
    jvm, device = Jvm(classes), local_device()
    began = time.monotonic()
    pid = device.spawn(list(jvm.command(java_17())), stdio="pipe")
    app = HookedApp(device, pid, inbox)  # type: ignore[arg-type]
    app.install(wanted, OPTIONS)
    device.resume(pid)
    jvm.greet()
    took = time.monotonic() - began
    jvm.close()
    classes.close()
    return took
