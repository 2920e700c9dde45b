"""Where the password control writes down what it met and what it tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from patrol.errors import DeviceError, DeviceLost
from patrol.journey.session import Session
from patrol.model.passwords import Outcome, PasswordField, PasswordProbe, ProbeKind
from patrol.model.record import Record
from patrol.model.screen import Rect, Screen
from patrol.passwords.recognise import Secret

Append = Callable[[str, Record], None]
"""Adds a record to a stream of patrol.model.streams."""


@dataclass(frozen=True, slots=True)
class Place:
    """One field of one page, as it is being looked at."""

    session: Session
    append: Append
    page: str
    secret: Secret
    by: str

    def now(self) -> int:
        return self.session.clock.now_ms()

    def met(self, screen: Screen, picture: str = "", tree: str = "") -> None:
        """The field was met."""
        secret = self.secret
        bounds = secret.node.bounds if secret.node is not None else Rect()
        told = PasswordField(
            self.now(), self.page, secret.name, secret.label, secret.recognised, self.by, bounds, picture, tree
        )
        self.append("password_fields", told)

    def tell(self, kind: ProbeKind, came: Came, began_ms: int) -> None:
        """A probe ended."""
        mask = self.session.values.mask
        facts = {key: mask(value) for key, value in came.facts.items()}
        told = PasswordProbe(
            began_ms, self.now(), self.page, self.secret.name, kind, came.outcome, came.reason, facts,
            came.before, came.after, came.tree, self.by,
        )  # fmt: skip
        self.append("password_probes", told)

    def keep(self, screen: Screen) -> tuple[str, str]:
        """(path of a picture taken now, path of the tree)."""
        session = self.session
        try:
            picture = session.eyes.picture()
        except DeviceLost:
            raise
        except DeviceError:
            picture = None
        return session.recorder.evidence(screen, picture)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a probe; the fields of PasswordProbe of the same names."""

    outcome: Outcome
    reason: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    tree: str = ""


def untried(reason: str, **facts: str) -> Came:
    return Came(Outcome.untried, reason, facts)


def protected(reason: str = "", **facts: str) -> Came:
    return Came(Outcome.protected, reason, facts)


def exposed(reason: str, **facts: str) -> Came:
    return Came(Outcome.exposed, reason, facts)
