"""Reads the section `apk:` of a build file."""

from __future__ import annotations

from typing import Any

from patrol.virtualphone.app.problems import Unreadable
from patrol.virtualphone.app.reading import Context, Keys, flag, list_of, mapping_of, one_of, record, word
from patrol.virtualphone.app.source import Source
from patrol.virtualphone.package.plan import Library, NetworkRule, PackagePlan, Piece, Signed

_CALL: Keys = {
    "privacy": word,
    "through": list_of(word),
    "arguments": list_of(word),
    "entered": one_of("start", "never", "named"),
}
_LIBRARY: Keys = {
    "name": word,
    "nx": flag,
    "relro": one_of("full", "partial", "none"),
    "canary": flag,
    "stripped": flag,
    "aligned_16k": flag,
}
_RULE: Keys = {"domains": list_of(word), "cleartext": flag, "user_certificates": flag}
_SIGNED: Keys = {
    "schemes": list_of(one_of("v1", "v2")),
    "digest": one_of("sha256", "sha1"),
    "key": one_of("strong", "weak"),
}


def package_plan(source: Source, context: Context) -> PackagePlan:
    """The plan. Raises Unreadable."""
    keys: Keys = {
        "application": word,
        "calls": list_of(_call),
        "constants": mapping_of(word),
        "classes": list_of(word),
        "meta_data": mapping_of(word),
        "assets": mapping_of(word),
        "libraries": list_of(_library),
        "network": list_of(_rule),
        "signed": _signed,
    }
    found = record(keys, "apk")(source, context)
    tuples: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in found.items()}
    return PackagePlan(**tuples)


def _call(source: Source, context: Context) -> Piece:
    found = record(_CALL, "a call", ("privacy", "through"))(source, context)
    if not found["through"]:
        raise Unreadable(source.place, "a call needs at least one frame in 'through'")
    arguments = tuple(found.get("arguments", ()))
    return Piece(found["privacy"], tuple(found["through"]), arguments, found.get("entered", "start"))


def _library(source: Source, context: Context) -> Library:
    return Library(**record(_LIBRARY, "a library", ("name",))(source, context))


def _rule(source: Source, context: Context) -> NetworkRule:
    found = record(_RULE, "a rule of the network security configuration")(source, context)
    return NetworkRule(tuple(found.get("domains", ())), found.get("cleartext"), found.get("user_certificates", False))


def _signed(source: Source, context: Context) -> Signed:
    found = record(_SIGNED, "signed")(source, context)
    tuples: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in found.items()}
    return Signed(**tuples)
