"""A build file becomes an AppModel, or a ModelError that names every mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from patrol.errors import Place
from patrol.virtualphone.app.builds import edited, read_build
from patrol.virtualphone.app.model import (
    Activity,
    AppModel,
    Component,
    Page,
    Resources,
    Start,
    StartTimes,
    Tab,
    Theme,
)
from patrol.virtualphone.app.problems import ModelError, Problems, Unreadable
from patrol.virtualphone.app.read_apk import package_plan
from patrol.virtualphone.app.read_effects import effects, timer
from patrol.virtualphone.app.read_page import dialogs, page
from patrol.virtualphone.app.read_widgets import icon
from patrol.virtualphone.app.reading import (
    Context,
    Keys,
    colour,
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

BUILT_IN_NAMES = frozenset(
    "language elder page app_name version time date uptime_s tick i n item status error".split()
)  # fmt: skip
BUILT_IN_SETTABLE = frozenset({"language", "elder"})


def load_app(path: str | Path) -> AppModel:
    """The app of a build file, or of a folder that holds exactly one build file. Raises ModelError."""
    problems = Problems()
    file = Path(path)
    try:
        source = read_build(_build_file(file), problems)
        made = _Loader(source, problems, _build_file(file)).app()
    except Unreadable as problem:
        problems.note(problem)
        problems.raise_if_any()
        raise ModelError(((problem.place, problem.message),)) from problem
    problems.raise_if_any()
    return made


def _build_file(path: Path) -> Path:
    if not path.is_dir():
        return path
    found = sorted(path.glob("build*.yaml")) or sorted((path / "model").glob("build*.yaml"))
    if not found:
        raise Unreadable(Place(str(path)), "the folder holds no build*.yaml; name the build file of the app")
    return found[0]


def _plain(source: Source, _: Context) -> Any:
    return source.plain()


def _name(source: Source, context: Context) -> tuple[str, str]:
    if not source.is_mapping:
        name = word(source, context)
        return name, name
    found = record({"zh": word, "en": word}, "name", ("zh", "en"))(source, context)
    return found.get("zh", ""), found.get("en", "")


def _secret(source: Source, context: Context) -> tuple[str, int]:
    length = number_from(1, 64)
    found = record({"digits": length, "letters": length}, "a secret")(source, context)
    if len(found) != 1:
        raise Unreadable(source.place, "a secret is {digits: N} or {letters: N}; its value is never written here")
    kind, count = next(iter(found.items()))
    return kind, int(count)


def _start(source: Source, context: Context) -> Start:
    if source.is_mapping:
        return Start(**record({"page": reference("page"), "when": expression}, "a case", ("page",))(source, context))
    return Start(reference("page")(source, context))


_kb = number_from(0, 16_000_000)
_ms = number_from(1, 600_000)
_START: Keys = {
    "cold_ms": _ms,
    "warm_ms": _ms,
    "hot_ms": _ms,
    "fully_drawn_ms": _ms,
    "spread": number_from(0, 1),
}
_RESOURCES: Keys = {
    **{field.name: _kb for field in fields(Resources) if field.name.endswith("_kb")},
    "idle_cpu": number_from(0, 8),
    "threads": number_from(1, 5000),
    "handles": number_from(1, 30_000),
}
_THEME: Keys = {
    **dict.fromkeys(("primary", "accent", "background", "surface", "ink"), colour),
    "dark": flag,
    "corner": number_from(0, 100),
}
_ACTIVITY: Keys = {
    "launcher": flag,
    "exported": flag,
    "page": reference("page"),
    "permission": word,
    "label": word,
}
_COMPONENT: Keys = {
    "kind": one_of("service", "receiver", "provider"),
    "name": word,
    "exported": flag,
    "permission": word,
    "actions": list_of(word),
    "again_ms": number_from(1, 600_000),
}
_FLAGS = ("debuggable", "allow_backup", "cleartext", "trusts_user_certificates")
_TAB: Keys = {"text": text, "icon": icon, "go": reference("page"), "badge": text}


def _tab(source: Source, context: Context) -> Tab:
    return Tab(**record(_TAB, "a navigation entry", ("text", "icon", "go"))(source, context))


BUILD_KEYS: Keys = {
    "package": word,
    "name": _name,
    "version": record({"name": word, "code": number_from(1)}, "version", ("name", "code")),
    "sdk": record({"min": number_from(1, 99), "target": number_from(1, 99)}, "sdk", ("min", "target")),
    "permissions": list_of(word),
    "activities": mapping_of(record(_ACTIVITY, "an activity")),
    "components": list_of(record(_COMPONENT, "a component", ("kind", "name"))),
    "flags": record(dict.fromkeys(_FLAGS, flag), "flags"),
    "theme": record(_THEME, "theme"),
    "start": record(_START, "start"),
    "resources": record(_RESOURCES, "resources"),
    "stored": mapping_of(_plain),
    "variables": mapping_of(_plain),
    "secrets": mapping_of(_secret),
    "data": mapping_of(_plain),
    "texts": mapping_of(text),
    "backend": word,
    "neighbours": list_of(word),
    "open": list_of(_start),
    "pages": _plain,
    "navigation": mapping_of(list_of(_tab)),
    "dialogs": dialogs,
    "effects": mapping_of(effects),
    "on_start": effects,
    "on_background": effects,
    "on_foreground": effects,
    "timers": list_of(timer),
    "apk": package_plan,
}


class _Loader:
    def __init__(self, source: Source, problems: Problems, file: Path) -> None:
        self._source = source
        self._problems = problems
        self._file = file
        self._context = Context(problems, folder=file.parent)
        self._collect_names()

    def _names(self, key: str) -> set[str]:
        item = self._source.value.get(key)
        return set(item.value) if item is not None and item.is_mapping else set()

    def _collect_names(self) -> None:
        known = self._context.known
        settable = self._names("variables") | self._names("stored") | BUILT_IN_SETTABLE
        known["settable"] = settable
        known["name"] = settable | BUILT_IN_NAMES | self._names("secrets") | self._names("data") | self._names("texts")
        for what, key in (("page", "pages"), ("dialog", "dialogs"), ("effects", "effects"), ("activity", "activities")):
            known[what] = self._names(key)
        known["navigation"] = self._names("navigation")
        permissions = self._source.value.get("permissions")
        known["permission"] = (
            {str(p.value) for p in permissions.value} if permissions and permissions.is_list else set()
        )

    def app(self) -> AppModel:
        for key in ("package", "name", "activities", "open", "pages"):
            if key not in self._source.value:
                self._problems.add(self._source.place, f"a build needs '{key}'")
        found = keys_of(self._source, BUILD_KEYS, self._context, "build", skip=("pages", "base"))
        package = str(found.get("package", ""))
        pages = self._pages(package)
        self._problems.raise_if_any()
        return self._made(found, package, pages)

    def _pages(self, package: str) -> dict[str, Page]:
        pages: dict[str, Page] = {}
        written = self._source.value.get("pages")
        for name, source in written.value.items() if written is not None else ():
            try:
                pages[name] = page(name, edited(source, self._problems), self._context, package)
            except Unreadable as problem:
                self._problems.note(problem)
        return pages

    def _activities(self, found: dict[str, Any], package: str, pages: dict[str, Page]) -> Iterable[Activity]:
        for name, keys in found["activities"].items():
            full = package + name if name.startswith(".") else name
            if not keys.get("page"):
                keys["page"] = next((p.id for p in pages.values() if p.activity == full), "")
            if keys.get("launcher"):
                keys["exported"] = True
            yield Activity(full, **keys)

    def _made(self, found: dict[str, Any], package: str, pages: dict[str, Page]) -> AppModel:
        version, sdk, flags = found.pop("version", {}), found.pop("sdk", {}), found.pop("flags", {})
        starts: tuple[Start, ...] = found.pop("open")
        if starts[-1].when is not None:
            raise Unreadable(self._source.value["open"].place, "the last entry of 'open' must be without 'when'")
        zh, en = found.pop("name")
        activities = tuple(self._activities(found, package, pages))
        backend = found.pop("backend", None)
        neighbours = tuple(Path(file) for file in found.pop("neighbours", ()))
        components = tuple(self._component(keys, package) for keys in found.pop("components", ()))
        parts = {"theme": Theme, "start": StartTimes, "resources": Resources}
        for key, kind in parts.items():
            found[key] = kind(**found.get(key, {}))
        for key in ("package", "activities"):
            found.pop(key)
        made = AppModel(
            package=package,
            name_zh=zh,
            name_en=en,
            file=self._file,
            pages=pages,
            activities=activities,
            start_pages=starts,
            version_name=version.get("name", "1.0"),
            version_code=int(version.get("code", 1)),
            min_sdk=int(sdk.get("min", 23)),
            target_sdk=int(sdk.get("target", 34)),
            backend=Path(backend) if backend else None,
            neighbours=neighbours,
            components=components,
            **flags,
            **found,
        )
        self._check_whole(made)
        return made

    def _component(self, keys: dict[str, Any], package: str) -> Component:
        name, actions = keys["name"], tuple(keys.get("actions", ()))
        return Component(**{**keys, "actions": actions, "name": package + name if name.startswith(".") else name})

    def _check_whole(self, made: AppModel) -> None:
        """What can be said only of the app as a whole."""
        if not any(activity.launcher for activity in made.activities):
            self._problems.add(self._source.keys["activities"], "one activity needs 'launcher: true'")
        patterns: dict[str, str] = {}
        for link, owner in made.links:
            if link.pattern in patterns:
                self._problems.add(owner.place, f"{link.pattern} leads to '{patterns[link.pattern]}' already")
            patterns[link.pattern] = owner.id
        clash = sorted(set(made.variables) & set(made.stored))
        for name in clash:
            self._problems.add(self._source.keys["variables"], f"'{name}' stands in 'stored' too")
