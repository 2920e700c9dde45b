"""The password fields of a run and what came of each thing tried on them, joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from patrol.derive.pages import Pages
from patrol.derive.password_words import OUTCOME, PROBE, REASONS, TO_DO, UNKNOWN, noted
from patrol.derive.signed_out import journey_names
from patrol.model.artifacts import Journeys
from patrol.model.passwords import Outcome, PasswordField, PasswordProbe, Passwords, ProbeKind
from patrol.model.record import Text
from patrol.model.screen import Rect
from patrol.model.verdict import Evidence, Screenshot, Status, Table, Verdict


@dataclass(frozen=True, slots=True)
class ControlledField:
    """A password field with its probes."""

    page: str
    name: str
    where: Text
    """Page and field, for a reader."""
    met: PasswordField
    probes: tuple[PasswordProbe, ...]
    journeys: Mapping[str, Text]
    """Names of journeys by id."""

    def reached(self, probe: PasswordProbe) -> Text:
        """How patrol came to the field's page."""
        name = self.journeys.get(probe.by.removeprefix("journey/"))
        return Text(f"流程“{name.zh}”", f"journey “{name.en}”") if name else Text(probe.by, probe.by)

    @property
    def subject(self) -> str:
        """Stable across builds."""
        return f"{self.page}/{self.name}"

    @property
    def tried(self) -> bool:
        """Something could be tried; else the field was only seen."""
        return bool(self.probes)

    def probe(self, kind: ProbeKind) -> PasswordProbe | None:
        """The probe of this kind that tells most: one that came to a result before one that could not be tried."""
        found = [probe for probe in self.probes if probe.kind is kind]
        decided = [probe for probe in found if probe.outcome is not Outcome.untried]
        return next(iter(decided), next(iter(found), None))


@dataclass(frozen=True, slots=True)
class PasswordControl:
    """All password fields of the run, in the order in which they were met."""

    fields: tuple[ControlledField, ...]
    note: str = ""


def password_control(passwords: Passwords, pages: Pages, journeys: Journeys | None = None) -> PasswordControl:
    met: dict[tuple[str, str], PasswordField] = {}
    for one in passwords.fields:
        known = met.get((one.page, one.name))
        if known is None or (one.picture and not known.picture):
            met[one.page, one.name] = one
    names = journey_names(journeys)
    fields = (_controlled(one, passwords.probes, pages, names) for one in met.values())
    return PasswordControl(tuple(fields), passwords.note)


def _controlled(
    met: PasswordField, probes: Iterable[PasswordProbe], pages: Pages, names: Mapping[str, Text]
) -> ControlledField:
    own = tuple(probe for probe in probes if (probe.page, probe.field) == (met.page, met.name))
    page, called = pages.name(met.page), met.label or met.name
    where = Text(f"{page.zh}的“{called}”", f"“{called}” on {page.en}")
    return ControlledField(met.page, met.name, where, met, own, names)


def verdicts(control: PasswordControl, *kinds: ProbeKind, ask: Status = Status.inconclusive) -> Iterator[Verdict]:
    """What a check says of these kinds of probes: a failure for each that found the field exposed, once a field and
    reason; what could not be tried as `ask` with what the person should do; nothing for the rest."""
    if control.note:
        yield Verdict(Status.inconclusive, Text(f"密码控件试验中断：{control.note}", f"broken off: {control.note}"))
    elif not control.fields:
        yield Verdict(Status.not_applicable, Text("没有遇到密码输入框", "no password field was met"))
    for field in control.fields:
        if not field.tried:
            yield _only_seen(field)
            continue
        for kind in kinds:
            probe = field.probe(kind)
            if probe is not None and probe.outcome is Outcome.exposed:
                yield finding(field, probe)
            elif probe is not None and probe.outcome is Outcome.untried:
                yield open_question(field, probe, ask)


def finding(field: ControlledField, probe: PasswordProbe, status: Status = Status.fail) -> Verdict:
    reason = REASONS.get(probe.reason, UNKNOWN)
    said = Text(f"{field.where.zh}：{reason.zh}", f"{field.where.en}: {reason.en}")
    return Verdict(status, said, subject=field.subject, evidence=proof(field, probe))


def open_question(field: ControlledField, probe: PasswordProbe, status: Status) -> Verdict:
    """What could not be tried, and what the person should do instead."""
    reason, do = REASONS.get(probe.reason, UNKNOWN), TO_DO[probe.kind]
    zh, en = f"{field.where.zh}：{reason.zh}。{do.zh}", f"{field.where.en}: {reason.en}. {do.en}"
    return Verdict(status, Text(zh, en), subject=field.subject, evidence=proof(field, probe))


def _only_seen(field: ControlledField) -> Verdict:
    zh = f"{field.where.zh}只被看到，没有旅程输入过，未能试验；请写一条在此输入的旅程"
    en = f"{field.where.en} was only seen: no journey types there, so nothing could be tried; write one that does"
    return Verdict(
        Status.inconclusive, Text(zh, en), subject=field.subject, evidence=_picture(field, field.met.picture)
    )


def proof(field: ControlledField, probe: PasswordProbe) -> tuple[Evidence, ...]:
    """Pictures before and after, and what was tried when."""
    pictures = (_picture(field, path, probe.at_ms) for path in (probe.before, probe.after or field.met.picture) if path)
    told = REASONS.get(probe.reason, UNKNOWN)
    rows: list[tuple[Text, str | Text]] = [
        (Text("试验", "tried"), PROBE[probe.kind]),
        (Text("结果", "outcome"), OUTCOME[probe.outcome]),
        (Text("说明", "why"), told),
    ]
    if probe.by:
        rows.append((Text("怎样到达该页", "how the page was reached"), field.reached(probe)))
    rows += [noted(*fact) for fact in sorted(probe.facts.items())]
    columns = (Text("项目", "what"), Text("内容", "what came of it"))
    table = Table(columns=columns, rows=tuple(rows), at_ms=probe.at_ms, page=field.page)
    return (*(one for several in pictures for one in several), table)


def _picture(field: ControlledField, path: str, at_ms: int | None = None) -> tuple[Evidence, ...]:
    if not path:
        return ()
    mark = field.met.bounds if field.met.bounds != Rect() else None
    tree = field.met.tree
    return (Screenshot(picture=path, mark=mark, tree=tree, page=field.page, at_ms=at_ms or field.met.at_ms),)
