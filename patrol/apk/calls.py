"""Where code touches privacy APIs, who holds it, and whether it can be come to; and which permissions are used."""

from __future__ import annotations

from patrol.apk.budget import Budget
from patrol.apk.dex import dotted
from patrol.apk.manifest import Declared
from patrol.apk.permissions import required_by, used_by
from patrol.apk.program import Program, Touch
from patrol.apk.reach import Reached
from patrol.apk.sdklist import Owners
from patrol.derive.callers import CallerKind
from patrol.model.scan import CallSite, Reach

ACTIONS = {
    "android.intent.action.BOOT_COMPLETED": "android.permission.RECEIVE_BOOT_COMPLETED",
    "android.intent.action.LOCKED_BOOT_COMPLETED": "android.permission.RECEIVE_BOOT_COMPLETED",
    "android.provider.Telephony.SMS_RECEIVED": "android.permission.RECEIVE_SMS",
    "android.provider.Telephony.WAP_PUSH_RECEIVED": "android.permission.RECEIVE_WAP_PUSH",
    "android.intent.action.PHONE_STATE": "android.permission.READ_PHONE_STATE",
    "android.intent.action.NEW_OUTGOING_CALL": "android.permission.PROCESS_OUTGOING_CALLS",
}
"""Intent filters of the manifest that need a permission."""


def call_sites(
    program: Program,
    declared: Declared,
    named: set[str],
    owners: Owners,
    mapping: dict[str, str],
    budget: Budget,
) -> tuple[CallSite, ...]:
    """All touches of APIs, the app's own and reachable ones first. `named` are classes that other texts name."""
    reached, by_name = _reached(program, declared, named, budget)
    found = [_site(one, reached, by_name, owners, mapping) for one in program.touches.values() if one.apis]
    order = {Reach.yes: 0, Reach.named: 1, Reach.unknown: 2, Reach.no: 3}
    return tuple(sorted(found, key=lambda one: (order[one.reach], not one.own, one.call, one.caller)))


def _reached(
    program: Program, declared: Declared, named: set[str], budget: Budget
) -> tuple[Reached | None, frozenset[object]]:
    """What components come to, and what only comes on top by classes that texts name."""
    if not declared.entries or not program.classes:
        return None, frozenset()
    reached = Reached(program, budget)
    reached.start(_descriptor(name) for name in declared.entries)
    sure = frozenset(reached.came_from)
    texts = set(named) | {value for pair in declared.meta_data for value in pair}
    reached.start(name for name in map(_descriptor, sorted(texts)) if name in program.classes)
    reached.start(name for name in program.classes if dotted(name) in program.named_classes)
    return reached, frozenset(reached.came_from.keys() - sure)


def _site(
    one: Touch, reached: Reached | None, by_name: frozenset[object], owners: Owners, mapping: dict[str, str]
) -> CallSite:
    owner = dotted(one.method[0])
    caller = owners.of(owner)
    reach = Reach.unknown
    if reached is not None:
        reach = Reach.no
        if one.method in reached.came_from:
            reach = Reach.named if one.method in by_name else Reach.yes
    return CallSite(
        one.apis,
        one.call,
        f"{mapping.get(owner, owner)}.{one.method[1].partition('(')[0]}",
        one.kind,
        one.count,
        one.dex,
        caller.sdk.id if caller.sdk else "",
        caller.kind is CallerKind.app,
        caller.key,
        reach,
        reached.path(one.method) if reached is not None and reach in (Reach.yes, Reach.named) else (),
    )


def permission_uses(
    program: Program, declared: Declared, sites: tuple[CallSite, ...]
) -> tuple[tuple[str, str, str], ...]:
    """(permission, what uses it, who), one for each permission: what can be reached comes first in `sites`."""
    found: dict[str, tuple[str, str]] = {}
    for action in declared.actions:
        if name := ACTIONS.get(action):
            found.setdefault(name, (action, "AndroidManifest.xml"))
    for site in sites:
        for name in used_by(site.apis, site.call):
            found.setdefault(name, (site.call, site.caller))
    for one in program.touches.values():
        for name in used_by(one.apis, one.call):
            found.setdefault(name, (one.call, f"{dotted(one.method[0])}.{one.method[1].partition('(')[0]}"))
    return tuple((name, what, who) for name, (what, who) in sorted(found.items()))


def missing_permissions(declared: Declared, sites: tuple[CallSite, ...]) -> tuple[tuple[str, str, str, str], ...]:
    """(permission, call, caller, owner): reachable calls of the app or of an SDK that need what is not declared."""
    held = {one.name for one in declared.permissions}
    # BIND_… are not asked for: the app's own service asks whoever binds it for them.
    held |= {one.permission for one in declared.components}
    found = []
    for site in sites:
        telling = site.kind == "method" or site.call.startswith("content://")
        if telling and site.owner != "system" and site.reach in (Reach.yes, Reach.named):
            needed = required_by(site.apis)
            if needed and not held.intersection(needed):
                found.append((needed[0], site.call, site.caller, site.owner))
    return tuple(dict.fromkeys(found))


def _descriptor(name: str) -> str:
    return f"L{name.replace('.', '/')};"
