"""How checks are run: what is missing, what breaks, in which order, and with which page and step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from patrol.audit.check import Check, Option, Words
from patrol.audit.policy import Policy, Rule
from patrol.audit.run import MAX_VERDICTS, audit
from patrol.derive.facts import needs_of
from patrol.derive.timeline import Timeline
from patrol.errors import Place
from patrol.model.artifacts import Crawl, CrawlStep, GatherFailure, Screens, Visit
from patrol.model.frames import Frames
from patrol.model.graph import Action, ActionKind
from patrol.model.record import Record, Text
from patrol.model.recorded import Recorded
from patrol.model.resources import Resources
from patrol.model.result import CheckResult
from patrol.model.verdict import LogLines, Severity, Status, Verdict

WORDS = Words(Text("好", "all is well"), Text("坏", "it is bad"), Text("因为", "because"), Text("改", "mend it"))
SAID = Text("说", "said")


def run(judge: Callable[..., Iterable[Verdict]], *records: Record, **options: Any) -> CheckResult:
    defaults = {name: Option(type(value), value) for name, value in options.items()}
    check = Check("it", "misc", judge, WORDS, needs_of(judge), defaults, "", "", Place(__file__, 1))
    policy = Policy({"it": Rule("misc", Severity.high, options=options)}, {"misc": SAID})
    return audit(Recorded(*records), [check], policy)[0]


def silent(_resources: Resources) -> Iterator[Verdict]:
    yield from ()


def test_a_check_that_saw_what_it_needs_and_says_nothing_passes() -> None:
    result = run(silent, Resources())
    assert result.status is Status.passed and result.title == WORDS.title_pass and result.advice is None


def test_a_missing_artifact_is_inconclusive_in_the_gatherers_words() -> None:
    failure = GatherFailure("resources", "resources", "dumpsys meminfo is not allowed.", "Grant it.")
    result = run(silent, failure)
    assert result.status is Status.inconclusive
    assert result.message == "resources: dumpsys meminfo is not allowed. Grant it."


def test_an_optional_need_is_none_when_it_is_missing() -> None:
    def judge(frames: Frames | None) -> Iterator[Verdict]:
        yield Verdict(Status.fail if frames is None else Status.passed, SAID)

    assert run(judge).status is Status.fail
    assert run(judge, Frames()).status is Status.passed


def test_a_check_that_breaks_is_an_error_with_its_line_and_without_a_path() -> None:
    def judge(resources: Resources) -> Iterator[Verdict]:
        yield Verdict(Status.passed, Text("", str({}["x"])))  # type: ignore[misc]

    result = run(judge, Resources())
    assert result.status is Status.error
    assert result.message.startswith("KeyError: 'x' (test_run.py:") and "/" not in result.message


def test_the_worst_verdict_decides_and_the_title_is_true_for_it() -> None:
    def judge(_resources: Resources) -> Iterator[Verdict]:
        yield Verdict(Status.passed, SAID)
        yield Verdict(Status.manual, SAID)
        yield Verdict(Status.informative, SAID)

    result = run(judge, Resources())
    assert result.status is Status.manual and result.title.en == "A person must look: all is well"
    assert result.advice == WORDS.advice


def test_evidence_that_only_says_when_gets_its_page_and_step() -> None:
    def judge(_timeline: Timeline) -> Iterator[Verdict]:
        yield Verdict(Status.fail, SAID, evidence=(LogLines(lines=("x",), at_ms=1500),))

    screens = Screens((Visit(0, "home", "home!"), Visit(1000, "pay", "pay!")))
    crawl = Crawl(steps=(CrawlStep(7, 900, "home!", Action(ActionKind.back)),))
    evidence = run(judge, screens, crawl).verdicts[0].evidence[0]
    assert (evidence.page, evidence.step) == ("pay", "crawl/7")


def test_thousands_of_alike_verdicts_are_cut_and_counted() -> None:
    def judge(_resources: Resources) -> Iterator[Verdict]:
        yield from (Verdict(Status.fail, SAID, subject=str(i)) for i in range(5000))

    verdicts = run(judge, Resources()).verdicts
    assert len(verdicts) == MAX_VERDICTS + 1
    assert verdicts[-1].message.en == f"and {5000 - MAX_VERDICTS} more of the same kind"


def test_options_come_from_the_policy() -> None:
    def judge(_resources: Resources, *, limit: float = 1.0) -> Iterator[Verdict]:
        yield Verdict(Status.informative, Text("", str(limit)))

    result = run(judge, Resources(), limit=7.5)
    assert result.verdicts[0].message.en == "7.5" and result.options == {"limit": 7.5}
