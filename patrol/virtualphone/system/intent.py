"""Intents: as `am` reads them from its arguments, and as the log and `am` print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

MAIN = "android.intent.action.MAIN"
VIEW = "android.intent.action.VIEW"
LAUNCHER = "android.intent.category.LAUNCHER"
HOME = "android.intent.category.HOME"
NEW_TASK = 0x10000000


def short(package: str, name: str) -> str:
    """`package/.Class`, as Android shortens a component."""
    return f"{package}/{name.removeprefix(package) if name.startswith(package + '.') else name}"


@dataclass(frozen=True, slots=True)
class Intent:
    """`component` is (package, full class name)."""

    action: str = ""
    data: str = ""
    type: str = ""
    categories: tuple[str, ...] = ()
    flags: int = 0
    package: str = ""
    component: tuple[str, str] | None = None
    extras: dict[str, str] = field(default_factory=dict)
    typed: str = ""
    """The component as the user wrote it: `am` repeats `com.a/com.a.B` unshortened."""

    def inner(self) -> str:
        """What stands between the braces."""
        parts = [
            self.action and f"act={self.action}",
            self.categories and f"cat=[{','.join(self.categories)}]",
            self.data and f"dat={self.data}",
            self.type and f"typ={self.type}",
            self.flags and f"flg=0x{self.flags:x}",
            self.package and f"pkg={self.package}",
            self.component and f"cmp={short(*self.component)}",
            self.extras and "(has extras)",
        ]
        return " ".join(str(part) for part in parts if part)

    def __str__(self) -> str:
        inner = self.inner()
        return f"Intent {{ {inner} }}" if inner else "Intent { }"

    def with_flags(self, flags: int) -> Intent:
        return replace(self, flags=self.flags | flags)

    def at(self, package: str, name: str) -> Intent:
        """The same intent for this very component."""
        return replace(self, component=(package, name))

    @property
    def is_launch(self) -> bool:
        """It only asks for the app, as a tap on its icon does."""
        return not self.data and self.action in ("", MAIN)


class IntentError(Exception):
    """Arguments that are no intent; the text is what `am` says."""


_TAKES_TWO = {"--es", "-e", "--ez", "--ei", "--el", "--ef", "--eu", "--ecn", "--eia", "--ela", "--efa", "--esa"}
_FLAGS = {"--activity-clear-task": 0x8000, "--activity-clear-top": 0x4000000, "--activity-single-top": 0x20000000}
_FLAGS |= {"--activity-no-history": 0x40000000, "--activity-no-animation": 0x10000, "--include-stopped-packages": 0x20}


def component_of(text: str) -> tuple[str, str]:
    """(package, full class) of `package/.Class`. Raises IntentError."""
    package, slash, name = text.partition("/")
    if not slash or not package or not name:
        raise IntentError(f"Bad component name: {text}")
    return package, package + name if name.startswith(".") else name


def parse_intent(args: Sequence[str]) -> Intent:
    """The intent that `am start`'s arguments describe; options of `am` itself must be gone. Raises IntentError."""
    intent, rest = Intent(), list(args)

    def take(option: str) -> str:
        if not rest:
            raise IntentError(f"Argument expected after {option!r}".replace("'", '"'))
        return rest.pop(0)

    while rest:
        match rest.pop(0):
            case "-a":
                intent = replace(intent, action=take("-a"))
            case "-d":
                intent = replace(intent, data=take("-d"))
            case "-t":
                intent = replace(intent, type=take("-t"))
            case "-c":
                intent = replace(intent, categories=(*intent.categories, take("-c")))
            case "-n":
                written = take("-n")
                intent = replace(intent, component=component_of(written), typed=written)
            case "-f":
                intent = replace(intent, flags=int(take("-f"), 0))
            case "-p":
                intent = replace(intent, package=take("-p"))
            case option if option in _TAKES_TWO:
                name = take(option)
                intent = replace(intent, extras={**intent.extras, name: take(option)})
            case "--esn" | "--grant-read-uri-permission" | "--grant-write-uri-permission":
                intent = replace(intent, extras={**intent.extras, "": ""})
            case option if option in _FLAGS:
                intent = intent.with_flags(_FLAGS[option])
            case option if option.startswith("-"):
                raise IntentError(f"Unknown option: {option}")
            case word:
                intent = _bare(intent, word)
    return intent


def _bare(intent: Intent, word: str) -> Intent:
    """A last word without an option: a URI, a component or a package."""
    if "://" in word or word.startswith(("tel:", "sms:", "mailto:", "geo:")):
        return replace(intent, data=word, action=intent.action or VIEW)
    if "/" in word:
        launch = (intent.categories or (LAUNCHER,)) if intent.action in ("", MAIN) else intent.categories
        component = component_of(word)
        return replace(intent, component=component, typed=word, action=intent.action or MAIN, categories=launch)
    if intent.action or intent.data or intent.categories:
        return replace(intent, package=word)
    return replace(intent, package=word, action=MAIN, categories=(LAUNCHER,))


def link_matches(pattern: str, url: str) -> bool:
    """Whether a deep-link filter `scheme://host/path{x}` takes `url`: scheme and host equal, path by parts."""
    try:
        wanted, given = urlsplit(pattern.replace("{", "%7B").replace("}", "%7D")), urlsplit(url)
    except ValueError:
        return False  # A bracket without its fellow: no URL.
    if wanted.scheme.lower() != given.scheme.lower() or not _part(wanted.netloc, given.netloc):
        return False
    wanted_parts = [p for p in wanted.path.split("/") if p]
    given_parts = [p for p in given.path.split("/") if p]
    if len(wanted_parts) != len(given_parts):
        return False
    return all(_part(w, g) for w, g in zip(wanted_parts, given_parts, strict=True))


def _part(wanted: str, given: str) -> bool:
    return "%7B" in wanted or wanted.lower() == given.lower()
