"""What the trials of consent showed: the window, what refusing led to, what withdrawing did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.sayings import said
from patrol.model.artifacts import GatherFailure
from patrol.model.consent import ConsentTrials, Moment, MomentKind, Trial, TrialOutcome
from patrol.model.record import Text
from patrol.model.recorded import NOT_RECORDED, Files
from patrol.model.screen import Rect
from patrol.model.verdict import Evidence, Screenshot, Status, Verdict

LONGEST = 16
"""Letters of a button."""


@dataclass(frozen=True, slots=True)
class ConsentTried:
    """The trials of a run by name, and their moments in order."""

    trials: dict[str, Trial]
    moments: tuple[Moment, ...]

    def of(self, *kinds: MomentKind, trial: str = "") -> Iterator[Moment]:
        return (one for one in self.moments if one.kind in kinds and trial in ("", one.trial))

    def first(self, *kinds: MomentKind, trial: str = "") -> Moment | None:
        return next(self.of(*kinds, trial=trial), None)

    @property
    def window(self) -> Moment | None:
        """The consent window as it came up first."""
        return self.first(MomentKind.window)

    def undecided(self, trial: str) -> tuple[Verdict, ...]:
        """Why this trial says nothing; () for one that went through."""
        told = self.trials.get(trial)
        if told is None:
            first = self.trials.get("refuse")
            told = first if first is not None and first.outcome is TrialOutcome.not_found else None
        if told is not None and told.outcome is TrialOutcome.done:
            return ()
        why = said(told.message if told and told.message else "this trial was not made")
        advice = said(told.advice) if told and told.advice else Text("", "")
        text = Text(f"{why.zh}。{advice.zh}", f"{why.en.rstrip('.')}. {advice.en}".rstrip())
        return (Verdict(Status.inconclusive, text),)


def consent_tried(trials: ConsentTrials) -> ConsentTried | GatherFailure:
    """Of a run that left the trials out, that they were not recorded."""
    if not trials.trials and not trials.moments:
        return GatherFailure(
            "consent",
            "consent",
            NOT_RECORDED,
            "`patrol run` does this near its end, where `--without consent` does not leave it out.",
        )
    return ConsentTried({one.name: one for one in trials.trials}, trials.moments)


def unknown_buttons(window: Moment, files: Files) -> Verdict | None:
    """That nobody can say whether the window may be refused: it has buttons whose words patrol does not know. None
    where it knows them all."""
    known = {button.text for button in window.buttons}
    screen = files.tree(window.tree) if window.tree else None
    nodes = (
        [node for node in screen.nodes() if node.visible and node.clickable and not node.checkable] if screen else []
    )
    labels = (node.label.strip() for node in nodes)
    others = [label for label in dict.fromkeys(labels) if 0 < len(label) <= LONGEST and label not in known]
    if not others:
        return None
    zh, en = "、".join(f"“{label}”" for label in others), ", ".join(f"“{label}”" for label in others)
    advice = Text(
        "如果是，请写进 app.yaml 的 consent: {refuse: […]}", "name it in app.yaml under consent: {refuse: […]}"
    )
    text = Text(f"不知道{zh}是否表示拒绝；{advice.zh}", f"whether {en} refuses is not known; if it does, {advice.en}")
    return Verdict(Status.inconclusive, text, "no-refusal", pictured(window))


def pictured(moment: Moment | None, mark: Rect | None = None, note: Text | None = None) -> tuple[Evidence, ...]:
    """The moment's screenshot; nothing where none was taken."""
    if moment is None or not moment.picture:
        return ()
    return (Screenshot(picture=moment.picture, mark=mark, page=moment.page, at_ms=moment.at_ms, note=note),)
