"""Real APKs on a virtual phone: they can be listed, granted and removed, and open an empty window with their name;
their code is for a real phone."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from patrol.model.screen import Node, Rect
from patrol.virtualphone.contracts import App, Host
from patrol.virtualphone.package.build import plain_package
from patrol.virtualphone.system.manifest import Manifest
from patrol.virtualphone.system.spec import PhoneSpec
from patrol.virtualphone.system.sysapps import SystemApp
from patrol.virtualphone.system.views import view


class PlainApp(SystemApp):
    """A process without content of its own."""

    def __init__(self, spec: PhoneSpec, manifest: Manifest, pid: int) -> None:
        home = manifest.launcher
        super().__init__(spec, manifest.package, home.name if home else f"{manifest.package}.MainActivity", pid)
        self._label = manifest.label

    def _build(self) -> Node:
        dp, screen = self.spec.dp, Rect(0, 0, self.spec.width, self.spec.height)
        title = view("TextView", Rect(dp(16), dp(40), self.spec.width, dp(80)), text=self._label)
        return view("FrameLayout", screen, view("FrameLayout", screen, title, resource_id="android:id/content"))


class PlainProgram:
    """Implements manifest.Program for such an APK."""

    def __init__(self, spec: PhoneSpec, manifest: Manifest, size_bytes: int) -> None:
        self._spec = spec
        self.manifest = manifest
        self.size_bytes = size_bytes

    @property
    def package_file(self) -> bytes:
        """Its manifest alone, for its code is not the model's business."""
        return plain_package(self.manifest)

    def start(self, host: Host, pid: int, stored: MutableMapping[str, Any]) -> App:
        del host, stored
        return PlainApp(self._spec, self.manifest, pid)
