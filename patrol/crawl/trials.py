"""Tries boundary values in the forms of a page: each time one field holds the value, all others what fits, and the
form's button is pressed.

What comes of it proves nothing of where the button leads, so the map learns nothing by it. A form that took one value
is opened anew for the next; two crashes end the trials of a form, and so does the first value that a form which moves
money accepts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from patrol.crawl.boundaries import Boundary, boundaries, kind_of, moves_money
from patrol.crawl.candidates import Candidate, ScreenActions
from patrol.crawl.crew import Crew
from patrol.crawl.destructive import destructive_label
from patrol.crawl.forms import field_locator, is_empty
from patrol.crawl.refusal import refused
from patrol.crawl.sight import Sight
from patrol.journey.find import label_of
from patrol.model.artifacts import CrawlStep
from patrol.model.depth import FieldKind, FieldTrial, TrialOutcome
from patrol.model.graph import ActionKind, shows_page
from patrol.model.locator import Locator
from patrol.model.screen import Node, Screen

MOST_ON_PAGE = 28
"""Values for the forms of one page: the six most telling of four fields, or all of two."""
MOST_FIELDS = 6
MOST_CRASHES = 2
"""Of one form: the cause is known then."""
MARK = ("", "boundary trials")
"""Among what was filled during this visit: the values that the trials typed still stand."""


class Planned(NamedTuple):
    """One value, to be tried in one field of one form."""

    field: Locator
    kind: FieldKind
    boundary: Boundary
    money: bool


@dataclass(slots=True)
class Form:
    """What is still to be tried on one page."""

    waiting: list[Planned] = field(default_factory=list)
    done: int = 0
    crashes: int = 0
    left: dict[str, str] = field(default_factory=dict)
    """What was given up → why."""
    button: Candidate | None = None
    """What sends it."""
    opened: Sight | None = None
    """The page as it was before anything was typed."""


class FormTrials:
    """Trials of one crawl, by page."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._session = crew.session
        self._forms: dict[str, Form] = {}
        self._stands: dict[Locator, str] = {}
        """What the trials typed into the fields of the present page during this visit."""
        self._fits: dict[Locator, str] = {}
        """What stands there in the trials of other fields."""
        self.told: list[FieldTrial] = []

    def form(self, page: str) -> Form:
        return self._forms.get(page) or Form()

    def planned(self, page: str) -> bool:
        return page in self._forms

    def waits(self, page: str) -> bool:
        """Whether values are left to be tried on a page that was planned."""
        return bool(self.form(page).waiting)

    def plan(self, page: str) -> None:
        """Choose the values for the form that is shown, once for each page."""
        ground = self._crew.ground
        if page in self._forms or not shows_page(ground.now.state):
            return
        form = self._forms[page] = Form()
        seen, screen = ground.seen, ground.now.screen
        sends = next((each for each in seen.candidates.values() if _sends(each, seen)), None)
        if sends is None:
            return
        money = moves_money(screen, sends.node.label)
        data = self._session.scenario.data
        form.button, form.opened = sends, ground.now
        rounds = [
            [
                Planned(_own(node, seen, screen), kind_of(screen, node), each, money)
                for each in boundaries(screen, node, data, money=money)
            ]
            for node in seen.fields[:MOST_FIELDS]
        ]
        for turn in range(max(map(len, rounds), default=0)):
            form.waiting += [values[turn] for values in rounds if turn < len(values)]
        for each in form.waiting[MOST_ON_PAGE:]:
            form.left[f"{each.boundary.value_class} in {each.field}"] = f"{MOST_ON_PAGE} values a page are tried"
        del form.waiting[MOST_ON_PAGE:]

    def one(self, page: str) -> None:
        """Try the next value on the present page. Raises Over and DeviceError."""
        form = self._forms[page]
        planned = form.waiting.pop(0)
        form.done += 1
        assert form.button is not None
        trial = self._tried(planned, form.button)
        self.told.append(trial)
        self._session.recorder.tried(trial)
        form.crashes += trial.outcome is TrialOutcome.crashed
        if form.crashes >= MOST_CRASHES:
            self._give_up(form, f"the app crashed {MOST_CRASHES} times on this form")
        elif trial.money and trial.outcome is TrialOutcome.accepted:
            self._give_up(form, "the form moves money and took a value that it must refuse")

    def _give_up(self, form: Form, why: str) -> None:
        for each in form.waiting:
            form.left[f"{each.boundary.value_class} in {each.field}"] = why
        form.waiting.clear()

    # --- one value ----------------------------------------------------------------------------------------------------

    def _tried(self, planned: Planned, known: Candidate) -> FieldTrial:
        ground, clock = self._crew.ground, self._session.clock
        before, began = ground.now, clock.now_ms()
        field = self._filled(planned, known)
        button = self._crew.walker.forms.found_again(known)
        node = self._field(planned.field)
        took = "" if node is None or node.text in (planned.boundary.value, node.hint) else node.text
        trial = FieldTrial(
            at_ms=began,
            ended_ms=clock.now_ms(),
            page=before.page,
            state=before.state,
            field=_named(before.screen, field) if field is not None else str(planned.field),
            kind=planned.kind,
            value_class=planned.boundary.value_class,
            value=planned.boundary.value,
            button=str(known.action),
            outcome=TrialOutcome.untyped,
            took=took,
            stated=planned.boundary.stated,
            money=planned.money,
        )
        if field is None or known.key not in ground.seen.candidates:
            return trial
        return self._pressed(trial, button) if button.node.enabled else self._with(trial, TrialOutcome.held)

    def _pressed(self, trial: FieldTrial, button: Candidate) -> FieldTrial:
        before, hands = self._crew.ground.now, self._crew.hands
        index = hands.steps[-1].index + 1 if hands.steps else 0
        self._crew.walker.do(button.action, button, proves=False)
        step = next((each for each in reversed(hands.steps) if each.index == index), hands.steps[-1])
        after = self._crew.ground.now
        outcome, said = _outcome(self.form(before.page).opened or before, after, step)
        if outcome is not TrialOutcome.crashed:
            self._crew.keeper.cleared()
        target = "" if step.target == before.state else step.target
        trial = self._with(trial, outcome, said=said, target=target, step=step.index)
        if after.page == before.page and after.overlay:
            self._crew.walker.close()
        return trial

    def _with(
        self, trial: FieldTrial, outcome: TrialOutcome, *, said: str = "", target: str = "", step: int = -1
    ) -> FieldTrial:
        """The trial with what came of it, and a picture of that."""
        picture, tree = "", ""
        if outcome not in (TrialOutcome.crashed, TrialOutcome.left):
            picture, tree = self._session.recorder.evidence(self._crew.ground.now.screen, self._session.eyes.picture())
        now = self._session.clock.now_ms()
        came = {"outcome": outcome, "said": said, "target": target, "step": step, "picture": picture, "tree": tree}
        return msgspec.structs.replace(trial, ended_ms=now, **came)

    # --- fields -------------------------------------------------------------------------------------------------------

    def _filled(self, planned: Planned, button: Candidate) -> Node | None:
        """The field, once it holds the value and all others what fits; None where it is not to be seen."""
        crew, ground = self._crew, self._crew.ground
        if MARK not in crew.hands.filled:  # another visit: nothing stands there but what the app puts there
            screen = ground.now.screen
            names = {field_locator(screen, each): _own(each, ground.seen, screen) for each in ground.seen.fields}
            _, typed = crew.walker.forms.prepared(ground.seen.candidates.get(button.key, button), ())
            typed_into = (each for each in typed if each.kind is ActionKind.type and each.locator in names)
            self._fits = {names[each.locator]: each.value for each in typed_into if each.locator}
            self._stands = dict(self._fits)
            crew.hands.filled.add(MARK)
        for locator in (*(self._stands.keys() - {planned.field}), planned.field):
            self._put(locator, planned)
        return self._field(planned.field)

    def _put(self, locator: Locator, planned: Planned) -> None:
        """Make one field hold what it shall in this trial."""
        node = self._field(locator)
        if node is None:
            return
        stood = "" if is_empty(node) else node.text
        fits = self._fits.setdefault(locator, stood)  # what the app put there itself
        wanted = planned.boundary.value if locator == planned.field else fits
        if self._stands.get(locator, stood) != wanted:
            self._crew.walker.forms.filler.put(node, wanted)
            self._crew.ground.learn()
        self._stands[locator] = wanted

    def _field(self, locator: Locator) -> Node | None:
        ground = self._crew.ground
        seen, screen = ground.seen, ground.now.screen
        return next((each for each in seen.fields if _own(each, seen, screen) == locator), None)


