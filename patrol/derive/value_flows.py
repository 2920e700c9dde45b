"""Where values went: from a page and field, through which calls, to which host or store, in which shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from patrol.catalogue.data_types import data_types
from patrol.catalogue.sdks import known_sdks
from patrol.derive.field_names import FieldNames
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.values import KnownValue, Place, Sighting, Values

NETWORK = frozenset({Place.url, Place.header, Place.cookie, Place.body, Place.socket})
"""Places of what the app sent."""
STORES = frozenset({Place.file, Place.database, Place.preferences, Place.external, Place.image})
"""Places of what the app keeps."""


UNSAID = Text("", "")


class Party(StrEnum):
    """To whom a value went."""

    own = "own"
    """A host of app.yaml's `hosts` or `pinned_hosts`."""
    sdk = "sdk"
    """A host that the catalogue knows as an SDK's."""
    unknown = "unknown"
    bad = "bad"
    """A host of app.yaml's `bad_hosts`."""
    phone = "phone"
    """Nobody: it stayed on the phone (log, file, clipboard, screen, notification)."""


class Form(StrEnum):
    """In which form a value stood there."""

    plain = "plain"
    encoded = "encoded"
    """Anybody can undo it: base64, hex, percent signs, reversed."""
    hashed = "hashed"
    """Of a short number a hash can be undone by trying all numbers; of an identifier it is one itself."""


@dataclass(frozen=True, slots=True)
class ValueFlow:
    """One value, to one host or store, in one form."""

    value: str
    """Name of the known value (`login/login_phone`); "" for one that was recognised by its look."""
    kind: str
    """Data type of the catalogue, `SD-…`; "" for none."""
    name: Text
    """What the data type is called; the value's own name where it has none."""
    level: str
    """C1, C2, C3 of JR/T 0171; "" outside the classes."""
    identifier: bool
    """Whether it identifies phone or installation (IMEI, MAC address, OAID …)."""
    masked: str
    from_page: str
    """Where it came into the app: page and field, "" for what patrol did not type."""
    from_field: str
    place: Place
    target: str
    """Host; for what stayed on the phone the log tag, path, widget or notification channel."""
    party: Party
    sdk: str
    """Id of the SDK in the catalogue, "" for none."""
    country: str
    """Of the host, by app.yaml's `countries`; "" when it is not given."""
    form: Form
    steps: tuple[str, ...]
    encrypted: bool | None
    """On its way: over TLS or not; None for what is no traffic."""
    calls: tuple[str, ...]
    """Hooked calls that had the value in their hands: a cipher, a digest, the clipboard …"""
    sightings: tuple[Sighting, ...]
    """Those that were written one by one, in order; at least one."""
    count: int
    """All of them."""
    source: Text = UNSAID
    """Where it came into the app, for a reader: page and field by name, the phone; "" for what is known by its look."""

    @property
    def first_ms(self) -> int:
        return min(seen.at_ms for seen in self.sightings)

    @property
    def sent(self) -> bool:
        return self.place in NETWORK

    @property
    def stored(self) -> bool:
        return self.place in STORES

    @property
    def third_party(self) -> bool:
        return self.sent and self.party is not Party.own


@dataclass(frozen=True, slots=True)
class ValueFlows:
    """All flows of a run, those of the most sensitive values first."""

    flows: tuple[ValueFlow, ...]
    known: Mapping[str, KnownValue]
    """By name."""
    unlooked: Mapping[Place, str] = field(default_factory=dict)
    """Places that nothing could be read of, with why: that nothing was found there says nothing."""

    def of(self, *places: Place) -> Iterator[ValueFlow]:
        """Those that end in one of these places."""
        return (flow for flow in self.flows if flow.place in places)

    def sent(self) -> Iterator[ValueFlow]:
        return (flow for flow in self.flows if flow.sent)


def form_of(steps: Iterable[str]) -> Form:
    """What a shape's transformations make of a value."""
    steps = tuple(steps)
    if any(part in step for step in steps for part in ("md5", "sha", "sm3")):
        return Form.hashed
    encoded = any(step.startswith(("base64", "hex", "HEX", "url", "reversed", "escaped", "gbk")) for step in steps)
    return Form.encoded if encoded else Form.plain


