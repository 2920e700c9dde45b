"""Steps that check, wait, and decide which steps come next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from patrol.errors import DeviceError
from patrol.journey import arguments as read
from patrol.journey.arguments import Wrong
from patrol.journey.conditions import Condition
from patrol.journey.steps.base import Step, StepFailed
from patrol.yamlplaces import describe

if TYPE_CHECKING:
    from patrol.journey.play import Player

MOST_ROUNDS = 50
"""Rounds of a `repeat` with a condition, unless the journey says otherwise: none is meant to go on for ever."""


class _Waiting(Step):
    main = "condition"
    within_s = 10

    def check(self) -> None:
        Condition.of(self.argument, "condition")

    def said(self) -> str:
        return str(Condition.of(self.argument))

    def run(self, player: Player) -> None:
        condition = Condition.of(self.argument)
        if missing := player.wait(condition, self.within_ms):
            player.explain_crash()
            sealed = player.sealed_hosts() if condition.lacks_only_a_request(player.sight(), player) else ()
            if sealed:
                raise DeviceError(
                    f"{missing}, and connections to {', '.join(sealed)} could not be read.",
                    advice="`patrol doctor` says what the proxy's certificate needs.",
                )
            raise StepFailed(f"{missing} within {self.within_ms / 1000:g} s; {player.seen()}")


class Expect(_Waiting):
    kind = "expect"


class WaitFor(_Waiting):
    kind = "wait for"


class If(Step):
    kind = "if"
    main = "condition"

    def check(self) -> None:
        Condition.of(self.argument, "condition")
        if not self.spec.steps and not self.spec.otherwise:
            raise Wrong("`if` needs `then:` or `else:` with steps")

    def said(self) -> str:
        return str(Condition.of(self.argument))

    def run(self, player: Player) -> None:
        player.look()
        holds = not Condition.of(self.argument).missing(player.sight(), player)
        player.note("holds" if holds else "does not hold")
        player.inside(self.spec.steps if holds else self.spec.otherwise)


class Repeat(Step):
    kind = "repeat"
    main = "how"
    keys = ("at most",)
    nested = True

    def check(self) -> None:
        how = self.argument
        if isinstance(how, bool) or not isinstance(how, int | dict):
            raise Wrong(f"`repeat` takes a number, `until` or `while`, not {describe(how)}", "how")
        if isinstance(how, int):
            read.number(self.arguments, "how", 1, 1, 1000)
            return
        read.only(how, ("until", "while", "at most", "times"))
        read.number(how, "at most", MOST_ROUNDS, 1, 1000)
        read.number(how, "times", 1, 1, 1000)
        for key in ("until", "while"):
            if key in how:
                Condition.of(how[key], "how", key)

    def run(self, player: Player) -> None:
        how = self.argument if isinstance(self.argument, dict) else {"times": self.argument}
        if "until" not in how and "while" not in how:
            for round_ in range(1, int(how.get("times", 1)) + 1):
                player.inside(self.spec.steps, round_)
            return
        most = int(how.get("at most", MOST_ROUNDS))
        for round_ in range(1, most + 2):
            if self._ended(how, player):
                return
            if round_ <= most:
                player.inside(self.spec.steps, round_)
        raise StepFailed(f"still not so after {most} rounds: {self.said()}; {player.seen()}")

    def _ended(self, how: Mapping[str, object], player: Player) -> bool:
        player.look()
        if "until" in how:
            return not Condition.of(how["until"]).missing(player.sight(), player)
        return bool(Condition.of(how["while"]).missing(player.sight(), player))

    def said(self) -> str:
        how = self.argument
        if isinstance(how, dict):
            return " ".join(f"{k} {Condition.of(v)}" for k, v in how.items() if k in ("until", "while"))
        return f"{how} times"


class Use(Step):
    kind = "use"
    main = "journey"
    keys = ("values",)

    def check(self) -> None:
        read.text(self.arguments, "journey")
        values = self.arguments.get("values", {})
        if not isinstance(values, dict):
            raise Wrong(f"`values` must be a mapping, not {describe(values)}", "values")
        for key in values:
            read.text(values, key)

    def run(self, player: Player) -> None:
        values = {key: str(value) for key, value in self.arguments.get("values", {}).items()}
        player.use(str(self.argument), values)
