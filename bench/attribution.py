"""A million sensitive calls attributed to who made them, and the checks on 200,000 of them.

The calls are synthetic: 2,000 distinct stacks of 25 frames, 40 APIs, 300 pages, over an hour.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from patrol.audit.check import load_checks
from patrol.audit.clauses import load_clauses
from patrol.audit.policy import load_policy
from patrol.audit.run import run_check
from patrol.catalogue.apis import catalogue
from patrol.catalogue.sdks import known_sdks
from patrol.derive import facts_of
from patrol.derive.calls import AttributedCalls
from patrol.model.artifacts import Environment, GatherFailure, PhoneInfo, Screens, Visit
from patrol.model.calls import Calls, HookedCall, HookedProcess, HookWay
from patrol.model.consent import ConsentEvent, ConsentPhase, ConsentTrials
from patrol.model.privacy import DeclaredPrivacy, PolicyText, TextKind
from patrol.model.record import from_json, to_json
from patrol.model.recorded import Recorded

CALLS = 1_000_000
JUDGED = 200_000
PACKAGE = "com.harbour.bench"
HOUR_MS = 3_600_000
STACKS, FRAMES = 2000, 25
SECONDS = 20.0
BUNDLED = Path(__file__).resolve().parents[1] / "compliance_checks"


def measure() -> Iterator[Figure]:
    """Seconds for each, three times."""
    attributed = tuple(_attribute(recording(CALLS)) for _ in range(3))
    yield Figure(f"attributing {CALLS:,} calls", attributed, "s", at_most=SECONDS)
    judged = tuple(_judge(recording(JUDGED)) for _ in range(3))
    yield Figure(f"all privacy checks on {JUDGED:,} calls", judged, "s", at_most=SECONDS)


def _attribute(recorded: Recorded) -> float:
    facts = facts_of(recorded)
    began = time.perf_counter()
    found = facts.get(AttributedCalls)
    assert not isinstance(found, GatherFailure) and len(found.seen) == CALLS
    return time.perf_counter() - began


def _judge(recorded: Recorded) -> float:
    checks = load_checks([BUNDLED])
    policy = load_policy([BUNDLED], checks, load_clauses([BUNDLED]))
    began = time.perf_counter()
    facts = facts_of(recorded)
    for check in checks:
        if check.category == "privacy":
            run_check(facts, check, policy.rules[check.id])
    return time.perf_counter() - began


def recording(count: int) -> Recorded:
    """A run with so many calls, decoded from JSON as a run folder's are: no two share a stack object."""
    chance = random.Random(5)
    apis = chance.sample([api for api in catalogue().java() if api.severity != "low"], 40)
    stacks = [_stack(chance) for _ in range(STACKS)]
    lines = Calls(
        tuple(
            HookedCall(chance.randrange(HOUR_MS), (api.id,), api.call, 100, stack=chance.choice(stacks))
            for api in chance.choices(apis, k=count)
        ),
        (HookedProcess(0, 100, PACKAGE, HookWay.spawn, 500),),
    )
    pages = tuple(Visit(at, f"page{chance.randrange(300)}", "x") for at in range(3000, HOUR_MS, 900))
    phases = ((0, ConsentPhase.before_notice), (2000, ConsentPhase.asked), (3000, ConsentPhase.foreground))
    return Recorded(
        from_json(to_json(lines), Calls),
        Environment("r", "bench", PACKAGE, "0.1", "3.11", PhoneInfo("x"), "2026-01-01T00:00:00Z"),
        Screens(pages),
        ConsentTrials(tuple(ConsentEvent(at, phase) for at, phase in phases)),
        DeclaredPrivacy(("NPI-24",), texts=(PolicyText(TextKind.sdk_list, "list", "极光推送"),)),
    )


def _stack(chance: random.Random) -> tuple[str, ...]:
    prefixes = [prefix for sdk in known_sdks().table.sdks for prefix, _ in sdk.prefixes]
    owners = [chance.choice(prefixes), PACKAGE, PACKAGE, "android.os", "java.lang", "com.shop.lib"]
    return tuple(
        f"{chance.choice(owners)}.part{chance.randrange(50)}.Class{chance.randrange(500)}.method(File.java:{line})"
        for line in range(FRAMES)
    )
