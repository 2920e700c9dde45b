"""A model as an app that a virtual phone can install."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from functools import cached_property
from typing import Any
from zlib import crc32

from patrol.virtualphone.app.model import AppModel
from patrol.virtualphone.app.modelapp import InstalledApp, ModelApp
from patrol.virtualphone.contracts import Host
from patrol.virtualphone.package.build import application_of, package_file
from patrol.virtualphone.system.manifest import Component, Manifest

APK_BYTES = 48_000_000
"""A usual size of a bank's app; the model's name makes it uneven."""


class ModelProgram:
    """Implements system.manifest.Program. `secrets` are the model's, given from outside; the rest is made of `seed`."""

    def __init__(self, model: AppModel, *, secrets: Mapping[str, str] | None = None, seed: int = 0) -> None:
        self.model = model
        self._installed = InstalledApp(model, secrets=secrets, seed=seed)
        self.manifest = manifest_of(model)

    @property
    def secrets(self) -> Mapping[str, str]:
        """Name → value, so that journeys can sign in."""
        return self._installed.secrets

    @property
    def size_bytes(self) -> int:
        return APK_BYTES + crc32(f"{self.model.package} {self.model.version_code}".encode()) % 9_000_000

    @cached_property
    def package_file(self) -> bytes:
        """The APK: manifest, code, resources, signature."""
        return package_file(self.model, self.manifest)

    def start(self, host: Host, pid: int, stored: MutableMapping[str, Any]) -> ModelApp:
        """A new process; `stored` outlives it."""
        return self._installed.start(host, pid, stored)


def manifest_of(model: AppModel) -> Manifest:
    """What the package manager knows of the model."""
    activities = tuple(
        Component(
            "activity",
            activity.name,
            exported=activity.exported,
            launcher=activity.launcher,
            permission=activity.permission,
            links=tuple(
                link.pattern for page in model.pages.values() if page.activity == activity.name for link in page.links
            ),
        )
        for activity in model.activities
    )
    others = tuple(
        Component(
            one.kind,
            one.name,
            exported=one.exported,
            permission=one.permission,
            actions=one.actions,
            again_ms=one.again_ms,
        )
        for one in model.components
    )
    return Manifest(
        package=model.package,
        label=model.name_zh,
        label_en=model.name_en,
        version_name=model.version_name,
        version_code=model.version_code,
        min_sdk=model.min_sdk,
        target_sdk=model.target_sdk,
        permissions=model.permissions,
        components=(*activities, *others),
        debuggable=model.debuggable,
        allow_backup=model.allow_backup,
        cleartext=model.cleartext,
        trusts_user_certificates=model.trusts_user_certificates,
        application=application_of(model),
    )
