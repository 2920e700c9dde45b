"""Call sites of privacy APIs in one APK: patrol over androguard's AnalyzeAPK, and that both find the same.

The APK is put together of what every installation of uiautomator2 has: the manifest of its helper and the 7 MB of code
of its server, so that nothing is fetched. Both run one after the other, each in a process of its own, and processor
time counts, for the machine may have other work. androguard's is AnalyzeAPK alone, without its import and without
looking up the calls; patrol's goes from opening the file to the list of call sites with whether each can be reached.
The whole scan, with signatures, secrets, addresses and SDKs, is told beside it.
"""

from __future__ import annotations

import gc
import multiprocessing
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.figure import Figure

TIMES_FASTER = 10.0
ROUNDS = 2
Sites = Counter[tuple[str, str]]
"""(caller, what is called), with how many instructions."""


def measure() -> Iterator[Figure]:
    """Times as fast, and the share of call sites that both found."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        apk = str(_apk(Path(folder)))
        rounds = []
        for _ in range(ROUNDS):
            with context.Pool(1) as pool:
                theirs = pool.apply(_theirs, (apk,))
            with context.Pool(1) as pool:
                rounds.append((theirs, pool.apply(_ours, (apk,))))
    calls = sum(rounds[0][0][1].values())
    name = f"{calls} call sites in 7 MB of code: times as fast as AnalyzeAPK"
    yield Figure(name, tuple(theirs[0] / ours[0] for theirs, ours in rounds), "×", at_least=TIMES_FASTER)
    whole = tuple(theirs[0] / ours[2] for theirs, ours in rounds)
    yield Figure("the whole scan of the same file: times as fast as AnalyzeAPK", whole, "×")
    shared = tuple(_shared(theirs[1], ours[1]) for theirs, ours in rounds)
    yield Figure("share of the call sites that both found", shared, "", at_least=1.0)


def _apk(folder: Path) -> Path:
    found = find_spec("uiautomator2")
    assert found is not None and found.origin is not None
    assets = Path(found.origin).parent / "assets"
    made = folder / "bench.apk"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as apk:
        with zipfile.ZipFile(assets / "app-uiautomator.apk") as helper:
            apk.writestr("AndroidManifest.xml", helper.read("AndroidManifest.xml"))
        with zipfile.ZipFile(assets / "u2.jar") as server:
            for name in server.namelist():
                if name.endswith(".dex"):
                    apk.writestr(name, server.read(name))
    return made


def _shared(theirs: Sites, ours: Sites) -> float:
    either = sum((theirs | ours).values())
    return sum((theirs & ours).values()) / either if either else 0.0


def _ours(path: str) -> tuple[float, Sites, float]:
    from patrol.apk.isolated import Job, scan_here
    from patrol.apk.scan import only_calls

    gc.disable()  # as in the process of its own that a scan has
    began = time.process_time()
    found = only_calls(Path(path).read_bytes())
    took = time.process_time() - began
    began = time.process_time()
    scan_here(Job((path,)))
    whole = time.process_time() - began
    sites: Sites = Counter()
    for one in found:
        if one.kind == "method":
            sites[one.caller, one.call] += one.count
    return took, sites, whole


def _theirs(path: str) -> tuple[float, Sites]:
    from androguard.misc import AnalyzeAPK
    from loguru import logger

    logger.remove()
    began = time.process_time()
    _, _, analysis = AnalyzeAPK(path)
    took = time.process_time() - began
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
