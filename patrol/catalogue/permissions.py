"""Android's permissions that touch personal data or other apps: group, protection, whether finance apps need them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from patrol.model.record import Record, Text, from_json

FILE = Path(__file__).with_name("permissions.json")
ASKED_FOR = ("dangerous", "special", "vendor_dangerous")
"""Protections under which the user is asked, or sent to the settings."""


class Group(Record, frozen=True):
    id: str
    name: Text


class Permission(Record, frozen=True):
    name: str
    """Full name."""
    group: str
    protection: str
    """dangerous, special, normal, signature, vendor_dangerous."""
    finance: str
    """What is customary in finance apps: common, function (a function of the app must need it), rare (hardly any
    function does). A judgement of the catalogue, for a person to confirm."""
    verified: bool = False

    @property
    def matters(self) -> bool:
        """Whether asking for it without need harms the user."""
        return self.protection in ASKED_FOR or self.finance == "rare"


class PermissionTable(Record, frozen=True):
    source: str
    groups: tuple[Group, ...]
    permissions: tuple[Permission, ...]


@cache
def known_permissions() -> dict[str, Permission]:
    """By full name."""
    return {one.name: one for one in _table().permissions}


@cache
def group_names() -> dict[str, Text]:
    """By the group's id."""
    return {one.id: one.name for one in _table().groups}


@cache
def _table() -> PermissionTable:
    return from_json(FILE.read_bytes(), PermissionTable)
