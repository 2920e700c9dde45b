"""What a step kind is. One class a kind, listed in patrol.journey.steps.STEPS: this is the extension point of journeys.

class Shake(Step):
    kind = "shake"                       # as it stands in the file
    main = "times"                       # the argument that the value beside the kind fills
    keys = ("hard",)                     # further keys

    def check(self) -> None:             # at load: raise Wrong("what is wrong", "key")
        read.number(self.arguments, "times", 1, 1, 10)

    def run(self, player: Player) -> None:       # raise StepFailed("what was seen instead")
        …
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from patrol.errors import PatrolError
from patrol.journey import arguments as read
from patrol.journey.arguments import Wrong
from patrol.model.journey import StepSpec

if TYPE_CHECKING:
    from patrol.journey.play import Player

COMMON = ("within", "optional", "consent")
CONSENT = ("given", "refused", "withdrawn")


class StepFailed(PatrolError):
    """The app did not do what the step expects; the message says what was seen instead."""


class Step:
    """One step of a journey, made of what stands in the file."""

    kind: ClassVar[str]
    main: ClassVar[str] = ""
    """Name of the argument that stands beside the kind; "" when nothing may stand there."""
    main_default: ClassVar[Any] = None
    """What the argument is when only the kind is written; None: it must be given."""
    keys: ClassVar[tuple[str, ...]] = ()
    nested: ClassVar[bool] = False
    """Takes `steps` inside."""
    within_s: ClassVar[float] = 5

    def __init__(self, spec: StepSpec) -> None:
        self.spec = spec
        self.arguments: Mapping[str, Any] = spec.arguments

    def check(self) -> None:
        """Raise Wrong for what cannot be understood; called when the file is loaded."""

    def run(self, player: Player) -> None:
        """Do it. Raises StepFailed, DeviceError."""
        raise NotImplementedError(self.kind)

    def check_common(self) -> None:
        """What holds for every kind: no unknown keys, the main argument, the common ones."""
        main = (self.main,) if self.main else ()
        if not main and "value" in self.arguments:
            raise Wrong(f"`{self.kind}` takes nothing beside it", "value")
        read.only(self.arguments, (*main, *self.keys, *COMMON))
        if self.main and self.main_default is None and self.arguments.get(self.main) is None:
            raise Wrong(f"`{self.kind}` needs something beside it: `{self.kind}: {self.main.upper()}`")
        read.number(self.arguments, "within", self.within_s)
        read.flag(self.arguments, "optional", False)
        if "consent" in self.arguments and self.main != "consent":
            read.choice(self.arguments, "consent", CONSENT)

    @property
    def argument(self) -> Any:
        """What stands beside the kind."""
        return self.arguments.get(self.main, self.main_default)

    @property
    def within_ms(self) -> float:
        return read.number(self.arguments, "within", self.within_s) * 1000

    @property
    def optional(self) -> bool:
        return read.flag(self.arguments, "optional", False)

    def text(self) -> str:
        """The step in a reader's words, values still as `${NAME}`."""
        said = self.said()
        return f"{self.kind} {said}".rstrip()

    def said(self) -> str:
        """What stands behind the kind in a reader's words."""
        value = self.argument
        return "" if value is None or value == self.main_default else str(value)
