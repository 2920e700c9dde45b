"""A program, not a module: calls each watched function of the C library once, as an SDK would that goes past Java.

    python native_calls.py WAIT_FOR_FILE [COMMAND ...]

It is run by the self-test of the hooks, which sees what the agent tells of it. Nothing is changed on the computer:
commands are named and not started (their path leads nowhere), signals are asked about and not sent, addresses are this
computer's.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ARP = "/proc/net/arp"
LAST = "/proc/net/route"
"""Asked about when all is done."""
COMMAND = "getprop ro.serialno"
NOWHERE = "/none/getprop"
NETLINK_GENERIC_ASK = 18
"""RTM_GETLINK."""
SIOCGIFHWADDR = 0x8927

CALLS: dict[str, tuple[str, ...]] = {
    "open": (ARP,),
    "openat": ("-100", ARP),
    "fopen": (ARP, "r"),
    "__open_2": (ARP,),
    "__openat_2": ("-100", ARP),
    "access": (ARP,),
    "faccessat": ("-100", ARP),
    "stat": (ARP,),
    "lstat": (ARP,),
    "fstatat": ("-100", ARP),
    "readlink": (ARP,),
    "opendir": ("/sys/devices/system/cpu/",),
    "popen": (COMMAND,),
    "system": (COMMAND,),
    "posix_spawn": (NOWHERE, COMMAND),
    "posix_spawnp": (NOWHERE, COMMAND),
    "getifaddrs": (),
    "if_nameindex": (),
    "getaddrinfo": ("localhost", "80"),
    "ptrace": ("-1",),
    "kill": ("*", "0"),
    "socket": ("AF_NETLINK", "*", "0"),
    "ioctl": ("*", "0x8927"),
    "sendto": ("*", "type 18"),
    "send": ("*", "type 18"),
    "sendmsg": ("*", "type 18"),
    "connect": ("*", "127.0.0.1:9"),
    "SSL_write": ("4",),
}
"""Function → its arguments as the agent should tell them; `*` for what differs from run to run."""
ALIASES = ("open64", "openat64", "fopen64")
"""Other names that on some systems are functions of their own."""
ON_ANDROID = (
    "__system_property_get",
    "__system_property_find",
    "__system_property_read",
    "__system_property_read_callback",
    "android_dlopen_ext",
    "AMediaDrm_createByUUID",
    "AMediaDrm_getPropertyByteArray",
    "ACameraManager_openCamera",
    "AAudioStream_requestStart",
    "ASensorManager_getSensorList",
    "ASensorEventQueue_enableSensor",
    "ASensorEventQueue_registerSensor",
    "slCreateEngine",
)
"""Functions of Android's own libraries, which this computer has not."""


def words(text: str) -> ctypes.Array[ctypes.c_char_p]:
    parts = [part.encode() for part in text.split()]
    return (ctypes.c_char_p * (len(parts) + 1))(*parts, None)


def plain(libc: ctypes.CDLL) -> dict[str, Callable[[], object]]:
    """Functions that ctypes calls as they are."""
    arp, nowhere, none = ARP.encode(), NOWHERE.encode(), words("")
    buffer = ctypes.create_string_buffer(4096)
    pointer, pid = ctypes.byref(ctypes.c_void_p()), ctypes.byref(ctypes.c_int())
    libc.popen.restype = libc.fopen.restype = libc.opendir.restype = ctypes.c_void_p
    return {
        "open": lambda: libc.open(arp, 0),
        "openat": lambda: libc.openat(-100, arp, 0),
        "fopen": lambda: libc.fopen(arp, b"r"),
        "__open_2": lambda: libc.__open_2(arp, 0),
        "__openat_2": lambda: libc.__openat_2(-100, arp, 0),
        "access": lambda: libc.access(arp, 4),
        "faccessat": lambda: libc.faccessat(-100, arp, 4, 0),
        "stat": lambda: libc.stat(arp, buffer),
        "lstat": lambda: libc.lstat(arp, buffer),
        "fstatat": lambda: libc.fstatat(-100, arp, buffer, 0),
        "readlink": lambda: libc.readlink(arp, buffer, 4096),
        "opendir": lambda: libc.opendir(b"/sys/devices/system/cpu/"),
        "popen": lambda: libc.popen(COMMAND.encode(), b"r"),
        "system": lambda: libc.system(COMMAND.encode()),
        "posix_spawn": lambda: libc.posix_spawn(pid, nowhere, None, None, words(COMMAND), none),
        "posix_spawnp": lambda: libc.posix_spawnp(pid, nowhere, None, None, words(COMMAND), none),
        "getifaddrs": lambda: libc.getifaddrs(pointer),
        "if_nameindex": lambda: libc.if_nameindex(),
        "getaddrinfo": lambda: libc.getaddrinfo(b"localhost", b"80", None, pointer),
        "ptrace": lambda: libc.ptrace(-1, 0, 0, 0),
        "kill": lambda: libc.kill(libc.getpid(), 0),
    }


def network(libc: ctypes.CDLL) -> dict[str, Callable[[], object]]:
    """Functions that need a socket."""
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    inet = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    ask = struct.pack("=IHHII", 17, NETLINK_GENERIC_ASK, 0x0301, 1, 0) + b"\0"
    name = ctypes.create_string_buffer(b"lo", 40)
    there = struct.pack("=H", socket.AF_INET) + struct.pack(">H4B8x", 9, 127, 0, 0, 1)
    return {
        "ioctl": lambda: libc.ioctl(inet.fileno(), SIOCGIFHWADDR, name),
        "sendto": lambda: libc.sendto(netlink.fileno(), ask, len(ask), 0, None, 0),
        "send": lambda: libc.send(netlink.fileno(), ask, len(ask), 0),
        "sendmsg": lambda: netlink.sendmsg([ask]),
        "connect": lambda: libc.connect(inet.fileno(), there, len(there)),
    }


def tls() -> dict[str, Callable[[], object]]:
    """Nothing where there is no OpenSSL."""
    found = ctypes.util.find_library("ssl")
    if found is None:
        return {}
    library = ctypes.CDLL(found)
    library.SSL_CTX_new.restype = library.TLS_client_method.restype = library.SSL_new.restype = ctypes.c_void_p
    context = library.SSL_CTX_new(ctypes.c_void_p(library.TLS_client_method()))
    session = ctypes.c_void_p(library.SSL_new(ctypes.c_void_p(context)))
    return {"SSL_write": lambda: library.SSL_write(session, b"said", 4)}


def main() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for name, call in {**plain(libc), **network(libc), **tls()}.items():
        # A caller with a frame of its own, since the stack is told too.
        with suppress(OSError):
            call()
        assert name in CALLS
    pid, none = ctypes.byref(ctypes.c_int()), words("")
    for command in sys.argv[2:]:
        libc.posix_spawn(pid, NOWHERE.encode(), None, None, words(command), none)
    libc.access(LAST.encode(), 4)
    waited = Path(sys.argv[1])
    while waited.parent.exists() and not waited.exists():
        libc.usleep(10_000)
    libc.exit(0)


if __name__ == "__main__":
    main()
