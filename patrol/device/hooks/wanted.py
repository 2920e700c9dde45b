"""What the agent is told to hook: the catalogue's methods, and the general methods whose arguments tell the rest.

A content URI, a settings key, a command or a path is no method: it is an argument of a general one. Those methods are
hooked once, and the agent drops at once every call whose arguments say nothing sensitive (ContentResolver, File and
Runtime are called thousands of times a second).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from patrol.catalogue.apis import Catalogue
from patrol.device.hooks.handling import NEVER, Handling, handling
from patrol.device.hooks.native import native_hooks
from patrol.device.hooks.when import GENERAL, When, when_of
from patrol.model.record import Record

RESOLVER = "android.content.ContentResolver"
FILTERED = (
    "java.io.",
    "java.lang.Class.",
    "java.lang.reflect.",
    "java.lang.System.getProperty",
    "libcore.io.",
    "android.os.SystemProperties.",
    "android.provider.Settings$",
    f"{RESOLVER}.",
    "android.content.ContentProvider",
    "android.content.AsyncQueryHandler.",
)
"""Beginnings of methods that mean something by their arguments alone."""

ALWAYS = (f"{RESOLVER}.requestSync", f"{RESOLVER}.addPeriodicSync")
"""Exceptions: what they mean is the call itself (an app that has itself woken)."""

GENERAL_OVERLOADS: dict[str, tuple[tuple[str, ...], ...]] = {
    "android.provider.Settings$Global.getString": (("Ljava/lang/Object;", "Ljava/lang/String;"),),
    "android.app.ContextImpl.registerReceiver": (
        ("Ljava/lang/Object;", "Ljava/lang/Object;"),
        ("Ljava/lang/Object;", "Ljava/lang/Object;", "I"),
    ),
    "java.lang.Runtime.load0": (("Ljava/lang/Class;", "Ljava/lang/String;"),),
}
"""Methods that are hooked for other entries' sake, and are no entry themselves."""

PROPERTIES = ("http.agent", "http.proxyHost", "https.proxyHost", "os.arch", "os.version")
"""What System.getProperty is asked for to describe a device or to find a proxy."""


class Hook(Record, frozen=True, rename={"class_name": "class"}):
    """One Java method, all overloads."""

    class_name: str
    member: str
    ids: tuple[str, ...] = ()
    """What every call means, or every call that an argument marks."""
    when: tuple[When, ...] = ()
    always: bool = True
    """Whether a call without a telling argument is told too."""
    how: Handling = Handling()

    @property
    def call(self) -> str:
        """`package.Class.method`."""
        return f"{self.class_name}.{self.member}"


def hooks(known: Catalogue) -> tuple[Hook, ...]:
    """One for each method; methods that several entries name are merged."""
    ids: dict[str, list[str]] = {}
    when: dict[str, list[When]] = {}
    for api in known.java():
        ids.setdefault(NEVER.get(api.call, api.call), []).append(api.id)
    for api in known.entries:
        for call in GENERAL.get(api.kind, ()):
            ids.setdefault(call, [])
            when.setdefault(call, []).append(when_of(api))
    for call, found in _by_name(known, ids).items():
        when.setdefault(call, []).extend(found)
    return tuple(
        Hook(*call.rpartition(".")[::2], tuple(found), tuple(when.get(call, ())), _always(call, found), handling(call))
        for call, found in ids.items()
    )


def _by_name(known: Catalogue, ids: Mapping[str, Sequence[str]]) -> dict[str, list[When]]:
    """Reflection and System.getProperty mean something by what they name: a class or a method that yields what is
    sensitive, a property that describes the device."""
    named = {api.class_name for api in known.java() if api.severity == "high"}
    members = {api.member for api in known.java() if api.severity == "high" and api.member != "$init"}
    wanted = {
        "java.lang.Class.forName": sorted(named | {"android.os.SystemProperties", "android.os.ServiceManager"}),
        "java.lang.Class.getDeclaredMethod": sorted(members),
        "java.lang.System.getProperty": PROPERTIES,
    }
    return {
        call: [When(id, "equals", value) for id in ids.get(call, ())[:1] for value in values]
        for call, values in wanted.items()
    }


def _always(call: str, found: Sequence[str]) -> bool:
    return bool(found) and (call in ALWAYS or not call.startswith(FILTERED))


def told(wanted: Iterable[Hook]) -> list[dict[str, object]]:
    """The hooks as the agent reads them; what is as usual is left out."""
    return [
        {
            "class": hook.class_name,
            "member": hook.member,
            "ids": list(hook.ids),
            "when": [msgspec.to_builtins(when) for when in hook.when],
            "always": hook.always,
            **msgspec.to_builtins(hook.how),
        }
        for hook in wanted
    ]


def table(known: Catalogue, *, crypto: bool = True) -> dict[str, object]:
    """What the agent is given to install; without `crypto` no call carries bytes, and those that mean nothing but their
    bytes are not hooked."""
    java = hooks(known)
    if not crypto:
        java = tuple(hook for hook in java if not hook.how.raw)
    return {"java": told(java), "native": [msgspec.to_builtins(hook) for hook in native_hooks(known)]}
