"""What was looked at in depth: pages that the baseline has not or has otherwise, and what their forms took."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record


class Newness(StrEnum):
    """Why a page is looked at in depth."""

    new = "new"
    """The baseline has no such page."""
    changed = "changed"
    """It offers something that it did not offer in the baseline: an action or a field."""


class FieldKind(StrEnum):
    """What a field asks for, by its hint, label and id."""

    amount = "amount"
    number = "number"
    phone = "phone"
    email = "email"
    date = "date"
    identity = "identity"
    card = "card"
    name = "name"
    text = "text"
    secret = "secret"
    """A password, a PIN, a code: nothing is tried on it but leaving it empty."""


class ValueClass(StrEnum):
    """What kind of boundary a value is."""

    fitting = "fitting"
    """No boundary: what fits in every field, where the crawl did not get past the form yet."""
    empty = "empty"
    spaces = "spaces"
    least = "least"
    """The least that the form states."""
    most = "most"
    longest = "longest"
    """As many characters as the form states."""
    below_least = "below-least"
    above_most = "above-most"
    too_long = "too-long"
    """One more than stated; 256 characters where nothing is stated."""
    zero = "zero"
    negative = "negative"
    decimals = "decimals"
    very_large = "very-large"
    not_a_number = "not-a-number"
    full_width = "full-width"
    """Full-width digits."""
    leading_zeros = "leading-zeros"
    special = "special"
    """Quotes, angle brackets, a per cent sign, a backslash."""
    emoji = "emoji"
    no_such_date = "no-such-date"
    far_past = "far-past"
    far_future = "far-future"


class TrialOutcome(StrEnum):
    """What came of a value."""

    crashed = "crashed"
    """The app ended or did not answer any more."""
    refused = "refused"
    """The app stayed and said what is wrong."""
    held = "held"
    """The button could not be pressed with it."""
    stayed = "stayed"
    """The app stayed and said nothing that the UI tree shows; a toast may have told."""
    accepted = "accepted"
    """The app went on."""
    left = "left"
    """Another app was shown."""
    untyped = "untyped"
    """The value could not be typed, or the form was not to be found again."""


class FieldTrial(Record, frozen=True):
    """One value in one field of a form that was sent with fitting values in all others."""

    at_ms: int
    ended_ms: int
    page: str
    state: str
    field: str
    """As a reader would name it: its hint, label or id."""
    kind: FieldKind
    value_class: ValueClass
    value: str
    button: str
    """What was pressed, as a reader says it: `tap 提交`."""
    outcome: TrialOutcome
    said: str = ""
    """What the app said against it, or the crash."""
    target: str = ""
    """The state that it led to."""
    took: str = ""
    """What stood in the field afterwards, where that is not the value: fields cut and filter."""
    stated: str = ""
    """The limit that the form states and this value breaks; "" where it breaks none."""
    money: bool = False
    """The form moves money: it was given only what it must refuse."""
    step: int = -1
    """Index of the crawl step that pressed the button; -1 where it was not pressed."""
    picture: str = ""
    tree: str = ""
    """Paths inside the run folder of the screen right afterwards."""


class PageInDepth(Record, frozen=True):
    """A page that was looked at in depth."""

    page: str
    why: Newness
    news: tuple[str, ...] = ()
    """Of a changed page: what it offers now and did not in the baseline, as a reader says it."""
    offered: int = 0
    """Actions that it offers, those of its states and the first row of each list among them."""
    tried: int = 0
    trials: int = 0
    """Values that were tried in its forms."""
    left: tuple[tuple[str, str], ...] = ()
    """(what, why) of what was not tried."""
