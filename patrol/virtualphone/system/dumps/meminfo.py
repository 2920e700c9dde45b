"""`dumpsys meminfo`: where an app's memory is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from patrol.virtualphone.system.processes import AppProcess

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

_SHAPES = (
    ("Native Heap", "native", 1.0, 0.998, 0.0),
    ("Dalvik Heap", "java", 0.82, 0.98, 0.0),
    ("Dalvik Other", "system", 0.22, 0.70, 0.0),
    ("Stack", "stack", 1.0, 1.0, 0.0),
    ("Ashmem", "system", 0.002, 0.0, 0.0),
    ("Other dev", "system", 0.003, 0.0, 1.0),
    (".so mmap", "code", 0.22, 0.08, 0.21),
    (".jar mmap", "code", 0.09, 0.0, 0.31),
    (".apk mmap", "code", 0.38, 0.005, 0.86),
    (".ttf mmap", "code", 0.05, 0.0, 0.51),
    (".dex mmap", "code", 0.18, 0.01, 0.95),
    (".oat mmap", "code", 0.08, 0.0, 0.20),
    (".art mmap", "java", 0.18, 0.95, 0.01),
    ("Other mmap", "system", 0.22, 0.90, 0.03),
    ("EGL mtrack", "graphics", 0.45, 1.0, 0.0),
    ("GL mtrack", "graphics", 0.55, 1.0, 0.0),
    ("Unknown", "system", 0.553, 0.62, 0.38),
)
"""(row, part of the model, its share of that part, how much of it is private dirty, private clean); the proportions of
a captured app, so that each part's rows add up to what the model says."""


def dump(phone: VirtualPhone, args: list[str]) -> str:
    names = [arg for arg in args if not arg.startswith("-")]
    head = "Applications Memory Usage (in Kilobytes):\n"
    head += f"Uptime: {phone.uptime_ms():.0f} Realtime: {phone.uptime_ms():.0f}\n"
    if names:
        process = phone.running.by_name_or_pid(names[0])
        if process is None:
            return f"No process found for: {names[0]}\n"
        return head + _app(phone, process)
    return head + _all(phone)


def _app(phone: VirtualPhone, process: AppProcess) -> str:
    memory = process.app.memory_kb()
    rows = list(_rows(memory))
    total = [sum(row[i] for row in rows) for i in range(1, 6)]
    total[0] = memory["total"]
    new = phone.sdk >= 30
    head = f"\n** MEMINFO in pid {process.pid} [{process.package}] **\n"
    if new:
        head += "                   Pss  Private  Private  SwapPss      Rss     Heap     Heap     Heap\n"
        head += "                 Total    Dirty    Clean    Dirty    Total     Size    Alloc     Free\n"
        head += "                ------   ------   ------   ------   ------   ------   ------   ------\n"
    else:
        head += "                   Pss  Private  Private  SwapPss     Heap     Heap     Heap\n"
        head += "                 Total    Dirty    Clean    Dirty     Size    Alloc     Free\n"
        head += "                ------   ------   ------   ------   ------   ------   ------\n"
    heaps = {"Native Heap": _heap(memory["native"]), "Dalvik Heap": _heap(memory["java"])}
    heaps["TOTAL"] = tuple(a + b for a, b in zip(*heaps.values(), strict=True))
    body = "".join(_line(name, values, heaps.get(name), new) for name, *values in [*rows, ["TOTAL", *total]])
    return head + body + _summary(memory, total, new) + _objects(phone, process)


def _rows(memory: Mapping[str, int]) -> Iterator[list[Any]]:
    """[name, pss, private dirty, private clean, swapped, rss] of each row."""
    for name, part, share, dirty, clean in _SHAPES:
        pss = round(memory.get(part, 0) * share)
        yield [name, pss, round(pss * dirty), round(pss * clean), 0, round(pss * (8 if "mmap" in name else 1.05))]