def _own(node: Node, seen: ScreenActions, screen: Screen) -> Locator:
    """What names a field also when it is filled: older Androids show a hint only as the text of an empty one."""
    alone = sum(each.resource_id == node.resource_id for each in seen.fields) == 1
    return Locator(id=node.resource_id) if node.resource_id and alone else field_locator(screen, node)


def _sends(candidate: Candidate, seen: ScreenActions) -> bool:
    """A button that sends the form, and destroys nothing."""
    sends = candidate.button or (candidate.beside_form and sum(c.button for c in seen.candidates.values()) == 0)
    return bool(seen.fields) and sends and not candidate.destructive and not destructive_label(candidate.node.label)


def _outcome(before: Sight, after: Sight, step: CrawlStep) -> tuple[TrialOutcome, str]:
    if step.note.startswith("crashed"):
        return TrialOutcome.crashed, step.note.partition(": ")[2]
    if step.note.startswith("left the app"):
        return TrialOutcome.left, step.note
    if message := refused(before, after):
        return TrialOutcome.refused, message
    if step.target.partition("!")[0] == before.page:
        return TrialOutcome.stayed, after.sighting.overlay_title if after.page == before.page else ""
    return TrialOutcome.accepted, ""


def _named(screen: Screen, node: Node) -> str:
    return node.hint or label_of(screen, node) or node.resource_id.rpartition("/")[2] or node.class_name
