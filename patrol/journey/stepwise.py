"""A journey that a program plays a step at a time, such as a test that uses a phone: the same steps, waits and
evidence, and in the end the same trace."""

from __future__ import annotations

import msgspec

from patrol.journey.play import Ended, Player
from patrol.model.journey import Journey, StepSpec, StepTrace


class Stepwise(Player):
    """A Player without a plan. `told()` gives the journey as it went."""

    @property
    def began_ms(self) -> int:
        """When it began, of the run."""
        return self._began_ms

    def alone(self, spec: StepSpec) -> Journey:
        """The journey as if it had this step only."""
        return msgspec.structs.replace(self._journey, steps=(spec,))

    def do(self, spec: StepSpec) -> tuple[StepTrace, ...]:
        """Play one more step, and those inside it: their traces, the step's own first. Raises nothing for what app or
        phone do: the outcome says it. Raises ScenarioError for a journey to use that cannot be played."""
        begun = len(self._traces)
        number = sum("." not in trace.index for trace in self._traces) + 1
        self._prefix, self._round = f"{number}.", ""
        try:
            self._step(spec, str(number))
        except Ended:
            pass
        return tuple(self._traces[begun:])
