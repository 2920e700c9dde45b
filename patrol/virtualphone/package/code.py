"""The code of a model app: what its pages and its section `apk:` call, as the classes that the model names.

A page's effects stand in its activity, those of the whole app in its application. Chains become a method for each
frame; the last one calls the API, with the texts it is given. What a page asks a permission for is called once the
permission is there, as any app would.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from patrol.catalogue.apis import JAVA, catalogue
from patrol.catalogue.declared import declared_as
from patrol.virtualphone.app.model import AppModel, Effect, Page
from patrol.virtualphone.jvm.classes import STATIC_CLASSES
from patrol.virtualphone.package.dex import OBJECT, STRING, Call, ClassFile, Make, Text
from patrol.virtualphone.package.plan import PackagePlan, Piece

PARENTS = {
    "activity": "Landroid/app/Activity;",
    "service": "Landroid/app/Service;",
    "receiver": "Landroid/content/BroadcastReceiver;",
    "provider": "Landroid/content/ContentProvider;",
}
BEGINS = {"activity": "onCreate", "service": "onCreate", "receiver": "onReceive", "provider": "onCreate"}
APPLICATION = "Landroid/app/Application;"
CONTEXT, RESOLVER = "Landroid/content/Context;", "Landroid/content/ContentResolver;"
USES: dict[str, tuple[str, ...]] = {
    "CAMERA": ("android.hardware.camera2.CameraManager.openCamera",),
    "RECORD_AUDIO": ("android.media.MediaRecorder.start",),
    "ACCESS_FINE_LOCATION": ("android.location.LocationManager.getLastKnownLocation",),
    "ACCESS_COARSE_LOCATION": ("android.location.LocationManager.getLastKnownLocation",),
    "READ_MEDIA_IMAGES": ("android.content.ContentResolver.openInputStream",),
    "READ_EXTERNAL_STORAGE": ("android.content.ContentResolver.openInputStream",),
    "READ_CONTACTS": ("android.content.ContentResolver.query content://com.android.contacts/data",),
    "READ_PHONE_STATE": ("android.telephony.TelephonyManager.getDeviceId",),
    "POST_NOTIFICATIONS": ("android.app.NotificationManager.notify",),
}
"""What an app does with a permission that it has asked for."""
GETTERS = ("get", "query", "open")


def classes(model: AppModel, plan: PackagePlan, application: str) -> list[ClassFile]:
    """All classes of the app. `application` is the full name of its Application class."""
    code = _Code()
    code.begin(application, APPLICATION, "onCreate")
    for activity in model.activities:
        code.begin(activity.name, PARENTS["activity"], BEGINS["activity"])
    for component in model.components:
        code.begin(component.name, PARENTS[component.kind], BEGINS[component.kind])
    for page in model.pages.values():
        code.effects(page.activity, page.id, _of_page(page))
    whole = (model.on_start, model.on_background, model.on_foreground, model.timers, model.effects, model.dialogs)
    code.effects(application, "onApplication", _found(whole))
    for piece in plan.calls:
        code.piece(application, piece)
    for name in plan.classes:
        code.class_of(name)
    for name, value in plan.constants.items():
        owner, _, constant = name.rpartition(".")
        code.class_of(owner).constants[constant] = value
    return list(code.made.values())


def _of_page(page: Page) -> Iterator[Effect]:
    return _found(tuple(getattr(page, field.name) for field in dataclasses.fields(page)))


def _found(value: Any) -> Iterator[Effect]:
    """The effects inside a part of the model, in its order."""
    if isinstance(value, Effect):
        yield value
        yield from _found((value.main, *value.options.values()))
    elif isinstance(value, Mapping):
        yield from _found(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _found(one)
    elif dataclasses.is_dataclass(value) and type(value).__module__ == Effect.__module__:
        for field in dataclasses.fields(value):
            yield from _found(getattr(value, field.name))


class _Code:
    def __init__(self) -> None:
        self.made: dict[str, ClassFile] = {}
        self._begins: dict[str, str] = {}
        self._overloads = _overloads()

    def class_of(self, name: str) -> ClassFile:
        descriptor = _descriptor(name)
        return self.made.setdefault(descriptor, ClassFile(descriptor))

    def begin(self, name: str, parent: str, method: str) -> None:
        """A class that the platform makes, and what it calls first."""
        one = self.class_of(name)
        one.parent = parent
        one.method("<init>", static=False)
        one.method(method, static=False)
        self._begins[name] = method

    def effects(self, owner: str, name: str, found: Iterable[Effect]) -> None:
        """What a page or the app does, in a method of its own that the class calls when it begins."""
        steps: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        for effect in found:
            if effect.kind == "privacy":
                arguments = tuple(_literal(text) for text in effect.options.get("arguments", ()))
                steps.append((effect.main, arguments, tuple(effect.options.get("through", ()))))
            elif effect.kind == "notify":
                steps.append((USES["POST_NOTIFICATIONS"][0], (), ()))
            elif effect.kind == "ask":
                for permission in effect.main:
                    for use in USES.get(permission.rpartition(".")[2], ()):
                        api, _, argument = use.partition(" ")
                        steps.append((api, (argument,) if argument else (), ()))
        if steps:
            self._enter(owner, f"on_{name}")
            for api, arguments, through in dict.fromkeys(steps):
                self._chain(f"{owner}.on_{name}", api, arguments, through)

    def piece(self, application: str, piece: Piece) -> None:
        """A chain of the plan."""
        first = piece.through[0]
        if piece.entered == "start":
            self._enter(application, "onPackage")
            self._chain(f"{application}.onPackage", piece.api, piece.arguments, piece.through)
            return
        owner, _, method = first.rpartition(".")
        self.class_of(owner).method(method)
        if piece.entered == "named":
            self.class_of(application).method(self._begins[application], static=False).steps.append(Text(owner))
        self._chain(first, piece.api, piece.arguments, piece.through[1:])

    def _enter(self, owner: str, method: str) -> None:
        one = self.class_of(owner)
        call = Call(one.name, method)
        begin = one.method(self._begins.get(owner, "<init>"), static=False)
        if call not in begin.steps:
            begin.steps.append(call)
        one.method(method)

    def _chain(self, start: str, api: str, arguments: tuple[str, ...], through: tuple[str, ...]) -> None:
        """Calls from `start` through the frames to the API."""
        at = start
        for frame in (*through, None):
            owner, _, method = at.rpartition(".")
            body = self.class_of(owner).method(method).steps
            step = self._api(api, arguments) if frame is None else [self._frame(frame)]
            body += [one for one in step if one not in body]
            at = frame or at

    def _frame(self, frame: str) -> Call:
        owner, _, method = frame.rpartition(".")
        self.class_of(owner).method(method)
        return Call(_descriptor(owner), method)

    def _api(self, api: str, arguments: tuple[str, ...]) -> list[Call | Text | Make]:
        worker, _, method = api.rpartition(".")
        owner = declared_as(worker)
        if method in ("<init>", "$init"):
            return [*map(Text, arguments), Make(_descriptor(owner))]
        parameters = self._overloads.get(api, {}).get(len(arguments)) or (STRING,) * len(arguments)
        returns = OBJECT if method.startswith(GETTERS) else "Z" if method.startswith(("is", "has")) else "V"
        if owner in ("android.provider.Settings$Secure", "android.provider.Settings$System"):
            parameters, arguments = (RESOLVER, STRING), ("", *arguments[-1:])
        lost = [Text(value) for kind, value in zip(parameters, arguments, strict=True) if kind != STRING and value]
        texts = tuple(v if kind == STRING else None for kind, v in zip(parameters, arguments, strict=True))
        static = owner in STATIC_CLASSES or owner.startswith("android.provider.Settings")
        return [*lost, Call(_descriptor(owner), method, parameters, returns, texts, static)]


def _overloads() -> dict[str, dict[int, tuple[str, ...]]]:
    """API → number of parameters → their types."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for api in catalogue().entries:
        if api.kind in JAVA:
            for overload in api.overloads:
                if not any(kind in "JD" for kind in overload):  # these need two registers each
                    found.setdefault(api.call, {}).setdefault(len(overload), overload)
    return found


def _literal(text: Any) -> str:
    """A text of the model as code holds it: in the first language; what is worked out at run time is left out."""
    if isinstance(text, str):
        return text
    return "".join(part for part in text.zh.parts if isinstance(part, str))


def _descriptor(name: str) -> str:
    return f"L{name.replace('.', '/')};"
