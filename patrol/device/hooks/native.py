"""What the agent is told to hook of the C library and of Android's own native libraries."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.catalogue.apis import Catalogue
from patrol.device.hooks.when import GENERAL, When, when_of
from patrol.model.record import Record


class NativeHook(Record, frozen=True, omit_defaults=False, rename={"arguments": "args"}):
    """One function; `arguments` say how each is read (see reads.ts in the agent)."""

    symbol: str
    arguments: tuple[str, ...]
    ids: tuple[str, ...] = ()
    when: tuple[When, ...] = ()
    always: bool = True
    buffer: bool = False
    """The second and third argument are a buffer that goes out, to be searched."""


PATHS = {
    "open": ("text",),
    "open64": ("text",),
    "openat": ("number", "text"),
    "openat64": ("number", "text"),
    "fopen": ("text", "text"),
    "fopen64": ("text", "text"),
    "__open_2": ("text",),
    "__openat_2": ("number", "text"),
    "access": ("text",),
    "faccessat": ("number", "text"),
    "stat": ("text",),
    "lstat": ("text",),
    "fstatat": ("number", "text"),
    "readlink": ("text",),
    "opendir": ("text",),
}
"""Functions that take a path → how their arguments are read; `__open_2` is what open becomes under FORTIFY. fopen
comes before open when both are called: it is told alone, since open runs inside it."""
NAMED_AS = {"__open_2": "open", "__openat_2": "openat"}
"""Function → the catalogue's name for it."""
COMMANDS = {
    "popen": ("text",),
    "system": ("text",),
    "posix_spawn": ("skip", "text", "skip", "skip", "words"),
    "posix_spawnp": ("skip", "text", "skip", "skip", "words"),
}
PROPERTIES = {
    "__system_property_get": ("text",),
    "__system_property_find": ("text",),
    "__system_property_read": ("property",),
    "__system_property_read_callback": ("property",),
}
SIOCGIFHWADDR = "0x8927"
"""linux/sockios.h."""
NETLINK = {"sendto": "netlink", "send": "netlink", "sendmsg": "netlinkmsg"}
NETLINK_ASKS = ("type 18", "type 22", "type 30")
"""RTM_GETLINK, RTM_GETADDR, RTM_GETNEIGH: hardware addresses, addresses, neighbours (linux/rtnetlink.h)."""
PLAIN = {
    "getifaddrs": (),
    "if_nameindex": (),
    "getaddrinfo": ("text", "text"),
    "android_dlopen_ext": ("text",),
    "ptrace": ("number",),
    "kill": ("number", "number"),
    "AMediaDrm_createByUUID": (),
    "AMediaDrm_getPropertyByteArray": ("skip", "text"),
    "ACameraManager_openCamera": ("skip", "text"),
    "AAudioStream_requestStart": (),
    "ASensorManager_getSensorList": (),
    "ASensorEventQueue_enableSensor": (),
    "ASensorEventQueue_registerSensor": (),
    "slCreateEngine": (),
}
"""Told at every call."""
NOT_HOOKED = {
    "exit": "Frida itself waits there for what is still to be sent; Java's System.exit is told",
    "execve": "runs in a child with 32 KB of stack or none of Frida's threads, where a hook would hang the app; what "
    "starts the child (popen, system, posix_spawn, Java's exec) is told",
    "readdir": "follows opendir, which is told",
    "syscall": "the VM calls it thousands of times a second, with its threads stopped: a hook would hang the app",
    "svc #0": "no function: only the kernel sees it",
    "dlsym": "the linker's own; what is loaded is told",
    "RegisterNatives": "no exported function",
    "JNI_OnLoad": "the library that is loaded is told",
    "ssl_verify_peer_cert": "no exported function",
    "SSL_read": "what a server sends is seen in traffic",
    "sqlite3_prepare_v2": "statements are told by the methods of SQLiteDatabase",
    "__android_log_write": "the device log is recorded",
    "__android_log_print": "the device log is recorded",
    "write": "files are looked into where the phone lets patrol read them",
}
"""Symbols of the catalogue that are left alone, and why."""


def native_hooks(known: Catalogue) -> tuple[NativeHook, ...]:
    """One for each function that patrol watches, whether this phone's libraries have it or not."""
    ids: dict[str, tuple[str, ...]] = {}
    for api in known.entries:
        if api.kind == "native_symbol":
            ids[api.symbol] = (*ids.get(api.symbol, ()), api.id)
    return (*_by_argument(known, ids), *_plain(ids), *_network(ids))


def _by_argument(known: Catalogue, ids: dict[str, tuple[str, ...]]) -> Iterator[NativeHook]:
    when: dict[str, list[When]] = {}
    for api in known.entries:
        if api.kind in GENERAL:
            when.setdefault(api.kind, []).append(when_of(api))
    for table, kind in ((PATHS, "file_path"), (COMMANDS, "shell_command"), (PROPERTIES, "system_property")):
        for symbol, arguments in table.items():
            own = ids.get(NAMED_AS.get(symbol, symbol.removesuffix("64")), ())
            always = table is COMMANDS and bool(own)
            yield NativeHook(symbol, arguments, own, tuple(when[kind]), always=always)


def _plain(ids: dict[str, tuple[str, ...]]) -> Iterator[NativeHook]:
    for symbol, arguments in PLAIN.items():
        yield NativeHook(symbol, arguments, ids.get(symbol, ()))


def _network(ids: dict[str, tuple[str, ...]]) -> Iterator[NativeHook]:
    (mac,) = ids["ioctl"]
    yield NativeHook("ioctl", ("number", "hex"), (), (When(mac, "equals", SIOCGIFHWADDR),), always=False)
    links = tuple(When(id, "equals", ask) for id in ids["socket"] for ask in NETLINK_ASKS)
    (netlink,) = ids["socket"]
    when = (When(netlink, "equals", "AF_NETLINK"),)
    yield NativeHook("socket", ("family", "number", "number"), (), when, always=False)
    for symbol, kind in NETLINK.items():
        yield NativeHook(symbol, ("number", kind), (), links, always=False)
    # Sockets of the phone itself (AF_UNIX) are no network: an address begins with a digit or a bracket.
    (connect,) = ids["connect"]
    yield NativeHook("connect", ("number", "address"), (), (When(connect, "pattern", r"^[\d\[].*:\d"),), always=False)
    yield NativeHook("SSL_write", ("skip", "skip", "number"), ids["SSL_write"], buffer=True)
