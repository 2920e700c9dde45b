"""Tries boundary values in the forms of a page: each time one field holds the value, all others what fits, and the
form's button is pressed.

What comes of it proves nothing of where the button leads, so the map learns nothing by it. A form that took one value
is opened anew for the next; two crashes end the trials of a form, and so does the first value that a form which moves
money accepts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from patrol.crawl.boundaries import Boundary, boundaries, fitting, kind_of, moves_money
from patrol.crawl.candidates import Candidate, ScreenActions
from patrol.crawl.crew import Crew
from patrol.crawl.destructive import destructive_label
from patrol.crawl.forms import field_locator, fill_value, is_empty
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keys import BACK
from patrol.crawl.refusal import refused
from patrol.crawl.sight import Sight
from patrol.journey.find import label_of
from patrol.model.artifacts import CrawlStep
from patrol.model.depth import FieldKind, FieldTrial, TrialOutcome, ValueClass
from patrol.model.graph import Action, ActionKind, shows_page
from patrol.model.locator import Locator
from patrol.model.screen import Node, Screen

MOST_ON_PAGE = 28
"""Values for the forms of one page: the six most telling of four fields, or all of two."""
MOST_FIELDS = 6
MOST_CRASHES = 2
"""By one field: the cause is known then. One more in the whole form, and the crawl leaves the page alone."""
MARK = ("", "boundary trials")
"""Among what was filled during this visit: the values that the trials typed still stand."""


class Planned(NamedTuple):
    """One value, to be tried in one field of one form."""

    field: Locator
    named: str
    kind: FieldKind
    boundary: Boundary
    money: bool


@dataclass(slots=True)
class Form:
    """What is still to be tried on one page."""

    waiting: list[Planned] = field(default_factory=list)
    done: int = 0
    crashes: Counter[Locator] = field(default_factory=Counter)
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
        """What stands there in the trials of other fields, by the fields of the page that was tried last."""
        self._page = ""
        self.told: list[FieldTrial] = []
        self._before: set[tuple[str, str, ValueClass]] = set()
        """What an earlier part of the run has tried: (page, field, class)."""

    def restore(self, trials: Iterable[FieldTrial]) -> None:
        """Go on after those of an earlier part of the run."""
        self._before |= {(each.page, each.field, each.value_class) for each in trials}

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
                Planned(_own(node, seen, screen), _named(screen, node), kind_of(screen, node), each, money)
                for each in boundaries(screen, node, data, money=money)
            ]
            for node in seen.fields[:MOST_FIELDS]
        ]
        for turn in range(max(map(len, rounds), default=0)):
            form.waiting += [values[turn] for values in rounds if turn < len(values)]
        if form.waiting and not money and not self._got_past(page, sends):
            node = seen.fields[0]
            fits = fitting(screen, node, fill_value(screen, node, data))
            form.waiting.insert(0, form.waiting[0]._replace(boundary=Boundary(ValueClass.fitting, fits)))
        tried = [each for each in form.waiting if (page, each.named, each.boundary.value_class) in self._before]
        form.waiting = [each for each in form.waiting if each not in tried]
        for each in form.waiting[MOST_ON_PAGE:]:
            form.left[f"{each.boundary.value_class} in {each.named}"] = f"{MOST_ON_PAGE} values a page are tried"
        del form.waiting[MOST_ON_PAGE:]

    def _got_past(self, page: str, button: Candidate) -> bool:
        """Whether the button has led on before."""
        tried = self._crew.atlas.spot(self._crew.ground.now.state).tried.get(button.key)
        targets = [target for target in tried.targets if not target.startswith(OUTSIDE)] if tried is not None else []
        return any(target.partition("!")[0] != page for target in targets)

    def one(self, page: str) -> None:
        """Try the next value on the present page. Raises Over and DeviceError."""
        form = self._forms[page]
        planned = form.waiting.pop(0)
        form.done += 1
        assert form.button is not None
        trial = self._tried(planned, form.button)
        self.told.append(trial)
        self._session.recorder.tried(trial)
        form.crashes[planned.field] += trial.outcome is TrialOutcome.crashed
        if form.crashes.total() > MOST_CRASHES:
            self._give_up(form, f"the app crashed {MOST_CRASHES + 1} times on this form")
        elif form.crashes[planned.field] >= MOST_CRASHES:
            self._give_up(form, f"the app crashed {MOST_CRASHES} times on this field", planned.field)
        elif trial.money and trial.outcome is TrialOutcome.accepted:
            self._give_up(form, "the form moves money and took a value that it must refuse")

    def _give_up(self, form: Form, why: str, only: Locator | None = None) -> None:
        """Leave what waits, of one field or of all."""
        given_up = [each for each in form.waiting if only in (None, each.field)]
        form.left |= {f"{each.boundary.value_class} in {each.named}": why for each in given_up}
        form.waiting = [each for each in form.waiting if each not in given_up]

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
            field=planned.named,
            kind=planned.kind,
            value_class=planned.boundary.value_class,
            value=planned.boundary.value,
            button=str(known.action),
            outcome=TrialOutcome.untyped,
            took=took,
            stated=planned.boundary.stated,
            money=planned.money,
        )
        if field is None or known.key not in ground.seen.candidates or not _may_be_sent(trial, field):
            return trial
        return self._pressed(trial, button) if button.node.enabled else self._with(trial, TrialOutcome.held)

    def _pressed(self, trial: FieldTrial, button: Candidate) -> FieldTrial:
        before, hands = self._crew.ground.now, self._crew.hands
        index = hands.steps[-1].index + 1 if hands.steps else 0
        if trial.value_class is ValueClass.fitting:
            typed = self._typed()
            target = self._crew.walker.do(button.action, button, typed)
            if not target.startswith(OUTSIDE) and target.partition("!")[0] != before.page:
                self._crew.keeper.got_past(before.page, button.action)
            if (opened := self.form(before.page).opened) is not None and opened.state != before.state:
                self._crew.atlas.credit(opened.state, button.action, target, typed=typed)
        else:
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
        elif outcome is TrialOutcome.accepted and not after.outside:
            self._crew.walker.do(BACK, None)  # what else was typed may stand there still
            self._crew.keeper.cleared()
        return trial

    def _typed(self) -> tuple[Action, ...]:
        """What stands in the fields, as somebody would type it who goes this way again."""
        seen, screen = self._crew.ground.seen, self._crew.ground.now.screen
        told = ((field_locator(screen, node), self._stands.get(_own(node, seen, screen))) for node in seen.fields)
        return tuple(Action(ActionKind.type, locator, value) for locator, value in told if value)

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
        if self._page != ground.now.page:
            self._page, self._fits = ground.now.page, {}
        if MARK not in crew.hands.filled:  # another visit: nothing stands there but what the app puts there
            screen = ground.now.screen
            names = {field_locator(screen, each): _own(each, ground.seen, screen) for each in ground.seen.fields}
            _, typed = crew.walker.forms.prepared(ground.seen.candidates.get(button.key, button), ())
            typed_into = (each for each in typed if each.kind is ActionKind.type and each.locator in names)
            self._stands = {names[each.locator]: each.value for each in typed_into if each.locator}
            self._fits |= {own: self._fitting(own, value) for own, value in self._stands.items()}
            crew.hands.filled.add(MARK)
        for locator in (*(each for each in self._fits if each != planned.field), planned.field):
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

    def _fitting(self, own: Locator, typed: str) -> str:
        """What stands in a field in the trials of others: what the crawl types, where that is of the field's kind."""
        opened, ground = self.form(self._crew.ground.now.page).opened, self._crew.ground
        node = self._field(own)
        return typed if opened is None or node is None else fitting(ground.now.screen, node, typed)

    def _field(self, locator: Locator) -> Node | None:
        ground = self._crew.ground
        seen, screen = ground.seen, ground.now.screen
        return next((each for each in seen.fields if _own(each, seen, screen) == locator), None)


def _may_be_sent(trial: FieldTrial, field: Node) -> bool:
    """Whether what stands in the field is what was to be tried: a keypad of the app's own does not let a value be taken
    out again, an amount without its sign is another, and neither may be sent by mistake."""
    if not trial.value:
        return is_empty(field)
    return not trial.money or field.text == trial.value


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
