"""Every error a user can cause or meet, each with the exit code that tells CI what kind it was.

Messages name what failed, on what, and the next step. Exit codes: 0 passed, 1 findings, 2 wrong usage or
configuration, 3 device or environment, 4 inconclusive.
"""

from __future__ import annotations

from dataclasses import dataclass


class PatrolError(Exception):
    """Something patrol can explain; `advice` is the next step for the reader, one sentence."""

    exit_code = 3

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".rstrip()


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a text file, as editors and terminals understand it: `file:line:column`, counted from 1."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


class ConfigError(PatrolError):
    """Wrong usage or configuration: an option, devices.yaml, policy.yaml, an app model."""

    exit_code = 2

    def __init__(self, message: str, *, place: Place | None = None, advice: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message, advice=advice)
        self.place = place


class ScenarioError(ConfigError):
    """A journey, pages.yaml or app.yaml that cannot be understood."""


class RunFolderError(ConfigError):
    """A run folder that is missing, of a newer schema, damaged or in use."""


class DeviceError(PatrolError):
    """The phone, or what reaches it, does not do what is needed."""


class DeviceLost(DeviceError):
    """The phone was there and is gone: unplugged, rebooted, adb server killed."""


class AppError(PatrolError):
    """The app under test cannot be inspected: not installed, crashes at each launch."""


class GatherError(PatrolError):
    """A gatherer cannot record; the run goes on and the artifact is a GatherFailure."""