def value_flows(values: Values, traffic: Traffic | None, names: FieldNames | None = None) -> ValueFlows:
    """Sightings joined by value, target and form."""
    known = {one.name: one for one in values.known}
    hosts = _Hosts(values, traffic)
    calls: dict[str, list[str]] = defaultdict(list)
    together: dict[tuple[object, ...], list[Sighting]] = defaultdict(list)
    for seen in values.sightings:
        if seen.place is Place.call and seen.where not in calls[seen.value or seen.kind]:
            calls[seen.value or seen.kind].append(seen.where)
        target = seen.host if seen.place in NETWORK or seen.place is Place.answer else seen.where
        subject = seen.value or (seen.kind, seen.field)
        together[subject, seen.place, target, form_of(seen.steps), seen.encrypted].append(seen)
    flows = [_flow(seen, known, hosts, calls, names) for seen in together.values()]
    unlooked = {one.place: one.note for one in values.looked if one.note and not one.seen}
    return ValueFlows(tuple(sorted(flows, key=_weight)), known, unlooked)


def _flow(
    found: list[Sighting],
    known: Mapping[str, KnownValue],
    hosts: _Hosts,
    calls: Mapping[str, list[str]],
    names: FieldNames | None,
) -> ValueFlow:
    first = found[0]
    value = known.get(first.value)
    kind = first.kind or (value.kind if value else "")
    meant = data_types().type(kind)
    sent = first.place in NETWORK or first.place is Place.answer
    party, sdk = hosts.party(first.host) if sent else (Party.phone, "")
    return ValueFlow(
        value=first.value,
        kind=kind,
        name=meant.name if meant else _nameless(value, kind),
        level=meant.level if meant else "",
        identifier=bool(meant and meant.identifier),
        masked=value.masked if value else first.excerpt,
        from_page=value.page if value else "",
        from_field=value.field if value else "",
        place=first.place,
        target=first.host if sent else first.where,
        party=party,
        sdk=sdk,
        country=hosts.country(first.host) if sent else "",
        form=form_of(first.steps),
        steps=first.steps,
        encrypted=first.encrypted,
        calls=tuple(calls.get(first.value or kind, ())),
        sightings=tuple(found),
        count=sum(seen.count for seen in found),
        source=_source(value, names),
    )


def _nameless(value: KnownValue | None, kind: str) -> Text:
    """Of a value that is no type of data."""
    if value is None:
        return Text(kind, kind)
    return (
        Text("输入的文字", "typed text") if value.page else Text(value.field or value.name, value.field or value.name)
    )


def _source(value: KnownValue | None, names: FieldNames | None) -> Text:
    if value is None:
        return UNSAID
    return names.source(value) if names else Text(value.name, value.name)


def _weight(flow: ValueFlow) -> tuple[object, ...]:
    """C3 first, what left the phone before what stayed, then by name."""
    level = {"C3": 0, "C2": 1}.get(flow.level, 2)
    return level, not flow.sent, flow.kind, flow.value, flow.place.value, flow.target, flow.form.value


class _Hosts:
    """To whom hosts belong, and where they stand."""

    def __init__(self, values: Values, traffic: Traffic | None) -> None:
        self._own = (*traffic.own_hosts, *traffic.pinned_hosts) if traffic else ()
        self._bad = values.bad_hosts
        self._countries = values.countries

    def party(self, host: str) -> tuple[Party, str]:
        """Whose host it is, and the SDK's id."""
        sdk = known_sdks().of_host(host)
        id = sdk.id if sdk else ""
        if any(below(host, bad) for bad in self._bad):
            return Party.bad, id
        if any(below(host, own) for own in self._own):
            return Party.own, ""
        return (Party.sdk, id) if sdk else (Party.unknown, "")

    def country(self, host: str) -> str:
        nearest = max((name for name in self._countries if below(host, name)), key=len, default="")
        return self._countries.get(nearest, "")


def below(host: str, domain: str) -> bool:
    """Whether a host is this one, or one of this domain."""
    return host == domain or host.endswith(f".{domain.removeprefix('*.')}")
