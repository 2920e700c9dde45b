"""The cost of measuring in numbers."""

from __future__ import annotations

from patrol.audit.figures.cost import cost_figures
from patrol.derive import facts_of
from patrol.model.recorded import Recorded
from patrol.model.resources import MeasuringCost, ReadingCost


def test_cpu_on_the_phone_and_milliseconds_of_each_gatherer() -> None:
    readings = (
        ReadingCost("resources", "dumpsys meminfo", 2, 40.0, 50.0, 80.0),
        ReadingCost("resources", "cat", 8, 5.0, 9.0, 40.0),
    )
    cost = MeasuringCost(readings, span_ms=10_000, shell_cpu_ms=300, source="adbd")
    cpu, resources = cost_figures(facts_of(Recorded(cost)))
    assert (cpu.id, cpu.value, cpu.unit) == ("cost.cpu", 3.0, "%")
    assert (resources.id, resources.value, resources.samples) == ("cost.resources", 12.0, 10)
    assert resources.note is not None and resources.note.en.startswith(
        "1.2 % of the run's time. dumpsys meminfo: 2 × 40 ms"
    )


def test_a_phone_that_hides_its_counters_says_so() -> None:
    (cpu,) = cost_figures(facts_of(Recorded(MeasuringCost(unknown="hidden"))))
    assert cpu.value is None and cpu.note is not None and cpu.note.en == "hidden"
    assert list(cost_figures(facts_of(Recorded()))) == []
