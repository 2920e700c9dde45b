"""Call sites of privacy APIs in one APK: patrol's scan over androguard's AnalyzeAPK, and that both find the same.

The APK is uiautomator2's own helper, which every installation has: 1.9 MB with 10 MB of code, so that nothing is
fetched. Both run in processes of their own, the same file one after the other. androguard's time is AnalyzeAPK alone,
without its import and without looking up the calls; patrol's is the whole scan: manifest, signatures, SDKs, secrets,
call graph and all.
"""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.figure import Figure

TIMES_FASTER = 10.0
ROUNDS = 3
Sites = Counter[tuple[str, str]]
"""(caller, what is called), with how many instructions."""


def measure() -> Iterator[Figure]:
    """Times as fast, and the share of call sites that both found."""
    apk = _apk()
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        rounds = [(pool.apply(_theirs, (str(apk),)), pool.apply(_ours, (str(apk),))) for _ in range(ROUNDS)]
    yield Figure(
        f"scan of {apk.name}: times as fast as AnalyzeAPK",
        tuple(theirs[0] / ours[0] for theirs, ours in rounds),
        "×",
        at_least=TIMES_FASTER,
    )
    yield Figure(
        f"call sites found by both ({sum(rounds[0][0][1].values())})",
        tuple(_shared(theirs[1], ours[1]) for theirs, ours in rounds),
        "",
        at_least=1.0,
    )


def _apk() -> Path:
    found = find_spec("uiautomator2")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "assets" / "app-uiautomator.apk"


def _shared(theirs: Sites, ours: Sites) -> float:
    either = sum((theirs | ours).values())
    return sum((theirs & ours).values()) / either if either else 0.0


def _ours(path: str) -> tuple[float, Sites]:
    from patrol.apk.isolated import Job, scan_here

    gc.disable()  # as in the process of its own that a scan has
    began = time.perf_counter()
    found = scan_here(Job((path,)))
    took = time.perf_counter() - began
    sites: Sites = Counter()
    for one in found.calls:
        if one.kind == "method":
            sites[one.caller, one.call] += one.count
    return took, sites


def _theirs(path: str) -> tuple[float, Sites]:
    from androguard.misc import AnalyzeAPK
    from loguru import logger

    logger.remove()
    began = time.perf_counter()
    _, _, analysis = AnalyzeAPK(path)
    took = time.perf_counter() - began
    return took, _sites(analysis)


def _sites(analysis: Any) -> Sites:
    """Calls of the catalogue's methods, calls by way of the app's own classes among them."""
    from patrol.apk.dex import dotted
    from patrol.apk.targets import targets

    internal = {one.name: one.get_vm_class() for one in analysis.get_internal_classes()}
    sites: Sites = Counter()
    for method in analysis.get_methods():
        callers = method.get_xref_from()
        if not callers or _declared(internal, method.class_name, method.name, method.descriptor):
            continue
        owner = method.class_name
        while owner in internal:
            owner = internal[owner].get_superclassname()
        call = f"{dotted(owner)}.{method.name}"
        if targets().method(dotted(owner), method.name):
            for caller, inside, _ in callers:
                sites[f"{dotted(caller.name)}.{inside.name}", call] += 1
    return sites


def _declared(internal: dict[str, Any], owner: str, name: str, descriptor: str) -> bool:
    """Whether the class, or one above it in the app, declares the method."""
    parameters = descriptor.partition(")")[0]
    while owner in internal:
        for one in (owner, *internal[owner].get_interfaces()):
            methods = internal[one].get_methods() if one in internal else ()
            if any(m.get_name() == name and m.get_descriptor().partition(")")[0] == parameters for m in methods):
                return True
        owner = internal[owner].get_superclassname()
    return False
