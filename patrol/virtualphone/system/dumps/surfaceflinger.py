"""`dumpsys SurfaceFlinger`: layers and when their frames reached the display."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from patrol.virtualphone.contracts import Frame
from patrol.virtualphone.system.dumps import frametimeline
from patrol.virtualphone.system.packages import tag_of

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

_ROWS = 127
"""--latency prints so many rows; a layer with fewer frames has zeros first on old versions, none on new ones."""


def dump(phone: VirtualPhone, args: list[str]) -> str:
    match args[0] if args else "":
        case "--list":
            return "".join(f"{name}\n" for name in listing(phone))
        case "--latency":
            return latency(phone, " ".join(args[1:]))
        case "--latency-clear":
            for task in phone.activities.tasks:
                process = phone.running.by_pid(task.app.pid)
                if process:
                    phone.latency_cleared_ms[process.pid] = phone.uptime_ms()
            return ""
        case "--frametimeline":
            return frametimeline.dump(phone, args[1:], layer_frames(phone))
        case "--display-id":
            return f'Display 4619827259835644672 (HWC display 0): port=0 pnpId=PTL displayName="{phone.spec.model}"\n'
        case _:
            return whole(phone)


@runtime_checkable
class DrawsSurfaces(Protocol):
    """An app that fills surfaces by itself, beside what the toolkit draws for it: games, video, Flutter."""

    def surfaces(self) -> tuple[str, ...]:
        """`package/activity` of each window that holds one now."""

    def surface_frames(self) -> tuple[Frame, ...]: ...


def _number(title: str) -> int:
    """A layer keeps its number while it exists."""
    return int(tag_of("layer", title), 16) % 900 + 60


def layers(phone: VirtualPhone) -> list[tuple[str, str]]:
    """(window title, layer with the frames) of each window on the screen."""
    found = []
    for window in phone.windows.all():
        suffix = f"#{_number(window.title)}" if phone.sdk >= 33 else "#0"
        found.append((window.title, f"{window.title}{suffix}"))
    app = phone.activities.front.app
    if isinstance(app, DrawsSurfaces):
        for surface in app.surfaces():
            title = f"SurfaceView[{surface}](BLAST)" if phone.sdk >= 31 else f"SurfaceView - {surface}"
            found.append((title, f"{title}#{_number(title) if phone.sdk >= 33 else 0}"))
    return found


def layer_frames(phone: VirtualPhone) -> list[frametimeline.LayerFrame]:
    """The frames of all layers of the app in front."""
    pid, found = phone.activities.front.app.pid, []
    for title, layer in layers(phone):
        own = title.startswith("SurfaceView")
        found += [frametimeline.LayerFrame(layer, pid, frame, own) for frame in _drawn(phone, title)]
    return found


def _drawn(phone: VirtualPhone, title: str) -> list[Frame]:
    """The frames of a window, or of a surface that the app fills by itself."""
    app = phone.activities.front.app
    if title.startswith("SurfaceView"):
        return list(app.surface_frames()) if isinstance(app, DrawsSurfaces) else []
    return [frame for frame in app.frames() if frame.window == title]


def listing(phone: VirtualPhone) -> list[str]:
    task = phone.activities.front
    record = f"ActivityRecord{{{tag_of(task.number, task.top)} u0 {task.package}/{task.top}"
    names = [
        'Display 0 name="Built-in Screen"#2' if phone.sdk >= 33 else "Display Root#0",
        f"Task={task.number}#{40 + task.number}",
    ]
    names = names if phone.sdk >= 31 else ["com.android.systemui.ImageWallpaper#0"]
    for title, layer in layers(phone):
        if phone.sdk >= 31:
            names.append(f"{record} t{task.number}}}#{_number(title) - 3}")
            names.append(f"{tag_of('window', title)} {title}#{_number(title) - 1}")
        names.append(layer)
    names += ["StatusBar#0", "NavigationBar0#0" if phone.sdk >= 29 else "NavigationBar#0"]
    if phone.sdk >= 35:
        return [f"RequestedLayerState{{{name} parentId={28_000 + i}}}" for i, name in enumerate(names)]
    return names


def frames_of(phone: VirtualPhone, layer: str) -> list[Frame] | None:
    """The frames of a layer; None when there is no such layer."""
    wanted = layer.strip().strip("'\"").removeprefix("RequestedLayerState{").split(" parentId=")[0]
    for title, name in layers(phone):
        if wanted in (name, title) or wanted.startswith(f"{title}#"):
            app = phone.activities.front.app
            since = phone.latency_cleared_ms.get(app.pid, 0) * 1e6
            return [frame for frame in _drawn(phone, title) if frame.intended_ns >= since]
    return None


def latency(phone: VirtualPhone, layer: str) -> str:
    """The period, then (desired, actual present, ready) of each frame. A layer that is not there gives the period
    alone."""
    period = phone.frame_ns
    frames = frames_of(phone, layer) if layer else None
    if frames is None:
        return f"{period}\n" if layer else f"{period}\n" + "0\t0\t0\n" * _ROWS
    rows = [(f.intended_ns, _present(f), f.completed_ns) for f in frames[-_ROWS:]]
    body = "".join(f"{wanted}\t{actual}\t{ready}\n" for wanted, actual, ready in rows)
    empty = "0\t0\t0\n" * (_ROWS - len(rows)) if phone.sdk < 31 else ""
    return f"{period}\n{empty}{body}\n"


def _present(frame: Frame) -> int:
    """The refresh after the frame was ready."""
    period = frame.period_ns
    return -(-frame.completed_ns // period) * period


def whole(phone: VirtualPhone) -> str:
    hz, (width, height) = phone.refresh_hz, phone.size
    mode = (
        f"{{id=0, hwcId=0, resolution={width}x{height}, vsyncRate={hz:.2f} Hz, "
        f"dpi={phone.density_dpi:.2f}x{phone.density_dpi:.2f}, group=0}}"
    )
    text = (
        "Build configuration: [sf PRESENT_TIME_OFFSET=0 FORCE_HWC_FOR_RBG_TO_YUV=0 "
        "MAX_VIRT_DISPLAY_DIM=4096 RUNNING_WITHOUT_SYNC_FRAMEWORK=0 NUM_FRAMEBUFFER_SURFACE_BUFFERS=3]\n\n"
    )
    text += f"Display 4619827259835644672 (active) HWC layers:\n{width}x{height}\n"
    if phone.sdk >= 31:
        text += f"Scheduler:\n    refreshRate={hz:.2f} Hz\n{hz:.2f}fps: 0d00:00:49.908\n    activeMode={mode}\n"
    text += (
        f"Display width={width} height={height}\n  refresh-rate              : {hz:.2f} fps\n"
        f"  x-dpi                     : {phone.density_dpi:.6f}\n"
    )
    text += f"  orientation=0 isPoweredOn={int(phone.screen_on)}\nVisible layers (count = {len(layers(phone))})\n"
    for _, layer in layers(phone):
        text += (
            f"+ {'BufferStateLayer' if phone.sdk >= 31 else 'BufferLayer'} ({layer})\n"
            f"      size=({width:>4},{height:>4})\n"
        )
    return text
