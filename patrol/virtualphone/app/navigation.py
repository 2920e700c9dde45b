"""Pages come and go: the back stack, dialogs, and the timers that run while a page is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from patrol.virtualphone.app.core import Core
from patrol.virtualphone.app.model import Dialog, Effects, Page
from patrol.virtualphone.app.open_page import OpenDialog, OpenPage

Run = Callable[[Effects, Mapping[str, Any], OpenPage | None], None]

OPEN_ANIMATION_MS = 300
DIALOG_ANIMATION_MS = 200
BANNER_ANIMATION_MS = 250
DEEPEST_STACK = 60
"""A crawl can push for ever; the oldest pages are forgotten as a low-memory system would."""


class Navigator:
    """Moves on the stack of pages. `run` runs effects on behalf of a page."""

    def __init__(self, core: Core, run: Run) -> None:
        self._core = core
        self._run = run

    def go(self, page_id: str, how: str = "push") -> None:
        """push, replace (the top page), clear (the stack), top (back to an open one, else push)."""
        core = self._core
        page = core.model.pages[page_id]
        if how == "top" and any(one.page is page for one in core.pages):
            while core.pages and core.pages[-1].page is not page:
                self._leave(core.pages.pop())
            self._show_again()
            return
        if core.pages:
            core.pages[-1].stop_timers()
        if how == "replace" and core.pages:
            self._leave(core.pages.pop())
        if how == "clear":
            while core.pages:
                self._leave(core.pages.pop())
        if len(core.pages) >= DEEPEST_STACK:
            self._leave(core.pages.pop(1))
        self._open(page)

    def _open(self, page: Page) -> None:
        core = self._core
        opened = OpenPage(page, core.next_nonce(), core.now)
        core.pages.append(opened)
        core.names.set("page", page.id)
        load_ms = page.load_ms if page.id in core.visited else page.first_load_ms
        core.visited.add(page.id)
        core.animate(OPEN_ANIMATION_MS)
        core.changed()
        self._run(page.on_open, {}, opened)
        if opened.alive:
            self._load(opened, load_ms)
            self.start_timers(opened)

    def _load(self, opened: OpenPage, load_ms: float) -> None:
        core = self._core
        if load_ms <= 0:
            self._run(opened.page.on_loaded, {}, opened)
            return
        opened.loaded = False
        wait = load_ms + max(0.0, core.shown_from_ms - core.now)
        if core.top is opened:
            core.animate(load_ms)
        core.later(wait, lambda: self._loaded(opened))

    def _loaded(self, opened: OpenPage) -> None:
        if not opened.alive:
            return
        opened.loaded = True
        self._core.animate(BANNER_ANIMATION_MS)
        self._core.changed()
        self._run(opened.page.on_loaded, {}, opened)

    def reload(self, opened: OpenPage, load_ms: float) -> None:
        """Show the skeleton again for so long; random texts of the page are made anew."""
        opened.nonce = self._core.next_nonce()
        self._core.changed()
        self._load(opened, load_ms)

    def _leave(self, opened: OpenPage) -> None:
        opened.stop_timers()
        opened.alive = False
        self._core.keep(opened.page)
        self._run(opened.page.on_leave, {}, None)

    def _show_again(self) -> None:
        core = self._core
        top = core.top
        if top is None:
            return
        core.names.set("page", top.page.id)
        core.animate(OPEN_ANIMATION_MS)
        self.start_timers(top)
        core.changed()
        self._run(top.page.on_resume, {}, top)

    def back(self, count: int = 1) -> None:
        """Pops pages; past the last one the app is finished."""
        core = self._core
        for _ in range(count):
            if core.pages:
                self._leave(core.pages.pop())
        if core.pages:
            self._show_again()
        else:
            self.finish()

    def finish(self) -> None:
        core = self._core
        while core.pages:
            self._leave(core.pages.pop())
        core.forget_frames()
        core.version += 1
        core.foreground = False
        core.host.finished(core.app)

    # Dialogs

    def open_dialog(self, name: str, locals_: Mapping[str, Any]) -> None:
        top = self._core.top
        if top is None:
            return
        dialog = top.page.dialogs.get(name) or self._core.model.dialogs[name]
        self.show_dialog(dialog, locals_)

    def show_dialog(self, dialog: Dialog, locals_: Mapping[str, Any]) -> None:
        core = self._core
        top = core.top
        if top is None or any(one.dialog is dialog for one in top.dialogs):
            return
        top.view.keypad = top.view.focus = None
        top.dialogs.append(OpenDialog(dialog, locals_, core.next_nonce()))
        core.animate(DIALOG_ANIMATION_MS)
        core.changed()
        self._run(dialog.on_open, locals_, top)

    def close_dialog(self) -> None:
        core = self._core
        if core.top is not None and core.top.dialogs:
            core.top.dialogs.pop()
            core.animate(DIALOG_ANIMATION_MS)
            core.changed()

    # Timers

    def start_timers(self, opened: OpenPage) -> None:
        """Of the page's own timers, of banners, and of texts that show the clock; only while it is shown."""
        core = self._core
        opened.stop_timers()
        if not core.foreground or core.top is not opened:
            return
        for timer in opened.page.timers:
            start = core.every if timer.repeats else core.later
            opened.timers.append(start(timer.ms, lambda t=timer: self._run(t.effects, {}, opened)))  # type: ignore[misc]
        for period in opened.page.pulses:
            opened.timers.append(core.every(period, lambda: self._pulse(BANNER_ANIMATION_MS)))
        if opened.page.lively:
            opened.timers.append(core.every(1000, lambda: self._pulse(1)))

    def _pulse(self, animation_ms: float) -> None:
        self._core.animate(animation_ms)
        self._core.changed()
