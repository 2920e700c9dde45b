"""What the agent is told to hook: the catalogue's methods, and the general methods whose arguments tell the rest.

A content URI, a settings key, a command or a path is no method: it is an argument of a general one. Those methods are
hooked once, and the agent drops at once every call whose arguments say nothing sensitive (ContentResolver, File and
Runtime are called thousands of times a second).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from patrol.catalogue.apis import Api, Catalogue
from patrol.model.record import Record

RESOLVER = "android.content.ContentResolver"
GENERAL: dict[str, tuple[str, ...]] = {
    "content_uri": (
        *(f"{RESOLVER}.{name}" for name in ("query", "insert", "update", "delete", "bulkInsert", "call")),
        *(f"{RESOLVER}.{name}" for name in ("openFileDescriptor", "openInputStream", "registerContentObserver")),
        f"{RESOLVER}.acquireContentProviderClient",
        f"{RESOLVER}.acquireUnstableContentProviderClient",
        "android.content.ContentProviderClient.query",
        "android.content.ContentProviderProxy.query",
        "android.content.AsyncQueryHandler.startQuery",
    ),
    "settings_key": (
        "android.provider.Settings$Secure.getString",
        "android.provider.Settings$Secure.getStringForUser",
        "android.provider.Settings$System.getString",
        "android.provider.Settings$Global.getString",
        "android.provider.Settings$NameValueCache.getStringForUser",
    ),
    "system_property": ("android.os.SystemProperties.get", "android.os.SystemProperties.native_get"),
    "shell_command": ("java.lang.Runtime.exec", "java.lang.ProcessBuilder.start", "java.lang.ProcessImpl.start"),
    "file_path": (
        "java.io.File.$init",
        "java.io.File.exists",
        "java.io.File.listFiles",
        "java.io.FileInputStream.$init",
        "java.io.FileReader.$init",
        "java.io.RandomAccessFile.$init",
        "libcore.io.IoBridge.open",
        "android.system.Os.open",
    ),
    "intent_action": (
        "android.app.ContextImpl.registerReceiver",
        "android.app.ContextImpl.sendBroadcast",
        "android.app.ContextImpl.startActivity",
        "android.app.Activity.startActivityForResult",
        "android.app.Instrumentation.execStartActivity",
    ),
    "bound_service_action": ("android.app.ContextImpl.bindService",),
}
"""Kind of entry → the methods whose arguments may hold it."""

FILTERED = (
    "java.io.",
    "java.lang.Class.",
    "java.lang.reflect.",
    "java.lang.Runtime.loadLibrary0",
    "java.lang.System.getProperty",
    "libcore.io.",
    "android.os.SystemProperties.",
    "android.provider.Settings$",
    f"{RESOLVER}.",
    "android.content.ContentProvider",
    "android.content.AsyncQueryHandler.",
)
"""Beginnings of methods that mean something by their arguments alone."""

HOW = {"content_uri": "prefix", "settings_key": "equals", "system_property": "equals", "shell_command": "command"}


class When(Record, frozen=True):
    """An argument that is `value` (equals), begins with it (prefix), holds it (contains), is the command (command) or
    matches it (pattern) means `id`."""

    id: str
    how: str
    value: str


class Hook(Record, frozen=True, rename={"class_name": "class"}):
    """One Java method, all overloads."""

    class_name: str
    member: str
    ids: tuple[str, ...] = ()
    """What every call means, or every call that an argument marks."""
    when: tuple[When, ...] = ()
    always: bool = True
    """Whether a call without a telling argument is told too."""


def hooks(known: Catalogue) -> tuple[Hook, ...]:
    """One for each method; methods that several entries name are merged."""
    ids: dict[tuple[str, str], list[str]] = {}
    when: dict[tuple[str, str], list[When]] = {}
    for api in known.java():
        ids.setdefault((api.class_name, api.member), []).append(api.id)
    for api in known.entries:
        for call in GENERAL.get(api.kind, ()):
            owner, _, member = call.rpartition(".")
            ids.setdefault((owner, member), [])
            when.setdefault((owner, member), []).append(_when(api))
    return tuple(
        Hook(owner, member, tuple(found), tuple(when.get((owner, member), ())), _always(owner, member, found))
        for (owner, member), found in ids.items()
    )


def _always(owner: str, member: str, found: Iterable[str]) -> bool:
    return bool(list(found)) and not f"{owner}.{member}".startswith(FILTERED)


def _when(api: Api) -> When:
    value = api.key or api.value
    if api.kind == "file_path":
        return _path(api.id, value)
    if api.kind in {"intent_action", "bound_service_action"}:
        return When(api.id, "contains", value.partition(" ")[0])
    return When(api.id, HOW[api.kind], value)


def _path(id: str, value: str) -> When:
    """Paths may hold `<pid>` or `*` for any one name, and end in a slash for all that lies below."""
    if "<" not in value and "*" not in value:
        return When(id, "prefix" if value.endswith("/") else "equals", value)
    pattern = re.sub(r"<pid>", "[0-9]+", re.sub(r"<other package>|\*", "[^/]+", value.replace(".", r"\.")))
    return When(id, "pattern", f"^{pattern}")


def told(wanted: Iterable[Hook]) -> list[dict[str, object]]:
    """The hooks as the agent reads them, nothing left out."""
    return [
        {
            "class": hook.class_name,
            "member": hook.member,
            "ids": list(hook.ids),
            "when": [{"id": when.id, "how": when.how, "value": when.value} for when in hook.when],
            "always": hook.always,
        }
        for hook in wanted
    ]


class NativeHook(Record, frozen=True):
    """One function of the C library; `arguments` say how each is read: text, number, hex, words, address, netlink."""

    symbol: str
    arguments: tuple[str, ...]
    ids: tuple[str, ...] = ()
    when: tuple[When, ...] = ()
    always: bool = True


PATHS = {
    "open": ("text",),
    "open64": ("text",),
    "openat": ("number", "text"),
    "openat64": ("number", "text"),
    "fopen": ("text", "text"),
    "fopen64": ("text", "text"),
    "access": ("text",),
    "faccessat": ("number", "text"),
    "stat": ("text",),
    "lstat": ("text",),
    "readlink": ("text",),
    "opendir": ("text",),
}
"""Functions that take a path → how their arguments are read. fopen comes before open when both are called: it is told
alone, since open runs inside it."""
COMMANDS = {"popen": ("text",), "system": ("text",), "execve": ("text", "words"), "execvp": ("text", "words")}
PROPERTIES = {"__system_property_get": ("text",), "__system_property_find": ("text",)}
SIOCGIFHWADDR = "0x8927"
NETLINK_ASKS = ("type 18", "type 22", "type 30")
"""RTM_GETLINK, RTM_GETADDR, RTM_GETNEIGH: hardware addresses, addresses, neighbours (linux/rtnetlink.h)."""
PLAIN = {
    "getifaddrs": (),
    "if_nameindex": (),
    "ptrace": ("number",),
    "AMediaDrm_getPropertyByteArray": ("number", "text"),
    "ACameraManager_openCamera": ("number", "text"),
    "AAudioStream_requestStart": (),
    "ASensorManager_getSensorList": (),
    "ASensorEventQueue_enableSensor": (),
    "ASensorEventQueue_registerSensor": (),
    "slCreateEngine": (),
}
"""Told at every call."""


def native_hooks(known: Catalogue) -> tuple[NativeHook, ...]:
    """One for each function that patrol watches, whether this phone's libraries have it or not."""
    ids: dict[str, list[str]] = {}
    for api in known.entries:
        if api.kind == "native_symbol":
            ids.setdefault(api.symbol, []).append(api.id)
    by_kind: dict[str, list[When]] = {}
    for api in known.entries:
        if api.kind in GENERAL:
            by_kind.setdefault(api.kind, []).append(_when(api))
    found = []
    for table, kind in ((PATHS, "file_path"), (COMMANDS, "shell_command"), (PROPERTIES, "system_property")):
        for symbol, arguments in table.items():
            own = tuple(ids.get(symbol.removesuffix("64"), ()))
            found.append(NativeHook(symbol, arguments, own, tuple(by_kind[kind]), always=False))
    found += [NativeHook(symbol, arguments, tuple(ids.get(symbol, ()))) for symbol, arguments in PLAIN.items()]
    (mac,) = ids["ioctl"]
    found.append(NativeHook("ioctl", ("number", "hex"), (), (When(mac, "equals", SIOCGIFHWADDR),), always=False))
    links = tuple(When(id, "equals", ask) for id in ids["socket"] for ask in NETLINK_ASKS)
    found += [
        NativeHook("sendto", ("number", "netlink"), (), links, always=False),
        NativeHook("send", ("number", "netlink"), (), links, always=False),
    ]
    return tuple(found)
