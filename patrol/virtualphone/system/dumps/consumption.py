"""What apps consume beside memory: `dumpsys netstats`, `power`, `diskstats`, and the reports it keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from patrol.virtualphone.system.lines import duration
from patrol.virtualphone.system.manifest import Installed

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone


def netstats(phone: VirtualPhone, args: list[str]) -> str:
    network = phone.network
    if any(arg in ("poll", "--poll") for arg in args):
        network.poll()
        return "Forced poll\n"
    detail = any(arg in ("detail", "--uid") for arg in args)
    ident = 'type=1, ratType=COMBINED, wifiNetworkKey="Patrol"wpa2-psk, metered=false, defaultNetwork=true'
    if phone.sdk < 31:
        ident = 'type=WIFI, subType=COMBINED, networkId="Patrol", metered=false, defaultNetwork=true'
    start = int(phone.wall_ms() / 1000) // 7200 * 7200
    lines = ["Directory:", "  /data/misc/apexdata/com.android.tethering/netstats"] if phone.sdk >= 33 else []
    lines += ["Active interfaces:", f"  iface=wlan0 ident=[{{{ident}}}]"]
    lines += ["Active UID interfaces:", f"  iface=wlan0 ident=[{{{ident}}}]"]
    lines += [
        "Dev stats:",
        "  Pending bytes: 0",
        "  History since boot:",
        f"  ident=[{{{ident}}}] uid=-1 set=ALL tag=0x0",
    ]
    lines += [
        "    NetworkStatsHistory: bucketDuration=3600",
        f"      st={start} rb={network.received} rp={network.received // 1200} tb={network.sent} "
        f"tp={network.sent // 900} op=0",
    ]
    if detail:
        lines += ["UID stats:", "  Pending bytes: 0", "  History since boot:"]
        for uid, (came, came_packets, went, went_packets) in sorted(network.written_down.items()):
            lines.append(f"  ident=[{{{ident}}}] uid={uid} set=FOREGROUND tag=0x0")
            lines.append("    NetworkStatsHistory: bucketDuration=7200")
            lines.append(f"      st={start} rb={came} rp={came_packets} tb={went} tp={went_packets} op=0")
        lines += ["UID tag stats:", "  Pending bytes: 0", "  History since boot:"]
    if phone.sdk >= 33:
        lines += ["BPF map content:", "  mAppUidStatsMap:", "    uid rxBytes rxPackets txBytes txPackets"]
        lines += [f"    {uid} {a} {b} {c} {d}" for uid, (a, b, c, d) in sorted(network.by_uid.items())]
        lines += ["  mIfaceStatsMap:", "    ifaceIndex ifaceName rxBytes rxPackets txBytes txPackets"]
        came, went = network.received, network.sent
        lines.append(f"    21 wlan0 {came} {came // 1200} {went} {went // 900}")
    return "\n".join(lines) + "\n"


def power(phone: VirtualPhone, args: list[str]) -> str:
    del args
    awake, state = ("Awake", "ON") if phone.screen_on else ("Asleep", "OFF")
    battery = phone.battery
    powered = str(any((battery.ac, battery.usb, battery.wireless, battery.dock))).lower()
    locks = []
    now = phone.scheduler.now_ms()
    for process in phone.running.apps():
        for lock in process.app.held().wake_locks:
            since = duration(now - lock.since_ms).removeprefix("+")
            acquired = f" ACQ=-{since}" if phone.sdk >= 24 else ""
            locks.append(f"  {lock.kind:<30} '{lock.tag}'{acquired} (uid={process.uid} pid={process.pid})")
    return (
        "POWER MANAGER (dumpsys power)\n\nPower Manager State:\n"
        f"  mDirty=0x0\n  mWakefulness={awake}\n  mWakefulnessChanging=false\n  mIsPowered={powered}\n"
        f"  mPlugType={2 if phone.battery.usb else 0}\n"
        f"  mBatteryLevel={phone.battery.level}\n  mStayOn=true\n  mBootCompleted=true\n"
        f"  mHoldingWakeLockSuspendBlocker={str(bool(locks)).lower()}\n"
        f"  mHoldingDisplaySuspendBlocker={str(phone.screen_on).lower()}\n\n"
        + "\n".join([f"Wake Locks: size={len(locks)}", *locks])
        + f"\n\nSuspend Blockers: size=4\n\nDisplay Power: state={state}\n"
    )


def dropbox(phone: VirtualPhone, args: list[str]) -> str:
    return phone.troubles.dropbox.dump(args)


def diskstats(phone: VirtualPhone, args: list[str]) -> str:
    """The lists of apps come from a file that the system writes once a day while it charges; here it has."""
    del args
    text = (
        "Latency: 1ms [512B Data Write]\nRecent Disk Write Speed (kB/s) = 98231\n"
        "Data-Free: 51206912K / 112543744K total = 45% free\nCache-Free: 51206912K / 112543744K total = 45% free\n"
        "System-Free: 0K / 3911948K total = 0% free\nFile-based Encryption: true\n"
    )
    if phone.sdk < 26:
        return text
    apps = [installed for installed in phone.packages if not installed.manifest.system]
    sizes = [_sizes(phone, installed) for installed in apps]
    names = json.dumps([installed.package for installed in apps], separators=(",", ":"))
    for title, place in (("App Size", 0), ("App Data Size", 1), ("App Cache Size", 2)):
        text += f"{title}: {sum(size[place] for size in sizes)}\n"
    text += "Photos Size: 130072\nVideos Size: 0\nAudio Size: 0\nDownloads Size: 0\nSystem Size: 64000000000\n"
    text += f"Other Size: 0\nPackage Names: {names}\n"
    for title, place in (("App Sizes", 0), ("App Data Sizes", 1), ("Cache Sizes", 2)):
        text += f"{title}: {json.dumps([size[place] for size in sizes], separators=(',', ':'))}\n"
    return text


def _sizes(phone: VirtualPhone, installed: Installed) -> tuple[int, int, int]:
    """(code, data with the cache, cache) in bytes, as the storage manager counts them."""
    home = f"/data/user/0/{installed.package}"
    code = installed.program.size_bytes if installed.program else 0
    return code, phone.files.bytes_below(home), phone.files.bytes_below(f"{home}/cache")
