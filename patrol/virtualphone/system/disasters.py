"""Ends that no Java code sees: native crashes and the low memory killer."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from patrol.virtualphone.system import lines
from patrol.virtualphone.system.processes import LMKD, AppProcess

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

_SIGNALS = {
    "SIGABRT": (6, -1, "SI_QUEUE"),
    "SIGBUS": (7, 2, "BUS_ADRERR"),
    "SIGFPE": (8, 1, "FPE_INTDIV"),
    "SIGSEGV": (11, 1, "SEGV_MAPERR"),
}
"""Signal → (number, code, name of the code), as the kernel raises it for the usual reason."""
_BELOW = (
    "/apex/com.android.art/lib64/libart.so (art_quick_generic_jni_trampoline+148)",
    "/apex/com.android.art/lib64/libart.so (art_quick_invoke_stub+612)",
    "/system/lib64/libandroid_runtime.so (android::AndroidRuntime::start(char const*, bool)+996)",
)
_STARS = " ".join(["***"] * 16)


class Disasters:
    """Of one phone."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone

    def native_crash(self, pid: int, signal: str, stack: tuple[str, ...], cause: str) -> None:
        """A signal that nobody handles: the tombstone in the log (and, for root, in /data/tombstones), the dialog or
        none as for a Java crash, the end of the process. `stack` as `libpay.so (function+offset)`."""
        phone = self._phone
        process = phone.running.by_pid(pid)
        if process is None or process.installed is None:
            return
        number, code, name = _SIGNALS.get(signal, (11, 1, "SEGV_MAPERR"))
        where = f"fault addr {'--------' if code < 0 else '0x0000000000000010'}"
        short = process.package[-15:]
        phone.log.write(
            "F",
            "libc",
            f"Fatal signal {number} ({signal}), code {code} ({name}), {where} in tid {pid} ({short}), "
            f"pid {pid} ({short})",
            pid=pid,
            uid=process.uid,
            buffer="crash",
        )
        head = f"signal {number} ({signal}), code {code} ({name}), {where}"
        text = "\n".join(self._tombstone(process, head, stack, cause))
        dumper = phone.running.next_pid()
        phone.log.write("F", "DEBUG", text, pid=dumper, uid=process.uid, buffer="crash")
        phone.files.write("/data/tombstones/tombstone_00", f"{text}\n".encode(), 0o640)
        dropbox, tag = phone.troubles.dropbox, "data_app_native_crash"
        dropbox.add_of_app(tag, process.installed, process.package, pid, "", f"{text}\n")
        phone.log_event("am_crash", f"[{pid},0,{process.package},{0x20883E46},Native crash,{signal},unknown,0]", pid)
        phone.troubles.ask_after_crash(process)
        phone.troubles.end(process, lines.died(phone.spec.sdk, process.package, pid))

    def _tombstone(self, process: AppProcess, head: str, stack: tuple[str, ...], cause: str) -> list[str]:
        phone, package = self._phone, process.package
        seconds = int((phone.uptime_ms() - process.started_ms) / 1000)
        text = [_STARS, f"Build fingerprint: '{phone.spec.fingerprint}'", "Revision: '0'", "ABI: 'arm64'"]
        if phone.sdk >= 29:
            text += [f"Timestamp: {phone.stamp(phone.wall_ms())}000000+0800", f"Process uptime: {seconds}s"]
        if phone.sdk >= 31:
            text.append(f"Cmdline: {package}")
        text.append(f"pid: {process.pid}, tid: {process.pid}, name: {package[-15:]}  >>> {package} <<<")
        if phone.sdk >= 29:
            text.append(f"uid: {process.uid}")
        text.append(head)
        if cause:
            text.append(f"Abort message: '{cause}'" if "SIGABRT" in head else f"Cause: {cause}")
        for row in range(0, 28, 4):
            text.append("    " + "  ".join(f"x{i:<2} {_hex(package, i)}" for i in range(row, row + 4)))
        text += ["", "backtrace:"]
        libraries = f"{process.installed.code_path}/lib/arm64/" if process.installed else ""
        frames = [frame if frame.startswith("/") else f"{libraries}{frame}" for frame in (*stack, *_BELOW)]
        return text + [
            f"      #{i:02d} pc {_hex(frame, 7)}  {frame} (BuildId: {_hex(frame, 1)}{_hex(frame, 2)})"
            for i, frame in enumerate(frames)
        ]

    def out_of_memory(self, pid: int) -> None:
        """The low memory killer ends a process, whose page comes back empty later, as on a phone."""
        phone = self._phone
        process = phone.running.by_pid(pid)
        if process is None:
            return
        front = phone.activities.front.package == process.package
        total = process.app.memory_kb()["total"]
        uid, adj = process.uid, 0 if front else 700
        if phone.sdk >= 30:
            said = f"Kill '{process.package}' ({pid}), uid {uid}, oom_score_adj {adj} to free {total}kB rss, 0kB swap"
            said += "; reason: device is low on swap and thrashing (12%)"
        else:
            said = f"Kill '{process.package}' ({pid}), uid {uid}, oom_adj {adj} to free {total}kB"
        phone.log.write("I", "lowmemorykiller", said, pid=LMKD, uid=1069)
        phone.log_event("am_kill", f"[0,{pid},{process.package},{adj},low memory]")
        phone.troubles.end(process, lines.died(phone.spec.sdk, process.package, pid))


def _hex(text: str, number: int) -> str:
    return hashlib.sha256(f"{text}{number}".encode()).hexdigest()[:16]
