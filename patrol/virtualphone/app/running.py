"""Runs effects, one after the other; each kind is one small method of Runner."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from patrol.virtualphone.app import files
from patrol.virtualphone.app.core import Core
from patrol.virtualphone.app.model import Effect, Effects
from patrol.virtualphone.app.navigation import Navigator
from patrol.virtualphone.app.open_page import OpenPage
from patrol.virtualphone.app.scope import Scope, plain
from patrol.virtualphone.app.templates import Text
from patrol.virtualphone.contracts import HeldLock, HttpAnswer, HttpRequest

Locals = Mapping[str, Any]
DEEPEST = 20
"""Shared effects may call each other so deep; deeper is a circle."""


class Runner:
    """`navigator` and `scroll_to` (a widget id or `top`) are set once all exist, since each needs the other."""

    navigator: Navigator
    scroll_to: Callable[[str], None]

    def __init__(self, core: Core) -> None:
        self._core = core
        self._depth = 0

    def run(self, effects: Effects, locals_: Locals, owner: OpenPage | None) -> None:
        """On behalf of an open page; what is left is dropped when that page goes while an effect waits."""
        self._run(effects, locals_, owner)

    def _run(self, effects: Effects, locals_: Locals, owner: OpenPage | None) -> bool:
        """False when the effects were stopped."""
        if self._depth >= DEEPEST:
            self._core.log("W", "model", "effects call each other without end")
            return False
        self._depth += 1
        try:
            for index, effect in enumerate(effects):
                if not self._core.alive:
                    return False
                if effect.kind == "wait" and self._applies(effect, locals_):
                    rest = effects[index + 1 :]
                    self._core.later(effect.main, lambda rest=rest: self._continue(rest, locals_, owner))  # type: ignore[misc]
                    return True
                if not self._one(effect, locals_, owner):
                    return False
            return True
        finally:
            self._depth -= 1

    def _continue(self, rest: Effects, locals_: Locals, owner: OpenPage | None) -> None:
        if owner is None or owner.alive:
            self._run(rest, locals_, owner)

    def _scope(self, locals_: Locals, owner: OpenPage | None) -> Scope:
        return self._core.scope(locals_, owner.nonce if owner is not None else None)

    def _applies(self, effect: Effect, locals_: Locals) -> bool:
        return effect.when is None or effect.when.holds(self._core.scope(locals_))

    def _one(self, effect: Effect, locals_: Locals, owner: OpenPage | None) -> bool:
        scope = self._scope(locals_, owner)
        if effect.when is not None and not effect.when.holds(scope):
            return True
        if effect.kind in ("if", "check", "do", "ask", "request"):
            handler: Callable[..., bool | None] = getattr(self, f"_{effect.kind}")
            return handler(effect, scope, locals_, owner) is not False
        simple: Callable[[Effect, Scope], bool | None] = getattr(self, f"_{effect.kind}")
        return simple(effect, scope) is not False

    # Control

    def _if(self, effect: Effect, scope: Scope, locals_: Locals, owner: OpenPage | None) -> bool:
        branch = "then" if effect.main.holds(scope) else "else"
        return self._run(effect.options.get(branch, ()), locals_, owner)

    def _check(self, effect: Effect, scope: Scope, locals_: Locals, owner: OpenPage | None) -> bool:
        for rule in effect.main:
            if rule["that"].holds(scope):
                continue
            said = rule["say"].render(scope)
            if rule.get("at") and owner is not None:
                owner.top_view.errors[rule["at"]] = said
                self._core.changed()
            else:
                self._core.host.toast(self._core.app, said)
            self._run(effect.options.get("else", ()), locals_, owner)
            return False
        if owner is not None and owner.top_view.errors:
            owner.top_view.errors.clear()
            self._core.changed()
        return True

    def _do(self, effect: Effect, scope: Scope, locals_: Locals, owner: OpenPage | None) -> bool:
        return self._run(self._core.model.effects[effect.main], locals_, owner)

    def _stop(self, effect: Effect, scope: Scope) -> bool:
        return False

    # Pages

    def _go(self, effect: Effect, scope: Scope) -> None:
        self._assign(effect.options.get("with", {}), scope)
        self.navigator.go(effect.main, effect.options.get("how", "push"))

    def _back(self, effect: Effect, scope: Scope) -> None:
        self.navigator.back(int(effect.main or 1))

    def _open(self, effect: Effect, scope: Scope) -> None:
        self._assign(effect.options.get("with", {}), scope)
        self.navigator.open_dialog(effect.main, scope.locals)

    def _close(self, effect: Effect, scope: Scope) -> None:
        self.navigator.close_dialog()

    def _finish(self, effect: Effect, scope: Scope) -> bool:
        self.navigator.finish()
        return False

    def _reload(self, effect: Effect, scope: Scope) -> None:
        if self._core.top is not None:
            self.navigator.reload(self._core.top, effect.main)

    def _scroll_to(self, effect: Effect, scope: Scope) -> None:
        self.scroll_to(effect.main)

    # Values

    def _assign(self, values: Mapping[str, Any], scope: Scope) -> None:
        for name, value in values.items():
            self._core.names.set(name, value.value(scope))
        if values:
            self._core.changed()

    def _set(self, effect: Effect, scope: Scope) -> None:
        self._assign(effect.main, scope)

    def _toggle(self, effect: Effect, scope: Scope) -> None:
        self._core.names.set(effect.main, not self._core.names.get(effect.main))
        self._core.changed()

    def _append(self, effect: Effect, scope: Scope) -> None:
        for name, value in effect.main.items():
            held = self._core.names.get(name)
            self._core.names.set(name, [*(held if isinstance(held, list) else ()), value.value(scope)])
        self._core.changed()

    # The phone

    def _ask(self, effect: Effect, scope: Scope, locals_: Locals, owner: OpenPage | None) -> None:
        def answered(granted: bool) -> None:
            branch = effect.options.get("granted" if granted else "denied", ())
            if self._core.alive:
                self._core.changed()
                self._continue(branch, locals_, owner)

        self._core.host.ask_permission(self._core.app, tuple(effect.main), answered)

    def _toast(self, effect: Effect, scope: Scope) -> None:
        self._core.host.toast(self._core.app, effect.main.render(scope))

    def _privacy(self, effect: Effect, scope: Scope) -> None:
        arguments = tuple(text.render(scope) for text in effect.options.get("arguments", ()))
        chain = tuple(effect.options.get("through", ()))
        for _ in range(int(effect.options.get("times", 1))):
            self._core.host.privacy_call(self._core.app, effect.main, arguments, chain)

    def _log(self, effect: Effect, scope: Scope) -> None:
        tag = effect.options.get("tag") or self._core.model.package.rpartition(".")[2]
        self._core.log(effect.options.get("level", "I"), tag, effect.main.render(scope))

    def _crash(self, effect: Effect, scope: Scope) -> bool:
        message, cause = effect.options.get("message"), effect.options.get("cause")
        stack = [*effect.options.get("at", ()), *((f"Caused by: {cause}",) if cause else ())]
        said = message.render(scope) if message is not None else ""
        self._core.host.crash(self._core.app, effect.main, said, tuple(stack))
        return False

    def _not_responding(self, effect: Effect, scope: Scope) -> None:
        reason = effect.options.get("reason")
        title = self._core.window_title()
        said = reason.render(scope) if reason else f"Input dispatching timed out ({title} is not responding)"
        self._core.block(effect.main)
        self._core.host.not_responding(self._core.app, said, effect.main, tuple(effect.options.get("at", ())))

    def _native_crash(self, effect: Effect, scope: Scope) -> bool:
        cause = self._option(effect, "cause", scope)
        self._core.host.native_crash(self._core.app, effect.main, tuple(effect.options.get("at", ())), cause)
        return False

    def _out_of_memory(self, effect: Effect, scope: Scope) -> bool:
        self._core.host.out_of_memory(self._core.app)
        return False

    def _block(self, effect: Effect, scope: Scope) -> None:
        self._core.block(effect.main)

    def _animate(self, effect: Effect, scope: Scope) -> None:
        self._core.animate(float(effect.main))

    def _slow_frames(self, effect: Effect, scope: Scope) -> None:
        cost = float(effect.options.get("ms", 50))
        top = self._core.top
        log = self._core.surface if top is not None and top.page.surface else self._core.frames
        log.draw(self._core.window_title(), self._core.now, cost, int(effect.main))

    def _link(self, effect: Effect, scope: Scope) -> None:
        self._core.host.open_link(self._core.app, effect.main.render(scope))

    def _start_service(self, effect: Effect, scope: Scope) -> None:
        self._core.host.start_service(self._core.app, effect.main)

    def _notify(self, effect: Effect, scope: Scope) -> None:
        text, link = (self._option(effect, name, scope) for name in ("text", "link"))
        self._core.host.notify(self._core.app, effect.main.render(scope), text, link)

    def _copy(self, effect: Effect, scope: Scope) -> None:
        self._core.host.copy(self._core.app, effect.main.render(scope))

    def _write(self, effect: Effect, scope: Scope) -> None:
        data = self._written(effect, scope)
        self._core.written_bytes += len(data)
        self._core.host.write_file(self._core.app, effect.main.render(scope), data)

    def _written(self, effect: Effect, scope: Scope) -> bytes:
        """What goes into the file: text, a photo that carries its place, or a database with one row more."""
        if effect.options.get("photo"):
            return files.photo(float(scope.phone("latitude") or 0), float(scope.phone("longitude") or 0))
        if "table" in effect.options:
            row = {name: text.render(scope) for name, text in effect.options.get("row", {}).items()}
            rows = self._core.rows.setdefault(effect.main.render(scope), [])
            rows.append((effect.options["table"], row))
            return files.database(rows)
        return self._option(effect, "data", scope).encode()

    def _option(self, effect: Effect, name: str, scope: Scope) -> str:
        text: Text | None = effect.options.get(name)
        return text.render(scope) if text is not None else ""

    def _use_memory(self, effect: Effect, scope: Scope) -> None:
        self._core.kept_kb += int(effect.main)

    def _use_cpu(self, effect: Effect, scope: Scope) -> None:
        self._core.used_cpu_ms += effect.main

    def _use_threads(self, effect: Effect, scope: Scope) -> None:
        name = effect.options.get("name", "pool")
        kept = self._core.kept_threads
        kept += [f"{name}-{len(kept) + 1 + i}" for i in range(int(effect.main))]

    def _use_handles(self, effect: Effect, scope: Scope) -> None:
        self._core.kept_handles += int(effect.main)

    def _wake_lock(self, effect: Effect, scope: Scope) -> None:
        kind = {"partial": "PARTIAL_WAKE_LOCK", "screen": "SCREEN_BRIGHT_WAKE_LOCK"}[
            effect.options.get("kind", "partial")
        ]
        self._core.wake_locks.setdefault(effect.main, HeldLock(kind, effect.main, self._core.now))

    def _release(self, effect: Effect, scope: Scope) -> None:
        self._core.wake_locks.pop(effect.main, None)

    def _hide_keyboard(self, effect: Effect, scope: Scope) -> None:
        if self._core.top is not None:
            self._core.top.top_view.focus = self._core.top.view.keypad = None
            self._core.changed()

    # Requests

    def _request(self, effect: Effect, scope: Scope, locals_: Locals, owner: OpenPage | None) -> None:
        def answered(answer: HttpAnswer) -> None:
            if self._core.alive:
                self._answered(effect, answer, locals_, owner)

        self._core.host.send(self._core.app, make_request(effect, scope), answered)

    def _answered(self, effect: Effect, answer: HttpAnswer, locals_: Locals, owner: OpenPage | None) -> None:
        good = not answer.error and 200 <= answer.status < 400
        self._core.names.set("status", answer.status)
        self._core.names.set("error", answer.error)
        if good and "store" in effect.options:
            self._store(effect.options["store"], answer.body)
        if not good and not effect.options.get("silent"):
            url = effect.main[1].render(self._scope(locals_, owner))
            self._core.log("W", "Http", f"{effect.main[0]} {url} failed: {answer.error or answer.status}")
        self._core.changed()
        self._continue(effect.options.get("ok" if good else "failed", ()), locals_, owner)

    def _store(self, paths: Mapping[str, tuple[str, ...]], body: bytes) -> None:
        try:
            content = json.loads(body)
        except ValueError:
            return
        for name, path in paths.items():
            self._core.names.set(name, _dig(content, path))


def make_request(effect: Effect, scope: Scope) -> HttpRequest:
    """The request as the app would send it."""
    options = effect.options
    method, url = effect.main
    headers = {name: text.render(scope) for name, text in options.get("headers", {}).items()}
    body = b""
    if "json" in options:
        headers.setdefault("Content-Type", "application/json; charset=utf-8")
        body = json.dumps(options["json"].value(scope), ensure_ascii=False).encode()
    elif "form" in options:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        body = urlencode({name: text.render(scope) for name, text in options["form"].items()}).encode()
    elif "body" in options:
        body = plain(options["body"].render(scope)).encode()
    return HttpRequest(
        method,
        url.render(scope),
        headers,
        body,
        options.get("verify", True),
        tuple(options.get("pins", ())),
        float(options.get("timeout_ms", 15_000)),
        options.get("protocol", ""),
        tuple(plain(text.render(scope)).encode() for text in options.get("messages", ())),
        int(options.get("hears", 0)),
    )


def _dig(content: Any, path: tuple[str, ...]) -> Any:
    """`data.rows.0.id` in parsed JSON; None when it is not there."""
    for part in path:
        if isinstance(content, list):
            content = content[int(part)] if part.isdigit() and int(part) < len(content) else None
        elif isinstance(content, dict):
            content = content.get(part)
        else:
            return None
    return content
