"""Every parser of patrol under a name, as a function of bytes: what the truth of the captures and the fuzzer ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bench import other_tools
from patrol.device.parse import (
    accessibility,
    accounting,
    activity_processes,
    anr,
    autofill,
    battery,
    bugreport,
    cpu,
    event_log,
    focus,
    frametimeline,
    gfxinfo,
    gfxinfo_summary,
    heap,
    java_crash,
    kernel,
    keyboard,
    launch,
    logcat,
    meminfo,
    memory_map,
    monkey,
    net_usage,
    netstats,
    package,
    phone,
    process_start,
    startup_log,
    storage,
    strict_mode,
    surfaceflinger,
    system_log,
    thread_dump,
    tombstone,
    top,
    wake_locks,
    window,
    window_flags,
)
from patrol.device.parse.decode import decode
from patrol.device.parse.hierarchy import hierarchy

Parser = Callable[[bytes], Any]
APP = "io.appium.android.apis"


def _text(function: Callable[[str], Any]) -> Parser:
    return lambda data: function(decode(data))


def _entries(function: Callable[[list[logcat.Entry]], Any]) -> Parser:
    return lambda data: function(logcat.parse(decode(data)).entries)


def _each_entry(function: Callable[[logcat.Entry], Any]) -> Parser:
    def found(entries: list[logcat.Entry]) -> list[Any]:
        return [one for entry in entries if (one := function(entry)) is not None]

    return _entries(found)


def _each_line(function: Callable[[str], Any]) -> Parser:
    """What a function finds in lines, also behind a time that is no log's."""

    def found(text: str) -> list[Any]:
        parts = (part for line in text.split("\n") for part in (line, line.strip().partition(" ")[2]))
        return [one for part in parts if (one := function(part)) is not None]

    return _text(found)


def _scan(data: bytes) -> list[logcat.Entry]:
    return [logcat.entry(row) for row in logcat.scan(data + b"\n") if row[1]]


def _picked(data: bytes) -> list[tuple[int, int]]:
    return logcat.Picker([b" 1234 ", APP.encode(), b" AndroidRuntime"]).lines(data)


def _launched(entries: list[logcat.Entry]) -> list[startup_log.Drawn]:
    drawn = (startup_log.drawn(entry.message) for entry in entries)
    return [one for one in drawn if one]


