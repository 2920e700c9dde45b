"""Accessibility events as `uiautomator events` prints them, and the seams to apps that send them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class AccessibilityEvent:
    """What an accessibility service is told; texts of password fields come as dots, as Android does it."""

    kind: str
    package: str
    class_name: str
    text: str = ""
    password: bool = False
    before: str = ""
    added: int = -1
    removed: int = -1
    description: str = ""

    def line(self, moment: str, uptime_ms: float) -> str:
        """As AccessibilityEvent.toString() of Android 13 writes it behind `moment` (MM-dd HH:mm:ss.SSS)."""
        said = f"[{self.text}]" if self.text else "[]"
        return (
            f"{moment} EventType: {self.kind}; EventTime: {uptime_ms:.0f}; PackageName: {self.package}; "
            "MovementGranularity: 0; Action: 0; ContentChangeTypes: []; WindowChangeTypes: [] "
            f"[ ClassName: {self.class_name}; Text: {said}; ContentDescription: {self.description or 'null'}; "
            f"ItemCount: -1; CurrentItemIndex: -1; Enabled: true; Password: {str(self.password).lower()}; "
            "Checked: false; FullScreen: false; Scrollable: false; ImportantForAccessibility: true; "
            f"BeforeText: {self.before or 'null'}; FromIndex: -1; ToIndex: -1; ScrollX: 0; ScrollY: 0; MaxScrollX: 0; "
            f"MaxScrollY: 0; ScrollDeltaX: -1; ScrollDeltaY: -1; AddedCount: {self.added}; "
            f"RemovedCount: {self.removed}; ParcelableData: null; DisplayId: 0 ]; recordCount: 0"
        )


@runtime_checkable
class Announces(Protocol):
    """An app that sends accessibility events."""

    def listen(self, listener: Callable[[AccessibilityEvent], None]) -> Callable[[], None]: ...


@runtime_checkable
class HoldsTexts(Protocol):
    """An app whose heap can be dumped."""

    def heap(self) -> tuple[str, ...]: ...


@runtime_checkable
class Autofilled(Protocol):
    """An app that tells the autofill service of a focused field."""

    @property
    def autofill_field(self) -> int:
        """Number of the focused field's view; 0 when none has the focus or it is not important for autofill."""


@runtime_checkable
class Pastes(Protocol):
    """An app whose fields decide whether they take the clipboard's text."""

    def paste(self, text: str) -> bool: ...
