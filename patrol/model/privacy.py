"""What an app says about the personal information that it handles, as patrol read it when the run was made."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record


class TextKind(StrEnum):
    policy = "policy"
    """The privacy policy."""
    sdk_list = "sdk_list"
    """The list of third-party SDKs."""


class PolicyText(Record, frozen=True):
    """One text that app.yaml names under `privacy:`."""

    kind: TextKind
    source: str
    """File, URL, `page ID`, or `app.yaml` for a text that stands there."""
    text: str = ""
    """Without markup; "" for a page, whose texts the run's own UI trees hold."""
    page: str = ""
    """Id of the declared page that shows it."""
    error: str = ""
    """Why it could not be read; whoever needs it cannot decide then."""


class Needed(Record, frozen=True):
    """What the app's owner says to need beyond the necessary information of its type, and why."""

    categories: tuple[str, ...]
    """Of the catalogue of APIs: `location`, `android_id` …"""
    why: str
    pages: tuple[str, ...] = ()
    """Ids of the declared pages on which it is needed; () for everywhere."""
    sdks: tuple[str, ...] = ()
    """SDK ids or package prefixes that may read it; () for the app and all SDKs."""
    precise: bool = True
    """Of a location: False where the approximate one is enough."""


class DeclaredPrivacy(Record, frozen=True):
    """The artifact `privacy`: the section `privacy:` of app.yaml, its files and pages read."""

    app_types: tuple[str, ...] = ()
    """`NPI-24` …: types of the provisions on necessary personal information; () where nobody said."""
    own: tuple[str, ...] = ()
    """Package prefixes of the app's own code besides its package name."""
    texts: tuple[PolicyText, ...] = ()
    needed: tuple[Needed, ...] = ()
    mapping: dict[str, str] = {}
    """Shortened class name → its true name, of R8's mapping file."""
    mapping_source: str = ""
    mapping_error: str = ""

    def of(self, kind: TextKind) -> tuple[PolicyText, ...]:
        return tuple(text for text in self.texts if text.kind is kind)
