"""Password fields and what came of each thing that was tried on them, as the result tells them."""

from __future__ import annotations

from patrol.derive.facts import Facts
from patrol.derive.password_words import REASONS
from patrol.model.compliance import PasswordAnswer, PasswordTold
from patrol.model.passwords import PasswordField, PasswordProbe, Passwords
from patrol.model.record import Text


def told_passwords(facts: Facts) -> tuple[PasswordTold, ...]:
    """Each field once, in the order in which they were met; of each kind of probe its worst outcome."""
    found = facts.find(Passwords)
    if found is None:
        return ()
    fields: dict[tuple[str, str], PasswordField] = {}
    for field in found.fields:
        fields.setdefault((field.page, field.name), field)
    return tuple(_told(field, found.probes) for field in fields.values())


WORST = ("exposed", "protected", "untried")


def _told(field: PasswordField, probes: tuple[PasswordProbe, ...]) -> PasswordTold:
    answers: dict[str, PasswordAnswer] = {}
    for probe in probes:
        if (probe.page, probe.field) == (field.page, field.name):
            answer = _answer(probe)
            known = answers.get(answer.kind)
            if known is None or WORST.index(answer.outcome) < WORST.index(known.outcome):
                answers[answer.kind] = answer
    return PasswordTold(
        page=field.page,
        field=field.name,
        label=field.label,
        picture=field.picture,
        tree=field.tree,
        bounds=field.bounds,
        at_ms=field.at_ms,
        answers=tuple(answers.values()),
    )


def _answer(probe: PasswordProbe) -> PasswordAnswer:
    picture = probe.after or probe.before
    reason = REASONS.get(probe.reason, Text(probe.reason, probe.reason))
    return PasswordAnswer(probe.kind.value, probe.outcome.value, probe.at_ms, reason, picture, probe.tree)