PARSERS: dict[str, tuple[Parser, tuple[str, ...]]] = {
    # name: (parser, kinds of captures it is made for)
    "accessibility": (_each_line(accessibility.parse_event), ("ui-uiautomator",)),
    "activity_processes": (_text(activity_processes.parse), ("activity",)),
    "anr": (_text(anr.parse), ("anr-log",)),
    "anr_log": (_entries(anr.from_entries), ("anr-log", "logcat")),
    "autofill": (_text(partial(autofill.offered_to_autofill, package=APP)), ("window",)),
    "battery": (_text(battery.parse), ("battery",)),
    "bugreport": (_text(bugreport.sections), ("misc",)),
    "cpuinfo": (_text(cpu.parse_cpuinfo), ("cpuinfo", "anr-log")),
    "davey": (_each_entry(lambda entry: system_log.davey(entry.message)), ("logcat",)),
    "displayed": (_each_line(startup_log.drawn), ("logcat",)),
    "displayed_log": (_entries(_launched), ("logcat",)),
    "droidbot_event": (_text(other_tools.droidbot_event), ("crawl-graph",)),
    "droidbot_graph": (_text(other_tools.droidbot_graph), ("crawl-graph",)),
    "droidbot_state": (_text(other_tools.droidbot_state), ("crawl-graph",)),
    "dropbox": (_text(java_crash.parse_dropbox), ("crash",)),
    "event_log": (_entries(event_log.processes), ("anr-log", "crash", "logcat", "tombstone")),
    "fatal_signal": (_each_entry(system_log.fatal_signal), ("tombstone", "crash")),
    "flows": (other_tools.flows, ("har-mitm",)),
    "frametimeline": (_text(frametimeline.parse), ("sf-list", "sf-latency")),
    "gfxinfo": (_text(gfxinfo.parse), ("gfxinfo",)),
    "gfxinfo_summary": (_text(gfxinfo_summary.parse), ("gfxinfo",)),
    "har": (_text(other_tools.har), ("har-mitm",)),
    "heap": (lambda data: heap.value_in_heap(heap.MAGIC + data, "258036"), ("proc",)),
    "heap_raw": (lambda data: heap.value_in_memory(data, "258036"), ("proc",)),
    "hierarchy": (hierarchy, ("ui", "ui-appium", "ui-uiautomator")),
    "java_crash": (_entries(java_crash.from_entries), ("crash", "logcat")),
    "keyboard_shown": (_text(focus.keyboard_shown), ("window",)),
    "kind": (_text(bugreport.kind), ("misc", "battery")),
    "launch": (_text(launch.launches), ("am-start",)),
    "launch_error": (_text(launch.launch_error), ("am-start", "crash")),
    "launch_times": (_entries(event_log.launch_times), ("logcat", "crash")),
    "logcat": (_text(logcat.parse), ("logcat", "logcat-layouts-synthetic", "crash", "lmk")),
    "logcat_picker": (_picked, ("logcat", "crash")),
    "logcat_scan": (_scan, ("logcat", "logcat-layouts-synthetic", "lmk")),
    "meminfo": (_text(meminfo.parse), ("meminfo",)),
    "meminfo_all": (_text(meminfo.parse_all), ("meminfo",)),
    "memory_kill": (_each_entry(system_log.memory_kill), ("lmk",)),
    "memory_map": (_text(partial(memory_map.heap_regions, most_bytes=1 << 20)), ("proc",)),
    "monkey": (_text(monkey.parse), ("misc",)),
    "net_dev": (_text(netstats.parse_net_dev), ("proc",)),
    "net_usage_netstats": (_text(net_usage.parse_netstats), ("netstats",)),
    "net_usage_qtaguid": (_text(net_usage.parse_qtaguid), ("xt_qtaguid",)),
    "netstats_interfaces": (_text(netstats.parse_interfaces), ("netstats",)),
    "package": (_text(partial(package.app_info, package=APP)), ("package",)),
    "package_launcher": (_text(partial(package.launcher_activity, package=APP)), ("package",)),
    "package_paths": (_text(phone.package_paths), ("pm-list",)),
    "packages": (_text(phone.packages), ("pm-list",)),
    "pagetypeinfo": (_text(kernel.parse_page_types), ("misc",)),
    "proc_children": (_text(accounting.children_ticks), ("proc",)),
    "proc_io": (_text(accounting.written_bytes), ("proc",)),
    "proc_meminfo": (_text(meminfo.parse_proc), ("proc",)),
    "proc_rss": (_text(accounting.anonymous_kb), ("proc",)),
    "proc_started": (_text(accounting.started_ticks), ("proc",)),
    "proc_status": (_text(meminfo.parse_status), ("proc",)),
    "proc_uid_io": (_text(partial(accounting.uid_written_bytes, uid=10031)), ("proc",)),
    "process_start": (_entries(process_start.started), ("logcat", "anr-log", "crash")),
    "process_start_asked": (_entries(process_start.asked), ("logcat", "anr-log", "crash")),
    "process_stat": (_each_line(cpu.parse_process_stat), ("proc",)),
    "processes": (_text(phone.processes), ("ps", "top")),
    "procrank": (_text(kernel.parse_procrank), ("misc",)),
    "properties": (_text(phone.properties), ("getprop",)),
    "refresh_rate": (_text(phone.refresh_rate), ("misc",)),
    "resumed_activity": (_text(focus.resumed_activity), ("activity",)),
    "resumed_task": (_text(focus.resumed_task), ("activity",)),
    "screen_density": (_text(phone.screen_density), ("misc",)),
    "screen_size": (_text(phone.screen_size), ("misc",)),
    "services": (_text(bugreport.services), ("misc",)),
    "storage_diskstats": (_text(partial(storage.diskstats, package=APP)), ("misc",)),
    "storage_du": (_text(storage.du_bytes), ("misc", "proc")),
    "strict_mode": (_entries(strict_mode.from_entries), ("strictmode", "logcat")),
    "surfaceflinger_latency": (_text(surfaceflinger.parse_latency), ("sf-latency",)),
    "surfaceflinger_layers": (_text(surfaceflinger.parse_layers), ("sf-list",)),
    "surfaceflinger_residency": (_text(surfaceflinger.parse_residency), ("sf-list",)),
    "system_stat": (_text(cpu.parse_system_stat), ("proc",)),
    "thread_dump": (_text(thread_dump.parse), ("anr-trace",)),
    "tombstone": (_text(tombstone.parse), ("tombstone",)),
    "tombstone_log": (_entries(tombstone.from_entries), ("tombstone", "crash")),
    "top": (_text(top.parse), ("top",)),
    "uptime": (_text(phone.uptime_s), ("misc",)),
    "wake_locks": (_text(wake_locks.parse), ("misc", "window")),
    "wakeup_sources": (_text(kernel.parse_wakeup_sources), ("misc",)),
    "watchdog": (_each_entry(system_log.watchdog), ("watchdog",)),
    "webview": (_text(phone.webview), ("misc",)),
    "window_flags": (_text(window_flags.window_flags), ("window",)),
    "window_focus": (_text(focus.window_focus), ("window",)),
    "window_keyboard": (_text(keyboard.keyboard_bounds), ("window",)),
    "window_policy": (_text(window.parse_policy), ("window",)),
    "windows": (_text(window.parse_windows), ("window",)),
}
