"""Effects as written: one mapping with exactly one effect key, or a bare word."""

from __future__ import annotations

from typing import Any

from patrol.virtualphone.app.model import Effect, Effects, Timer
from patrol.virtualphone.app.problems import Unreadable, unknown
from patrol.virtualphone.app.reading import (
    Context,
    Keys,
    Reader,
    computed,
    expect,
    expression,
    flag,
    keys_of,
    list_of,
    mapping_of,
    number_from,
    one_of,
    record,
    reference,
    text,
    word,
)
from patrol.virtualphone.app.source import Source
from patrol.virtualphone.app.templates import Text

BARE_WORDS = ("back", "close", "finish", "stop", "hide_keyboard", "out_of_memory")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
BUILT_IN_SETTABLE = ("language", "elder")


def effects(source: Source, context: Context) -> Effects:
    """One effect or a list of them."""
    found: Effects = list_of(effect)(source, context)
    return found


def effect(source: Source, context: Context) -> Effect:
    if isinstance(source.value, str):
        if source.value not in BARE_WORDS:
            known = EFFECTS if source.value not in EFFECTS else BARE_WORDS
            raise Unreadable(source.place, unknown("effect", source.value, known))
        return Effect(source.value, None, {}, source.place)
    expect(source, source.is_mapping, "an effect")
    named = [key for key in source.value if key in EFFECTS]
    # An option may be called as an effect is: `notify` takes a `link`.
    kinds = [kind for kind in named if not any(kind in EFFECTS[other][1] for other in named if other != kind)]
    if len(kinds) != 1:
        raise Unreadable(source.place, _which_effect(source, kinds))
    kind = kinds[0]
    read_main, options = EFFECTS[kind]
    main = read_main(source.value[kind], context)
    found = keys_of(source, {**options, "when": expression}, context, f"'{kind}'", skip=(kind,))
    return Effect(kind, main, found, source.place, found.pop("when", None))


def _which_effect(source: Source, kinds: list[str]) -> str:
    if kinds:
        return f"one effect at a time: this has {' and '.join(kinds)}"
    return unknown("effect", next(iter(source.value), ""), EFFECTS)


def _settings(source: Source, context: Context) -> dict[str, Any]:
    expect(source, source.is_mapping, "a mapping of variables")
    for name in source.value:
        if name not in context.names("settable"):
            raise Unreadable(source.keys[name], unknown("variable", name, context.names("settable")))
    found: dict[str, Any] = mapping_of(computed)(source, context)
    return found


def _request_line(source: Source, context: Context) -> tuple[str, Text]:
    method, _, url = word(source, context).partition(" ")
    if method not in METHODS:
        raise Unreadable(source.place, unknown("method", method, METHODS))
    if not url.startswith(("http://", "https://", "{")):
        raise Unreadable(source.place, f"'{url}' is no URL; write for example 'GET https://api.example/path'")
    return method, text(Source(url, source.place), context)


def _none(source: Source, _: Context) -> None:
    expect(source, source.value in (None, True), "nothing")


def _check_place(source: Source, context: Context) -> str:
    name = word(source, context)
    context.used.append(("widget", name, source.place))
    return name


def _component(source: Source, context: Context) -> str:
    """`package/full.Class`, of `package/.Class` too."""
    package, slash, name = word(source, context).partition("/")
    if not (package and slash and name):
        raise Unreadable(
            source.place, f"'{source.value}' is no component; write for example com.example.shop/.PushService"
        )
    return f"{package}/{package}{name}" if name.startswith(".") else f"{package}/{name}"


def _count(source: Source, context: Context) -> Any:
    return 1 if source.value is None else number_from(1, 100)(source, context)


def store_path(source: Source, context: Context) -> tuple[str, ...]:
    """`data.rows.0.id` as its parts."""
    return tuple(word(source, context).removeprefix("$.").split("."))


def _store(source: Source, context: Context) -> dict[str, tuple[str, ...]]:
    _settings(source, context)
    found: dict[str, tuple[str, ...]] = mapping_of(store_path)(source, context)
    return found


_check = record({"that": expression, "say": text, "at": _check_place}, "a rule", ("that", "say"))
_milliseconds = number_from(0, 86_400_000)
_REQUEST: Keys = {
    "headers": mapping_of(text),
    "json": computed,
    "form": mapping_of(text),
    "body": text,
    "store": _store,
    "ok": effects,
    "failed": effects,
    "verify": flag,
    "pins": list_of(word),
    "timeout_ms": _milliseconds,
    "silent": flag,
    "protocol": one_of("h2", "grpc", "websocket"),
    "messages": list_of(text),
    "hears": number_from(0, 10_000),
}

EFFECTS: dict[str, tuple[Reader, Keys]] = {
    "go": (reference("page"), {"how": one_of("push", "replace", "clear", "top"), "with": _settings}),
    "back": (_count, {}),
    "open": (reference("dialog"), {"with": _settings}),
    "close": (_none, {}),
    "set": (_settings, {}),
    "toggle": (reference("settable"), {}),
    "append": (_settings, {}),
    "if": (expression, {"then": effects, "else": effects}),
    "check": (list_of(_check), {"else": effects}),
    "do": (reference("effects"), {}),
    "stop": (_none, {}),
    "wait": (_milliseconds, {}),
    "toast": (text, {}),
    "ask": (list_of(reference("permission")), {"granted": effects, "denied": effects}),
    "request": (_request_line, _REQUEST),
    "privacy": (word, {"arguments": list_of(text), "through": list_of(word), "times": number_from(1, 1000)}),
    "log": (text, {"level": one_of("V", "D", "I", "W", "E"), "tag": word}),
    "crash": (word, {"message": text, "at": list_of(word), "cause": word}),
    "native_crash": (word, {"at": list_of(word), "cause": text}),
    "out_of_memory": (_none, {}),
    "not_responding": (_milliseconds, {"reason": text, "at": list_of(word)}),
    "block": (_milliseconds, {}),
    "animate": (_milliseconds, {}),
    "slow_frames": (number_from(1, 1000), {"ms": _milliseconds}),
    "reload": (_milliseconds, {}),
    "link": (text, {}),
    "start_service": (_component, {}),
    "notify": (text, {"text": text, "link": text}),
    "copy": (text, {}),
    "write": (text, {"data": text, "table": word, "row": mapping_of(text), "photo": flag}),
    "use_memory": (number_from(0, 4_000_000), {}),
    "use_cpu": (_milliseconds, {}),
    "use_threads": (number_from(1, 1000), {"name": word}),
    "use_handles": (number_from(1, 10_000), {}),
    "wake_lock": (word, {"kind": one_of("partial", "screen")}),
    "release": (word, {}),
    "hide_keyboard": (_none, {}),
    "scroll_to": (word, {}),
    "finish": (_none, {}),
}
"""Effect → (what its key holds, its options)."""


def timer(source: Source, context: Context) -> Timer:
    keys: Keys = {
        "every_ms": number_from(50, 86_400_000),
        "after_ms": _milliseconds,
        "do": effects,
        "while": one_of("foreground", "background", "always"),
    }
    found = record(keys, "a timer", ("do",))(source, context)
    if ("every_ms" in source.value) == ("after_ms" in source.value):
        raise Unreadable(source.place, "a timer needs either 'every_ms' or 'after_ms'")
    repeats = "every_ms" in found
    ms = found.get("every_ms", found.get("after_ms", 0))
    return Timer(float(ms), repeats, found.get("do", ()), found.get("while", "foreground"))