def _heap(pss: int) -> tuple[int, int, int]:
    size = round(pss * 1.4)
    return size, round(size * 0.77), size - round(size * 0.77)


def _line(name: str, values: list[int], heap: tuple[int, ...] | None, rss: bool) -> str:
    cells = values if rss else values[:4]
    text = f"{name:>13}  " + "".join(f"{value:>7}  " for value in cells)
    text += "".join(f"{value:>7}  " for value in heap) if heap else " " * 27
    return text.rstrip(" ") + (" " * 27 if not heap else "") + "\n"


def _summary(memory: Mapping[str, int], total: list[int], rss: bool) -> str:
    """Its figures are exactly the model's."""
    listed = ("java", "native", "code", "stack", "graphics")
    names = ("Java Heap", "Native Heap", "Code", "Stack", "Graphics")
    other = memory["system"] * 62 // 100
    system = memory["total"] - sum(memory[part] for part in listed) - other
    values = [*(memory[part] for part in listed), other, system]
    rows = zip((*names, "Private Other", "System"), values, strict=True)
    if rss:
        text = " \n App Summary\n                       Pss(KB)                        Rss(KB)\n"
        text += "                        ------                         ------\n"
        text += "".join(f"{name + ':':>21}   {value:>6}" + _rss(name, value) + "\n" for name, value in rows)
        text += f"{'Unknown:':>21}   {'':>6}                         {total[4] // 7:>6}\n \n"
        return (
            text + f"           TOTAL PSS:   {memory['total']:>6}            TOTAL RSS:   {total[4]:>6}   "
            f"    TOTAL SWAP PSS:        0\n"
        )
    text = "\n App Summary\n                       Pss(KB)\n                        ------\n"
    text += "".join(f"{name + ':':>21}   {value:>6}\n" for name, value in rows)
    return text + f"\n               TOTAL:   {memory['total']:>6}       TOTAL SWAP PSS:        0\n"


def _rss(name: str, value: int) -> str:
    return "" if name in ("Private Other", "System") else f"                         {round(value * 1.3):>6}"


def _objects(phone: VirtualPhone, process: AppProcess) -> str:
    windows = process.app.windows()
    views = sum(sum(1 for _ in w.root.walk()) for w in windows)
    task = phone.activities.task_of(process.package)
    activities = len(task.activities()) if task else 0
    rows = (
        (("Views", views), ("ViewRootImpl", len(windows))),
        (("AppContexts", activities + 4), ("Activities", activities)),
        (("Assets", 51), ("AssetManagers", 0)),
        (("Local Binders", 32), ("Proxy Binders", 74)),
        (("Parcel memory", 17), ("Parcel count", 67)),
        (("Death Recipients", 1), ("WebViews" if phone.sdk >= 29 else "OpenSSL Sockets", 0)),
    )
    text = "".join(f"{a + ':':>21} {x:>8} {b + ':':>20} {y:>8}\n" for (a, x), (b, y) in rows)
    return (
        f" \n Objects\n{text} \n SQL\n         MEMORY_USED:        0\n"
        f"  PAGECACHE_OVERFLOW:        0          MALLOC_SIZE:        0\n \n"
    )


def _all(phone: VirtualPhone) -> str:
    known = [(p.app.memory_kb()["total"], p.package, p.pid) for p in phone.running.apps()]
    apps = {pid for _, _, pid in known}
    known += [(p.rss_kb // 2, p.name, p.pid) for p in phone.processes() if p.rss_kb and p.pid not in apps]
    known.sort(reverse=True)
    used = sum(size for size, _, _ in known)
    total = phone.spec.memory_kb
    lines = [f"    {size:>7,}K: {name} (pid {pid})" for size, name, pid in known]
    return (
        "\nTotal PSS by process:\n"
        + "\n".join(lines)
        + f"\n\nTotal RAM: {total:,}K (status normal)\n Free RAM: {max(0, total - used):,}K\n Used RAM: {used:,}K\n"
    )
